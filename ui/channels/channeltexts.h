// What a channel's choices are called, and the icons of its purposes.
#pragma once

#include "models/channels/channel.h"

#include <QString>

namespace wd {

QString purposeText(Purpose purpose);
QString purposeIcon(Purpose purpose);
QString authTypeText(AuthType type);
// What it means, in a sentence for whoever does not know the word.
QString authTypeHelp(AuthType type);
// What the receiver's team would call the secret of this way of signing in: "Secret key", "Password" …
QString secretText(AuthType type);
QString missingText(Missing missing);
QString parameterTypeText(ParameterType type);
QString parameterTypeHelp(ParameterType type);

} // namespace wd
