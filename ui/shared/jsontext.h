// JSON laid out for reading, with nothing of it changed: key order, number text and duplicate keys stay as they are.
#pragma once

#include <QByteArray>
#include <QString>

namespace wd {

// Two spaces a level. What isn't JSON comes back as it is; what isn't UTF-8 shows replacement characters.
QString prettyJson(const QByteArray& json);

} // namespace wd
