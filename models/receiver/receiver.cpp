#include "models/receiver/receiver.h"

#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/channels/channelrules.h"

#include <QAbstractHttpServer>
#include <QFile>
#include <QHttpServerRequest>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QSet>
#include <QStringDecoder>
#include <QTcpSocket>
#include <QTimer>

#include <utility>

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

QByteArray answerTo(const ReceivedRequest& request)
{
    const int status = request.answeredStatus;
    const bool refused = status == 401 && request.signature != SignatureCheck::NotChecked;
    QByteArray body = refused ? QByteArray(R"({"error":"the signature does not match"})")
        : status < 300        ? QByteArray(R"({"code":0})")
                              : QByteArray(R"({"error":"this receiver answers )") + QByteArray::number(status) + "\"}";
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " Answer\r\n";
    if (status < 200 || status == 204 || status == 304)
        return head + "\r\n";
    head += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
    return request.method == "HEAD" ? head : head + body;
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
    bool keep(const ReceivedRequest& request);
    void take(const QHttpServerRequest& request, QTcpSocket* socket, Receiver& receiver);

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
    received.path = request.url().toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::FullyEncoded);
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

// False when the record file can't take the line.
bool Receiver::Private::keep(const ReceivedRequest& request)
{
    if (!record.isOpen())
        return true;
    const QByteArray line = QJsonDocument(receivedToJson(request)).toJson(QJsonDocument::Compact) + '\n';
    return record.write(line) == line.size() && record.flush();
}

void Receiver::Private::take(const QHttpServerRequest& request, QTcpSocket* socket, Receiver& receiver)
{
    ReceivedRequest received = read(request);
    if (!keep(received))
        received.answeredStatus = 500;
    const bool close = headerOf(received, "Connection").compare("close", Qt::CaseInsensitive) == 0;
    const int delay = options.delayMs;
    emit receiver.received(received);
    const auto answer = [socket, close, bytes = answerTo(received)] {
        socket->write(bytes);
        if (close)
            socket->disconnectFromHost();
    };
    if (delay == 0)
        answer();
    else
        QTimer::singleShot(delay, socket, answer);
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
    d->server = std::make_unique<Server>(
        [this](const QHttpServerRequest& request, QTcpSocket* socket) { d->take(request, socket, *this); });
    d->port = d->server->listen(QHostAddress::LocalHost, options.port);
    if (d->port == 0) {
        stop();
        return Error{ErrorKind::BadValue,
            {QString::number(options.port),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a port of this computer that nothing else listens on"))},
            QStringLiteral("port")};
    }
    d->options.port = d->port;
    emit changed();
    return d->port;
}

void Receiver::stop()
{
    d->server.reset();
    d->record.close();
    if (std::exchange(d->port, 0) != 0)
        emit changed();
}

void Receiver::setOptions(const ReceiverOptions& options)
{
    const QString file = d->options.recordFile;
    d->options = options;
    d->options.recordFile = file;
    if (d->port != 0)
        d->options.port = d->port;
    emit changed();
}

ReceiverOptions Receiver::options() const
{
    return d->options;
}

quint16 Receiver::port() const
{
    return d->port;
}

bool Receiver::isAt(const QUrl& url) const
{
    const quint16 own = options().port;
    return own != 0 && url.port() == own && isLoopback(url);
}

QJsonObject receivedToJson(const ReceivedRequest& request)
{
    QJsonObject headers;
    for (const auto& [name, value] : request.headers) {
        const QString key = QString::fromLatin1(name);
        const QString before = headers.contains(key) ? headers.value(key).toString() + QStringLiteral(", ") : QString();
        headers.insert(key, before + QString::fromUtf8(value));
    }
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
