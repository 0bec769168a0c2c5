// Which people the rules of a folder select, told from its CSV files alone: the second opinion of the property test. It
// shares no code with the program, and reads rules as the design text has them.
// plainrules FOLDER AT ZONE: one line a rule with the numbers of the people's rows; then what was met, on stderr. The
// exit code is 2 when conditions met too little.
#include "tests/property/plaintable.h"
#include "tests/property/plaintest.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <optional>

namespace {

struct Event {
    qint64 at = 0;
    Texts texts;
};

struct Delivery {
    QString campaign;
    QString channel;
    QString state;
    qint64 at = 0;
};

struct Person {
    qint64 number = 0;
    Texts texts;
    QList<Event> events;
    QList<Delivery> deliveries;
    QStringList lists;
    bool erased = false;
};

class World {
public:
    World(const QString& folder, const Days& clock);

    const Days& days;
    QList<Person> people;
    QHash<QString, QChar> types; // of attributes and properties
    QHash<QString, QPair<bool, QJsonObject>> segments; // by name: of visitors, rule
    mutable Coverage coverage;
};

World::World(const QString& folder, const Days& clock)
    : days(clock)
    , types{{QStringLiteral("login_id"), u't'}, {QStringLiteral("visitor_id"), u't'}}
{
    for (const Texts& row : table(folder + QStringLiteral("/columns.csv")))
        types.insert(row.value(QStringLiteral("column")), row.value(QStringLiteral("type")).front());
    QHash<QString, qsizetype> byLogin;
    QHash<QString, qsizetype> byVisitor;
    for (const Texts& row : table(folder + QStringLiteral("/people.csv"))) {
        byLogin.insert(row.value(QStringLiteral("login_id")), people.size());
        byVisitor.insert(row.value(QStringLiteral("visitor_id")), people.size());
        people += Person{people.size() + 1, row, {}, {}, {}, false};
    }
    for (const Texts& row : table(folder + QStringLiteral("/events.csv"))) {
        const QString login = row.value(QStringLiteral("person"));
        people[login.isEmpty() ? byVisitor.value(row.value(QStringLiteral("visitor"))) : byLogin.value(login)].events
            += Event{Days::instant(row.value(QStringLiteral("time"))), row};
    }
    const auto of
        = [this](const Texts& row) -> Person& { return people[row.value(QStringLiteral("person")).toLongLong() - 1]; };
    for (const Texts& row : table(folder + QStringLiteral("/deliveries.csv")))
        of(row).deliveries += Delivery{row.value(QStringLiteral("campaign")), row.value(QStringLiteral("channel")),
            row.value(QStringLiteral("state")), Days::instant(row.value(QStringLiteral("at")))};
    for (const Texts& row : table(folder + QStringLiteral("/lists.csv")))
        of(row).lists += row.value(QStringLiteral("list"));
    for (const Texts& row : table(folder + QStringLiteral("/erased.csv")))
        of(row).erased = true;
}

class Period {
public:
    Period() = default;
    Period(const QJsonValue& json, const World& world, int depth);

    bool holds(qint64 at) const;
    // Of an event that may be in it.
    void meet(const Event& event) const;
    void meetNone() const
    {
        if (m_met)
            m_met->missing = true;
    }

private:
    bool isBefore(qint64 at, const QString& text) const;
    bool isAfter(qint64 at, const QString& text) const;

