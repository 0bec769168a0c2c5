#include "models/receiver/receiver.h"

#include "models/base/zonedtime.h"

#include <QAbstractHttpServer>
#include <QFile>
#include <QHttpServerRequest>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QPointer>
#include <QSet>
#include <QStringDecoder>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace wd {

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    default:
        return "OTHER";
    }
}

QByteArray headerOf(const ReceivedRequest& request, const QByteArray& name)
{
    for (const auto& [key, value] : request.headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

QString signatureWord(SignatureCheck check)
{
    switch (check) {
    case SignatureCheck::NotChecked:
        return QStringLiteral("notChecked");
    case SignatureCheck::Valid:
        return QStringLiteral("valid");
    case SignatureCheck::Invalid:
        return QStringLiteral("invalid");
    case SignatureCheck::Absent:
        return QStringLiteral("absent");
    }
    Q_UNREACHABLE();
}

// Takes every method and path; the socket is at hand, so that an answer that comes late notices when it is gone.
class Server final : public QAbstractHttpServer {
public:
    explicit Server(std::function<void(const QHttpServerRequest&, QTcpSocket*)> take)
        : m_take(std::move(take))
    {
    }

    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override
    {
        m_take(request, socket);
        return true;
    }
    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override { }

private:
    std::function<void(const QHttpServerRequest&, QTcpSocket*)> m_take;
};

} // namespace

struct Receiver::Private {
    explicit Private(const Clock& c)
        : clock(c)
    {
    }

    ReceivedRequest read(const QHttpServerRequest& request);
    SignatureCheck check(const ReceivedRequest& request) const;
    static void write(QTcpSocket* socket, int status);

    const Clock& clock;
    ReceiverOptions options;
    std::unique_ptr<Server> server;
    QFile record;
    QSet<QString> messages;
    qint64 count = 0;
    quint16 port = 0;
};

Receiver::Receiver(const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(clock))
{
}

Receiver::~Receiver() = default;

ReceivedRequest Receiver::Private::read(const QHttpServerRequest& request)
{
    ReceivedRequest received;
    received.number = ++count;
    received.at = clock.nowUtc();
    received.method = methodName(request.method());
    received.path = request.url().toString(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    received.headers = request.headers();
    received.body = request.body();
    const QByteArray standard = headerOf(received, "webhook-id");
    received.messageId = QString::fromUtf8(standard.isEmpty() ? headerOf(received, "X-Webhook-Id") : standard);
    received.isTest = headerOf(received, "X-Webhook-Desk-Test") == "1";
    received.repeated = !received.messageId.isEmpty() && messages.contains(received.messageId);
    if (!received.messageId.isEmpty())
        messages.insert(received.messageId);
    received.signature = options.checkSignature ? check(received) : SignatureCheck::NotChecked;
    const bool refused = options.checkSignature && received.signature != SignatureCheck::Valid;
    received.answeredStatus = refused ? 401 : options.status;
    return received;
}

// growingio-v1: lower-case hex HMAC-SHA256 of the whole body.
SignatureCheck Receiver::Private::check(const ReceivedRequest& request) const
{
    const QByteArray given = headerOf(request, "X-gio-signature");
    if (given.isEmpty())
        return SignatureCheck::Absent;
    const QByteArray right
        = QMessageAuthenticationCode::hash(request.body, options.secret.reveal(), QCryptographicHash::Sha256).toHex();
    return given == right ? SignatureCheck::Valid : SignatureCheck::Invalid;
}

void Receiver::Private::write(QTcpSocket* socket, int status)
{
    const QByteArray body = status == 401 ? QByteArray(R"({"error":"the signature does not match"})")
        : status < 300                    ? QByteArray(R"({"code":0})")
                                          : QByteArray(R"({"error":"as asked for"})");
    const bool bodiless = status == 204 || status == 304;
    socket->write("HTTP/1.1 " + QByteArray::number(status)
        + " Answer\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(bodiless ? 0 : body.size()) + "\r\n\r\n" + (bodiless ? QByteArray() : body));
}

Result<quint16> Receiver::start(const ReceiverOptions& options)
{
    stop();
    d->options = options;
    if (!options.recordFile.isEmpty()) {
        d->record.setFileName(options.recordFile);
        if (!d->record.open(QIODevice::WriteOnly | QIODevice::Append))
            return Error{ErrorKind::FileUnwritable, {options.recordFile, d->record.errorString()}, {}};
    }
    d->server = std::make_unique<Server>([this](const QHttpServerRequest& request, QTcpSocket* socket) {
        const ReceivedRequest received = d->read(request);
        if (d->record.isOpen()) {
            d->record.write(QJsonDocument(receivedToJson(received)).toJson(QJsonDocument::Compact) + '\n');
            d->record.flush();
        }
        emit this->received(received);
        if (d->options.delayMs == 0)
            return Private::write(socket, received.answeredStatus);
        QTimer::singleShot(d->options.delayMs, socket, [socket, status = received.answeredStatus] {
            if (socket->state() == QAbstractSocket::ConnectedState)
                Private::write(socket, status);
        });
    });
    d->port = d->server->listen(QHostAddress::LocalHost, options.port);
    if (d->port == 0) {
        stop();
        return Error{ErrorKind::BadValue,
            {QString::number(options.port), QStringLiteral("a port of this computer that nothing else listens on")},
            QStringLiteral("port")};
    }
    return d->port;
}

void Receiver::stop()
{
    d->server.reset();
    d->record.close();
    d->port = 0;
}

void Receiver::setOptions(const ReceiverOptions& options)
{
    const QString file = d->options.recordFile;
    d->options = options;
    d->options.recordFile = file;
}

quint16 Receiver::port() const
{
    return d->port;
}

QJsonObject receivedToJson(const ReceivedRequest& request)
{
    QJsonObject headers;
    for (const auto& [name, value] : request.headers)
        headers.insert(QString::fromLatin1(name), QString::fromUtf8(value));
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(request.body);
    const QJsonValue body = utf8.hasError()
        ? QJsonValue(QJsonObject{{QStringLiteral("base64"), QString::fromLatin1(request.body.toBase64())}})
        : QJsonValue(text);
    return {{QStringLiteral("number"), request.number}, {QStringLiteral("at"), isoUtc(request.at)},
        {QStringLiteral("method"), QString::fromLatin1(request.method)}, {QStringLiteral("path"), request.path},
        {QStringLiteral("headers"), headers}, {QStringLiteral("body"), body},
        {QStringLiteral("messageId"), request.messageId}, {QStringLiteral("test"), request.isTest},
        {QStringLiteral("repeated"), request.repeated}, {QStringLiteral("signature"), signatureWord(request.signature)},
        {QStringLiteral("status"), request.answeredStatus}};
}

} // namespace wd
