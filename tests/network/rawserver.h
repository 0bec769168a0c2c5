// An HTTP server of the test's own, in a thread of its own, that writes what the test says, byte for byte.
#pragma once

#include <QByteArray>
#include <QMutex>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

class RawServer {
public:
    // Runs in the server's thread once a whole request (or, with `early`, its header) has arrived.
    using Answer = std::function<void(QTcpSocket& socket, const QByteArray& request)>;

    explicit RawServer(Answer answer, bool early = false, const std::optional<QSslConfiguration>& tls = {});
    ~RawServer();

    quint16 port() const { return m_port; }
    QUrl url(const QString& path = QStringLiteral("/hook")) const;
    // All that arrived so far; connections that brought nothing are counted too.
    QList<QByteArray> requests() const;
    int connections() const;

private:
    void listen(const std::optional<QSslConfiguration>& tls);
    void accept();
    void take(QTcpSocket& socket);

    const Answer m_answer;
    const bool m_early;
    QThread m_thread;
    QObject* m_context = nullptr;
    QTcpServer* m_server = nullptr;
    quint16 m_port = 0;
    mutable QMutex m_mutex;
    QList<QByteArray> m_requests;
    int m_connections = 0;
};
