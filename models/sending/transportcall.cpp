#include "models/sending/transportcall.h"

#include "models/sending/requestbody.h"
#include "models/sending/retry.h"
#include "models/sending/transport.h"
#include "models/sending/wirerequest.h"

#include <QNetworkAccessManager>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslError>

namespace wd {

namespace {

constexpr qint64 readBufferBytes = 64 * 1024;

QString tlsName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    default:
        return {};
    }
}

// What the library calls an error although a whole answer with a status arrived: an invalid operation is 400 or 418.
bool isAnswer(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::NoError || error == QNetworkReply::ProtocolInvalidOperationError
        || error == QNetworkReply::ProxyAuthenticationRequiredError
        || (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError)
        || (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError);
}

TransportFault faultOf(QNetworkReply::NetworkError error, int status, bool bodyStarted)
{
    if (isAnswer(error) && status != 0)
        return TransportFault::None;
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return TransportFault::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return TransportFault::Refused;
    case QNetworkReply::TimeoutError:
        return TransportFault::TimedOut;
    case QNetworkReply::SslHandshakeFailedError:
        return TransportFault::TlsFailed;
    case QNetworkReply::OperationCanceledError:
        return TransportFault::Cancelled;
    // The device can't be read again: the connection closed after the request, and nothing was repeated.
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::RemoteHostClosedError:
        return TransportFault::Closed;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return bodyStarted ? TransportFault::Closed : TransportFault::Unreachable;
    default:
        return TransportFault::Protocol;
    }
}

bool mayHaveLeft(TransportFault fault)
{
    return fault == TransportFault::Closed || fault == TransportFault::TimedOut || fault == TransportFault::Protocol
        || fault == TransportFault::Cancelled;
}

} // namespace

TransportCall::TransportCall(const Clock& clock, std::function<void(ExchangePhase)> progress)
    : m_clock(clock)
    , m_progress(std::move(progress))
    , m_startedAt(clock.monotonic())
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this,
        [this] { cut(TransportFault::TimedOut, QStringLiteral("the deadline passed")); });
}

TransportCall::~TransportCall()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_concluded = true;
    delete m_reply;
}

QNetworkRequest TransportCall::prepared(const HttpRequest& request, const QSslConfiguration& tlsConfiguration) const
{
    QNetworkRequest prepared(request.url);
    const bool tls = request.url.scheme() == QStringLiteral("https");
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    prepared.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, tls);
    const HttpHeaders headers = ownHeaders() + request.headers;
    for (const auto& [name, value] : headers)
        prepared.setRawHeader(name, value.isNull() ? QByteArray("") : value);
    prepared.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    if (tls)
        prepared.setSslConfiguration(tlsConfiguration);
    return prepared;
}

void TransportCall::start(
    QNetworkAccessManager& manager, const HttpRequest& request, const QSslConfiguration& tls, int timeoutMs)
{
    m_deadline.start(timeoutMs);
    m_body = new RequestBody(
        request.body, [this] { noteBodyTaken(); }, this);
    // A device even where there is no body: without one the library would repeat the request on a closed connection.
    m_reply = manager.sendCustomRequest(prepared(request, tls), request.method, m_body);
    m_reply->setReadBufferSize(readBufferBytes);
    watch();
}

void TransportCall::refuse(const QString& why)
{
    m_exchange.fault = TransportFault::BadRequest;
    m_exchange.faultText = why;
    m_concluded = true;
    QMetaObject::invokeMethod(this, &TransportCall::report, Qt::QueuedConnection);
}

void TransportCall::cancel()
{
    if (!m_concluded)
        cut(TransportFault::Cancelled, QStringLiteral("stopped"));
}

void TransportCall::watch()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] { reach(ExchangePhase::Connecting); });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        reach(ExchangePhase::Sending);
        if (m_body->atEnd()) {
            // Without a body, the request line alone may do what was asked.
            m_exchange.bodyStarted = true;
            reach(ExchangePhase::Waiting);
        }
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &TransportCall::noteHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &TransportCall::readAnswer);
    connect(m_reply, &QNetworkReply::sslErrors, this, &TransportCall::noteCertificate);
    connect(m_reply, &QNetworkReply::finished, this, &TransportCall::conclude);
}

