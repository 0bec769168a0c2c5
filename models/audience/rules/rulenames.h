// How the parts of a rule are called in JSON; for reading and writing only.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/objectreader.h"

namespace wd::rulenames {

inline const EnumNames<Operator> operators = {
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
inline const EnumNames<Period::Kind> periods = {
    {QStringLiteral("ever"), Period::Kind::Ever},
    {QStringLiteral("today"), Period::Kind::Today},
    {QStringLiteral("yesterday"), Period::Kind::Yesterday},
    {QStringLiteral("thisWeek"), Period::Kind::ThisWeek},
    {QStringLiteral("thisMonth"), Period::Kind::ThisMonth},
};
inline const EnumNames<Measure::Kind> measures = {
    {QStringLiteral("count"), Measure::Kind::Count},
    {QStringLiteral("sum"), Measure::Kind::Sum},
    {QStringLiteral("average"), Measure::Kind::Average},
    {QStringLiteral("min"), Measure::Kind::Minimum},
    {QStringLiteral("max"), Measure::Kind::Maximum},
};
inline const EnumNames<Rule::Kind> conditions = {
    {QStringLiteral("all"), Rule::Kind::All},
    {QStringLiteral("any"), Rule::Kind::Any},
    {QStringLiteral("not"), Rule::Kind::Not},
    {QStringLiteral("segment"), Rule::Kind::Segment},
    {QStringLiteral("attribute"), Rule::Kind::Attribute},
    {QStringLiteral("event"), Rule::Kind::Event},
    {QStringLiteral("list"), Rule::Kind::List},
    {QStringLiteral("received"), Rule::Kind::Received},
    {QStringLiteral("sequence"), Rule::Kind::Sequence},
    {QStringLiteral("random"), Rule::Kind::Random},
};
inline const EnumNames<Received::Of> senders = {
    {QStringLiteral("campaign"), Received::Of::Campaign},
    {QStringLiteral("channel"), Received::Of::Channel},
};
inline const QString opField = QStringLiteral("op");
inline const QString valueField = QStringLiteral("value");
inline const QString periodField = QStringLiteral("period");
inline const QString lastDaysField = QStringLiteral("lastDays");
inline const QString fromField = QStringLiteral("from");
inline const QString toField = QStringLiteral("to");
inline const QString whereField = QStringLiteral("where");
inline const QString propertyField = QStringLiteral("property");
inline const QString daysField = QStringLiteral("days");
inline const QString withinField = QStringLiteral("within");

// Whether its value is a list in documents.
inline bool takesList(Operator op)
{
    return op == Operator::In || op == Operator::NotIn || op == Operator::Between;
}

inline bool takesNoValue(Operator op)
{
    return op == Operator::Empty || op == Operator::NotEmpty;
}

inline QString itemPath(const QString& path, qsizetype index)
{
    return QStringLiteral("%1[%2]").arg(path).arg(index);
}

} // namespace wd::rulenames
