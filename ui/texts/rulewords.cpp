#include "ui/texts/rulesentence.h"

#include "models/audience/segments/segmentstore.h"

#include <QCoreApplication>
#include <QLocale>

namespace wd {

namespace {

class RuleWords {
    Q_DECLARE_TR_FUNCTIONS(wd::RuleSentence)
};

QString chosenLabel(const QString& english, const QString& chinese, const QString& key)
{
    const QString& label = QLocale().language() == QLocale::Chinese ? chinese : english;
    return label.isEmpty() ? key : label;
}

QString dayOperator(Operator op)
{
    switch (op) {
    case Operator::NotEqual:
        return RuleWords::tr("is not");
    case Operator::Less:
    case Operator::Before:
        return RuleWords::tr("is before");
    case Operator::LessOrEqual:
        return RuleWords::tr("is on or before");
    case Operator::Greater:
    case Operator::After:
        return RuleWords::tr("is after");
    case Operator::GreaterOrEqual:
        return RuleWords::tr("is on or after");
    case Operator::LastDays:
        return RuleWords::tr("is within the last");
    case Operator::NextDays:
        return RuleWords::tr("is within the next");
    case Operator::Anniversary:
        return RuleWords::tr("has its anniversary");
    default:
        return RuleWords::tr("is on");
    }
}

// The words of the sentence, as far as they can stand before a value.
QString operatorWords(Operator op, AttributeType type)
{
    switch (op) {
    case Operator::In:
        return RuleWords::tr("is one of");
    case Operator::NotIn:
        return RuleWords::tr("is none of");
    case Operator::Contains:
        return RuleWords::tr("contains");
    case Operator::NotContains:
        return RuleWords::tr("does not contain");
    case Operator::StartsWith:
        return RuleWords::tr("starts with");
    case Operator::Empty:
        return RuleWords::tr("has no value");
    case Operator::NotEmpty:
        return RuleWords::tr("has a value");
    case Operator::Between:
        return RuleWords::tr("is between");
    default:
        break;
    }
    if (type == AttributeType::Date || type == AttributeType::DateTime)
        return dayOperator(op);
    switch (op) {
    case Operator::NotEqual:
        return RuleWords::tr("is not");
    case Operator::Less:
        return RuleWords::tr("is less than");
    case Operator::LessOrEqual:
        return RuleWords::tr("is at most");
    case Operator::Greater:
        return RuleWords::tr("is more than");
    case Operator::GreaterOrEqual:
        return RuleWords::tr("is at least");
    default:
        return RuleWords::tr("is");
    }
}

QString readable(QString time)
{
    return time.replace(u'T', u' ');
}

QString betweenWords(const QString& from, const QString& to)
{
    if (to.isEmpty())
        return RuleWords::tr("since %1").arg(from);
    return from.isEmpty() ? RuleWords::tr("until %1").arg(to) : RuleWords::tr("from %1 to %2").arg(from, to);
}

QString periodWords(const Period& period)
{
    switch (period.kind) {
    case Period::Kind::Ever:
        return RuleWords::tr("at any time");
    case Period::Kind::Today:
        return RuleWords::tr("today");
    case Period::Kind::Yesterday:
        return RuleWords::tr("yesterday");
    case Period::Kind::ThisWeek:
        return RuleWords::tr("this week");
    case Period::Kind::ThisMonth:
        return RuleWords::tr("this month");
    case Period::Kind::LastDays:
        return RuleWords::tr("in the last %n days until yesterday", nullptr, period.days);
    case Period::Kind::FromTo:
        return betweenWords(readable(period.from), readable(period.to));
    }
    Q_UNREACHABLE();
}

QString typeWords(AttributeType type)
{
    switch (type) {
    case AttributeType::Text:
        return RuleWords::tr("text");
    case AttributeType::Number:
        return RuleWords::tr("number");
    case AttributeType::Date:
        return RuleWords::tr("date");
    case AttributeType::DateTime:
        return RuleWords::tr("date and time");
    case AttributeType::Boolean:
        return RuleWords::tr("yes or no");
    case AttributeType::Choice:
        return RuleWords::tr("choice");
    }
    Q_UNREACHABLE();
}

} // namespace

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

QString propertyLabel(const Property& property)
{
    return chosenLabel(property.labelEn, property.labelZh, property.key);
}

QString segmentLabel(const Segment& segment)
{
    if (segment.id == everyLoginUserId)
        return QCoreApplication::translate("wd::RuleSentence", "All login users");
    if (segment.id == everyVisitorId)
        return QCoreApplication::translate("wd::RuleSentence", "All visitors");
    return segment.name;
}

QString otherKindText(const QString& segment, UserKind kind)
{
    return (kind == UserKind::Login ? RuleWords::tr("“%1” holds visitors only: no login user is in it.")
                                    : RuleWords::tr("“%1” holds login users only: no visitor is in it."))
        .arg(segment);
}

QString userKindText(UserKind kind)
{
    return kind == UserKind::Login ? QCoreApplication::translate("wd::RuleSentence", "Login users")
                                   : QCoreApplication::translate("wd::RuleSentence", "Visitors");
}

QString attributeTypeText(AttributeType type)
{
    return typeWords(type);
}

QString operatorText(Operator op, AttributeType type)
{
    return operatorWords(op, type);
}

QString periodText(const Period& period)
{
    return periodWords(period);
}

} // namespace wd