    const Days* m_days = nullptr;
    QString m_word;
    int m_lastDays = 0;
    QString m_from;
    QString m_to;
    Met* m_met = nullptr;
};

Period::Period(const QJsonValue& json, const World& world, int depth)
    : m_days(&world.days)
    , m_word(json.toString())
{
    const QJsonObject object = json.toObject();
    m_lastDays = object.value(QStringLiteral("lastDays")).toInt();
    m_from = object.value(QStringLiteral("from")).toString();
    m_to = object.value(QStringLiteral("to")).toString();
    if (m_word.isEmpty() && object.isEmpty())
        m_word = QStringLiteral("ever");
    const QString name = m_word.isEmpty() ? object.keys().join(u'-') : m_word;
    m_met = &world.coverage.add(QStringLiteral("period ") + name, depth);
}

void Period::meet(const Event& event) const
{
    m_met->value = true;
    if (m_word != u"ever" && m_days->isEdge(event.at))
        m_met->edge = true;
}

bool Period::holds(qint64 at) const
{
    if (m_word == u"ever")
        return true;
    const QDate day = m_days->dayOf(at);
    const QDate today = m_days->today();
    if (m_word == u"today")
        return day == today;
    if (m_word == u"yesterday")
        return day == today.addDays(-1);
    if (m_word == u"thisWeek")
        return day.weekNumber() == today.weekNumber() && std::abs(day.daysTo(today)) < 7;
    if (m_word == u"thisMonth")
        return day.month() == today.month() && day.year() == today.year();
    if (m_lastDays > 0)
        return day < today && day >= today.addDays(-m_lastDays);
    return (m_from.isEmpty() || !isBefore(at, m_from)) && (m_to.isEmpty() || !isAfter(at, m_to));
}

bool Period::isBefore(qint64 at, const QString& text) const
{
    return text.size() == 10 ? m_days->dayOf(at) < QDate::fromString(text, Qt::ISODate) : at < m_days->wall(text);
}

bool Period::isAfter(qint64 at, const QString& text) const
{
    return text.size() == 10 ? m_days->dayOf(at) > QDate::fromString(text, Qt::ISODate) : at > m_days->wall(text);
}

class Rule {
public:
    Rule(const QJsonObject& json, const World& world, int depth = 1);
    bool selects(const Person& person) const;

private:
    void readEvent(const QJsonObject& json, int depth);
    void readReceived(const QJsonObject& what, int depth);
    bool happened(const Person& person) const;
    bool followed(const Person& person) const;
    bool received(const Person& person) const;
    bool fits(const Event& event) const;
    std::optional<Amount> measured(const QList<const Event*>& events) const;

