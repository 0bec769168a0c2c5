// Which values people and events really have, and how many events there are.
#pragma once

#include "models/base/result.h"

#include <QHash>
#include <QStringList>

namespace wd {

class Database;

// The most frequent first, at most `limit`; empty for an unknown attribute. Looks at the newest 100,000
// people: suggestions need no more, and counts wait behind them.
Result<QStringList> occurringValues(Database& audience, const QString& attribute, int limit);

// The same of a property with texts, in the latest 100,000 events of the kind.
Result<QStringList> occurringValues(Database& audience, const QString& event, const QString& property, int limit);

// By the key of their kind.
Result<QHash<QString, qint64>> eventCounts(Database& audience);

} // namespace wd
