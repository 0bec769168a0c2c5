#include "models/audience/rules/rulecodec.h"

#include "models/audience/rules/rulenames.h"
#include "models/base/duration.h"
#include "models/base/phrase.h"

#include <algorithm>

namespace wd {

using namespace rulenames;

namespace {

void writeComparison(QJsonObject& json, Operator op, const QVariantList& values)
{
    json.insert(opField, operatorName(op));
    if (takesList(op))
        json.insert(valueField, QJsonArray::fromVariantList(values));
    else if (!takesNoValue(op))
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

QJsonObject receivedToJson(const Received& received)
{
    QJsonObject json{{nameOf(senders, received.of), received.name}};
    if (received.days > 0)
        json.insert(daysField, received.days);
    return json;
}

QJsonValue mainField(const Rule& rule)
{
    switch (rule.kind) {
    case Rule::Kind::All:
    case Rule::Kind::Any:
    case Rule::Kind::Sequence:
        return childrenToJson(rule.children);
    case Rule::Kind::Not:
        return ruleToJson(rule.children.value(0));
    case Rule::Kind::Segment:
        return rule.segment;
    case Rule::Kind::Attribute:
        return rule.attribute;
    case Rule::Kind::List:
        return rule.list;
    case Rule::Kind::Received:
        return receivedToJson(rule.received);
    case Rule::Kind::Random:
        return rule.percent;
    case Rule::Kind::Event:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace

int ruleDepth(const Rule& rule)
{
    int deepest = 0;
    for (const Rule& child : rule.children)
        deepest = std::max(deepest, ruleDepth(child));
    // Who is in a segment that is named stands on the level of its name.
    return rule.kind == Rule::Kind::Segment && deepest > 0 ? deepest : deepest + 1;
}

int ruleConditions(const Rule& rule)
{
    qsizetype number = 1 + rule.events.size() * (1 + rule.where.size());
    for (const Rule& child : rule.children)
        number += ruleConditions(child);
    return int(number);
}

Error tooDeep(int levels, const QString& path, const QStringList& segments)
{
    const QString number = QString::number(levels);
    const QString what = segments.isEmpty()
        ? phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 levels"), {number})
        : phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 levels, with those of the segments named in a row (%2),"),
            {number, segments.join(QStringLiteral(" → "))});
    return {ErrorKind::TooMany, {what, QString::number(maximumRuleDepth)}, path};
}

Error tooLong(int conditions, const QString& path)
{
    return {ErrorKind::TooMany,
        {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 conditions"), {QString::number(conditions)}),
            QString::number(maximumRuleConditions)},
        path};
}

std::optional<Error> tooLargeBecause(const Error& error, const QString& segment)
{
    if (error.kind != ErrorKind::TooMany)
        return std::nullopt;
    const bool isDeep = error.arguments.value(1) == QString::number(maximumRuleDepth);
    const QStringList values{segment, phraseOf(error.arguments.value(0)).values.value(0)};
    const QString what = isDeep
        ? phrase(QT_TRANSLATE_NOOP("wd::Phrase", "“%1”, which names this segment, would get %2 levels, which"), values)
        : phrase(
            QT_TRANSLATE_NOOP("wd::Phrase", "“%1”, which names this segment, would get %2 conditions, which"), values);
    return Error{ErrorKind::TooMany, {what, error.arguments.value(1)}, error.where};
}

QJsonObject ruleToJson(const Rule& rule)
{
    if (rule.kind == Rule::Kind::Event)
        return eventToJson(rule);
    QJsonObject json{{nameOf(conditions, rule.kind), mainField(rule)}};
    if (rule.kind == Rule::Kind::Attribute)
        writeComparison(json, rule.op, rule.values);
    if (rule.kind == Rule::Kind::Sequence)
        json.insert(withinField, durationText(rule.withinSeconds));
    return json;
}

QString operatorName(Operator op)
{
    return nameOf(operators, op);
}

} // namespace wd
