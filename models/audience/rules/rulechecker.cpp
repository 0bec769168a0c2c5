#include "models/audience/rules/rulechecker.h"

#include "models/audience/rules/rulecodec.h"
#include "models/audience/rules/rulevalues.h"
#include "models/base/phrase.h"

#include <algorithm>

namespace wd {

namespace {

const QString dateForm
    = phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a date such as 2026-07-06, “today”, or days from today such as -3"));
const QString timeForm
    = phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a date or time such as 2026-07-06 or 2026-07-06T09:00"));
const QString anyTimeForm = phrase(QT_TRANSLATE_NOOP(
    "wd::Phrase", "a date or time such as 2026-07-06 or 2026-07-06T09:00, “today”, or days from today such as -3"));

// A comparison wherever it stands: of an attribute, a property or a measure.
struct Compared {
    Operator op;
    const QVariantList& values;
    AttributeType type;
    const QStringList& choices;
    QString path; // of the object that holds op and value
};

bool isList(Operator op)
{
    return op == Operator::In || op == Operator::NotIn;
}

qsizetype valuesFor(Operator op)
{
    if (op == Operator::Empty || op == Operator::NotEmpty)
        return 0;
    return op == Operator::Between ? 2 : 1;
}

QString shown(const QVariant& value)
{
    return value.typeId() == QMetaType::Double ? QString::number(value.toDouble(), 'g', 15) : value.toString();
}

QString operatorNames(const QList<Operator>& operators)
{
    QStringList names;
    for (const Operator op : operators)
        names += operatorName(op);
    return names.join(QStringLiteral(", "));
}

class Checking {
public:
    Checking(const Catalogue& catalogue, const TimeFrame& frame)
        : m_catalogue(catalogue)
        , m_frame(frame)
    {
    }

    void rule(const Rule& rule, const QString& path);
    void size(const Rule& rule, const QString& path);
    const Errors& errors() const { return m_errors; }

private:
    void children(const Rule& rule, const QString& path);
    void attribute(const Rule& rule, const QString& path);
    void segment(const Rule& rule, const QString& path);
    void list(const QString& name, const QString& path);
    void received(const Received& received, const QString& path);
    void sequence(const Rule& rule, const QString& path);
    void event(const Rule& rule, const QString& path);
    void eventParts(const Rule& rule, const EventName& event, const QString& path);
    void period(const Period& period, const QString& path);
    void measure(const Measure& measure, const EventName& event, const QString& path);
    const Property* property(const EventName& event, const QString& key, const QString& path);
    void comparison(const Compared& compared, const QList<Operator>& allowed);
    void values(const Compared& compared);
    void value(const QVariant& value, const Compared& compared, const QString& path);
    void text(const QVariant& value, const Compared& compared, const QString& path);
    void days(const QVariant& value, Operator op, const QString& path);
    void order(const Compared& compared, const QString& path);
    void note(ErrorKind kind, const QStringList& arguments, const QString& path);

