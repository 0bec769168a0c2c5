#include "tests/property/rulemaker.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

const QString amount = QStringLiteral("amount");

QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(u' ');
}

QStringList operators(QChar type)
{
    static const QStringList texts = words("= != in notIn contains notContains startsWith empty notEmpty");
    static const QStringList days = words("on before after between lastDays nextDays anniversary = != < <= > >= in "
                                          "notIn empty notEmpty");
    static const QHash<QChar, QStringList> all{{u't', texts}, {u'c', texts},
        {u'n', words("= != < <= > >= between in notIn empty notEmpty")}, {u'd', days}, {u'i', days},
        {u'b', words("= != empty notEmpty")}};
    return all.value(type);
}

// "t =", "t !=" … for some types.
QStringList forms(const QString& types)
{
    QStringList list;
    for (const QChar type : types)
        for (const QString& op : operators(type))
            list += type + u' ' + op;
    return list;
}

QStringList measures(const QStringList& kinds)
{
    QStringList list;
    for (const QString& kind : kinds)
        for (const QString& op : operators(u'n').mid(0, 9))
            list += kind + u' ' + op;
    return list;
}

// A number as JSON has it: whole ones exactly.
QJsonValue number(const QString& digits)
{
    bool isWhole = false;
    const qint64 whole = digits.toLongLong(&isWhole);
    return isWhole ? QJsonValue(whole) : QJsonValue(digits.toDouble());
}

} // namespace

QList<QJsonObject> RuleMaker::makeSegments()
{
    QList<QJsonObject> segments;
    for (int number = 1; number <= 6; ++number) {
        const QString name = QStringLiteral("s%1").arg(number);
        segments += QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("rule"), rule(1 + number % 3, 1)},
            {QStringLiteral("userKind"), number % 3 == 0 ? QStringLiteral("visitor") : QStringLiteral("login")}};
        m_segments += name;
    }
    m_decks.clear();
    m_rounds.clear();
    return segments;
}

// Each is so deep as has come up least yet.
QList<QJsonObject> RuleMaker::makeRules(int number)
{
    QList<QJsonObject> rules;
    while (rules.size() < number) {
        int levels = 1;
        for (int depth = 2; depth <= depths; ++depth)
            if (rounds(depth) < rounds(levels))
                levels = depth;
        rules += QJsonObject{{QStringLiteral("rule"), rule(levels, 1)},
            {QStringLiteral("userKind"), below(5) == 0 ? QStringLiteral("visitor") : QStringLiteral("login")}};
    }
    return rules;
}

// How often every operator with every type has come up in some depth.
double RuleMaker::rounds(int depth) const
{
    double least = std::numeric_limits<double>::max();
    for (const QString& deck : words("attribute where measure"))
        least = std::min(least, m_rounds.value(deck + QString::number(depth)));
    return least;
}

QString RuleMaker::dealt(const QString& name, int depth, const QStringList& cards)
{
    QStringList& deck = m_decks[name + QString::number(depth)];
    if (deck.isEmpty()) {
        deck = cards;
        std::shuffle(deck.begin(), deck.end(), m_data.random());
    }
    m_rounds[name + QString::number(depth)] += 1.0 / double(cards.size());
    return deck.takeLast();
}

QJsonObject RuleMaker::rule(int levels, int depth)
{
    if (levels > 1)
        return group(levels, depth);
    if (depth == depths || below(4) > 0)
        return leaf(depth);
    return {{QStringLiteral("not"), leaf(depth + 1)}};
}

QJsonObject RuleMaker::group(int levels, int depth)
{
    const int kind = below(5);
    if (kind == 0)
        return {{QStringLiteral("not"), rule(levels - 1, depth + 1)}};
    const bool all = kind <= 2;
    // The first member is as deep as asked, so that every depth is met.
    QJsonArray children{rule(levels - 1, depth + 1)};
    // What many conditions make together is nobody or everybody too often.
    for (int more = below(4) == 0 ? 2 : 1; more > 0; --more)
        children.append(rule(1 + below(levels - 1), depth + 1));
    return {{all ? QStringLiteral("all") : QStringLiteral("any"), children}};
}

