#include "tests/support/ledger.h"

#include <QMessageAuthenticationCode>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace wd {

bool LedgerEntry::signedWith(const QByteArray& key) const
{
    return headers.value("x-gio-signature")
        == QMessageAuthenticationCode::hash(body, key, QCryptographicHash::Sha256).toHex();
}

class Ledger::Server final : public QObject {
public:
    quint16 listen()
    {
        m_tcp = new QTcpServer(this);
        connect(m_tcp, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_tcp->nextPendingConnection())
                accept(socket);
        });
        return m_tcp->listen(QHostAddress::LocalHost) ? m_tcp->serverPort() : 0;
    }

    mutable QMutex mutex;
    QList<LedgerEntry> entries;
    int status = 200;
    int delayMs = 0;
    QByteArray answer = R"({"code":0})";
    QByteArray header;

private:
    void accept(QTcpSocket* socket)
    {
        const auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] {
            buffer->append(socket->readAll());
            while (readRequest(socket, *buffer)) { }
        });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

    static LedgerEntry parseHead(const QByteArray& head)
    {
        const QList<QByteArray> lines = head.split('\n');
        const QList<QByteArray> start = lines.first().trimmed().split(' ');
        LedgerEntry entry{start.value(0), start.value(1), {}, {}, nowMs(), -1};
        for (const QByteArray& line : lines.mid(1))
            if (const qsizetype colon = line.indexOf(':'); colon > 0)
                entry.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        return entry;
    }

    bool readRequest(QTcpSocket* socket, QByteArray& buffer)
    {
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        LedgerEntry entry = parseHead(buffer.left(end));
        const qsizetype length = entry.headers.value("content-length").toLongLong();
        if (buffer.size() < end + 4 + length)
            return false;
        entry.body = buffer.mid(end + 4, length);
        buffer.remove(0, end + 4 + length);
        int delay = 0;
        qsizetype number = 0;
        {
            const QMutexLocker lock(&mutex);
            number = entries.size();
            entries.append(entry);
            delay = delayMs;
        }
        QTimer::singleShot(delay, Qt::PreciseTimer, this,
            [this, socket = QPointer<QTcpSocket>(socket), number] { reply(socket, number); });
        return true;
    }

    void reply(QTcpSocket* socket, qsizetype number)
    {
        const QMutexLocker lock(&mutex);
        if (!socket || socket->state() != QAbstractSocket::ConnectedState)
            return;
        if (number < entries.size())
            entries[number].answeredMs = nowMs();
        socket->write("HTTP/1.1 " + QByteArray::number(status)
            + " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(answer.size())
            + (header.isEmpty() ? QByteArray() : "\r\n" + header) + "\r\n\r\n" + answer);
    }

    QTcpServer* m_tcp = nullptr;
};

Ledger::Ledger()
    : m_server(new Server)
{
    m_server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_server, [this] { m_port = m_server->listen(); }, Qt::BlockingQueuedConnection);
}

Ledger::~Ledger()
{
    m_thread.quit();
    m_thread.wait();
}

void Ledger::answerWith(int status, int delayMs)
{
    const QMutexLocker lock(&m_server->mutex);
    m_server->status = status;
    m_server->delayMs = delayMs;
}

void Ledger::answerBody(const QByteArray& body)
{
    const QMutexLocker lock(&m_server->mutex);
    m_server->answer = body;
}

void Ledger::answerHeader(const QByteArray& line)
{
    const QMutexLocker lock(&m_server->mutex);
    m_server->header = line;
}

QList<LedgerEntry> Ledger::entries() const
{
    const QMutexLocker lock(&m_server->mutex);
    return m_server->entries;
}

int Ledger::unanswered() const
{
    const QMutexLocker lock(&m_server->mutex);
    return int(std::count_if(m_server->entries.cbegin(), m_server->entries.cend(),
        [](const LedgerEntry& entry) { return entry.answeredMs < 0; }));
}

qint64 Ledger::nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void Ledger::clear()
{
    const QMutexLocker lock(&m_server->mutex);
    m_server->entries.clear();
}

} // namespace wd
