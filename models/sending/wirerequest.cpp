#include "models/sending/wirerequest.h"

#include <QHostAddress>

namespace wd {

namespace {

// RFC 9110, 7.2; a port only where the address names one.
QByteArray hostOf(const QUrl& url)
{
    const QString name = url.host();
    const bool isIpv6 = QHostAddress(name).protocol() == QAbstractSocket::IPv6Protocol;
    const QByteArray host = isIpv6 ? '[' + name.toLatin1() + ']' : QUrl::toAce(name);
    return url.port() < 0 ? host : host + ':' + QByteArray::number(url.port());
}

} // namespace

HttpHeaders ownHeaders()
{
    return {{"User-Agent", "WebhookDesk/" WD_VERSION}, {"Accept-Encoding", "identity"}, {"Accept-Language", "*"}};
}

HttpHeaders wireHeaders(const HttpRequest& request)
{
    HttpHeaders headers{{"Host", hostOf(request.url)}};
    headers += ownHeaders();
    headers += request.headers;
    headers.emplaceBack("Content-Length", QByteArray::number(request.body.size()));
    headers.emplaceBack("Connection", "Keep-Alive");
    return headers;
}

QByteArray requestLine(const HttpRequest& request)
{
    const QByteArray path = request.url.path(QUrl::FullyEncoded).toLatin1();
    QByteArray line = request.method + ' ' + (path.isEmpty() ? QByteArray("/") : path);
    if (request.url.hasQuery())
        line += '?' + request.url.query(QUrl::FullyEncoded).toLatin1();
    return line + " HTTP/1.1";
}

} // namespace wd