QJsonObject RuleMaker::leaf(int depth)
{
    static const QStringList kinds
        = words("attribute attribute attribute attribute attribute attribute event event event event event event event "
                "event sequence list received segment random");
    const QString kind = dealt(QStringLiteral("kind"), depth, kinds);
    if (kind == u"attribute")
        return attribute(depth);
    if (kind == u"sequence")
        return sequence(depth);
    if (kind == u"received")
        return received();
    if (kind == u"random")
        return {{kind, m_data.oneOf<double>({10, 33.5, 50, 90})}};
    if (kind == u"list")
        return {{kind, m_data.oneOf<QString>({QStringLiteral("A"), QStringLiteral("B")})}};
    if (kind == u"segment" && !m_segments.isEmpty())
        return {{kind, m_data.oneOf(m_segments)}};
    return event(depth, true);
}

QJsonObject RuleMaker::attribute(int depth)
{
    const QString form = dealt(QStringLiteral("attribute"), depth, forms(QStringLiteral("tcndib")));
    // An id is missing to nobody of its kind: the two are asked for now and then only.
    QStringList fitting;
    for (const QString& key : DataMaker::attributes().mid(below(5) == 0 ? 0 : 2))
        if (DataMaker::typeOf(key) == form[0])
            fitting += key;
    // Birthdays are what anniversaries are asked of.
    const QString birth = QStringLiteral("born");
    const bool isBirthday = form == u"i anniversary" && fitting.contains(birth);
    const QString key = isBirthday ? birth : m_data.oneOf(fitting);
    QJsonObject json{{QStringLiteral("attribute"), key}};
    addComparison(json, key, form.mid(2));
    return json;
}

QJsonObject RuleMaker::event(int depth, bool alone)
{
    const QStringList& names = DataMaker::eventNames();
    const int chosen = below(8);
    const QStringList events = chosen == 0 ? names.mid(0, 2) : QStringList{names[chosen < 6 ? 0 : chosen - 5]};
    const QJsonValue event = events.size() == 1 ? QJsonValue(events[0]) : QJsonArray::fromStringList(events);
    QJsonObject json{{QStringLiteral("event"), event}};
    const QString form = dealt(QStringLiteral("period"), depth,
        words("ever ever ever ever ever ever ever ever ever ever today yesterday thisWeek thisMonth lastDays "
              "lastDays from to from-to"));
    if (form != u"ever" || below(2) == 0)
        json.insert(QStringLiteral("period"), period(form));
    const bool measured = alone && below(5) < 3;
    if (measured)
        addMeasure(json, events, depth);
    // Few events fit much that is asked of them, and then there is little to measure.
    const bool isOrder = events == QStringList{names[0]};
    if (below(6) < (measured ? 1 : isOrder ? 6 : 1))
        addWhere(json, events, depth);
    return json;
}

// Properties of the dealt types.
void RuleMaker::addWhere(QJsonObject& event, const QStringList& events, int depth)
{
    const QStringList keys = DataMaker::propertiesOf(events);
    QString types;
    for (const QString& key : keys)
        if (!types.contains(DataMaker::typeOf(key)))
            types += DataMaker::typeOf(key);
    QJsonArray where;
    for (int left = keys.isEmpty() ? 0 : 1 + below(2); left > 0; --left) {
        const QString form = dealt(types.size() == 6 ? QStringLiteral("where") : types, depth, forms(types));
        QStringList fitting;
        for (const QString& key : keys)
            if (DataMaker::typeOf(key) == form[0])
                fitting += key;
        const QString key = m_data.oneOf(fitting);
        QJsonObject condition{{QStringLiteral("property"), key}};
        addComparison(condition, key, form.mid(2));
        where.append(condition);
    }
    if (!where.isEmpty())
        event.insert(QStringLiteral("where"), where);
}

