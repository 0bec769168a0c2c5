// The words of a command line as people copy them: for a POSIX shell, for cmd.exe or for PowerShell.
#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace wd {

// Quotes, escapes and continued lines are undone as the shell that the line is meant for does (POSIX.1-2017, 2.2, and
// $'…' of later shells; for cmd.exe carets and the rules of its C library). Nothing is expanded. Error: BadValue, for a
// quote that does not end.
Result<QStringList> shellWords(const QString& line);

} // namespace wd
