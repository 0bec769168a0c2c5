#include "models/audience/rulecodec.h"

#include "models/base/objectreader.h"
#include "models/base/phrase.h"

#include <algorithm>

namespace wd {

namespace {

const EnumNames<Operator> operators = {
    {QStringLiteral("="), Operator::Equal},
    {QStringLiteral("!="), Operator::NotEqual},
    {QStringLiteral("<"), Operator::Less},
    {QStringLiteral("<="), Operator::LessOrEqual},
    {QStringLiteral(">"), Operator::Greater},
    {QStringLiteral(">="), Operator::GreaterOrEqual},
    {QStringLiteral("in"), Operator::In},
    {QStringLiteral("notIn"), Operator::NotIn},
    {QStringLiteral("contains"), Operator::Contains},
    {QStringLiteral("notContains"), Operator::NotContains},
    {QStringLiteral("startsWith"), Operator::StartsWith},
    {QStringLiteral("empty"), Operator::Empty},
    {QStringLiteral("notEmpty"), Operator::NotEmpty},
    {QStringLiteral("between"), Operator::Between},
    {QStringLiteral("on"), Operator::On},
    {QStringLiteral("before"), Operator::Before},
    {QStringLiteral("after"), Operator::After},
    {QStringLiteral("lastDays"), Operator::LastDays},
    {QStringLiteral("nextDays"), Operator::NextDays},
    {QStringLiteral("anniversary"), Operator::Anniversary},
};
const EnumNames<Period::Kind> periods = {
    {QStringLiteral("ever"), Period::Kind::Ever},
    {QStringLiteral("today"), Period::Kind::Today},
    {QStringLiteral("yesterday"), Period::Kind::Yesterday},
    {QStringLiteral("thisWeek"), Period::Kind::ThisWeek},
    {QStringLiteral("thisMonth"), Period::Kind::ThisMonth},
};
const EnumNames<Measure::Kind> measures = {
    {QStringLiteral("count"), Measure::Kind::Count},
    {QStringLiteral("sum"), Measure::Kind::Sum},
    {QStringLiteral("average"), Measure::Kind::Average},
    {QStringLiteral("min"), Measure::Kind::Minimum},
    {QStringLiteral("max"), Measure::Kind::Maximum},
};
const QStringList laterConditions
    = {QStringLiteral("list"), QStringLiteral("received"), QStringLiteral("sequence"), QStringLiteral("random")};
const QStringList conditions = {QStringLiteral("all"), QStringLiteral("any"), QStringLiteral("not"),
    QStringLiteral("segment"), QStringLiteral("attribute"), QStringLiteral("event")};
const QString opField = QStringLiteral("op");
const QString valueField = QStringLiteral("value");
const QString periodField = QStringLiteral("period");
const QString lastDaysField = QStringLiteral("lastDays");
const QString fromField = QStringLiteral("from");
const QString toField = QStringLiteral("to");
const QString whereField = QStringLiteral("where");
const QString propertyField = QStringLiteral("property");
constexpr int mostDays = 36'500;

bool isList(Operator op)
{
    return op == Operator::In || op == Operator::NotIn || op == Operator::Between;
}

bool hasNoValue(Operator op)
{
    return op == Operator::Empty || op == Operator::NotEmpty;
}

QString itemPath(const QString& path, qsizetype index)
{
    return QStringLiteral("%1[%2]").arg(path).arg(index);
}

// --- writing -------------------------------------------------------------------------------------------------------

void writeComparison(QJsonObject& json, Operator op, const QVariantList& values)
{
    json.insert(opField, operatorName(op));
    if (isList(op))
        json.insert(valueField, QJsonArray::fromVariantList(values));
    else if (!hasNoValue(op))
        json.insert(valueField, QJsonValue::fromVariant(values.value(0)));
}

QJsonValue periodToJson(const Period& period)
{
    if (period.kind == Period::Kind::LastDays)
        return QJsonObject{{lastDaysField, period.days}};
    if (period.kind != Period::Kind::FromTo)
        return nameOf(periods, period.kind);
    QJsonObject json;
    if (!period.from.isEmpty())
        json.insert(fromField, period.from);
    if (!period.to.isEmpty())
        json.insert(toField, period.to);
    return json;
}

QJsonObject eventToJson(const Rule& rule)
{
    QJsonObject json{{periodField, periodToJson(rule.period)}};
    if (rule.events.size() == 1)
        json.insert(QStringLiteral("event"), rule.events.first());
    else
        json.insert(QStringLiteral("event"), QJsonArray::fromStringList(rule.events));
    if (rule.measure) {
        QJsonObject measure;
        if (rule.measure->kind != Measure::Kind::Count)
            measure.insert(propertyField, rule.measure->property);
        writeComparison(measure, rule.measure->op, rule.measure->values);
        json.insert(nameOf(measures, rule.measure->kind), measure);
    }
    QJsonArray where;
    for (const PropertyCondition& condition : rule.where) {
        QJsonObject entry{{propertyField, condition.property}};
        writeComparison(entry, condition.op, condition.values);
        where.append(entry);
    }
    if (!where.isEmpty())
        json.insert(whereField, where);
    return json;
}

QJsonArray childrenToJson(const QList<Rule>& children)
{
    QJsonArray list;
    for (const Rule& child : children)
        list.append(ruleToJson(child));
    return list;
}

// --- reading -------------------------------------------------------------------------------------------------------

QVariant readValue(const QJsonValue& json, const QString& path, Errors& errors)
{
    if (json.isString() || json.isDouble() || json.isBool())
        return json.isDouble() ? QVariant(json.toDouble()) : json.toVariant();
    errors += Error{ErrorKind::WrongType,
        {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text, number or boolean")), ObjectReader::typeWord(json)}, path};
    return {};
}

// "op" and "value" of an object whose other fields the caller reads.
class Comparison {
public:
    Comparison(const QJsonObject& json, ObjectReader& reader, Errors& errors)
        : m_json(json)
        , m_reader(reader)
        , m_errors(errors)
    {
        if (!reader.has(opField))
            errors += Error{ErrorKind::MissingField, {opField}, reader.path(opField)};
        m_op = reader.oneOf(opField, operators, Operator::Equal);
        // Without an operator nobody knows what the value should be.
        m_known = json.value(opField).toString() == operatorName(m_op);
        readValues();
    }

    Operator op() const { return m_op; }
    const QVariantList& values() const { return m_values; }

private:
    void readValues()
    {
        if (m_known && hasNoValue(m_op))
            return;
        m_reader.allow(valueField);
        if (!m_known)
            return;
        const QString path = m_reader.path(valueField);
        if (!m_reader.has(valueField)) {
            m_errors += Error{ErrorKind::MissingField, {valueField}, path};
        } else if (isList(m_op)) {
            readList(m_json.value(valueField), path);
        } else {
            m_values = {readValue(m_json.value(valueField), path, m_errors)};
        }
    }
    void readList(const QJsonValue& json, const QString& path)
    {
        if (!json.isArray()) {
            m_errors += Error{ErrorKind::WrongType, {QStringLiteral("list"), ObjectReader::typeWord(json)}, path};
            return;
        }
        const QJsonArray list = json.toArray();
        if (m_op == Operator::Between && list.size() != 2)
            m_errors += Error{ErrorKind::BadValue,
                {QString::number(list.size()),
                    phrase(QT_TRANSLATE_NOOP("wd::Phrase", "two values, the lowest and the highest"))},
                path};
        else if (list.isEmpty())
            m_errors += Error{ErrorKind::Empty, {valueField}, path};
        for (qsizetype i = 0; i < list.size(); ++i)
            m_values += readValue(list.at(i), itemPath(path, i), m_errors);
    }

    const QJsonObject& m_json;
    ObjectReader& m_reader;
    Errors& m_errors;
    Operator m_op = Operator::Equal;
    bool m_known = false;
    QVariantList m_values;
};

class RuleReading {
public:
    explicit RuleReading(Errors& errors)
        : m_errors(errors)
    {
    }
    Rule rule(const QJsonValue& json, const QString& path, int depth);

private:
    Rule condition(const QJsonObject& json, const QString& kind, ObjectReader& reader, int depth);
    QList<Rule> children(const QJsonValue& json, const QString& path, int depth);
    void attribute(const QJsonObject& json, ObjectReader& reader, Rule& rule);
    void event(const QJsonObject& json, ObjectReader& reader, Rule& rule);
    QStringList eventNames(const QJsonValue& json, ObjectReader& reader);
    Period period(const QJsonObject& json, ObjectReader& reader);
    Period periodObject(const ObjectReader::Item& item);
    std::optional<Measure> measure(ObjectReader& reader);
    PropertyCondition where(const ObjectReader::Item& item);

    Errors& m_errors;
};

Rule RuleReading::rule(const QJsonValue& json, const QString& path, int depth)
{
    if (!json.isObject()) {
        m_errors += Error{ErrorKind::WrongType, {QStringLiteral("object"), ObjectReader::typeWord(json)}, path};
        return {};
    }
    if (depth > maximumRuleDepth) {
        m_errors += Error{ErrorKind::TooMany, {QString::number(depth), QString::number(maximumRuleDepth)}, path};
        return {};
    }
    const QJsonObject object = json.toObject();
    ObjectReader reader(object, path, m_errors);
    for (const QString& later : laterConditions) {
        if (reader.has(later)) {
            m_errors += Error{ErrorKind::NotBuilt, {later}, reader.path(later)};
            return {};
        }
    }
    for (const QString& kind : conditions)
        if (reader.has(kind))
            return condition(object, kind, reader, depth);
    m_errors += Error{ErrorKind::MissingField, {conditions.join(QStringLiteral(", "))}, path};
    return {};
}

Rule RuleReading::condition(const QJsonObject& json, const QString& kind, ObjectReader& reader, int depth)
{
    Rule rule;
    const QString path = reader.path(kind);
    reader.allow(kind);
    if (kind == QLatin1String("not")) {
        rule.kind = Rule::Kind::Not;
        rule.children = {this->rule(json.value(kind), path, depth + 1)};
    } else if (kind == QLatin1String("segment")) {
        rule.kind = Rule::Kind::Segment;
        rule.segment = reader.string(kind);
    } else if (kind == QLatin1String("attribute")) {
        attribute(json, reader, rule);
    } else if (kind == QLatin1String("event")) {
        event(json, reader, rule);
    } else {
        rule.kind = kind == QLatin1String("all") ? Rule::Kind::All : Rule::Kind::Any;
        rule.children = children(json.value(kind), path, depth);
    }
    reader.refuseOthers();
    return rule;
}

QList<Rule> RuleReading::children(const QJsonValue& json, const QString& path, int depth)
{
    if (!json.isArray()) {
        m_errors += Error{ErrorKind::WrongType, {QStringLiteral("list"), ObjectReader::typeWord(json)}, path};
        return {};
    }
    const QJsonArray list = json.toArray();
    QList<Rule> children;
    for (qsizetype i = 0; i < list.size(); ++i)
        children += rule(list.at(i), itemPath(path, i), depth + 1);
    return children;
}

void RuleReading::attribute(const QJsonObject& json, ObjectReader& reader, Rule& rule)
{
    rule.kind = Rule::Kind::Attribute;
    rule.attribute = reader.string(QStringLiteral("attribute"));
    const Comparison comparison(json, reader, m_errors);
    rule.op = comparison.op();
    rule.values = comparison.values();
}

void RuleReading::event(const QJsonObject& json, ObjectReader& reader, Rule& rule)
{
    rule.kind = Rule::Kind::Event;
    rule.events = eventNames(json.value(QStringLiteral("event")), reader);
    rule.period = period(json, reader);
    rule.measure = measure(reader);
    const QList<ObjectReader::Item> items = reader.objects(whereField);
    for (const ObjectReader::Item& item : items)
        rule.where += where(item);
}

QStringList RuleReading::eventNames(const QJsonValue& json, ObjectReader& reader)
{
    const QString field = QStringLiteral("event");
    if (json.isString())
        return {reader.string(field)};
    if (!json.isArray()) {
        m_errors += Error{ErrorKind::WrongType,
            {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text or list")), ObjectReader::typeWord(json)},
            reader.path(field)};
        return {};
    }
    if (json.toArray().isEmpty())
        m_errors += Error{ErrorKind::Empty, {field}, reader.path(field)};
    return reader.strings(field);
}

Period RuleReading::period(const QJsonObject& json, ObjectReader& reader)
{
    const QJsonValue value = json.value(periodField);
    if (value.isUndefined() || value.isString())
        return {reader.oneOf(periodField, periods, Period::Kind::Ever), 0, {}, {}};
    if (const auto item = value.isObject() ? reader.object(periodField) : std::nullopt)
        return periodObject(*item);
    reader.allow(periodField);
    m_errors += Error{ErrorKind::WrongType,
        {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text or object")), ObjectReader::typeWord(value)},
        reader.path(periodField)};
    return {};
}

Period RuleReading::periodObject(const ObjectReader::Item& item)
{
    ObjectReader reader(item.object, item.path, m_errors);
    Period period;
    if (reader.has(lastDaysField)) {
        period.kind = Period::Kind::LastDays;
        period.days = reader.integer(lastDaysField, 1, 1, mostDays);
    } else {
        period.kind = Period::Kind::FromTo;
        period.from = reader.string(fromField);
        period.to = reader.string(toField);
        if (!reader.has(fromField) && !reader.has(toField))
            m_errors += Error{ErrorKind::MissingField, {QStringLiteral("lastDays, from, to")}, item.path};
    }
    reader.refuseOthers();
    return period;
}

std::optional<Measure> RuleReading::measure(ObjectReader& reader)
{
    std::optional<Measure> found;
    QStringList given;
    for (const auto& [name, kind] : measures) {
        if (!reader.has(name)) {
            reader.allow(name);
            continue;
        }
        given += name;
        const auto item = reader.object(name);
        if (!item)
            continue;
        ObjectReader fields(item->object, item->path, m_errors);
        Measure measure{kind, {}, Operator::Equal, {}};
        if (kind != Measure::Kind::Count)
            measure.property = fields.requiredString(propertyField);
        const Comparison comparison(item->object, fields, m_errors);
        measure.op = comparison.op();
        measure.values = comparison.values();
        fields.refuseOthers();
        found = measure;
    }
    if (given.size() > 1)
        m_errors += Error{ErrorKind::BadValue,
            {given.join(QStringLiteral(", ")),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "only one of count, sum, average, min, max"))},
            reader.path(given.last())};
    return found;
}

PropertyCondition RuleReading::where(const ObjectReader::Item& item)
{
    ObjectReader reader(item.object, item.path, m_errors);
    const QString property = reader.requiredString(propertyField);
    const Comparison comparison(item.object, reader, m_errors);
    reader.refuseOthers();
    return {property, comparison.op(), comparison.values()};
}

} // namespace

int ruleDepth(const Rule& rule)
{
    int deepest = 0;
    for (const Rule& child : rule.children)
        deepest = std::max(deepest, ruleDepth(child));
    return deepest + 1;
}

int ruleConditions(const Rule& rule)
{
    qsizetype conditions = 1 + rule.events.size() * (1 + rule.where.size());
    for (const Rule& child : rule.children)
        conditions += ruleConditions(child);
    return int(conditions);
}

QJsonObject ruleToJson(const Rule& rule)
{
    switch (rule.kind) {
    case Rule::Kind::All:
        return {{QStringLiteral("all"), childrenToJson(rule.children)}};
    case Rule::Kind::Any:
        return {{QStringLiteral("any"), childrenToJson(rule.children)}};
    case Rule::Kind::Not:
        return {{QStringLiteral("not"), ruleToJson(rule.children.value(0))}};
    case Rule::Kind::Segment:
        return {{QStringLiteral("segment"), rule.segment}};
    case Rule::Kind::Event:
        return eventToJson(rule);
    case Rule::Kind::Attribute:
        break;
    }
    QJsonObject json{{QStringLiteral("attribute"), rule.attribute}};
    writeComparison(json, rule.op, rule.values);
    return json;
}

Rule ruleFromJson(const QJsonValue& json, const QString& path, Errors& errors)
{
    return RuleReading(errors).rule(json, path, 1);
}

QString operatorName(Operator op)
{
    return nameOf(operators, op);
}

} // namespace wd
