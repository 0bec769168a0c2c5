// A JSON object from text, with the positions in errors that QJsonDocument does not report or reports as offsets only.
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace wd {

// The object that the text is. Errors: NotJson and DuplicateKey, both with line and column (in characters, from 1);
// WrongType when it is JSON but no object.
Result<QJsonObject> parseJsonObject(const QByteArray& json);

} // namespace wd