    const Catalogue& m_catalogue;
    const TimeFrame& m_frame;
    Errors m_errors;
};

// Two events with the same property would note the same fault twice.
void Checking::note(ErrorKind kind, const QStringList& arguments, const QString& path)
{
    if (const Error error{kind, arguments, path}; !m_errors.contains(error))
        m_errors += error;
}

void Checking::size(const Rule& rule, const QString& path)
{
    if (const int depth = ruleDepth(rule); depth > maximumRuleDepth)
        m_errors += tooDeep(depth, path);
    if (const int conditions = ruleConditions(rule); conditions > maximumRuleConditions)
        m_errors += tooLong(conditions, path);
}

void Checking::rule(const Rule& rule, const QString& path)
{
    switch (rule.kind) {
    case Rule::Kind::All:
        return children(rule, path + QStringLiteral(".all"));
    case Rule::Kind::Any:
        return children(rule, path + QStringLiteral(".any"));
    case Rule::Kind::Not:
        if (rule.children.size() != 1)
            return note(ErrorKind::BadValue,
                {QString::number(rule.children.size()), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one condition"))},
                path + QStringLiteral(".not"));
        return this->rule(rule.children.first(), path + QStringLiteral(".not"));
    case Rule::Kind::Attribute:
        return attribute(rule, path);
    case Rule::Kind::Event:
        return event(rule, path);
    case Rule::Kind::Segment:
        return segment(rule, path + QStringLiteral(".segment"));
    case Rule::Kind::List:
        return list(rule.list, path + QStringLiteral(".list"));
    case Rule::Kind::Received:
        return received(rule.received, path + QStringLiteral(".received"));
    case Rule::Kind::Sequence:
        return sequence(rule, path);
    case Rule::Kind::Random:
        if (!(rule.percent >= 0 && rule.percent <= 100))
            note(ErrorKind::OutOfRange, {shown(rule.percent), QStringLiteral("0"), QStringLiteral("100")},
                path + QStringLiteral(".random"));
        return;
    }
}

// What is wrong within a segment that is named has the place of its name.
void Checking::segment(const Rule& rule, const QString& path)
{
    if (rule.segment.isEmpty())
        note(ErrorKind::Empty, {QStringLiteral("segment")}, path);
    for (const Rule& member : rule.children) {
        Checking within(m_catalogue, m_frame);
        within.rule(member, path);
        for (const Error& error : within.errors())
            note(error.kind, error.arguments, path);
    }
}

void Checking::list(const QString& name, const QString& path)
{
    if (name.isEmpty())
        note(ErrorKind::Empty, {QStringLiteral("list")}, path);
    else if (!m_catalogue.listByName(name))
        m_errors += m_catalogue.unknownList(name, path);
}

void Checking::received(const Received& received, const QString& path)
{
    const QString name = received.of == Received::Of::Campaign ? QStringLiteral("campaign") : QStringLiteral("channel");
    if (received.name.isEmpty())
        note(ErrorKind::Empty, {name}, path + u'.' + name);
    if (received.days < 0 || received.days > maximumRuleDays)
        note(ErrorKind::OutOfRange,
            {QString::number(received.days), QStringLiteral("1"), QString::number(maximumRuleDays)},
            path + QStringLiteral(".days"));
}

void Checking::sequence(const Rule& rule, const QString& path)
{
    const QString place = path + QStringLiteral(".sequence");
    if (rule.children.size() != 2)
        note(ErrorKind::BadValue,
            {QString::number(rule.children.size()), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "two events"))}, place);
    for (qsizetype i = 0; i < rule.children.size(); ++i) {
        const QString stepPlace = QStringLiteral("%1[%2]").arg(place).arg(i);
        const Rule& step = rule.children.at(i);
        if (step.kind != Rule::Kind::Event || step.measure)
            note(ErrorKind::BadValue,
                {operatorName(step.op), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an event without a measure"))},
                stepPlace);
        else
            event(step, stepPlace);
    }
    if (rule.withinSeconds < 0)
        note(ErrorKind::OutOfRange,
            {QString::number(rule.withinSeconds), QStringLiteral("0"), QStringLiteral("%1d").arg(maximumRuleDays)},
            path + QStringLiteral(".within"));
}

void Checking::children(const Rule& rule, const QString& path)
{
    for (qsizetype i = 0; i < rule.children.size(); ++i)
        this->rule(rule.children.at(i), QStringLiteral("%1[%2]").arg(path).arg(i));
}

void Checking::attribute(const Rule& rule, const QString& path)
{
    const Attribute* const attribute = m_catalogue.attributeByKey(rule.attribute);
    if (!attribute) {
        m_errors += m_catalogue.unknownAttribute(rule.attribute, path + QStringLiteral(".attribute"));
        return;
    }
    comparison({rule.op, rule.values, attribute->type, attribute->choices, path}, operatorsFor(attribute->type));
}

void Checking::event(const Rule& rule, const QString& path)
{
    period(rule.period, path + QStringLiteral(".period"));
    const QString place = path + QStringLiteral(".event");
    if (rule.events.isEmpty())
        note(ErrorKind::Empty, {QStringLiteral("event")}, place);
    for (qsizetype i = 0; i < rule.events.size(); ++i) {
        const QString& key = rule.events.at(i);
        const QString keyPlace = rule.events.size() == 1 ? place : QStringLiteral("%1[%2]").arg(place).arg(i);
        if (const EventName* const event = m_catalogue.eventByKey(key))
            eventParts(rule, *event, path);
        else
            m_errors += m_catalogue.unknownEvent(key, keyPlace);
        if (rule.events.indexOf(key) < i)
            note(ErrorKind::Duplicate, {key}, keyPlace);
    }
}

void Checking::eventParts(const Rule& rule, const EventName& event, const QString& path)
{
    if (rule.measure)
        measure(*rule.measure, event, path);
    for (qsizetype i = 0; i < rule.where.size(); ++i) {
        const PropertyCondition& condition = rule.where.at(i);
        const QString place = QStringLiteral("%1.where[%2]").arg(path).arg(i);
        if (const Property* const known = property(event, condition.property, place))
            comparison({condition.op, condition.values, known->type, {}, place}, operatorsFor(known->type));
    }
}

void Checking::period(const Period& period, const QString& path)
{
    if (period.kind == Period::Kind::LastDays && (period.days < 1 || period.days > maximumRuleDays))
        note(ErrorKind::OutOfRange,
            {QString::number(period.days), QStringLiteral("1"), QString::number(maximumRuleDays)},
            path + QStringLiteral(".lastDays"));
    if (period.kind != Period::Kind::FromTo)
        return;
    if (period.from.isEmpty() && period.to.isEmpty())
        return note(ErrorKind::Empty, {QStringLiteral("from, to")}, path);
    const auto end = [this, &path](const QString& text, const QString& field) {
        if (!text.isEmpty() && !writtenTime(text, m_frame.zone))
            note(ErrorKind::BadValue, {text, timeForm}, path + u'.' + field);
    };
    end(period.from, QStringLiteral("from"));
    end(period.to, QStringLiteral("to"));
    const auto range = periodRange(period, m_frame);
    if (range && range->from >= range->to)
        note(ErrorKind::BadValue, {period.to, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "not before %1"), {period.from})},
            path + QStringLiteral(".to"));
}

