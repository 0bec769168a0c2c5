// Whether a rule fits the audience: attributes, events, properties and lists exist, operators suit types, values can be
// read.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/query/segmentquery.h"

namespace wd {

// Whether segments, campaigns and channels that the rule names exist is left to resolveRule(); what is wrong within a
// segment that it found has the place of the name. `path` leads each place ("rule.all[1].value"). A number
// may be written as text ("12.5"), a boolean as "true" or "false". Text conditions need a text, choices one of the
// attribute's choices (if it lists any), `on`, `before`, `after` a day: a date, or one relative to today; other
// comparisons of times take days (the whole of them) or times. Of several events in one condition each must have the
// properties that are named.
Errors checkRule(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame, const QString& path);

// The operators that suit a type, in the order a form offers them.
QList<Operator> operatorsFor(AttributeType type);

// Those that suit a count, sum, average, smallest or largest value.
QList<Operator> operatorsForMeasures();

} // namespace wd
