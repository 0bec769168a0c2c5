#include "ui/texts/rulesentence.h"

#include "models/audience/segmentstore.h"

#include <QCoreApplication>
#include <QLocale>

namespace wd {

namespace {

QString chosenLabel(const QString& english, const QString& chinese, const QString& key)
{
    const QString& label = QLocale().language() == QLocale::Chinese ? chinese : english;
    return label.isEmpty() ? key : label;
}

QString valueText(const QVariant& value)
{
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? QCoreApplication::translate("wd::RuleSentence", "yes")
                              : QCoreApplication::translate("wd::RuleSentence", "no");
    return value.typeId() == QMetaType::Double ? QLocale::c().toString(value.toDouble(), 'g', 15) : value.toString();
}

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::RuleSentence)
public:
    explicit Words(const Catalogue& catalogue)
        : m_catalogue(catalogue)
    {
    }

    QString sentence(const Rule& rule) const;
    static QString op(Operator op, AttributeType type);
    static QString dayOp(Operator op);
    static QString period(const Period& period);
    static QString type(AttributeType type);

private:
    QString group(const Rule& rule) const;
    QString attribute(const Rule& rule) const;
    QString event(const Rule& rule, bool negated) const;
    QString measure(const Rule& rule) const;
    static QString values(const QVariantList& values, Operator op);
    static QString birthday(const QVariant& value, const QString& label);

    const Catalogue& m_catalogue;
};

QString Words::sentence(const Rule& rule) const
{
    switch (rule.kind) {
    case Rule::Kind::All:
    case Rule::Kind::Any:
        return group(rule);
    case Rule::Kind::Not:
        if (rule.children.first().kind == Rule::Kind::Event)
            return event(rule.children.first(), true);
        return tr("not (%1)").arg(sentence(rule.children.first()));
    case Rule::Kind::Attribute:
        return attribute(rule);
    case Rule::Kind::Event:
        return event(rule, false);
    case Rule::Kind::Segment:
        return tr("in the segment “%1”").arg(rule.segment);
    }
    Q_UNREACHABLE();
}

QString Words::group(const Rule& rule) const
{
    const bool all = rule.kind == Rule::Kind::All;
    if (rule.children.isEmpty())
        return all ? tr("everybody") : tr("nobody");
    QStringList parts;
    for (const Rule& child : rule.children) {
        const bool group = child.kind == Rule::Kind::All || child.kind == Rule::Kind::Any;
        parts += group && child.children.size() > 1 ? tr("(%1)").arg(sentence(child)) : sentence(child);
    }
    return parts.join(all ? tr(", and ") : tr(", or "));
}

QString Words::values(const QVariantList& values, Operator op)
{
    QStringList parts;
    for (const QVariant& value : values)
        parts += valueText(value);
    return op == Operator::Between ? parts.join(tr(" to ")) : parts.join(tr(", "));
}

QString Words::birthday(const QVariant& value, const QString& label)
{
    const int days = value.toString() == QLatin1String("today") ? 0 : value.toInt();
    if (days == 0)
        return tr("the anniversary of %1 is on the day of sending").arg(label);
    return days > 0 ? tr("the anniversary of %1 is %n days after the day of sending", nullptr, days).arg(label)
                    : tr("the anniversary of %1 was %n days before the day of sending", nullptr, -days).arg(label);
}

QString Words::attribute(const Rule& rule) const
{
    const Attribute* const known = m_catalogue.attributeByKey(rule.attribute);
    const QString label = known ? attributeLabel(*known) : rule.attribute;
    if (rule.op == Operator::Anniversary)
        return birthday(rule.values.value(0), label);
    const QString words = op(rule.op, known ? known->type : AttributeType::Text);
    if (rule.op == Operator::Empty || rule.op == Operator::NotEmpty)
        return tr("%1 %2", "attribute, is empty").arg(label, words);
    return tr("%1 %2 %3", "attribute, operator, value").arg(label, words, values(rule.values, rule.op));
}

QString Words::measure(const Rule& rule) const
{
    if (!rule.measure)
        return {};
    const Measure& measure = *rule.measure;
    const QString compared
        = QStringLiteral("%1 %2").arg(op(measure.op, AttributeType::Number), values(measure.values, measure.op));
    const bool includesNever = measure.op == Operator::Less || measure.op == Operator::LessOrEqual;
    switch (measure.kind) {
    case Measure::Kind::Count:
        return includesNever ? tr(" %1 times (those who never did are included)").arg(compared)
                             : tr(" %1 times").arg(compared);
    case Measure::Kind::Sum:
        return tr(" with a sum of %1 %2").arg(measure.property, compared);
    case Measure::Kind::Average:
        return tr(" with an average %1 %2").arg(measure.property, compared);
    case Measure::Kind::Minimum:
        return tr(" with a smallest %1 %2").arg(measure.property, compared);
    case Measure::Kind::Maximum:
        return tr(" with a largest %1 %2").arg(measure.property, compared);
    }
    Q_UNREACHABLE();
}

