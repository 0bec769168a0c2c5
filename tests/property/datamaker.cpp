#include "tests/property/datamaker.h"

#include <QDateTime>
#include <QFile>

#include <algorithm>

namespace {

constexpr int people = 400;

const QString loginId = QStringLiteral("login_id");
const QString visitorId = QStringLiteral("visitor_id");
const QString personColumn = QStringLiteral("person");

// Keys that need care in a table, in JSON and in its paths.
const QList<std::pair<QString, QChar>> attributeTypes{{QStringLiteral("name"), u't'},
    {QStringLiteral("城市, 区"), u't'}, {QStringLiteral("tier"), u'c'}, {QStringLiteral("points"), u'n'},
    {QStringLiteral("birthday"), u'd'}, {QStringLiteral("born"), u'i'}, {QStringLiteral("registered"), u'i'},
    {QStringLiteral("a.b"), u'b'}};
const QList<std::pair<QString, QChar>> sharedTypes{
    {QStringLiteral("amount"), u'n'}, {QStringLiteral("say \"it\""), u't'}, {QStringLiteral("$x"), u'c'}};
const QList<std::pair<QString, QChar>> orderTypes{{QStringLiteral("paid[0]"), u'b'}, {QStringLiteral("截至"), u'd'},
    {QStringLiteral("sent\\at"), u'i'}, {QStringLiteral("shop"), u't'}, {QStringLiteral("a.b."), u'c'}};

QStringList keysOf(const QList<std::pair<QString, QChar>>& types)
{
    QStringList keys;
    for (const auto& [key, type] : types)
        keys += key;
    return keys;
}

QString utcText(qint64 at)
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString quoted(QString field)
{
    const bool needsQuotes = field.contains(u',') || field.contains(u'"') || field.contains(u'\n');
    return needsQuotes ? u'"' + field.replace(u'"', QStringLiteral("\"\"")) + u'"' : field;
}

void writeTable(const QString& path, const QStringList& columns, const QList<Row>& rows)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(path));
    const auto line = [&columns](const auto& fieldOf) {
        QStringList fields;
        for (const QString& column : columns)
            fields += quoted(fieldOf(column));
        return fields.join(u',').toUtf8() + '\n';
    };
    file.write(line([](const QString& column) { return column; }));
    for (const Row& row : rows)
        file.write(line([&row](const QString& column) { return row.value(column); }));
}

} // namespace

const QStringList& DataMaker::attributes()
{
    static const QStringList all = QStringList{loginId, visitorId} + keysOf(attributeTypes);
    return all;
}

const QStringList& DataMaker::eventNames()
{
    static const QStringList all{QStringLiteral("order"), QStringLiteral("view"), QStringLiteral("login")};
    return all;
}

QStringList DataMaker::propertiesOf(const QStringList& events)
{
    if (events.contains(eventNames()[2]))
        return {};
    return events.contains(eventNames()[1]) ? keysOf(sharedTypes) : keysOf(sharedTypes) + keysOf(orderTypes);
}

QChar DataMaker::typeOf(const QString& column)
{
    for (const auto& [key, type] : attributeTypes + sharedTypes + orderTypes)
        if (key == column)
            return type;
    return u't';
}

DataMaker::DataMaker(qint64 at, const QTimeZone& zone, quint32 seed)
    : m_zone(zone)
    , m_today(QDateTime::fromMSecsSinceEpoch(at, zone).date())
    , m_random(seed)
{
}

void DataMaker::writeAll(const QString& folder)
{
    makePeople();
    makeEvents();
    const auto write = [&folder](const char* name, const QStringList& columns, const QList<Row>& rows) {
        writeTable(folder + u'/' + QLatin1String(name), columns, rows);
    };
    const QString column = QStringLiteral("column");
    const QString type = QStringLiteral("type");
    QList<Row> columns;
    for (const auto& [key, letter] : attributeTypes + sharedTypes + orderTypes)
        columns += Row{{column, key}, {type, letter}};
    write("columns.csv", {column, type}, columns);
    write("people.csv", attributes(), m_people);
    write("events.csv",
        QStringList{personColumn, QStringLiteral("visitor"), QStringLiteral("event"), QStringLiteral("time")}
            + propertiesOf({eventNames()[0]}),
        m_events);
    write("deliveries.csv",
        {QStringLiteral("run"), QStringLiteral("campaign"), QStringLiteral("channel"), personColumn,
            QStringLiteral("state"), QStringLiteral("at")},
        deliveries());
    write("lists.csv", {QStringLiteral("list"), personColumn}, members());
    QList<Row> erased;
    for (int number = 7; number <= people; number += 29)
        erased += Row{{personColumn, QString::number(number)}};
    write("erased.csv", {personColumn}, erased);
}