void RuleMaker::addMeasure(QJsonObject& event, const QStringList& events, int depth)
{
    const bool counts = DataMaker::propertiesOf(events).isEmpty() || below(4) == 0;
    const QString form = counts ? dealt(QStringLiteral("count"), depth, measures({QStringLiteral("count")}))
                                : dealt(QStringLiteral("measure"), depth, measures(words("sum average min max")));
    const QString op = form.section(u' ', 1);
    const QString kind = form.section(u' ', 0, 0);
    const bool isBroad = op == u"<" || op == u"<=" || op == u"!=" || op == u"notIn";
    const auto any = [&] {
        if (counts)
            return QString::number(isBroad ? 1 + below(3) : below(4));
        return below(3) > 0 ? measuredOf(events, kind) : QString::number(below(3000) / 100.0, 'f', 2);
    };
    const QString first = any();
    QJsonObject measure{{QStringLiteral("op"), op}, {QStringLiteral("value"), number(first)}};
    if (op == u"between") {
        const QString second = any();
        const bool inOrder = first.toDouble() <= second.toDouble();
        measure.insert(
            QStringLiteral("value"), QJsonArray{number(inOrder ? first : second), number(inOrder ? second : first)});
    } else if (op == u"in" || op == u"notIn") {
        measure.insert(QStringLiteral("value"), QJsonArray{number(first), number(any())});
    }
    if (!counts)
        measure.insert(QStringLiteral("property"), amount);
    event.insert(kind, measure);
}

