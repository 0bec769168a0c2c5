#include "tests/network/rawserver.h"

#include <QRegularExpression>
#include <QSslServer>

namespace {

// The size of the first whole request in `bytes`, or nothing.
std::optional<qsizetype> wholeRequest(const QByteArray& bytes, bool early)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    static const QRegularExpression length(
        QStringLiteral("\r\ncontent-length: *(\\d+)"), QRegularExpression::CaseInsensitiveOption);
    const auto match = length.match(QString::fromLatin1(bytes.left(end)));
    const qsizetype size = end + 4 + (match.hasMatch() && !early ? match.captured(1).toLongLong() : 0);
    return bytes.size() >= size ? std::optional(size) : std::nullopt;
}

} // namespace

RawServer::RawServer(Answer answer, bool early, const std::optional<QSslConfiguration>& tls)
    : m_answer(std::move(answer))
    , m_early(early)
{
    m_thread.start();
    m_context = new QObject;
    m_context->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        m_context, [this, &tls] { listen(tls); }, Qt::BlockingQueuedConnection);
}

RawServer::~RawServer()
{
    QMetaObject::invokeMethod(
        m_context, [this] { delete m_server; }, Qt::BlockingQueuedConnection);
    m_context->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void RawServer::listen(const std::optional<QSslConfiguration>& tls)
{
    if (tls) {
        auto* const server = new QSslServer;
        server->setSslConfiguration(*tls);
        m_server = server;
        QObject::connect(server, &QSslServer::startedEncryptionHandshake, m_context, [this] {
            const QMutexLocker lock(&m_mutex);
            ++m_connections;
        });
    } else {
        m_server = new QTcpServer;
    }
    QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, m_context, [this] { accept(); });
    m_server->listen(QHostAddress::LocalHost);
    m_port = m_server->serverPort();
}

void RawServer::accept()
{
    while (QTcpSocket* const socket = m_server->nextPendingConnection()) {
        if (!qobject_cast<QSslServer*>(m_server)) {
            const QMutexLocker lock(&m_mutex);
            ++m_connections;
        }
        QObject::connect(socket, &QTcpSocket::readyRead, m_context, [this, socket] { take(*socket); });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        take(*socket);
    }
}

void RawServer::take(QTcpSocket& socket)
{
    QByteArray bytes = socket.property("bytes").toByteArray() + socket.readAll();
    while (const std::optional<qsizetype> size = wholeRequest(bytes, m_early)) {
        const QByteArray request = bytes.left(*size);
        bytes.remove(0, *size);
        {
            const QMutexLocker lock(&m_mutex);
            m_requests.append(request);
        }
        m_answer(socket, request);
    }
    socket.setProperty("bytes", bytes);
}

QUrl RawServer::url(const QString& path) const
{
    const bool tls = qobject_cast<QSslServer*>(m_server) != nullptr;
    return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(tls ? u"https" : u"http").arg(m_port).arg(path));
}

QList<QByteArray> RawServer::requests() const
{
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

int RawServer::connections() const
{
    const QMutexLocker lock(&m_mutex);
    return m_connections;
}