QStringList DataMaker::known(const QString& column) const
{
    QStringList values;
    for (const Row& row : attributes().contains(column) ? m_people : m_events)
        if (const QString value = row.value(column).trimmed(); !value.isEmpty())
            values += value;
    return values;
}

// --- values --------------------------------------------------------------------------------------------------------

// Around the days that periods begin and end with, often at a day's first or last millisecond.
QString DataMaker::instant()
{
    if (below(40) == 0)
        return utcText(QDate(1969, 12, 31).addDays(below(3)).startOfDay(m_zone).toMSecsSinceEpoch() - below(2));
    const auto start = [this](QDate day) { return day.startOfDay(m_zone).toMSecsSinceEpoch(); };
    if (below(4) == 0) {
        const QDate monday = m_today.addDays(1 - m_today.dayOfWeek());
        const QDate first(m_today.year(), m_today.month(), 1);
        return utcText(start(oneOf<QDate>({first, first.addMonths(1), monday, monday.addDays(7), m_today.addDays(-1),
                           m_today, m_today.addDays(1)}))
            - below(2));
    }
    const QDate day = m_today.addDays(below(4) > 0 ? m_random.bounded(-9, 3) : m_random.bounded(-70, 30));
    const qint64 end = start(day.addDays(1)) - 1;
    // Half hours, so that events come close to each other and at once.
    return utcText(below(5) == 0 ? start(day) : below(4) == 0 ? end : start(day) + below(46) * 1'800'000);
}

QString DataMaker::anyText()
{
    static const QStringList texts{QStringLiteral("Ada"), QStringLiteral("ada"), QStringLiteral("50%_off"),
        QStringLiteral("50X_off"), QStringLiteral("小雪"), QStringLiteral("雪"), QStringLiteral("it's"),
        QStringLiteral("say \"hi\", they said"), QStringLiteral("two\nlines"), QStringLiteral("caf\u00e9"),
        QStringLiteral("cafe\u0301"), QStringLiteral("👩‍👧 family"), QStringLiteral("👩 family"),
        QStringLiteral("ＡＢＣ"), QStringLiteral("ABC"), QStringLiteral("  led and trailed "), QStringLiteral("a\\b"),
        QStringLiteral("%"), QStringLiteral("_"), QString(3000, u'长') + QStringLiteral("1"),
        QString(3000, u'长') + QStringLiteral("2"), QStringLiteral("Straße"), QStringLiteral("12"),
        QStringLiteral("true")};
    // A few of them often, so that many people have the same.
    return below(2) == 0 ? texts.at(below(6)) : oneOf(texts);
}

// Prices, refunds, tenths: what no floating number is exactly; and what is no floating number at all.
QString DataMaker::number()
{
    static const QStringList special{QStringLiteral("0"), QStringLiteral("0.1"), QStringLiteral("19.99"),
        QStringLiteral("1000000"), QStringLiteral("-1000000.01")};
    switch (below(6)) {
    case 0:
        return oneOf(special);
    case 1:
    case 2:
        return QString::number(m_random.bounded(-10, 60) / 10.0, 'f', 1);
    default:
        return QString::number(m_random.bounded(-200, 1000) / 100.0, 'f', 2);
    }
}

QDate DataMaker::day()
{
    switch (below(6)) {
    case 0:
        return QDate(oneOf<int>({1904, 1988, 1992, 2000}), 2, 29);
    case 1:
        return m_today.addDays(m_random.bounded(-6, 6)).addYears(-18 - below(90));
    default:
        return m_today.addDays(m_random.bounded(-6, 6)).addYears(m_random.bounded(-3, 1));
    }
}