void TransportCall::reach(ExchangePhase phase)
{
    if (phase <= m_phase)
        return;
    m_phase = phase;
    const qint64 ms = m_clock.monotonic() - m_startedAt;
    if (phase >= ExchangePhase::Sending && phase < ExchangePhase::Finished && m_exchange.connectedMs < 0)
        m_exchange.connectedMs = ms;
    if (phase == ExchangePhase::Waiting)
        m_exchange.sentMs = ms;
    if (phase == ExchangePhase::Receiving)
        m_exchange.firstByteMs = ms;
    if (phase == ExchangePhase::Finished)
        m_exchange.totalMs = ms;
    if (m_progress)
        m_progress(phase);
}

void TransportCall::noteBodyTaken()
{
    m_exchange.bodyStarted = true;
    reach(ExchangePhase::Sending);
    if (m_body->atEnd())
        reach(ExchangePhase::Waiting);
}

void TransportCall::noteHeaders()
{
    reach(ExchangePhase::Receiving);
    m_exchange.bodyStarted = true;
}

void TransportCall::readAnswer()
{
    while (m_reply->bytesAvailable() > 0 && m_exchange.bodyBytes <= Transport::abortBytes) {
        const QByteArray read = m_reply->read(readBufferBytes);
        if (read.isEmpty())
            break;
        m_exchange.bodyBytes += read.size();
        m_exchange.body += read.left(Transport::abortBytes - m_exchange.body.size());
    }
    if (m_exchange.bodyBytes > Transport::abortBytes)
        cut(TransportFault::TooLarge, QStringLiteral("the answer is larger than 1 MiB"));
}

void TransportCall::noteCertificate(const QList<QSslError>& errors)
{
    m_exchange.fault = TransportFault::CertificateInvalid;
    for (const QSslError& error : errors)
        m_exchange.tlsErrors.append(error.errorString());
}

void TransportCall::cut(TransportFault fault, const QString& words)
{
    if (m_exchange.fault == TransportFault::None) {
        m_exchange.fault = fault;
        m_exchange.faultText = words;
    }
    if (!m_concluded && !m_reply->isFinished())
        m_reply->abort();
}

void TransportCall::readTls()
{
    const QSslConfiguration tls = m_reply->sslConfiguration();
    m_exchange.tlsProtocol = tlsName(tls.sessionProtocol());
    m_exchange.cipher = tls.sessionCipher().name();
}

void TransportCall::conclude()
{
    if (m_concluded)
        return;
    m_concluded = true;
    m_deadline.stop();
    Exchange& exchange = m_exchange;
    exchange.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    exchange.reasonPhrase = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    for (const QNetworkReply::RawHeaderPair& header : m_reply->rawHeaderPairs())
        exchange.headers.append({header.first, header.second});
    if (exchange.fault == TransportFault::None) {
        if (m_reply->isOpen())
            readAnswer();
        if (exchange.fault == TransportFault::None)
            exchange.fault = faultOf(m_reply->error(), exchange.status, exchange.bodyStarted);
    }
    // Without a body its device tells nothing, and on a reused connection no phase is reported: only a connection that
    // was still being made is known to have carried nothing.
    if (m_body->isEmpty() && m_phase != ExchangePhase::Connecting && mayHaveLeft(exchange.fault))
        exchange.bodyStarted = true;
    if (exchange.fault != TransportFault::None && exchange.faultText.isEmpty())
        exchange.faultText = m_reply->errorString();
    const QUrl target = m_reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    if (target.isValid())
        exchange.redirectTarget = m_reply->url().resolved(target);
    if (m_reply->hasRawHeader("Retry-After"))
        exchange.retryAfterSeconds = retryAfterSeconds(m_reply->rawHeader("Retry-After"), m_clock.nowUtc());
    if (exchange.status != 0)
        exchange.protocol = m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool()
            ? QStringLiteral("HTTP/2")
            : QStringLiteral("HTTP/1.1");
    if (m_reply->url().scheme() == QStringLiteral("https"))
        readTls();
    reach(ExchangePhase::Finished);
    // Queued: cancel() must not call back from within.
    QMetaObject::invokeMethod(this, &TransportCall::report, Qt::QueuedConnection);
}

void TransportCall::report()
{
    if (m_reply) {
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    const Exchange exchange = std::move(m_exchange);
    emit finished(exchange);
}

} // namespace wd
