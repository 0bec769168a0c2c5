#include "models/sending/connections.h"

#include "models/channels/certificates.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QUrl>

namespace wd {

QSslConfiguration tlsConfiguration(const Connection& connection, const Secret& clientKey)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!connection.authority.isEmpty())
        configuration.addCaCertificates(QSslCertificate::fromData(connection.authority.toLatin1()));
    if (const auto key = clientKey.isEmpty() ? Result<QSslKey>(QSslKey()) : privateKey(clientKey.reveal(), {});
        key && !key->isNull()) {
        configuration.setLocalCertificateChain(QSslCertificate::fromData(connection.certificate.toLatin1()));
        configuration.setPrivateKey(*key);
    }
    return configuration;
}

QNetworkProxy proxyOf(const Connection& connection)
{
    if (connection.proxy.isEmpty())
        return QNetworkProxy::NoProxy;
    const QUrl url(connection.proxy);
    const bool isSocks = url.scheme() == QLatin1String("socks5");
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
        quint16(url.port(isSocks ? 1080 : 8080)));
}

} // namespace wd
