// A comparison as words that follow what is compared: "is gold", "is at least 5".
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QString>

namespace wd {

// Of an attribute or property. A comparison that lets a missing value pass says so.
QString comparisonText(Operator op, const QVariantList& values, AttributeType type);
// Of a number of times, without the noun before it: "at least 3 times".
QString timesText(Operator op, const QVariantList& values);
// Of a sum, average, smallest or largest value: "more than 5000".
QString amountText(Operator op, const QVariantList& values);

} // namespace wd
