// People's values as they are shown.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <QTimeZone>

namespace wd {

QString valueText(const QVariant& value, const QTimeZone& zone);
// The id of the kind first, then the attributes that the rule names, in its order, then all others.
QList<Attribute> attributesByRule(const Rule& rule, UserKind kind, const Catalogue& catalogue);
QString personText(const Person& person, const Attribute& attribute, const QTimeZone& zone);

} // namespace wd
