// Turns a rule that checkRule() accepts into an SQL condition on table person AS p.
#pragma once

#include "models/audience/segmentquery.h"

namespace wd {

// Text with its values to bind, in order. A condition is 0 or 1, never NULL, so that NOT is the complement.
struct SqlCondition {
    QByteArray text;
    QVariantList bindings;

    SqlCondition& operator<<(const QByteArray& more)
    {
        text += more;
        return *this;
    }
    SqlCondition& operator<<(const SqlCondition& more)
    {
        text += more.text;
        bindings += more.bindings;
        return *this;
    }
    SqlCondition& bind(const QVariant& value)
    {
        text += '?';
        bindings += value;
        return *this;
    }
};

class SegmentQueryBuilder {
public:
    // Set: each event condition is worked out once for everybody. Person: looked up for the one row p stands on.
    enum class Form { Set, Person };

    SegmentQueryBuilder(const Catalogue& catalogue, const TimeFrame& frame, Form form)
        : m_catalogue(catalogue)
        , m_frame(frame)
        , m_form(form)
    {
    }

    SqlCondition condition(const Rule& rule) const;

private:
    SqlCondition group(const Rule& rule) const;
    SqlCondition event(const Rule& rule) const;
    SqlCondition happenings(const Rule& rule) const;
    SqlCondition happeningsOf(const Rule& rule, const EventName& event) const;
    SqlCondition comparison(
        const SqlCondition& value, AttributeType type, Operator op, const QVariantList& values) const;
    SqlCondition test(const SqlCondition& value, AttributeType type, Operator op, const QVariantList& values) const;
    SqlCondition dateTest(const SqlCondition& value, Operator op, const QVariantList& values) const;
    SqlCondition timeTest(const SqlCondition& value, Operator op, const QVariantList& values) const;

    const Catalogue& m_catalogue;
    const TimeFrame& m_frame;
    Form m_form;
};

} // namespace wd
