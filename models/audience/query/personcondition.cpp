#include "models/audience/query/personcondition.h"

#include "models/audience/query/valuetests.h"
#include "models/audience/rules/rulevalues.h"
#include "models/storage/stablehash.h"

namespace wd {

QByteArray kindCondition(UserKind kind)
{
    return kind == UserKind::Login ? "p.erased_at IS NULL AND p.login_id IS NOT NULL"
                                   : "p.erased_at IS NULL AND p.visitor_id IS NOT NULL AND p.login_id IS NULL";
}

QByteArray aggregate(Measure::Kind kind)
{
    switch (kind) {
    case Measure::Kind::Count:
        return "count(*)";
    case Measure::Kind::Sum:
        return "decimal_sum(v)";
    case Measure::Kind::Average:
        return "decimal_average(v)";
    case Measure::Kind::Minimum:
        return "min(v)";
    case Measure::Kind::Maximum:
        return "max(v)";
    }
    Q_UNREACHABLE();
}

QByteArrayList measuredColumns(const Measure& measure)
{
    return measure.kind == Measure::Kind::Count ? QByteArrayList() : QByteArrayList{"v"};
}

SqlCondition PersonCondition::of(const Rule& rule) const
{
    SqlCondition sql;
    switch (rule.kind) {
    case Rule::Kind::All:
    case Rule::Kind::Any:
        return group(rule);
    case Rule::Kind::Not:
        return sql << "NOT (" << of(rule.children.first()) << ")";
    case Rule::Kind::Attribute: {
        const Attribute& attribute = *m_catalogue.attributeByKey(rule.attribute);
        sql << "p." + attribute.column();
        return ValueTests(m_frame).comparison(sql, attribute.type, rule.op, rule.values);
    }
    case Rule::Kind::Event:
        return event(rule);
    case Rule::Kind::Segment:
        return of(rule.children.first());
    case Rule::Kind::List:
        return sql << "EXISTS (" << m_rows.members(rule) << ")";
    case Rule::Kind::Received:
        return sql << "EXISTS (" << m_rows.deliveries(rule, {}) << ")";
    case Rule::Kind::Sequence:
        return sql << "EXISTS (" << m_rows.followed(rule) << ")";
    case Rule::Kind::Random:
        sql << "stable_hash(p.id)<";
        return sql.bind(qint64(rule.percent / 100 * double(stableHashEnd)));
    }
    Q_UNREACHABLE();
}

SqlCondition PersonCondition::group(const Rule& rule) const
{
    const bool all = rule.kind == Rule::Kind::All;
    SqlCondition sql;
    if (rule.children.isEmpty())
        return sql << (all ? "1" : "0");
    for (qsizetype i = 0; i < rule.children.size(); ++i)
        sql << (i == 0 ? "(" : all ? " AND " : " OR ") << of(rule.children.at(i));
    return sql << ")";
}

// Those who never did have done it 0 times, and have no sum.
SqlCondition PersonCondition::event(const Rule& rule) const
{
    SqlCondition sql;
    if (!rule.measure)
        return sql << "EXISTS (" << m_rows.happenings(rule, {}) << ")";
    const Measure& measure = *rule.measure;
    SqlCondition measured;
    measured << "(SELECT " + aggregate(measure.kind) + " FROM (" << m_rows.happenings(rule, measuredColumns(measure))
             << "))";
    return sql << "((" << comparedWith(measured, measure.op, ruleNumbers(measure.values)) << ") IS TRUE)";
}

} // namespace wd
