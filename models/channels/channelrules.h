// What a valid channel is; wizard, edit page, command line and desk document all ask here.
#pragma once

#include "models/base/error.h"
#include "models/channels/channel.h"

class QUrl;

namespace wd {

class ContractLibrary;
struct ChannelSecrets;

constexpr int maximumRows = 10; // of user attributes, and of template parameters

// Everything that keeps the channel from being saved. `where` is "name", "url", "method", "contract", "auth.user",
// "auth.header", "recipientId.name", "recipientId.attribute", "userAttributes", "userAttributes[2].name",
// "templateParameters[0].default", "limits.batch" …
Errors channelFaults(const QString& name, const ChannelSpec& spec, const ContractLibrary& contracts);

// Whether requests need anything of the keychain, and whether it is all there.
bool needsSecrets(const ChannelSpec& spec);
bool hasSecretsFor(const ChannelSpec& spec, const ChannelSecrets& secrets);

// HTTP's own headers, which the program sets itself and nobody else may. `name` in any case.
bool isOwnHeader(const QByteArray& name);

// Why requests can't go to this address, or nothing: http or https, a host, no user info, no spaces, no link-local or
// metadata address.
std::optional<Error> urlFault(const QString& url);

// What is unwise but allowed: shown beside the form, never refused.
enum class UrlWarning { PlainHttp, PunycodeHost };
// Whether it leads to this computer alone.
bool isLoopback(const QUrl& url);
QList<UrlWarning> urlWarnings(const QString& url);

// The rows and limits that a purpose starts with in the wizard (a document naming a purpose gets none of this).
ChannelSpec presetFor(Purpose purpose);

} // namespace wd