void Checking::measure(const Measure& measure, const EventName& event, const QString& path)
{
    static const QHash<Measure::Kind, QString> fields{{Measure::Kind::Count, QStringLiteral("count")},
        {Measure::Kind::Sum, QStringLiteral("sum")}, {Measure::Kind::Average, QStringLiteral("average")},
        {Measure::Kind::Minimum, QStringLiteral("min")}, {Measure::Kind::Maximum, QStringLiteral("max")}};
    const QString place = path + u'.' + fields.value(measure.kind);
    if (measure.kind != Measure::Kind::Count) {
        const Property* const known = property(event, measure.property, place);
        if (known && known->type != AttributeType::Number) {
            QStringList numbers;
            for (const Property& one : event.properties)
                if (one.type == AttributeType::Number)
                    numbers += one.key;
            const QString right = numbers.isEmpty()
                ? phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a property that is a number; “%1” has none"), {event.key})
                : phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a property that is a number: %1"),
                    {numbers.join(QStringLiteral(", "))});
            note(ErrorKind::BadValue, {measure.property, right}, place + QStringLiteral(".property"));
        }
    }
    comparison({measure.op, measure.values, AttributeType::Number, {}, place}, operatorsForMeasures());
}

const Property* Checking::property(const EventName& event, const QString& key, const QString& path)
{
    const Property* const known = event.propertyByKey(key);
    if (known)
        return known;
    const QString place = path + QStringLiteral(".property");
    QStringList keys;
    for (const Property& one : event.properties)
        keys += one.key;
    if (keys.isEmpty())
        note(ErrorKind::NotFound, {QStringLiteral("property"), event.key + u'.' + key}, place);
    else
        note(ErrorKind::NotOneOf, {key, keys.join(QStringLiteral(", "))}, place);
    return nullptr;
}

void Checking::comparison(const Compared& compared, const QList<Operator>& allowed)
{
    if (!allowed.contains(compared.op))
        return note(ErrorKind::NotOneOf, {operatorName(compared.op), operatorNames(allowed)},
            compared.path + QStringLiteral(".op"));
    values(compared);
}