    const World* m_world;
    QString m_kind;
    QList<Rule> m_children;
    QString m_name; // attribute, list, campaign, channel
    Test m_test; // of the attribute, or the measure
    Met* m_met = nullptr; // of what has no test
    QStringList m_events;
    Period m_period;
    QString m_measure;
    QString m_measured;
    QList<QPair<QString, Test>> m_where;
    qint64 m_within = 0;
    double m_percent = 0;
    int m_days = 0;
    bool m_visitors = false;
};

Rule::Rule(const QJsonObject& json, const World& world, int depth)
    : m_world(&world)
{
    for (const char* kind :
        {"all", "any", "not", "segment", "attribute", "event", "list", "received", "sequence", "random"})
        if (json.contains(QLatin1String(kind)))
            m_kind = QLatin1String(kind);
    const QJsonValue value = json.value(m_kind);
    const QJsonArray list = value.toArray();
    const bool isSequence = m_kind == u"sequence";
    for (const auto& child : list)
        if (m_kind != u"event")
            m_children += Rule(child.toObject(), world, isSequence ? depth : depth + 1);
    if (m_kind == u"not")
        m_children += Rule(value.toObject(), world, depth + 1);
    if (m_kind == u"segment") {
        m_visitors = world.segments.value(value.toString()).first;
        m_children += Rule(world.segments.value(value.toString()).second, world, depth + 1);
    }
    if (m_kind == u"segment" || m_kind == u"list" || m_kind == u"random")
        m_met = &world.coverage.add(QStringLiteral("named ") + m_kind, depth);
    m_name = value.toString();
    m_percent = value.toDouble();
    if (m_kind == u"attribute") {
        const QChar type = world.types.value(m_name);
        const QStringList words{m_kind, typeName(type), json.value(QStringLiteral("op")).toString()};
        m_test = Test(json, type, world.days, world.coverage.add(words.join(u' '), depth));
    }
    if (m_kind == u"received")
        readReceived(value.toObject(), depth);
    if (isSequence) {
        m_met = &world.coverage.add(QStringLiteral("sequence within"), depth);
        const QString within = json.value(QStringLiteral("within")).toString();
        static const QHash<QChar, qint64> units{{u's', 1000}, {u'm', 60'000}, {u'h', 3'600'000}, {u'd', 86'400'000}};
        m_within = within.chopped(1).toLongLong() * units[within.back()];
    }
    if (m_kind == u"event")
        readEvent(json, depth);
}

void Rule::readReceived(const QJsonObject& what, int depth)
{
    m_measure = what.contains(QStringLiteral("campaign")) ? QStringLiteral("campaign") : QStringLiteral("channel");
    m_name = what.value(m_measure).toString();
    m_days = what.value(QStringLiteral("days")).toInt();
    m_met = &m_world->coverage.add(
        QStringLiteral("received ") + m_measure + (m_days > 0 ? QStringLiteral("-days") : QString()), depth);
}

void Rule::readEvent(const QJsonObject& json, int depth)
{
    const QJsonValue value = json.value(m_kind);
    m_events = value.isArray() ? value.toVariant().toStringList() : QStringList{value.toString()};
    m_period = Period(json.value(QStringLiteral("period")), *m_world, depth);
    const auto test = [this, depth](const QString& place, const QJsonObject& comparison, QChar type) {
        const QString op = comparison.value(QStringLiteral("op")).toString();
        return Test(comparison, type, m_world->days, m_world->coverage.add(place + u' ' + op, depth));
    };
    for (const char* name : {"count", "sum", "average", "min", "max"}) {
        if (!json.contains(QLatin1String(name)))
            continue;
        m_measure = QLatin1String(name);
        const QJsonObject measure = json.value(m_measure).toObject();
        m_measured = measure.value(QStringLiteral("property")).toString();
        m_test = test(m_measure, measure, u'n');
    }
    const QJsonArray where = json.value(QStringLiteral("where")).toArray();
    for (const auto& one : where) {
        const QString property = one.toObject().value(QStringLiteral("property")).toString();
        const QChar type = m_world->types.value(property);
        m_where += {property, test(QStringLiteral("where ") + typeName(type), one.toObject(), type)};
    }
}

// The first number of SplitMix64 (Steele, Lea and Flood, 2014) that begins with the number of the person: a lot between
// 0 and 1 by its upper 53 bits.
double lotOf(qint64 number)
{
    quint64 z = quint64(number) + 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return double((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

bool isOf(const Person& person, bool visitors)
{
    return !person.erased && person.texts.contains(QStringLiteral("login_id")) != visitors;
}

bool Rule::selects(const Person& person) const
{
    // Each is asked about everybody, so that all meet what there is to meet.
    QList<bool> held;
    for (const Rule& child : m_children)
        if (m_kind != u"sequence")
            held += child.selects(person);
    if (m_kind == u"all")
        return !held.contains(false);
    if (m_kind == u"any")
        return held.contains(true);
    if (m_kind == u"not")
        return !held.first();
    if (m_kind == u"attribute")
        return m_test.passes(person.texts.value(m_name));
    if (m_met)
        m_met->value = true;
    if (m_kind == u"segment")
        return isOf(person, m_visitors) && held.first();
    if (m_kind == u"list")
        return person.lists.contains(m_name);
    if (m_kind == u"random")
        return lotOf(person.number) * 100 < m_percent;
    if (m_kind == u"received")
        return received(person);
    return m_kind == u"sequence" ? followed(person) : happened(person);
}

bool Rule::fits(const Event& event) const
{
    if (!m_events.contains(event.texts.value(QStringLiteral("event"))))
        return false;
    m_period.meet(event);
    QList<bool> held{m_period.holds(event.at)};
    for (const auto& [property, test] : m_where)
        held += test.passes(event.texts.value(property));
    return !held.contains(false);
}

std::optional<Amount> Rule::measured(const QList<const Event*>& events) const
{
    QList<Decimal> values;
    for (const Event* event : events)
        if (event->texts.contains(m_measured))
            values += decimalOf(event->texts.value(m_measured));
    if (m_measure == u"count")
        return Amount{events.size() * decimalOf(QStringLiteral("1")), 1};
    if (values.isEmpty())
        return std::nullopt;
    Decimal sum = 0;
    for (const Decimal value : std::as_const(values))
        sum += value;
    if (m_measure == u"sum")
        return Amount{sum, 1};
    if (m_measure == u"average")
        return Amount{sum, values.size()};
    return Amount{m_measure == u"min" ? *std::min_element(values.begin(), values.end())
                                      : *std::max_element(values.begin(), values.end()),
        1};
}

bool Rule::happened(const Person& person) const
{
    QList<const Event*> found;
    for (const Event& event : person.events)
        if (fits(event))
            found += &event;
    if (person.events.isEmpty())
        m_period.meetNone();
    if (m_measure.isEmpty())
        return !found.isEmpty();
    for (const Event* event : std::as_const(found))
        if (m_world->days.isEdge(event->at))
            m_test.met().edge = true;
    if (m_measure == u"count" && found.isEmpty())
        m_test.met().missing = true;
    const std::optional<Amount> value = measured(found);
    return value ? m_test.passes(*value) : m_test.failsWithoutValues();
}

bool Rule::followed(const Person& person) const
{
    QList<const Event*> firsts;
    QList<const Event*> seconds;
    for (const Event& event : person.events) {
        if (m_children[0].fits(event))
            firsts += &event;
        if (m_children[1].fits(event))
            seconds += &event;
        m_met->edge = m_met->edge || m_world->days.isEdge(event.at);
    }
    m_met->missing = m_met->missing || firsts.isEmpty() || seconds.isEmpty();
    for (const Event* first : std::as_const(firsts))
        for (const Event* second : std::as_const(seconds))
            if (first != second && second->at >= first->at && second->at <= first->at + m_within)
                return true;
    return false;
}

bool Rule::received(const Person& person) const
{
    bool any = false;
    m_met->missing = m_met->missing || person.deliveries.isEmpty();
    for (const Delivery& delivery : person.deliveries) {
        if (m_days > 0 && m_world->days.isEdge(delivery.at))
            m_met->edge = true;
        any = any
            || ((m_measure == u"campaign" ? delivery.campaign : delivery.channel) == m_name
                && (delivery.state == u"accepted" || delivery.state == u"uncertain")
                && (m_days == 0 || m_world->days.dayOf(delivery.at).daysTo(m_world->days.today()) <= m_days));
    }
    return any;
}

QList<QJsonObject> lines(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file));
    QList<QJsonObject> objects;
    while (!source.atEnd())
        objects += QJsonDocument::fromJson(source.readLine()).object();
    return objects;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    const Days days(words[2].toLongLong(), QTimeZone(words[3].toLatin1()));
    World world(words[1], days);
    const QString visitor = QStringLiteral("visitor");
    const QList<QJsonObject> segments = lines(words[1] + QStringLiteral("/segments.jsonl"));
    for (const QJsonObject& segment : segments)
        world.segments.insert(segment.value(QStringLiteral("name")).toString(),
            {segment.value(QStringLiteral("userKind")) == visitor, segment.value(QStringLiteral("rule")).toObject()});
    QTextStream out(stdout);
    const QList<QJsonObject> rules = lines(words[1] + QStringLiteral("/rules.jsonl"));
    for (const QJsonObject& line : rules) {
        const Rule rule(line.value(QStringLiteral("rule")).toObject(), world);
        QStringList selected;
        for (const Person& person : std::as_const(world.people))
            if (isOf(person, line.value(QStringLiteral("userKind")) == visitor) && rule.selects(person))
                selected += QString::number(person.number);
        out << selected.join(u' ') << '\n';
    }
    QTextStream met(stderr);
    return world.coverage.print(met) == 0 ? 0 : 2;
}
