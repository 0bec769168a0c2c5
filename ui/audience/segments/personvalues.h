// Which of people's values are shown where a rule is looked at, and how.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <QTimeZone>

namespace wd {

// The id of the kind first, then the attributes that the rule names, in its order, then all others.
QList<Attribute> attributesByRule(const Rule& rule, UserKind kind, const Catalogue& catalogue);
QString personText(const Person& person, const Attribute& attribute, const QTimeZone& zone);

} // namespace wd
