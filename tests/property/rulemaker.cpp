#include "tests/property/rulemaker.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace {

constexpr int people = 400;

const QStringList attributes{QStringLiteral("t_name"), QStringLiteral("n_points"), QStringLiteral("d_birthday"),
    QStringLiteral("i_registered"), QStringLiteral("b_active")};
const QStringList sharedProperties{QStringLiteral("n_amount"), QStringLiteral("t_shop")};
const QStringList orderProperties
    = sharedProperties + QStringList{QStringLiteral("b_paid"), QStringLiteral("d_due"), QStringLiteral("i_delivered")};
const QStringList eventNames{QStringLiteral("order"), QStringLiteral("view"), QStringLiteral("login")};
const QString loginId = QStringLiteral("login_id");
const QString visitorId = QStringLiteral("visitor_id");

QStringList operators(QChar type)
{
    static const QHash<QChar, QByteArray> all{
        {u't', "= != in notIn contains notContains startsWith empty notEmpty"},
        {u'n', "= != < <= > >= between in notIn empty notEmpty"},
        {u'd', "on before after between lastDays nextDays anniversary = != < <= > >= in notIn empty notEmpty"},
        {u'i', "on before after between lastDays nextDays anniversary = != < <= > >= in notIn empty notEmpty"},
        {u'b', "= != empty notEmpty"},
    };
    return QString::fromLatin1(all.value(type)).split(u' ');
}

QString utcText(qint64 at)
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace

RuleMaker::RuleMaker(const QString& folder, qint64 at, const QTimeZone& zone, quint32 seed)
    : m_folder(folder)
    , m_zone(zone)
    , m_today(QDateTime::fromMSecsSinceEpoch(at, zone).date())
    , m_random(seed)
{
}

void RuleMaker::writeAll(int rules)
{
    makePeople();
    makeEvents();
    makeDeliveries();
    makeLists();
    makeSegments();
    QList<QJsonObject> made;
    for (int number = 0; number < rules; ++number)
        made += QJsonObject{{QStringLiteral("rule"), rule(1 + number % 5, Wish::Some)},
            {QStringLiteral("userKind"), below(5) == 0 ? QStringLiteral("visitor") : QStringLiteral("login")}};
    writeLines(QStringLiteral("rules.jsonl"), made);
}

void RuleMaker::writeTable(const QString& name, const QStringList& columns, const QList<Row>& rows) const
{
    QFile file(m_folder + u'/' + name);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.fileName()));
    file.write(columns.join(u',').toUtf8() + '\n');
    for (const Row& row : rows) {
        QStringList fields;
        for (const QString& column : columns)
            fields += row.value(column);
        file.write(fields.join(u',').toUtf8() + '\n');
    }
}

void RuleMaker::writeLines(const QString& name, const QList<QJsonObject>& lines) const
{
    QFile file(m_folder + u'/' + name);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.fileName()));
    for (const QJsonObject& line : lines)
        file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

// --- data ----------------------------------------------------------------------------------------------------------

// Around the days that periods begin and end with, often at a day's first or last millisecond.
QString RuleMaker::instant()
{
    const QDate day = m_today.addDays(below(4) > 0 ? m_random.bounded(-9, 3) : m_random.bounded(-70, 30));
    const qint64 start = day.startOfDay(m_zone).toMSecsSinceEpoch();
    const qint64 end = day.addDays(1).startOfDay(m_zone).toMSecsSinceEpoch() - 1;
    switch (below(5)) {
    case 0:
        return utcText(start);
    case 1:
        return utcText(end);
    default:
        // Minutes, so that events come close to each other and at once.
        return utcText(start + (end - start) / 60'000 * below(1000) / 1000 / 30 * 30 * 60'000);
    }
}

