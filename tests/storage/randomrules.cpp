#include "tests/storage/randomrules.h"

#include "models/audience/rules/rulecodec.h"

#include <QDateTime>

#include <algorithm>

namespace wd {

namespace {

template <typename T> T oneOf(QRandomGenerator& random, const QList<T>& list)
{
    return list.at(random.bounded(int(list.size())));
}

QString typeWord(AttributeType type)
{
    static const QStringList words{QStringLiteral("text"), QStringLiteral("number"), QStringLiteral("date"),
        QStringLiteral("time"), QStringLiteral("boolean"), QStringLiteral("choice")};
    return words[int(type)];
}

} // namespace

QString RandomRules::name(AttributeType type, Operator op)
{
    return typeWord(type) + u' ' + operatorName(op);
}

Rule RandomRules::rule(int depth)
{
    if (depth > 1 && m_random.bounded(3) > 0)
        return group(depth);
    return m_random.bounded(2) == 0 ? attribute() : event();
}

Rule RandomRules::group(int depth)
{
    Rule rule;
    rule.kind = oneOf<Rule::Kind>(m_random, {Rule::Kind::All, Rule::Kind::Any, Rule::Kind::Any, Rule::Kind::Not});
    const int children = rule.kind == Rule::Kind::Not ? 1 : m_random.bounded(1, 4);
    for (int i = 0; i < children; ++i)
        rule.children += this->rule(depth - 1);
    count(QStringLiteral("group %1").arg(int(rule.kind)));
    return rule;
}

Rule RandomRules::attribute()
{
    Rule rule;
    rule.kind = Rule::Kind::Attribute;
    rule.attribute = oneOf(m_random, m_audience.attributes.keys());
    const AttributeType type = m_audience.attributes[rule.attribute];
    const QList<Operator> suitable = operatorsFor(type);
    rule.op = m_random.bounded(2) == 0
        ? oneOf(m_random, suitable)
        : *std::min_element(suitable.begin(), suitable.end(),
            [this, type](auto a, auto b) { return m_tally.value(name(type, a)) < m_tally.value(name(type, b)); });
    rule.values = values(type, rule.op, knownValues(rule.attribute));
    count(name(type, rule.op));
    return rule;
}

Rule RandomRules::event()
{
    Rule rule;
    rule.kind = Rule::Kind::Event;
    rule.events = {oneOf(m_random, m_audience.events.keys())};
    if (m_random.bounded(4) == 0)
        rule.events = {QStringLiteral("order"), QStringLiteral("view")};
    rule.period = period();
    const QMap<QString, AttributeType> properties = rule.events.size() > 1
        ? QMap<QString, AttributeType>{{QStringLiteral("amount"), AttributeType::Number},
            {QStringLiteral("shop"), AttributeType::Text}}
        : m_audience.events[rule.events.first()];
    if (m_random.bounded(2) == 0)
        rule.measure = measure(properties.contains(QStringLiteral("amount")) ? QStringLiteral("amount") : QString());
    for (int left = properties.isEmpty() ? 0 : m_random.bounded(3); left > 0; --left) {
        const QString property = oneOf(m_random, properties.keys());
        const AttributeType type = properties[property];
        const Operator op = oneOf(m_random, operatorsFor(type));
        rule.where += PropertyCondition{property, op, values(type, op, knownValues(rule.events, property))};
        count(QStringLiteral("where ") + name(type, op));
    }
    count(QStringLiteral("events %1").arg(rule.events.size()));
    return rule;
}

Period RandomRules::period()
{
    using Kind = Period::Kind;
    Period period{oneOf<Kind>(m_random,
                      {Kind::Ever, Kind::Today, Kind::Yesterday, Kind::ThisWeek, Kind::ThisMonth, Kind::LastDays,
                          Kind::LastDays, Kind::FromTo, Kind::FromTo}),
        0, {}, {}};
    count(QStringLiteral("period %1").arg(int(period.kind)));
    if (period.kind == Kind::LastDays)
        period.days = m_random.bounded(1, 9);
    if (period.kind != Kind::FromTo)
        return period;
    const QDate from = m_audience.today().addDays(m_random.bounded(-8, 0));
    const QDate to = from.addDays(m_random.bounded(5));
    const int form = m_random.bounded(4);
    if (form != 0)
        period.from = from.toString(Qt::ISODate) + (m_random.bounded(3) == 0 ? QStringLiteral("T12:00") : QString());
    if (form != 1)
        period.to = to.toString(Qt::ISODate) + (m_random.bounded(3) == 0 ? QStringLiteral("T23:59:59.999") : QString());
    return period;
}

Measure RandomRules::measure(const QString& property)
{
    using Kind = Measure::Kind;
    Measure measure;
    if (!property.isEmpty())
        measure.kind
            = oneOf<Kind>(m_random, {Kind::Count, Kind::Count, Kind::Sum, Kind::Average, Kind::Minimum, Kind::Maximum});
    if (measure.kind != Kind::Count)
        measure.property = property;
    measure.op = oneOf(m_random, operatorsForMeasures());
    const auto number = [this, &measure] {
        return measure.kind == Kind::Count ? double(m_random.bounded(4)) : m_random.bounded(0, 30) * 0.25;
    };
    measure.values = {number()};
    if (measure.op == Operator::Between)
        measure.values += measure.values[0].toDouble() + number();
    else if (measure.op == Operator::In || measure.op == Operator::NotIn)
        measure.values += number();
    count(QStringLiteral("measure %1 %2").arg(QString::number(int(measure.kind)), operatorName(measure.op)));
    return measure;
}

QVariantList RandomRules::knownValues(const QString& attribute) const
{
    QVariantList values;
    for (const PlainPerson& person : m_audience.people)
        if (person.values.contains(attribute))
            values += person.values[attribute];
    return values;
}

QVariantList RandomRules::knownValues(const QStringList& events, const QString& property) const
{
    QVariantList values;
    for (const PlainPerson& person : m_audience.people)
        for (const PlainEvent& event : person.events)
            if (events.contains(event.name) && event.properties.contains(property))
                values += event.properties[property];
    return values;
}

QVariantList RandomRules::values(AttributeType type, Operator op, const QVariantList& known)
{
    if (op == Operator::Empty || op == Operator::NotEmpty)
        return {};
    QVariantList values{value(type, op, oneOf(m_random, known))};
    if (op == Operator::In || op == Operator::NotIn)
        for (int more = m_random.bounded(4); more > 0; --more)
            values += value(type, op, oneOf(m_random, known));
    if (op != Operator::Between)
        return values;
    if (type == AttributeType::Number) {
        values += values[0].toDouble() + m_random.bounded(10);
    } else {
        const QDate low = QDate::fromString(values[0].toString().left(10), Qt::ISODate);
        values += low.addDays(m_random.bounded(1, 5)).toString(Qt::ISODate);
    }
    return values;
}

QVariant RandomRules::value(AttributeType type, Operator op, const QVariant& known)
{
    if (op == Operator::LastDays || op == Operator::NextDays)
        return double(m_random.bounded(1, 12));
    if (op == Operator::Anniversary) {
        const int days = m_random.bounded(-2, 3);
        return m_random.bounded(2) == 0 ? QVariant(double(days)) : QVariant(QString::number(days));
    }
    if (op == Operator::Contains || op == Operator::NotContains || op == Operator::StartsWith)
        return known.toString().mid(0, 1 + m_random.bounded(3));
    if (type == AttributeType::Date)
        return known.toDate().toString(Qt::ISODate);
    if (type != AttributeType::DateTime)
        return known;
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(known.toLongLong(), m_audience.frame.zone);
    const bool byDay
        = op == Operator::On || op == Operator::Before || op == Operator::After || m_random.bounded(2) == 0;
    return byDay ? local.date().toString(Qt::ISODate)
                 : local.date().toString(Qt::ISODate) + u'T' + local.time().toString(QStringLiteral("HH:mm:ss.zzz"));
}

} // namespace wd
