#include "ui/texts/comparisontext.h"

#include "models/audience/rules/rulevalues.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace wd {

namespace {

class Comparison {
    Q_DECLARE_TR_FUNCTIONS(wd::RuleSentence)
public:
    Comparison(Operator op, const QVariantList& values, AttributeType type)
        : m_op(values.size() != 1       ? op
                : op == Operator::In    ? Operator::Equal
                : op == Operator::NotIn ? Operator::NotEqual
                                        : op)
        , m_values(values)
        , m_type(type)
    {
    }

    QString ofValue() const;
    QString ofAmount() const;
    QString ofTimes() const;

private:
    QString ofText() const;
    QString ofBoolean() const;
    QString ofDay() const;
    QString ofDays() const;
    QString first() const { return shown(m_values.value(0)); }
    QString all(const QString& between) const;
    enum class Quotes { WhereNeeded, Always };
    QString shown(const QVariant& value, Quotes quotes = Quotes::WhereNeeded) const;
    static bool isPlain(const QString& text);
    static QString relative(int days);

    Operator m_op;
    const QVariantList& m_values;
    AttributeType m_type;
};

QString Comparison::relative(int days)
{
    if (days == 0)
        return tr("the day of sending");
    return days > 0 ? tr("the day %n days after sending", nullptr, days)
                    : tr("the day %n days before sending", nullptr, -days);
}

// Within quotes, what looks like words of the sentence is none of it, and keeps its own spaces; so are all of several
// once one is.
bool Comparison::isPlain(const QString& text)
{
    static const QRegularExpression plain(QStringLiteral("^(?:[\\w.+-]+|[\\d\\s:./-]+)$"));
    return plain.match(text).hasMatch();
}

QString Comparison::shown(const QVariant& value, Quotes quotes) const
{
    const bool isDay = m_type == AttributeType::Date || m_type == AttributeType::DateTime;
    if (const std::optional<int> days = isDay ? relativeDay(value) : std::nullopt)
        return relative(*days);
    if (value.typeId() == QMetaType::Bool)
        return value.toBool() ? tr("yes") : tr("no");
    if (value.typeId() == QMetaType::Double)
        return QLocale().toString(value.toDouble(), 'g', 15);
    const QString text = isDay ? value.toString().replace(u'T', u' ') : value.toString();
    if (text.isEmpty()) // not filled in yet
        return QStringLiteral("…");
    return quotes == Quotes::WhereNeeded && isPlain(text) ? text : tr("“%1”", "value").arg(text);
}

QString Comparison::all(const QString& between) const
{
    const bool isText = m_type == AttributeType::Text || m_type == AttributeType::Choice;
    const bool anyQuoted = isText && std::any_of(m_values.begin(), m_values.end(), [](const QVariant& value) {
        return value.typeId() == QMetaType::QString && !isPlain(value.toString());
    });
    QStringList parts;
    for (const QVariant& value : m_values)
        parts += shown(value, anyQuoted ? Quotes::Always : Quotes::WhereNeeded);
    return parts.join(between);
}

QString Comparison::ofValue() const
{
    switch (m_op) {
    case Operator::Empty:
        return tr("is not known");
    case Operator::NotEmpty:
        return tr("is known");
    case Operator::In:
        return tr("is one of %1").arg(all(tr(", ", "between values")));
    case Operator::NotIn:
        return tr("is none of %1 (or not known)").arg(all(tr(", ", "between values")));
    default:
        break;
    }
    switch (m_type) {
    case AttributeType::Text:
    case AttributeType::Choice:
        return ofText();
    case AttributeType::Boolean:
        return ofBoolean();
    case AttributeType::Number:
        return m_op == Operator::NotEqual ? tr("is not %1 (or not known)", "number").arg(first())
                                          : tr("is %1", "more than 5").arg(ofAmount());
    case AttributeType::Date:
    case AttributeType::DateTime:
        return ofDay();
    }
    Q_UNREACHABLE();
}

QString Comparison::ofText() const
{
    switch (m_op) {
    case Operator::Contains:
        return tr("contains “%1”").arg(m_values.value(0).toString());
    case Operator::NotContains:
        return tr("does not contain “%1” (or is not known)").arg(m_values.value(0).toString());
    case Operator::StartsWith:
        return tr("starts with “%1”").arg(m_values.value(0).toString());
    case Operator::NotEqual:
        return tr("is not %1 (or not known)", "text").arg(first());
    default:
        return tr("is %1", "text").arg(first());
    }
}

QString Comparison::ofBoolean() const
{
    return m_op == Operator::NotEqual ? tr("is not “%1” (or not known)", "yes or no").arg(first())
                                      : tr("is “%1”", "yes or no").arg(first());
}

QString Comparison::ofDay() const
{
    switch (m_op) {
    case Operator::NotEqual:
        return tr("is not %1 (or not known)", "day").arg(first());
    case Operator::Before:
    case Operator::Less:
        return tr("is before %1").arg(first());
    case Operator::LessOrEqual:
        return tr("is %1 or earlier").arg(first());
    case Operator::After:
    case Operator::Greater:
        return tr("is after %1").arg(first());
    case Operator::GreaterOrEqual:
        return tr("is %1 or later").arg(first());
    case Operator::Between:
        return tr("is between %1 and %2", "days").arg(first(), shown(m_values.value(1)));
    case Operator::LastDays:
    case Operator::NextDays:
    case Operator::Anniversary:
        return ofDays();
    default:
        return tr("is on %1").arg(first());
    }
}

QString Comparison::ofDays() const
{
    const int days = ruleDays(m_values.value(0)).value_or(0);
    if (m_op == Operator::LastDays)
        return tr("is one of the %n days that end with the day before sending", nullptr, days);
    if (m_op == Operator::NextDays)
        return tr("is one of the %n days that begin with the day of sending", nullptr, days);
    if (days == 0)
        return tr("has its anniversary on the day of sending");
    return days > 0 ? tr("has its anniversary %n days after the day of sending", nullptr, days)
                    : tr("had its anniversary %n days before the day of sending", nullptr, -days);
}

// What count, sum and numbers of people have in common.
QString Comparison::ofAmount() const
{
    switch (m_op) {
    case Operator::NotEqual:
        return tr("not %1", "amount").arg(first());
    case Operator::Less:
        return tr("less than %1").arg(first());
    case Operator::LessOrEqual:
        return tr("at most %1").arg(first());
    case Operator::Greater:
        return tr("more than %1").arg(first());
    case Operator::GreaterOrEqual:
        return tr("at least %1").arg(first());
    case Operator::Between:
        return tr("between %1 and %2", "amounts").arg(first(), shown(m_values.value(1)));
    case Operator::In:
        return tr("one of %1", "amounts").arg(all(tr(", ", "between values")));
    case Operator::NotIn:
        return tr("none of %1", "amounts").arg(all(tr(", ", "between values")));
    default:
        return tr("exactly %1").arg(first());
    }
}

QString Comparison::ofTimes() const
{
    if (m_op == Operator::NotEqual || m_op == Operator::NotIn)
        return tr("any number of times but %1", "2, or 2 or 5").arg(all(tr(" or ", "between values")));
    if (m_op == Operator::In)
        return tr("%1 times", "2 or 5").arg(all(tr(" or ", "between values")));
    const double number = ruleNumber(m_values.value(0)).value_or(0);
    const bool whole = m_values.size() == 1 && number == int(number);
    if (!whole)
        return tr("%1 times", "between 2 and 5").arg(ofAmount());
    const int times = int(number);
    switch (m_op) {
    case Operator::Less:
        return tr("fewer than %n times", nullptr, times);
    case Operator::LessOrEqual:
        return tr("at most %n times", nullptr, times);
    case Operator::Greater:
        return tr("more than %n times", nullptr, times);
    case Operator::GreaterOrEqual:
        return tr("at least %n times", nullptr, times);
    case Operator::Equal:
        return tr("exactly %n times", nullptr, times);
    default:
        return tr("%1 times", "between 2 and 5").arg(ofAmount());
    }
}

} // namespace

QString comparisonText(Operator op, const QVariantList& values, AttributeType type)
{
    return Comparison(op, values, type).ofValue();
}

QString timesText(Operator op, const QVariantList& values)
{
    return Comparison(op, values, AttributeType::Number).ofTimes();
}

QString amountText(Operator op, const QVariantList& values)
{
    return Comparison(op, values, AttributeType::Number).ofAmount();
}

} // namespace wd
