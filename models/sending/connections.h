// How a channel's address is reached, in the network library's terms.
#pragma once

#include "models/base/secret.h"
#include "models/channels/channel.h"

#include <QNetworkProxy>
#include <QSslConfiguration>

namespace wd {

// TLS 1.2 and later, always verified: by the computer's authorities and the connection's own.
QSslConfiguration tlsConfiguration(const Connection& connection, const Secret& clientKey);

// The scheme says which kind: http or socks5; without an address none, whatever the computer's own settings say.
QNetworkProxy proxyOf(const Connection& connection);

} // namespace wd
