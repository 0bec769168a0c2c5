// A receiver outside the program: writes down every request that arrives, whole, before it answers.
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMutex>
#include <QObject>
#include <QThread>

#include <memory>

namespace wd {

struct LedgerEntry {
    QByteArray method;
    QByteArray path;
    QMap<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
    qint64 arrivedMs = 0; // of Ledger::nowMs()
    qint64 answeredMs = -1; // -1: not yet

    QByteArray messageId() const { return headers.value("x-webhook-id", headers.value("webhook-id")); }
    // Whether X-gio-signature is HMAC-SHA256 of the body under `key`, computed here.
    bool signedWith(const QByteArray& key) const;
};

// Listens on loopback in a thread of its own, so that it goes on while a test waits for a process. HTTP/1.1 with
// keep-alive and Content-Length, nothing else: what the program sends is all it understands.
class Ledger {
public:
    Ledger();
    ~Ledger();

    quint16 port() const { return m_port; }
    // How the requests that arrive from now on are answered.
    void answerWith(int status, int delayMs);
    // A body other than {"code":0}.
    void answerBody(const QByteArray& body);
    // One header line more, such as "Retry-After: 2".
    void answerHeader(const QByteArray& line);

    QList<LedgerEntry> entries() const;
    int unanswered() const;
    // Milliseconds of a clock that never jumps.
    static qint64 nowMs();
    void clear();

private:
    class Server;

    QThread m_thread;
    Server* m_server = nullptr; // lives in m_thread
    quint16 m_port = 0;
};

} // namespace wd
