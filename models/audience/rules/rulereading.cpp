#include "models/audience/rules/rulecodec.h"
#include "models/audience/rules/rulenames.h"
#include "models/base/duration.h"
#include "models/base/phrase.h"

#include <QJsonDocument>

#include <cmath>

namespace wd {

using namespace rulenames;

namespace {

QVariant readValue(const QJsonValue& json, const QString& path, Errors& errors)
{
    if (json.isDouble()) {
        // Beyond this a floating number is no longer every whole one.
        constexpr double everyWhole = 9'007'199'254'740'992;
        const double number = json.toDouble();
        const QVariant exact = json.toVariant();
        const bool isLarge = std::abs(number) >= everyWhole && exact.typeId() == QMetaType::LongLong;
        return isLarge ? exact : QVariant(number);
    }
    if (json.isString() || json.isBool())
        return json.toVariant();
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
        if (m_known && takesNoValue(m_op))
            return;
        m_reader.allow(valueField);
        if (!m_known)
            return;
        const QString path = m_reader.path(valueField);
        if (!m_reader.has(valueField)) {
            m_errors += Error{ErrorKind::MissingField, {valueField}, path};
        } else if (takesList(m_op)) {
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
                {QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)),
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
    Rule condition(const QJsonObject& json, Rule::Kind kind, ObjectReader& reader, int depth);
    QList<Rule> children(const QJsonValue& json, const QString& path, int depth);
    void named(const QJsonObject& json, ObjectReader& reader, Rule& rule);
    Received received(ObjectReader& reader);
    void sequence(const QJsonObject& json, ObjectReader& reader, Rule& rule, int depth);
    Rule step(const QJsonValue& json, const QString& path);
    double percent(const QJsonObject& json, ObjectReader& reader);
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
        m_errors += tooDeep(depth, path);
        return {};
    }
    const QJsonObject object = json.toObject();
    ObjectReader reader(object, path, m_errors);
    QStringList known;
    for (const auto& [name, kind] : conditions) {
        if (reader.has(name))
            return condition(object, kind, reader, depth);
        known += name;
    }
    m_errors += Error{ErrorKind::MissingField, {known.join(QStringLiteral(", "))}, path};
    return {};
}

Rule RuleReading::condition(const QJsonObject& json, Rule::Kind kind, ObjectReader& reader, int depth)
{
    Rule rule;
    rule.kind = kind;
    const QString field = nameOf(conditions, kind);
    const QString path = reader.path(field);
    reader.allow(field);
    switch (kind) {
    case Rule::Kind::All:
    case Rule::Kind::Any:
        rule.children = children(json.value(field), path, depth);
        break;
    case Rule::Kind::Not:
        rule.children = {this->rule(json.value(field), path, depth + 1)};
        break;
    case Rule::Kind::Attribute:
        attribute(json, reader, rule);
        break;
    case Rule::Kind::Event:
        event(json, reader, rule);
        rule.measure = measure(reader);
        break;
    case Rule::Kind::Sequence:
        sequence(json, reader, rule, depth);
        break;
    default:
        named(json, reader, rule);
    }
    reader.refuseOthers();
    return rule;
}

void RuleReading::named(const QJsonObject& json, ObjectReader& reader, Rule& rule)
{
    switch (rule.kind) {
    case Rule::Kind::Segment:
        rule.segment = reader.string(QStringLiteral("segment"));
        break;
    case Rule::Kind::List:
        rule.list = reader.string(QStringLiteral("list"));
        break;
    case Rule::Kind::Received:
        rule.received = received(reader);
        break;
    default:
        rule.percent = percent(json, reader);
    }
}

Received RuleReading::received(ObjectReader& reader)
{
    Received received;
    const auto item = reader.object(QStringLiteral("received"));
    if (!item)
        return received;
    ObjectReader fields(item->object, item->path, m_errors);
    QStringList given;
    for (const auto& [name, of] : senders) {
        if (!fields.has(name))
            continue;
        given += name;
        received.of = of;
        received.name = fields.string(name);
    }
    if (given.isEmpty())
        m_errors += Error{ErrorKind::MissingField, {QStringLiteral("campaign, channel")}, item->path};
    if (given.size() > 1)
        m_errors += Error{ErrorKind::BadValue,
            {given.join(QStringLiteral(", ")),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "only one of campaign, channel"))},
            fields.path(given.last())};
    received.days = fields.integer(daysField, 0, 1, maximumRuleDays);
    fields.refuseOthers();
    return received;
}

