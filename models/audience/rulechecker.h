// Whether a rule fits the audience: attributes, events and properties exist, operators suit types, values can be read.
#pragma once

#include "models/audience/catalogue.h"
#include "models/audience/segmentquery.h"

namespace wd {

// Segments that the rule names are left to resolveSegments(). `path` leads each place ("rule.all[1].value").
Errors checkRule(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame, const QString& path);

// The operators that suit a type, in the order a form offers them.
QList<Operator> operatorsFor(AttributeType type);

} // namespace wd
