// Recognises files that are certainly no table that can be read here, and says what they are.
#pragma once

#include "models/base/result.h"

#include <QByteArray>

#include <optional>

class QFile;

namespace wd {

// `head` is the beginning of the file. OldWorkbook, ProtectedWorkbook or NotATable; none: it may be a table.
std::optional<Error> foreignFile(QFile& file, const QByteArray& head);

} // namespace wd