// What the events of somebody, over all time, come to exactly.
QString RuleMaker::measuredOf(const QStringList& events, const QString& kind)
{
    const auto counts = [&events](const Row& row) {
        return events.contains(row.value(QStringLiteral("event"))) && row.contains(amount);
    };
    const auto owner = [](const Row& row) {
        return row.value(QStringLiteral("person")) + u' ' + row.value(QStringLiteral("visitor"));
    };
    Row one = m_data.oneOf(m_data.events());
    while (!counts(one))
        one = m_data.oneOf(m_data.events());
    qint64 cents = 0;
    int times = 0;
    for (const Row& row : m_data.events()) {
        if (!counts(row) || owner(row) != owner(one))
            continue;
        cents += std::llround(row.value(amount).toDouble() * 100);
        ++times;
    }
    if (kind == u"sum")
        return QString::number(double(cents) / 100, 'f', 2);
    // An average with more than four places is none that a rule would name.
    if (kind == u"average" && cents * 100 % times == 0)
        return QString::number(double(cents * 100 / times) / 10'000, 'f', 4);
    return one.value(amount);
}

QJsonValue RuleMaker::period(const QString& form)
{
    if (form == u"lastDays")
        return QJsonObject{{form, 1 + below(9)}};
    if (!form.startsWith(QStringLiteral("from")) && form != u"to")
        return form;
    const QDate from = m_data.today().addDays(m_data.random().bounded(-9, 0));
    QJsonObject json;
    if (form != u"to")
        json.insert(QStringLiteral("from"),
            from.toString(Qt::ISODate) + (below(3) == 0 ? QStringLiteral("T12:00") : QString()));
    if (form != u"from")
        json.insert(QStringLiteral("to"),
            from.addDays(1 + below(5)).toString(Qt::ISODate)
                + (below(3) == 0 ? QStringLiteral("T23:59:59.999") : QString()));
    return json;
}

QJsonObject RuleMaker::sequence(int depth)
{
    // Two events that fit seldom are hardly ever done one after the other.
    const QJsonObject any{{QStringLiteral("event"), m_data.oneOf(DataMaker::eventNames())}};
    const QJsonArray steps{below(3) > 0 ? any : event(depth, false), event(depth, false)};
    return {{QStringLiteral("sequence"), steps},
        {QStringLiteral("within"),
            m_data.oneOf<QString>({QStringLiteral("0s"), QStringLiteral("30m"), QStringLiteral("1h"),
                QStringLiteral("1d"), QStringLiteral("7d"), QStringLiteral("30d"), QStringLiteral("86399s")})}};
}

QJsonObject RuleMaker::received()
{
    QJsonObject json;
    if (below(2) == 0)
        json.insert(QStringLiteral("campaign"), QStringLiteral("c%1").arg(1 + below(2)));
    else
        json.insert(QStringLiteral("channel"), QStringLiteral("h%1").arg(1 + below(2)));
    if (below(3) > 0)
        json.insert(QStringLiteral("days"), 1 + below(9));
    return {{QStringLiteral("received"), json}};
}

void RuleMaker::addComparison(QJsonObject& json, const QString& column, const QString& op)
{
    json.insert(QStringLiteral("op"), op);
    if (op != u"empty" && op != u"notEmpty")
        json.insert(QStringLiteral("value"), comparedWith(column, op, m_data.oneOf(m_data.known(column))));
}

QJsonValue RuleMaker::comparedWith(const QString& column, const QString& op, const QString& known)
{
    const QJsonValue given = operand(column, op, known);
    if (op == u"in" || op == u"notIn") {
        QJsonArray list{given};
        for (int more = below(3); more > 0; --more)
            list.append(operand(column, op, m_data.oneOf(m_data.known(column))));
        return list;
    }
    if (op != u"between")
        return given;
    if (DataMaker::typeOf(column) == u'n') {
        const QString other = m_data.oneOf(m_data.known(column));
        const bool inOrder = known.toDouble() <= other.toDouble();
        return QJsonArray{number(inOrder ? known : other), number(inOrder ? other : known)};
    }
    if (below(3) == 0)
        return below(2) == 0 ? QJsonArray{QStringLiteral("today"), 1 + below(5)} : QJsonArray{-below(9), below(3)};
    const QDate first = QDate::fromString(given.toString().left(10), Qt::ISODate);
    return QJsonArray{
        given, below(3) == 0 ? QJsonValue(below(6)) : QJsonValue(first.addDays(1 + below(5)).toString(Qt::ISODate))};
}

QJsonValue RuleMaker::operand(const QString& column, const QString& op, const QString& known)
{
    const QChar type = DataMaker::typeOf(column);
    if (op == u"lastDays" || op == u"nextDays")
        return 1 + below(12);
    if (op == u"anniversary")
        return below(3) == 0 ? QJsonValue(QStringLiteral("today")) : QJsonValue(m_data.random().bounded(-2, 4));
    if (op.contains(QStringLiteral("ontains")) || op == u"startsWith") {
        const QString part = known.left(1 + below(3));
        return part.back().isHighSurrogate() ? known.left(part.size() + 1) : part;
    }
    if (type == u'n')
        return number(known);
    if (type == u'b')
        return known == u"true";
    const bool isDay = type == u'd' || type == u'i';
    if (isDay && op != u"between" && below(3) == 0)
        return below(3) == 0 ? QJsonValue(QStringLiteral("today"))
            : below(4) == 0  ? QJsonValue(QStringLiteral("+1"))
                             : QJsonValue(m_data.random().bounded(-9, 4));
    if (type != u'i')
        return known;
    const QDateTime local = QDateTime::fromString(known, Qt::ISODateWithMs).toTimeZone(m_data.zone());
    const bool byDay = op == u"on" || op == u"before" || op == u"after" || below(2) == 0;
    // Never a wall time that a clock change skips or repeats.
    return byDay || local.time().hour() < 4
        ? local.date().toString(Qt::ISODate)
        : local.date().toString(Qt::ISODate) + u'T' + local.time().toString(QStringLiteral("HH:mm:ss.zzz"));
}
