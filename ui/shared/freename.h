// A name that nothing has yet: the one that is wanted, or with a number behind it.
#pragma once

#include <QStringList>

namespace wd {

// “A” becomes “A (2)”, and that one's copy “A (3)”; at most `longest` characters.
QString freeName(const QString& wanted, const QStringList& taken, qsizetype longest);

} // namespace wd