QString RuleMaker::text(QChar type)
{
    static const QStringList texts{QStringLiteral("Ada"), QStringLiteral("ada"), QStringLiteral("50%_off"),
        QStringLiteral("50X_off"), QStringLiteral("小雪"), QStringLiteral("雪"), QStringLiteral("it's")};
    switch (type.unicode()) {
    case u'n':
        // Prices, refunds, tenths: what no floating number is exactly.
        return below(3) == 0 ? QString::number(m_random.bounded(-10, 60) / 10.0, 'f', 1)
                             : QString::number(m_random.bounded(-200, 1000) / 100.0, 'f', 2);
    case u'b':
        return below(2) == 0 ? QStringLiteral("true") : QStringLiteral("false");
    case u'd':
        if (below(6) == 0)
            return QDate(oneOf<int>({1988, 1992, 2000}), 2, 29).toString(Qt::ISODate);
        return m_today.addDays(m_random.bounded(-6, 6)).addYears(m_random.bounded(-3, 1)).toString(Qt::ISODate);
    case u'i':
        if (below(3) > 0)
            return instant();
        return utcText(
            m_today.addDays(m_random.bounded(-2, 3)).addYears(-below(5)).startOfDay(m_zone).toMSecsSinceEpoch()
            - below(2));
    default:
        return oneOf(texts);
    }
}

RuleMaker::Row RuleMaker::values(const QStringList& columns, int missingOf)
{
    Row row;
    for (const QString& column : columns)
        if (below(missingOf) > 0)
            row.insert(column, text(column[0]));
    return row;
}

void RuleMaker::makePeople()
{
    for (int number = 1; number <= people; ++number) {
        Row row = values(attributes, 4);
        const int ids = below(7);
        if (ids < 5)
            row.insert(loginId, QStringLiteral("u%1").arg(number));
        if (ids > 3)
            row.insert(visitorId, QStringLiteral("v%1").arg(number));
        m_people += row;
    }
    writeTable(QStringLiteral("people.csv"), QStringList{loginId, visitorId} + attributes, m_people);
}

void RuleMaker::makeEvents()
{
    for (const Row& person : std::as_const(m_people)) {
        // Some did nothing, some a lot.
        for (int left = below(3) == 0 ? 0 : below(below(4) == 0 ? 20 : 6); left > 0; --left) {
            const QString name = oneOf(eventNames);
            Row row = values(propertiesOf(name), 4);
            row.insert(QStringLiteral("person"), person.value(loginId));
            if (!person.contains(loginId))
                row.insert(QStringLiteral("visitor"), person.value(visitorId));
            row.insert(QStringLiteral("event"), name);
            row.insert(QStringLiteral("time"), instant());
            m_events += row;
        }
    }
    writeTable(QStringLiteral("events.csv"),
        QStringList{
            QStringLiteral("person"), QStringLiteral("visitor"), QStringLiteral("event"), QStringLiteral("time")}
            + orderProperties,
        m_events);
}

// Each run is of one campaign through one channel; deliveries of the runs stand mixed.
void RuleMaker::makeDeliveries()
{
    static const QStringList states{QStringLiteral("queued"), QStringLiteral("accepted"), QStringLiteral("failed"),
        QStringLiteral("uncertain"), QStringLiteral("notSent"), QStringLiteral("cancelled")};
    QList<Row> deliveries;
    for (int run = 0; run < 8; ++run)
        for (int person = 1; person <= people; ++person) {
            if (below(4) > 0)
                continue;
            deliveries += Row{{QStringLiteral("run"), QString::number(run + 1)},
                {QStringLiteral("campaign"), QStringLiteral("c%1").arg(run % 2 + 1)},
                {QStringLiteral("channel"), QStringLiteral("h%1").arg(run / 2 % 2 + 1)},
                {QStringLiteral("person"), QString::number(person)},
                {QStringLiteral("state"), below(2) == 0 ? states[1] : oneOf(states)},
                {QStringLiteral("at"), instant()}};
        }
    std::shuffle(deliveries.begin(), deliveries.end(), m_random);
    writeTable(QStringLiteral("deliveries.csv"),
        {QStringLiteral("run"), QStringLiteral("campaign"), QStringLiteral("channel"), QStringLiteral("person"),
            QStringLiteral("state"), QStringLiteral("at")},
        deliveries);
}

