// One HTTP request under way: watches its phases, its deadline and the size of its answer.
#pragma once

#include "models/base/clock.h"
#include "models/channels/httprequest.h"
#include "models/sending/exchange.h"

#include <QNetworkReply>
#include <QObject>
#include <QTimer>

#include <functional>

class QNetworkAccessManager;

namespace wd {

class RequestBody;

class TransportCall final : public QObject {
    Q_OBJECT
public:
    TransportCall(const Clock& clock, std::function<void(ExchangePhase)> progress);
    ~TransportCall() override;

    void start(QNetworkAccessManager& manager, const HttpRequest& request, const QSslConfiguration& tls, int timeoutMs);
    // The request can't be sent as it is.
    void refuse(const QString& why);
    void cancel();
    bool usedHttp2() const { return m_exchange.protocol == QStringLiteral("HTTP/2"); }

signals:
    // Once, from the event loop.
    void finished(const wd::Exchange& exchange);

private:
    QNetworkRequest prepared(const HttpRequest& request, const QSslConfiguration& tlsConfiguration) const;
    void watch();
    void reach(ExchangePhase phase);
    void cut(TransportFault fault, const QString& words);
    void noteBodyTaken();
    void noteHeaders();
    void readAnswer();
    void readTls();
    void noteCertificate(const QList<QSslError>& errors);
    void conclude();
    void report();

    const Clock& m_clock;
    std::function<void(ExchangePhase)> m_progress;
    const qint64 m_startedAt;
    QNetworkReply* m_reply = nullptr;
    RequestBody* m_body = nullptr;
    QTimer m_deadline;
    Exchange m_exchange;
    ExchangePhase m_phase = ExchangePhase::Queued;
    bool m_concluded = false;
};

} // namespace wd
