// What a channel's choices are called, and the icons of its purposes.
#pragma once

#include "models/channels/channel.h"
#include "ui/shared/role.h"

#include <QString>

namespace wd {

QString purposeText(Purpose purpose);
QString purposeIcon(Purpose purpose);
QString authTypeText(AuthType type);
// What it means, in a sentence for whoever does not know the word.
QString authTypeHelp(AuthType type);
// What the receiver's team would call the secret of this way of signing in: "Secret key", "Password" …
QString secretText(AuthType type);
QString environmentText(Environment environment);
QString environmentIcon(Environment environment);
Role environmentRole(Environment environment);
// Where requests go, to be compared by eye: letters that only look like latin ones can't pass for them.
QString hostText(const QString& url);
QString missingText(Missing missing);
QString parameterTypeText(ParameterType type);
QString parameterTypeHelp(ParameterType type);

} // namespace wd