void RuleMaker::makeLists()
{
    QList<Row> members;
    for (const Row& person : std::as_const(m_people))
        for (const auto& [list, of] : {std::pair("A", 2), std::pair("B", 5)})
            if (person.contains(loginId) && below(of) == 0)
                members += Row{{QStringLiteral("list"), QString::fromLatin1(list)}, {loginId, person.value(loginId)}};
    writeTable(QStringLiteral("lists.csv"), {QStringLiteral("list"), loginId}, members);
}

// Each may name those before it.
void RuleMaker::makeSegments()
{
    QList<QJsonObject> segments;
    for (int number = 1; number <= 6; ++number) {
        const QString name = QStringLiteral("s%1").arg(number);
        segments
            += QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("rule"), rule(1 + number % 3, Wish::Some)},
                {QStringLiteral("userKind"), number == 3 ? QStringLiteral("visitor") : QStringLiteral("login")}};
        m_segments += name;
    }
    writeLines(QStringLiteral("segments.jsonl"), segments);
}

// --- rules ---------------------------------------------------------------------------------------------------------

QStringList RuleMaker::propertiesOf(const QString& event) const
{
    return event == eventNames[0] ? orderProperties : event == eventNames[1] ? sharedProperties : QStringList();
}

QStringList RuleMaker::known(const QList<Row>& rows, const QString& column) const
{
    QStringList values;
    for (const Row& row : rows)
        if (row.contains(column))
            values += row.value(column);
    return values;
}

// Whether it holds for fewer than half, as far as one can tell without looking at anybody.
bool isNarrow(const QJsonObject& rule)
{
    static const QStringList broad{QStringLiteral("!="), QStringLiteral("notIn"), QStringLiteral("notContains"),
        QStringLiteral("notEmpty"), QStringLiteral("<=")};
    return !rule.contains(QStringLiteral("not")) && !broad.contains(rule.value(QStringLiteral("op")).toString())
        && rule.value(QStringLiteral("random")).toDouble() < 50;
}

QJsonObject RuleMaker::rule(int depth, Wish wish)
{
    if (depth > 1)
        return group(depth);
    const QJsonObject condition = leaf();
    const bool fits = wish == Wish::Some || isNarrow(condition) == (wish == Wish::Few);
    return fits || below(8) == 0 ? condition : QJsonObject{{QStringLiteral("not"), condition}};
}

QJsonObject RuleMaker::group(int depth)
{
    const int kind = below(5);
    if (kind == 0)
        return {{QStringLiteral("not"), rule(depth - 1, Wish::Some)}};
    // So that what many conditions make together is seldom nobody or everybody.
    const bool all = kind <= 2;
    const Wish wish = all ? Wish::Many : Wish::Few;
    // The first member is as deep as asked, so that every depth is met.
    QJsonArray children{rule(depth - 1, wish)};
    for (int more = 1 + below(2); more > 0; --more)
        children.append(rule(1 + below(depth - 1), wish));
    return {{all ? QStringLiteral("all") : QStringLiteral("any"), children}};
}

QJsonObject RuleMaker::leaf()
{
    switch (below(16)) {
    case 0:
        return {{QStringLiteral("list"), oneOf<QString>({QStringLiteral("A"), QStringLiteral("B")})}};
    case 1:
        return received();
    case 2:
        return {{QStringLiteral("random"), oneOf<double>({10, 33.5, 50, 90})}};
    case 3:
    case 4:
        return sequence();
    case 5:
        if (!m_segments.isEmpty())
            return {{QStringLiteral("segment"), oneOf(m_segments)}};
        [[fallthrough]];
    case 6:
    case 7:
    case 8:
    case 9:
    case 10:
        return event(true);
    default:
        return attribute();
    }
}