// Of grown-ups, at the edges of days near to today's.
QString DataMaker::birth()
{
    const QDate leapDay(1904 + 4 * below(30), 2, 29);
    const QDate born = below(5) == 0 ? leapDay : m_today.addDays(m_random.bounded(-2, 4)).addYears(-below(100));
    return utcText(born.startOfDay(m_zone).toMSecsSinceEpoch() - below(2) + below(2) * 43'200'000);
}

QString DataMaker::text(const QString& column)
{
    static const QStringList choices{QStringLiteral("gold"), QStringLiteral("Gold"), QStringLiteral("gold, plus"),
        QStringLiteral("silver"), QStringLiteral("白金")};
    static const QStringList whole{QStringLiteral("9007199254740992"), QStringLiteral("9007199254740993"),
        QStringLiteral("-9007199254740993"), QStringLiteral("123456789012345678")};
    switch (typeOf(column).unicode()) {
    case u'n':
        return column == attributeTypes[3].first && below(6) == 0 ? oneOf(whole) : number();
    case u'b':
        return below(2) == 0 ? QStringLiteral("true") : QStringLiteral("false");
    case u'd':
        return day().toString(Qt::ISODate);
    case u'i':
        return column == attributeTypes[5].first ? birth() : instant();
    case u'c':
        return oneOf(choices);
    default:
        return anyText();
    }
}

// --- rows ----------------------------------------------------------------------------------------------------------

Row DataMaker::values(const QStringList& columns)
{
    Row row;
    for (const QString& column : columns)
        if (below(4) > 0)
            row.insert(column, text(column));
    return row;
}

void DataMaker::makePeople()
{
    for (int number = 1; number <= people; ++number) {
        Row row = values(keysOf(attributeTypes));
        const int ids = below(7);
        if (ids < 5)
            row.insert(loginId, QStringLiteral("u%1").arg(number));
        if (ids > 3)
            row.insert(visitorId, QStringLiteral("v%1").arg(number));
        m_people += row;
    }
}

void DataMaker::makeEvents()
{
    // Some did nothing, some a lot.
    for (const Row& person : std::as_const(m_people))
        for (int left = below(3) == 0 ? 0 : below(below(4) == 0 ? 20 : 6); left > 0; --left)
            addEvents(person);
}

// By either of the person's ids; now and then twice the same.
void DataMaker::addEvents(const Row& person)
{
    const QString name = oneOf(eventNames());
    Row row = values(propertiesOf({name}));
    const bool byVisitor = !person.contains(loginId) || (person.contains(visitorId) && below(2) == 0);
    row.insert(byVisitor ? QStringLiteral("visitor") : personColumn, person.value(byVisitor ? visitorId : loginId));
    row.insert(QStringLiteral("event"), name);
    row.insert(QStringLiteral("time"), instant());
    for (int times = below(8) == 0 ? 2 : 1; times > 0; --times)
        m_events += row;
}

// Each run is of one campaign through one channel; deliveries of the runs stand mixed.
QList<Row> DataMaker::deliveries()
{
    static const QStringList states{QStringLiteral("queued"), QStringLiteral("accepted"), QStringLiteral("failed"),
        QStringLiteral("uncertain"), QStringLiteral("notSent"), QStringLiteral("cancelled")};
    QList<Row> rows;
    for (int run = 0; run < 8; ++run)
        for (int person = 1; person <= people; ++person) {
            if (below(4) > 0)
                continue;
            rows += Row{{QStringLiteral("run"), QString::number(run + 1)},
                {QStringLiteral("campaign"), QStringLiteral("c%1").arg(run % 2 + 1)},
                {QStringLiteral("channel"), QStringLiteral("h%1").arg(run / 2 % 2 + 1)},
                {personColumn, QString::number(person)},
                {QStringLiteral("state"), below(2) == 0 ? states[1] : oneOf(states)},
                {QStringLiteral("at"), instant()}};
        }
    std::shuffle(rows.begin(), rows.end(), m_random);
    return rows;
}

QList<Row> DataMaker::members()
{
    QList<Row> rows;
    for (int person = 1; person <= people; ++person)
        for (const auto& [list, of] : {std::pair("A", 2), std::pair("B", 5)})
            if (below(of) == 0)
                rows += Row{{QStringLiteral("list"), QLatin1String(list)}, {personColumn, QString::number(person)}};
    return rows;
}
