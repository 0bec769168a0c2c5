// A channel ↔ JSON: channel.spec, and with its name the channels of the desk document.
#pragma once

#include "models/base/duration.h"
#include "models/base/error.h"
#include "models/channels/channel.h"

#include <QJsonObject>

namespace wd {

// Fields: purpose environment url method contract format contractOptions values success auth recipientId userAttributes
// templateParameters limits connection; what equals the default is left out.
QJsonObject channelToJson(const ChannelSpec& spec);

// Strict: unknown fields, wrong types, unknown names, numbers out of range and durations that can't be read are added
// to `errors` with their place. `path` leads it ("channels[0]"); the fields in `others` belong to the caller ("name").
// Whether a channel makes sense is channelFaults()' business.
ChannelSpec channelFromJson(
    const QJsonObject& json, const QString& path, Errors& errors, const QStringList& others = {});

// Stable names as in the desk document: "coupons", "sms" …
QString purposeName(Purpose purpose);
QString authTypeName(AuthType type);
QString parameterTypeName(ParameterType type);

} // namespace wd