QJsonObject RuleMaker::attribute()
{
    const QString name = below(8) == 0 ? oneOf<QString>({loginId, visitorId}) : oneOf(attributes);
    QJsonObject json{{QStringLiteral("attribute"), name}};
    addComparison(json, name.size() > 1 && name[1] == u'_' ? name[0] : QChar(u't'), oneOf(known(m_people, name)));
    return json;
}

QJsonValue RuleMaker::period()
{
    const int kind = below(9);
    if (kind < 5)
        return oneOf<QString>({QStringLiteral("ever"), QStringLiteral("ever"), QStringLiteral("today"),
            QStringLiteral("yesterday"), QStringLiteral("thisWeek"), QStringLiteral("thisMonth")});
    if (kind < 7)
        return QJsonObject{{QStringLiteral("lastDays"), 1 + below(9)}};
    const QDate from = m_today.addDays(m_random.bounded(-9, 0));
    QJsonObject json;
    const int form = below(3);
    if (form != 0)
        json.insert(QStringLiteral("from"),
            from.toString(Qt::ISODate) + (below(3) == 0 ? QStringLiteral("T12:00") : QString()));
    if (form != 1)
        json.insert(QStringLiteral("to"),
            from.addDays(1 + below(5)).toString(Qt::ISODate)
                + (below(3) == 0 ? QStringLiteral("T23:59:59.999") : QString()));
    return json;
}

QJsonObject RuleMaker::event(bool measured)
{
    const QString name = oneOf(eventNames);
    const bool two = below(4) == 0;
    QJsonObject json{
        {QStringLiteral("event"), two ? QJsonValue(QJsonArray{eventNames[0], eventNames[1]}) : QJsonValue(name)}};
    const QStringList properties = two ? sharedProperties : propertiesOf(name);
    if (below(4) > 0)
        json.insert(QStringLiteral("period"), period());
    if (measured && below(2) == 0)
        addMeasure(json, properties);
    QJsonArray where;
    for (int left = properties.isEmpty() ? 0 : below(5) / 2; left > 0; --left) {
        const QString property = oneOf(properties);
        QJsonObject condition{{QStringLiteral("property"), property}};
        addComparison(condition, property[0], oneOf(known(m_events, property)));
        where.append(condition);
    }
    if (!where.isEmpty())
        json.insert(QStringLiteral("where"), where);
    return json;
}

void RuleMaker::addMeasure(QJsonObject& event, const QStringList& properties)
{
    const bool counts = properties.isEmpty() || below(2) == 0;
    const QString kind = counts ? QStringLiteral("count")
                                : oneOf<QString>({QStringLiteral("sum"), QStringLiteral("average"),
                                    QStringLiteral("min"), QStringLiteral("max")});
    static const QStringList suitable = operators(u'n').mid(0, 9);
    const QString op = oneOf(suitable);
    const auto number = [this, counts, &event, &kind] {
        return counts ? double(below(4)) : below(3) > 0 ? measuredOf(event, kind) : below(3000) / 100.0;
    };
    const double first = number();
    QJsonObject measure{{QStringLiteral("op"), op}, {QStringLiteral("value"), first}};
    if (op == u"between")
        measure.insert(QStringLiteral("value"), QJsonArray{first, std::max(first, number())});
    else if (op == u"in" || op == u"notIn")
        measure.insert(QStringLiteral("value"), QJsonArray{first, number()});
    if (!counts)
        measure.insert(QStringLiteral("property"), sharedProperties[0]);
    event.insert(kind, measure);
}

