// Sends HTTP requests for one channel: QNetworkAccessManager with everything it does by itself switched off.
#pragma once

#include "models/base/clock.h"
#include "models/base/secret.h"
#include "models/channels/channel.h"
#include "models/sending/exchange.h"

#include <QObject>

#include <functional>
#include <memory>

namespace wd {

class ManagerLimit;

struct TransportOptions {
    int inFlight = 24; // the most requests at once
    int timeoutSeconds = 30; // hard deadline of one request
    Connection connection = {};
    Secret clientKey = {}; // of connection.certificate
    bool operator==(const TransportOptions&) const = default;
};

// Belongs to one thread (the engine's, or the window's for a test) and to one channel: its connections, TLS state and
// cookies are shared with nobody. Holds as many access managers as its in-flight limit needs (6 requests each on
// HTTP/1.1) and frees them after 30 s idle. A request is sent at most once: no redirect is followed, nothing is
// retried.
class Transport : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 abortBytes = 1024 * 1024; // a longer answer is cut off

    // `limit` is shared with the other transports of the thread; without one it is this transport's alone.
    Transport(
        const Clock& clock, const TransportOptions& options, ManagerLimit* limit = nullptr, QObject* parent = nullptr);
    ~Transport() override;

    // Of the next requests: those under way keep theirs. What says how the address is reached makes new connections.
    void setOptions(const TransportOptions& options);
    int inFlight() const;
    // Whether send() may be called: not while all access managers of all transports are busy.
    bool hasRoom() const;

    // Calls `done` exactly once, from the event loop, never from within send(). With more than options.inFlight
    // under way the caller is at fault (asserts). `progress`, when given, is called as phases are reached.
    // Returns a number by which cancel() finds the request.
    quint64 send(const HttpRequest& request, std::function<void(const Exchange&)> done,
        std::function<void(ExchangePhase)> progress = {});
    void cancel(quint64 number);
    void cancelAll();

private:
    class Private;
    std::unique_ptr<Private> d;
};

// Why a header can't be sent, or nothing: names are RFC 9110 tokens, values hold no CR, LF or NUL; Host,
// Content-Length, Transfer-Encoding, Connection, TE and Upgrade are the transport's own.
QString headerFault(const QByteArray& name, const QByteArray& value);

} // namespace wd