void RuleReading::sequence(const QJsonObject& json, ObjectReader& reader, Rule& rule, int depth)
{
    const QJsonValue steps = json.value(QStringLiteral("sequence"));
    const QString path = reader.path(QStringLiteral("sequence"));
    if (depth + 1 > maximumRuleDepth)
        m_errors += tooDeep(depth + 1, path);
    if (!steps.isArray())
        m_errors += Error{ErrorKind::WrongType, {QStringLiteral("list"), ObjectReader::typeWord(steps)}, path};
    else if (steps.toArray().size() != 2)
        m_errors += Error{ErrorKind::BadValue,
            {QString::number(steps.toArray().size()),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "two events, the first and the second"))},
            path};
    const QJsonArray list = steps.toArray();
    for (qsizetype i = 0; i < list.size(); ++i)
        rule.children += step(list.at(i), itemPath(path, i));
    const bool typed = !reader.has(withinField) || json.value(withinField).isString();
    const QString within = reader.requiredString(withinField);
    const auto seconds = durationFromText(within);
    if (reader.has(withinField) && typed && (!seconds || *seconds > maximumRuleDays * 86'400LL))
        m_errors += Error{ErrorKind::BadValue,
            {within, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a length of time such as 30m, 1h or 7d"))},
            reader.path(withinField)};
    rule.withinSeconds = seconds.value_or(0);
}

// An event of a sequence: only whether it happened is asked.
Rule RuleReading::step(const QJsonValue& json, const QString& path)
{
    Rule rule;
    rule.kind = Rule::Kind::Event;
    if (!json.isObject()) {
        m_errors += Error{ErrorKind::WrongType, {QStringLiteral("object"), ObjectReader::typeWord(json)}, path};
        return rule;
    }
    const QJsonObject object = json.toObject();
    ObjectReader reader(object, path, m_errors);
    const QString field = QStringLiteral("event");
    reader.allow(field);
    if (!reader.has(field)) {
        m_errors += Error{ErrorKind::MissingField, {field}, path};
        return rule;
    }
    event(object, reader, rule);
    reader.refuseOthers();
    return rule;
}

double RuleReading::percent(const QJsonObject& json, ObjectReader& reader)
{
    const QString field = QStringLiteral("random");
    const QJsonValue value = json.value(field);
    const double percent = value.toDouble();
    if (!value.isDouble())
        m_errors += Error{
            ErrorKind::WrongType, {QStringLiteral("number"), ObjectReader::typeWord(value)}, reader.path(field)};
    else if (percent < 0 || percent > 100)
        m_errors += Error{ErrorKind::OutOfRange,
            {QString::number(percent, 'g', 15), QStringLiteral("0"), QStringLiteral("100")}, reader.path(field)};
    return percent;
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
    rule.attribute = reader.string(QStringLiteral("attribute"));
    const Comparison comparison(json, reader, m_errors);
    rule.op = comparison.op();
    rule.values = comparison.values();
}

void RuleReading::event(const QJsonObject& json, ObjectReader& reader, Rule& rule)
{
    rule.events = eventNames(json.value(QStringLiteral("event")), reader);
    rule.period = period(json, reader);
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
        period.days = reader.integer(lastDaysField, 1, 1, maximumRuleDays);
    } else {
        period.kind = Period::Kind::FromTo;
        period.from = reader.string(fromField);
        period.to = reader.string(toField);
        if (!reader.has(fromField) && !reader.has(toField))
            m_errors += Error{ErrorKind::BadValue,
                {QStringLiteral("{}"), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "lastDays, or from, to or both"))},
                item.path};
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

Rule ruleFromJson(const QJsonValue& json, const QString& path, Errors& errors)
{
    return RuleReading(errors).rule(json, path, 1);
}

} // namespace wd
