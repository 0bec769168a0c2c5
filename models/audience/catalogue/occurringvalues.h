// Which values of an attribute people really have.
#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace wd {

class Database;

// The most frequent first, at most `limit`; empty for an unknown attribute. Looks at the newest 100,000
// people: suggestions need no more, and counts wait behind them.
Result<QStringList> occurringValues(Database& audience, const QString& attribute, int limit);

} // namespace wd