QString Words::event(const Rule& rule, bool negated) const
{
    QStringList names;
    for (const QString& key : rule.events) {
        const EventName* const known = m_catalogue.eventByKey(key);
        names += known ? eventLabel(*known) : key;
    }
    QStringList where;
    for (const PropertyCondition& condition : rule.where)
        where += QStringLiteral("%1 %2 %3")
                     .arg(condition.property, op(condition.op, AttributeType::Text),
                         values(condition.values, condition.op));
    QString what = names.join(tr(" or "));
    if (!where.isEmpty())
        what = tr("%1 (%2)", "event, conditions").arg(what, where.join(tr(", and ")));
    return (
        negated ? tr("did not: %1 “%2”%3", "period, event, measure") : tr("did: %1 “%2”%3", "period, event, measure"))
        .arg(period(rule.period), what, measure(rule));
}

QString Words::dayOp(Operator op)
{
    switch (op) {
    case Operator::On:
        return tr("is on");
    case Operator::Before:
        return tr("is before");
    case Operator::After:
        return tr("is after");
    case Operator::LastDays:
        return tr("is within the last days:");
    case Operator::NextDays:
        return tr("is within the next days:");
    case Operator::Anniversary:
        return tr("has its anniversary");
    default:
        return {};
    }
}

QString Words::op(Operator op, AttributeType type)
{
    const bool number = type == AttributeType::Number;
    switch (op) {
    case Operator::Equal:
        return number ? QStringLiteral("=") : tr("is");
    case Operator::NotEqual:
        return number ? QStringLiteral("≠") : tr("is not");
    case Operator::Less:
        return QStringLiteral("<");
    case Operator::LessOrEqual:
        return QStringLiteral("≤");
    case Operator::Greater:
        return QStringLiteral(">");
    case Operator::GreaterOrEqual:
        return QStringLiteral("≥");
    case Operator::In:
        return tr("is one of");
    case Operator::NotIn:
        return tr("is none of");
    case Operator::Contains:
        return tr("contains");
    case Operator::NotContains:
        return tr("does not contain");
    case Operator::StartsWith:
        return tr("starts with");
    case Operator::Empty:
        return tr("has no value");
    case Operator::NotEmpty:
        return tr("has a value");
    case Operator::Between:
        return tr("is between");
    default:
        return dayOp(op);
    }
}

QString Words::period(const Period& period)
{
    switch (period.kind) {
    case Period::Kind::Ever:
        return tr("at any time");
    case Period::Kind::Today:
        return tr("today");
    case Period::Kind::Yesterday:
        return tr("yesterday");
    case Period::Kind::ThisWeek:
        return tr("this week");
    case Period::Kind::ThisMonth:
        return tr("this month");
    case Period::Kind::LastDays:
        return tr("in the last %n days until yesterday", nullptr, period.days);
    case Period::Kind::FromTo:
        if (period.to.isEmpty())
            return tr("since %1").arg(period.from);
        return period.from.isEmpty() ? tr("until %1").arg(period.to) : tr("from %1 to %2").arg(period.from, period.to);
    }
    Q_UNREACHABLE();
}

QString Words::type(AttributeType type)
{
    switch (type) {
    case AttributeType::Text:
        return tr("text");
    case AttributeType::Number:
        return tr("number");
    case AttributeType::Date:
        return tr("date");
    case AttributeType::DateTime:
        return tr("date and time");
    case AttributeType::Boolean:
        return tr("yes or no");
    case AttributeType::Choice:
        return tr("choice");
    }
    Q_UNREACHABLE();
}

} // namespace

QString ruleSentence(const Rule& rule, const Catalogue& catalogue)
{
    return Words(catalogue).sentence(rule);
}

QString attributeLabel(const Attribute& attribute)
{
    if (attribute.key == loginIdAttribute().key)
        return QCoreApplication::translate("wd::RuleSentence", "Login user id");
    if (attribute.key == visitorIdAttribute().key)
        return QCoreApplication::translate("wd::RuleSentence", "Visitor id");
    return chosenLabel(attribute.labelEn, attribute.labelZh, attribute.key);
}

QString eventLabel(const EventName& event)
{
    return chosenLabel(event.labelEn, event.labelZh, event.key);
}

QString segmentLabel(const Segment& segment)
{
    if (segment.id == everyLoginUserId)
        return QCoreApplication::translate("wd::RuleSentence", "All login users");
    if (segment.id == everyVisitorId)
        return QCoreApplication::translate("wd::RuleSentence", "All visitors");
    return segment.name;
}

QString userKindText(UserKind kind)
{
    return kind == UserKind::Login ? QCoreApplication::translate("wd::RuleSentence", "Login users")
                                   : QCoreApplication::translate("wd::RuleSentence", "Visitors");
}

QString attributeTypeText(AttributeType type)
{
    return Words::type(type);
}

QString operatorText(Operator op, AttributeType type)
{
    return Words::op(op, type);
}

QString periodText(const Period& period)
{
    return Words::period(period);
}

} // namespace wd
