// The values a template works with, and how they turn into text and number and compare: as in LiquidJS.
#pragma once

#include "models/base/clock.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <QTimeZone>
#include <QVariant>

#include <variant>

namespace wd {

// Literals that only compare: `x == empty`, `x == blank`.
struct TemplateEmpty { };
struct TemplateBlank { };

// A point in time (`now`, a time attribute). A date or a point in time acts as its text, except in `date`.
struct TemplateInstant {
    UtcMs at = 0;
    QString text; // local, "YYYY-MM-DD HH:mm:ss"
};

// std::monostate is nil.
using TemplateValue = std::variant<std::monostate, bool, qint64, double, QString, QDate, TemplateInstant, QStringList,
    TemplateEmpty, TemplateBlank>;

TemplateValue templateValue(const QVariant& value, const QTimeZone& zone);
TemplateValue instantValue(UtcMs at, const QTimeZone& zone);

inline bool isNil(const TemplateValue& value)
{
    return std::holds_alternative<std::monostate>(value);
}
// Only nil and false are not true.
bool isTrue(const TemplateValue& value);
// What `default` replaces: nil, false, an empty text, an empty list.
bool needsDefault(const TemplateValue& value);
QString textOf(const TemplateValue& value);
// What JavaScript's Number() makes of it, and 0 where that is not a number.
double numberOf(const TemplateValue& value);
// As JavaScript writes numbers: 0.1, 1e+21, NaN.
QString numberText(double number);
// JavaScript's white space.
bool isTemplateSpace(QChar c);
// Ends of a text without the white space there.
QString trimmedText(const QString& text, bool left, bool right);

enum class TemplateOperator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, Contains };
bool compareValues(const TemplateValue& left, TemplateOperator op, const TemplateValue& right);
bool equalValues(const TemplateValue& left, const TemplateValue& right);

} // namespace wd
