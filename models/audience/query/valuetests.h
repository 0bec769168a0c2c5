// Comparisons of a value that a column or expression gives with the values of a rule, as SQL.
#pragma once

#include "models/audience/query/segmentquery.h"
#include "models/audience/query/sqlcondition.h"

namespace wd {

class ValueTests {
public:
    explicit ValueTests(const TimeFrame& frame)
        : m_frame(frame)
    {
    }

    // 0 or 1, never NULL, so that NOT is the complement. `value` stands as catalogue.h says.
    SqlCondition comparison(
        const SqlCondition& value, AttributeType type, Operator op, const QVariantList& values) const;

private:
    SqlCondition test(const SqlCondition& value, AttributeType type, Operator op, const QVariantList& values) const;
    SqlCondition dateTest(const SqlCondition& value, Operator op, const QVariantList& values) const;
    SqlCondition timeTest(const SqlCondition& value, Operator op, const QVariantList& values) const;

    const TimeFrame& m_frame;
};

// NULL when the value is NULL. `bound` are values as they are stored.
SqlCondition comparedWith(const SqlCondition& value, Operator op, const QVariantList& bound);
// The numbers that values of a rule stand for; whole ones too large for a floating number among them.
QVariantList ruleNumbers(const QVariantList& values);
// As one text to bind, however many there are.
QString jsonList(const QVariantList& values);

} // namespace wd