// What the events of somebody, over all time, come to exactly.
double RuleMaker::measuredOf(const QJsonObject& event, const QString& kind)
{
    const QJsonValue given = event.value(QStringLiteral("event"));
    const QStringList names = given.isArray() ? given.toVariant().toStringList() : QStringList{given.toString()};
    const QString amount = sharedProperties[0];
    const auto counts = [&names, &amount](const Row& row) {
        return names.contains(row.value(QStringLiteral("event"))) && row.contains(amount);
    };
    const QString person = QStringLiteral("person");
    const QString visitor = QStringLiteral("visitor");
    Row one = oneOf(m_events);
    while (!counts(one))
        one = oneOf(m_events);
    qint64 cents = 0;
    int times = 0;
    for (const Row& row : std::as_const(m_events)) {
        if (!counts(row) || row.value(person) != one.value(person) || row.value(visitor) != one.value(visitor))
            continue;
        cents += std::llround(row.value(amount).toDouble() * 100);
        ++times;
    }
    if (kind == u"sum")
        return double(cents) / 100;
    // An average with more than four places is none that a rule would name.
    if (kind == u"average" && cents * 100 % times == 0)
        return double(cents * 100 / times) / 10'000;
    return one.value(amount).toDouble();
}

QJsonObject RuleMaker::sequence()
{
    QJsonArray steps{event(false), event(false)};
    // Two events that fit seldom are hardly ever done one after the other.
    if (QJsonObject first = steps.at(0).toObject(); below(3) > 0) {
        first.remove(QStringLiteral("where"));
        steps.replace(0, first);
    }
    return {{QStringLiteral("sequence"), steps},
        {QStringLiteral("within"),
            oneOf<QString>({QStringLiteral("0s"), QStringLiteral("30m"), QStringLiteral("1h"), QStringLiteral("1d"),
                QStringLiteral("7d"), QStringLiteral("86399s")})}};
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

void RuleMaker::addComparison(QJsonObject& json, QChar type, const QString& value)
{
    const QString op = oneOf(operators(type));
    json.insert(QStringLiteral("op"), op);
    if (op == u"empty" || op == u"notEmpty")
        return;
    QJsonValue given = operand(type, op, value);
    if (op == u"in" || op == u"notIn") {
        QJsonArray list{given};
        for (int more = below(3); more > 0; --more)
            list.append(operand(type, op, text(type)));
        given = list;
    }
    if (op == u"between" && type == u'n')
        given = QJsonArray{given, given.toDouble() + below(10)};
    else if (op == u"between" && below(3) == 0)
        given = below(2) == 0 ? QJsonArray{QStringLiteral("today"), 1 + below(5)} : QJsonArray{-below(9), below(3)};
    else if (op == u"between")
        given = QJsonArray{given,
            below(3) == 0 ? QJsonValue(below(6))
                          : QDate::fromString(given.toString().left(10), Qt::ISODate)
                                .addDays(1 + below(5))
                                .toString(Qt::ISODate)};
    json.insert(QStringLiteral("value"), given);
}

QJsonValue RuleMaker::operand(QChar type, const QString& op, const QString& value)
{
    if (op == u"lastDays" || op == u"nextDays")
        return 1 + below(12);
    if (op == u"anniversary")
        return below(3) == 0 ? QJsonValue(QStringLiteral("today")) : QJsonValue(m_random.bounded(-2, 3));
    if (op.contains(QStringLiteral("ontains")) || op == u"startsWith")
        return value.left(1 + below(3));
    if (type == u'n')
        return value.toDouble();
    if (type == u'b')
        return value == u"true";
    if ((type == u'd' || type == u'i') && op != u"between" && below(3) == 0)
        return below(3) == 0 ? QJsonValue(QStringLiteral("today"))
            : below(4) == 0  ? QJsonValue(QStringLiteral("+1"))
                             : QJsonValue(m_random.bounded(-9, 4));
    if (type != u'i')
        return value;
    const QDateTime local = QDateTime::fromString(value, Qt::ISODateWithMs).toTimeZone(m_zone);
    const bool byDay = op == u"on" || op == u"before" || op == u"after" || below(2) == 0;
    // Never a wall time that a clock change skips or repeats.
    return byDay || local.time().hour() < 4
        ? local.date().toString(Qt::ISODate)
        : local.date().toString(Qt::ISODate) + u'T' + local.time().toString(QStringLiteral("HH:mm:ss.zzz"));
}
