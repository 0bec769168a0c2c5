// The names in rules, and what they mean: lists in audience.db, everything else in workspace.db.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/result.h"

#include <QMap>
#include <QUuid>

namespace wd {

class Database;

// What rules can name.
enum class Named { List, Segment, Campaign, Channel };
using RuleName = std::pair<Named, QString>;
using RuleNames = QMap<RuleName, QString>; // a new name of each old one

QList<RuleName> namesIn(const Rule& rule); // once each
// All at the same time: a name may be one's new and another's old one. How often the rule had one of the old names.
int renameIn(Rule& rule, const RuleNames& names);

// Whom a name meant, whatever is called so later. What is not there is not in it, nor are built-in segments.
using Meanings = QMap<RuleName, QUuid>;
QString meaningsText(const Meanings& meanings);
Meanings meaningsFrom(const QString& text);

enum class KeptIn { Audience, Workspace };
// `database`: the one they are kept in; lists are in audience.db.
Result<Meanings> meaningsOf(Database& database, const Rule& rule, KeptIn where);
// What rules have to call them now. Errors (where "rule"): Replaced; NotFound for a list, other names are
// resolveRule()'s to find. A name without a meaning means what is called so now.
Result<RuleNames> calledNow(Database& database, const Rule& rule, const Meanings& meanings, KeptIn where);

} // namespace wd