void Checking::values(const Compared& compared)
{
    const QString path = compared.path + QStringLiteral(".value");
    const qsizetype given = compared.values.size();
    const qsizetype wanted = valuesFor(compared.op);
    if (isList(compared.op) ? given == 0 : given != wanted) {
        if (given == 0)
            return note(ErrorKind::Empty, {QStringLiteral("value")}, path);
        return note(ErrorKind::BadValue,
            {QString::number(given), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 value(s)"), {QString::number(wanted)})},
            path);
    }
    const qsizetype before = m_errors.size();
    const bool single = wanted == 1 && !isList(compared.op);
    for (qsizetype i = 0; i < given; ++i)
        value(compared.values.at(i), compared, single ? path : QStringLiteral("%1[%2]").arg(path).arg(i));
    if (compared.op == Operator::Between && m_errors.size() == before)
        order(compared, path);
}

void Checking::value(const QVariant& value, const Compared& compared, const QString& path)
{
    const Operator op = compared.op;
    if (op == Operator::LastDays || op == Operator::NextDays || op == Operator::Anniversary)
        return days(value, op, path);
    const bool whole = op == Operator::On || op == Operator::Before || op == Operator::After;
    switch (compared.type) {
    case AttributeType::Text:
    case AttributeType::Choice:
        return text(value, compared, path);
    case AttributeType::Number:
        if (!ruleNumber(value))
            note(ErrorKind::BadValue, {shown(value), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a number such as 12.5"))},
                path);
        return;
    case AttributeType::Boolean:
        if (!ruleBoolean(value))
            note(ErrorKind::BadValue, {shown(value), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "true or false"))}, path);
        return;
    case AttributeType::DateTime:
        if (whole ? !ruleDate(value, m_frame) : !ruleTime(value, m_frame))
            note(ErrorKind::BadValue, {shown(value), whole ? dateForm : anyTimeForm}, path);
        return;
    case AttributeType::Date:
        if (!ruleDate(value, m_frame))
            note(ErrorKind::BadValue, {shown(value), dateForm}, path);
        return;
    }
}

void Checking::text(const QVariant& value, const Compared& compared, const QString& path)
{
    if (value.typeId() != QMetaType::QString)
        return note(ErrorKind::BadValue,
            {shown(value), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a text in quotes, such as \"%1\""), {shown(value)})},
            path);
    const QString given = value.toString();
    if (given.isEmpty())
        return note(ErrorKind::Empty, {QStringLiteral("value")}, path);
    const bool part = compared.op == Operator::Contains || compared.op == Operator::NotContains
        || compared.op == Operator::StartsWith;
    if (!part && !compared.choices.isEmpty() && !compared.choices.contains(given))
        note(ErrorKind::NotOneOf, {given, compared.choices.join(QStringLiteral(", "))}, path);
}

void Checking::days(const QVariant& value, Operator op, const QString& path)
{
    const auto days = ruleDays(value);
    const bool today = value.toString() == QLatin1String("today");
    if (op == Operator::Anniversary) {
        if (!days)
            note(ErrorKind::BadValue,
                {shown(value), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "today, or a number of days such as 3 or -3"))},
                path);
    } else if (!days || today || *days < 1) {
        note(ErrorKind::BadValue,
            {shown(value),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a number of days from 1 to %1"),
                    {QString::number(maximumRuleDays)})},
            path);
    }
}

void Checking::order(const Compared& compared, const QString& path)
{
    const QVariant& low = compared.values.at(0);
    const QVariant& high = compared.values.at(1);
    const bool isTime = compared.type == AttributeType::Date || compared.type == AttributeType::DateTime;
    // Between a fixed day and a relative one there are days today, and none another day.
    if (isTime && relativeDay(low).has_value() != relativeDay(high).has_value())
        return;
    const bool wrong
        = isTime ? ruleTime(low, m_frame)->from >= ruleTime(high, m_frame)->to : *ruleNumber(low) > *ruleNumber(high);
    if (wrong)
        note(ErrorKind::BadValue, {shown(high), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "not below %1"), {shown(low)})},
            path + QStringLiteral("[1]"));
}

} // namespace

Errors checkRule(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame, const QString& path)
{
    Checking checking(catalogue, frame);
    checking.size(rule, path);
    // A rule that is too deep is not walked any further.
    if (checking.errors().isEmpty())
        checking.rule(rule, path);
    return checking.errors();
}

QList<Operator> operatorsFor(AttributeType type)
{
    using enum Operator;
    switch (type) {
    case AttributeType::Text:
    case AttributeType::Choice:
        return {Equal, NotEqual, In, NotIn, Contains, NotContains, StartsWith, NotEmpty, Empty};
    case AttributeType::Number:
        return {Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual, Between, In, NotIn, NotEmpty, Empty};
    case AttributeType::Date:
    case AttributeType::DateTime:
        return {On, Before, After, Between, LastDays, NextDays, Anniversary, NotEmpty, Empty, Equal, NotEqual, Greater,
            GreaterOrEqual, Less, LessOrEqual, In, NotIn};
    case AttributeType::Boolean:
        return {Equal, NotEqual, NotEmpty, Empty};
    }
    Q_UNREACHABLE();
}

QList<Operator> operatorsForMeasures()
{
    using enum Operator;
    return {Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual, Between, In, NotIn};
}

} // namespace wd
