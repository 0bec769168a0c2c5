#include "tests/property/plaintest.h"

#include <QJsonArray>
#include <QVariant>

namespace {

bool compares(Decimal value, const QString& op, const QList<Decimal>& given)
{
    if (op == u"<")
        return value < given[0];
    if (op == u"<=")
        return value <= given[0];
    if (op == u">")
        return value > given[0];
    if (op == u">=")
        return value >= given[0];
    if (op == u"between")
        return given[0] <= value && value <= given[1];
    return given.contains(value);
}

template <typename T> int order(const T& value, const T& given)
{
    return value < given ? -1 : value == given ? 0 : 1;
}

QString textOf(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (!value.isDouble())
        return value.toString();
    const QVariant exact = value.toVariant();
    return exact.typeId() == QMetaType::LongLong ? QString::number(exact.toLongLong())
                                                 : QString::number(value.toDouble(), 'g', 15);
}

} // namespace

Decimal decimalOf(const QString& digits)
{
    const bool isNegative = digits.startsWith(u'-');
    const QStringList parts = digits.mid(isNegative ? 1 : 0).split(u'.');
    Decimal number = 0;
    for (const QChar digit : parts[0] + parts.value(1).leftJustified(4, u'0'))
        number = number * 10 + digit.digitValue();
    return isNegative ? -number : number;
}

Days::Days(qint64 at, const QTimeZone& zone)
    : m_zone(zone)
    , m_today(QDateTime::fromMSecsSinceEpoch(at, zone).date())
{
}

QDate Days::dayOf(qint64 at) const
{
    QDate& day = m_days[at];
    if (!day.isValid())
        day = QDateTime::fromMSecsSinceEpoch(at, m_zone).date();
    return day;
}

bool Days::isEdge(qint64 at) const
{
    const auto known = m_edges.constFind(at);
    if (known != m_edges.cend())
        return *known;
    return *m_edges.insert(at, dayOf(at - 1) != dayOf(at) || dayOf(at + 1) != dayOf(at));
}

qint64 Days::wall(const QString& local) const
{
    QDateTime time = QDateTime::fromString(local, Qt::ISODateWithMs);
    time.setTimeZone(m_zone);
    return time.toMSecsSinceEpoch();
}

qint64 Days::instant(const QString& utc)
{
    return QDateTime::fromString(utc, Qt::ISODateWithMs).toMSecsSinceEpoch();
}

Test::Test(const QJsonObject& json, QChar type, const Days& days, Met& met)
    : m_op(json.value(QStringLiteral("op")).toString())
    , m_type(type)
    , m_clock(&days)
    , m_met(&met)
{
    const QJsonValue value = json.value(QStringLiteral("value"));
    const QJsonArray list = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const auto& one : list) {
        m_texts += textOf(one);
        if (type == u'n')
            m_numbers += decimalOf(m_texts.last());
        else
            addDay(m_texts.last());
    }
}

// A date, or so many days from today; of a time the day is no matter.
void Test::addDay(const QString& text)
{
    bool isNumber = false;
    const int days = text.toInt(&isNumber);
    const bool isRelative = isNumber || text == u"today";
    m_relative += isRelative;
    m_aways += days;
    m_days += isRelative ? m_clock->today().addDays(days) : QDate::fromString(text, Qt::ISODate);
}

bool Test::failsWithoutValues() const
{
    m_met->missing = true;
    return false;
}

bool Test::passes(const Amount& amount) const
{
    m_met->value = true;
    QList<Decimal> given;
    for (const Decimal one : m_numbers)
        given += one * amount.parts;
    return compares(amount.total, m_op, given) != (m_op == u"!=" || m_op == u"notIn");
}

bool Test::passes(const QString& value) const
{
    (value.isEmpty() ? m_met->missing : m_met->value) = true;
    if (m_type == u'i' && !value.isEmpty() && m_clock->isEdge(Days::instant(value)))
        m_met->edge = true;
    if (m_op == u"empty")
        return value.isEmpty();
    if (m_op == u"notEmpty")
        return !value.isEmpty();
    if (m_op == u"!=" || m_op == u"notIn" || m_op == u"notContains")
        return value.isEmpty() || !holds(value);
    return !value.isEmpty() && holds(value);
}

bool Test::holds(const QString& value) const
{
    if (m_type == u'n')
        return compares(decimalOf(value), m_op, m_numbers);
    if (m_type == u'd')
        return dayHolds(QDate::fromString(value, Qt::ISODate));
    if (m_type == u'i')
        return instantHolds(Days::instant(value));
    if (m_op == u"contains" || m_op == u"notContains")
        return value.contains(m_texts[0]);
    return m_op == u"startsWith" ? value.startsWith(m_texts[0]) : m_texts.contains(value);
}

bool Test::dayHolds(QDate day) const
{
    const qint64 away = m_clock->today().daysTo(day);
    const int days = m_aways[0];
    if (m_op == u"lastDays")
        return -days <= away && away <= -1;
    if (m_op == u"nextDays")
        return 0 <= away && away <= days - 1;
    if (m_op == u"anniversary") {
        const QDate target = m_clock->today().addDays(days);
        QDate kept(target.year(), day.month(), day.day());
        if (!kept.isValid())
            kept = QDate(target.year(), 2, 28);
        return kept == target;
    }
    QList<int> orders;
    for (const QDate given : m_days)
        orders += order(day, given);
    return ordered(orders);
}

bool Test::instantHolds(qint64 at) const
{
    if (m_op == u"lastDays" || m_op == u"nextDays" || m_op == u"anniversary")
        return dayHolds(m_clock->dayOf(at));
    QList<int> orders;
    for (qsizetype i = 0; i < m_texts.size(); ++i)
        orders += m_relative[i] || m_texts[i].size() == 10 ? order(m_clock->dayOf(at), m_days[i])
                                                           : order(at, m_clock->wall(m_texts[i]));
    return ordered(orders);
}

// How the value stands to each that is given.
bool Test::ordered(const QList<int>& orders) const
{
    if (m_op == u"<" || m_op == u"before")
        return orders[0] < 0;
    if (m_op == u"<=")
        return orders[0] <= 0;
    if (m_op == u">" || m_op == u"after")
        return orders[0] > 0;
    if (m_op == u">=")
        return orders[0] >= 0;
    if (m_op == u"between")
        return orders[0] >= 0 && orders[1] <= 0;
    return orders.contains(0);
}
