// Which people the rules of a folder select, told from its CSV files alone: the second opinion of the property test. It
// shares no code with the program, and reads rules as the design text has them.
// plainrules FOLDER AT ZONE: one line a rule with the numbers of the people's rows; then what was met, on stderr.
#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>
#include <QTimeZone>

#include <algorithm>
#include <map>
#include <optional>

namespace {

using Texts = QHash<QString, QString>;

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
};

// Fields hold no commas or quotes. An empty one is no value.
QList<Texts> table(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file));
    QList<Texts> rows;
    const QStringList header = QString::fromUtf8(source.readLine()).trimmed().split(u',');
    while (!source.atEnd()) {
        const QStringList fields = QString::fromUtf8(source.readLine()).remove(u'\n').split(u',');
        Texts row;
        for (qsizetype i = 0; i < header.size(); ++i)
            if (!fields.value(i).isEmpty())
                row.insert(header.at(i), fields.at(i));
        rows += row;
    }
    return rows;
}

qint64 instant(const QString& utc)
{
    return QDateTime::fromString(utc, Qt::ISODateWithMs).toMSecsSinceEpoch();
}

class World {
public:
    World(const QString& folder, qint64 at, const QTimeZone& zone);

    QList<Person> people;
    QTimeZone zone;
    QDate today;
    QHash<QString, QPair<bool, QJsonObject>> segments; // by name: of visitors, rule
    mutable std::map<QString, qint64> met;

    QDate dayOf(qint64 at) const
    {
        QDate& day = m_days[at];
        if (!day.isValid())
            day = QDateTime::fromMSecsSinceEpoch(at, zone).date();
        return day;
    }
    // The first or last millisecond of a day.
    bool isEdge(qint64 at) const
    {
        const auto known = m_edges.constFind(at);
        if (known != m_edges.cend())
            return *known;
        return *m_edges.insert(at, dayOf(at - 1) != dayOf(at) || dayOf(at + 1) != dayOf(at));
    }
    qint64 wall(const QString& local) const
    {
        QDateTime time = QDateTime::fromString(local, Qt::ISODateWithMs);
        time.setTimeZone(zone);
        return time.toMSecsSinceEpoch();
    }

private:
    mutable QHash<qint64, QDate> m_days;
    mutable QHash<qint64, bool> m_edges;
};

World::World(const QString& folder, qint64 at, const QTimeZone& where)
    : zone(where)
{
    today = dayOf(at);
    QHash<QString, qsizetype> byId;
    for (const Texts& row : table(folder + QStringLiteral("/people.csv"))) {
        byId.insert(row.value(QStringLiteral("login_id"), row.value(QStringLiteral("visitor_id"))), people.size());
        people += Person{people.size() + 1, row, {}, {}, {}};
    }
    for (const Texts& row : table(folder + QStringLiteral("/events.csv")))
        people[byId.value(row.value(QStringLiteral("person"), row.value(QStringLiteral("visitor"))))].events
            += Event{instant(row.value(QStringLiteral("time"))), row};
    for (const Texts& row : table(folder + QStringLiteral("/deliveries.csv")))
        people[row.value(QStringLiteral("person")).toLongLong() - 1].deliveries
            += Delivery{row.value(QStringLiteral("campaign")), row.value(QStringLiteral("channel")),
                row.value(QStringLiteral("state")), instant(row.value(QStringLiteral("at")))};
    for (const Texts& row : table(folder + QStringLiteral("/lists.csv")))
        people[byId.value(row.value(QStringLiteral("login_id")))].lists += row.value(QStringLiteral("list"));
}

// In ten-thousandths, from the digits as they are written: nothing is rounded.
qint64 amountOf(const QString& number)
{
    const bool isNegative = number.startsWith(u'-');
    const QStringList parts = number.mid(isNegative ? 1 : 0).split(u'.');
    const qint64 amount = (parts[0] + parts.value(1).leftJustified(4, u'0')).toLongLong();
    return isNegative ? -amount : amount;
}

// A sum, and into how many parts it goes: an average is compared without a division.
struct Amount {
    qint64 total = 0;
    qint64 parts = 1;
};

bool compares(qint64 value, const QString& op, const QList<qint64>& given)
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

// "op" and "value" of some object, for values of one type: the first letter of the column's name.
class Test {
public:
    Test() = default;
    Test(const QJsonObject& json, QChar type, const World& world, const QString& place, int depth)
        : m_op(json.value(QStringLiteral("op")).toString())
        , m_type(type)
        , m_world(&world)
        , m_present(&world.met[place + u' ' + type + u' ' + m_op])
        , m_missing(&world.met[place + u' ' + type + u' ' + m_op + QStringLiteral(" missing")])
        , m_edge(type == u'i' ? &world.met[place + u' ' + type + u' ' + m_op + QStringLiteral(" edge")] : nullptr)
    {
        ++world.met[QStringLiteral("%1 %2 %3 depth %4").arg(place, type, m_op).arg(depth)];
        const QJsonValue value = json.value(QStringLiteral("value"));
        const QJsonArray list = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const auto& one : list) {
            m_texts += one.isBool() ? (one.toBool() ? QStringLiteral("true") : QStringLiteral("false"))
                : one.isDouble()    ? QString::number(one.toDouble(), 'g', 15)
                                    : one.toString();
            if (type == u'n')
                m_amounts += amountOf(m_texts.last());
            else
                addDay(m_texts.last());
        }
    }

    // A sum of no values meets nothing.
    bool failsWithoutValues() const
    {
        ++*m_missing;
        return false;
    }

    bool passes(const Amount& amount) const
    {
        ++*m_present;
        QList<qint64> given;
        for (const qint64 one : m_amounts)
            given += one * amount.parts;
        return compares(amount.total, m_op, given) != (m_op == u"!=" || m_op == u"notIn");
    }

    bool passes(const QString& value) const
    {
        ++*(value.isEmpty() ? m_missing : m_present);
        if (m_op == u"empty")
            return value.isEmpty();
        if (m_op == u"notEmpty")
            return !value.isEmpty();
        if (m_op == u"!=" || m_op == u"notIn" || m_op == u"notContains")
            return value.isEmpty() || !holds(value);
        return !value.isEmpty() && holds(value);
    }

private:
    // A date, or so many days from today; of a time the day is no matter.
    void addDay(const QString& text)
    {
        bool isNumber = false;
        const int days = text.toInt(&isNumber);
        const bool isRelative = isNumber || text == u"today";
        m_relative += isRelative;
        m_aways += days;
        m_days += isRelative ? m_world->today.addDays(days) : QDate::fromString(text, Qt::ISODate);
    }

    bool holds(const QString& value) const
    {
        switch (m_type.unicode()) {
        case u'n':
            return compares(amountOf(value), m_op, m_amounts);
        case u'd':
            return dayHolds(QDate::fromString(value, Qt::ISODate));
        case u'i':
            return instantHolds(instant(value));
        default:
            break;
        }
        if (m_op == u"contains" || m_op == u"notContains")
            return value.contains(m_texts[0]);
        return m_op == u"startsWith" ? value.startsWith(m_texts[0]) : m_texts.contains(value);
    }

    bool dayHolds(QDate day) const
    {
        const qint64 away = m_world->today.daysTo(day);
        const int days = m_aways[0];
        if (m_op == u"lastDays")
            return -days <= away && away <= -1;
        if (m_op == u"nextDays")
            return 0 <= away && away <= days - 1;
        if (m_op == u"anniversary") {
            const QDate target = m_world->today.addDays(days);
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

    bool instantHolds(qint64 at) const
    {
        if (m_world->isEdge(at))
            ++*m_edge;
        if (m_op == u"lastDays" || m_op == u"nextDays" || m_op == u"anniversary")
            return dayHolds(m_world->dayOf(at));
        QList<int> orders;
        for (qsizetype i = 0; i < m_texts.size(); ++i)
            orders += m_relative[i] || m_texts[i].size() == 10 ? order(m_world->dayOf(at), m_days[i])
                                                               : order(at, m_world->wall(m_texts[i]));
        return ordered(orders);
    }

    template <typename T> static int order(const T& value, const T& given)
    {
        return value < given ? -1 : value == given ? 0 : 1;
    }

    // How the value stands to each that is given.
    bool ordered(const QList<int>& orders) const
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

    QString m_op;
    QChar m_type;
    const World* m_world = nullptr;
    qint64* m_present = nullptr;
    qint64* m_missing = nullptr;
    qint64* m_edge = nullptr;
    QStringList m_texts;
    QList<qint64> m_amounts;
    QList<bool> m_relative;
    QList<int> m_aways;
    QList<QDate> m_days;
};

class Period {
public:
    Period() = default;
    Period(const QJsonValue& json, const World& world)
        : m_world(&world)
        , m_word(json.toString())
        , m_object(json.toObject())
        , m_lastDays(m_object.value(QStringLiteral("lastDays")).toInt())
        , m_from(m_object.value(QStringLiteral("from")).toString())
        , m_to(m_object.value(QStringLiteral("to")).toString())
    {
        const QString name = m_word.isEmpty() ? m_object.keys().join(u'-') : m_word;
        m_met = &world.met[QStringLiteral("period ") + name];
        m_edge = &world.met[QStringLiteral("period ") + name + QStringLiteral(" edge")];
    }

    bool holds(qint64 at) const
    {
        if (m_word == u"ever" || (m_word.isEmpty() && m_object.isEmpty()))
            return true;
        const QString name = m_word.isEmpty() ? m_object.keys().join(u'-') : m_word;
        ++m_world->met[QStringLiteral("period ") + name + (m_world->isEdge(at) ? QStringLiteral(" edge") : QString())];
        const QDate day = m_world->dayOf(at);
        const QDate today = m_world->today;
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

private:
    bool isBefore(qint64 at, const QString& text) const
    {
        return text.size() == 10 ? m_world->dayOf(at) < QDate::fromString(text, Qt::ISODate) : at < m_world->wall(text);
    }
    bool isAfter(qint64 at, const QString& text) const
    {
        return text.size() == 10 ? m_world->dayOf(at) > QDate::fromString(text, Qt::ISODate) : at > m_world->wall(text);
    }

    const World* m_world = nullptr;
    QString m_word;
    QJsonObject m_object;
    int m_lastDays = 0;
    QString m_from;
    QString m_to;
    qint64* m_met = nullptr;
    qint64* m_edge = nullptr;
};

class Rule {
public:
    Rule(const QJsonObject& json, const World& world, int depth = 1);
    bool selects(const Person& person) const;

private:
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
    ++world.met[QStringLiteral("kind ") + m_kind];
    ++world.met[QStringLiteral("depth %1").arg(depth)];
    const QJsonValue value = json.value(m_kind);
    const QJsonArray list = value.toArray();
    if (m_kind == u"all" || m_kind == u"any" || m_kind == u"sequence")
        for (const auto& child : list)
            m_children += Rule(child.toObject(), world, depth + 1);
    if (m_kind == u"not")
        m_children += Rule(value.toObject(), world, depth + 1);
    if (m_kind == u"segment") {
        m_visitors = world.segments.value(value.toString()).first;
        m_children += Rule(world.segments.value(value.toString()).second, world, depth + 1);
    }
    m_name = value.toString();
    m_percent = value.toDouble();
    if (m_kind == u"attribute")
        m_test = Test(json, m_name == u"login_id" || m_name == u"visitor_id" ? QChar(u't') : m_name[0], world,
            QStringLiteral("attribute"), depth);
    if (m_kind == u"received") {
        const QJsonObject what = value.toObject();
        m_measure = what.contains(QStringLiteral("campaign")) ? QStringLiteral("campaign") : QStringLiteral("channel");
        m_name = what.value(m_measure).toString();
        m_days = what.value(QStringLiteral("days")).toInt();
    }
    if (m_kind == u"sequence") {
        const QString within = json.value(QStringLiteral("within")).toString();
        static const QHash<QChar, qint64> units{{u's', 1000}, {u'm', 60'000}, {u'h', 3'600'000}, {u'd', 86'400'000}};
        m_within = within.chopped(1).toLongLong() * units[within.back()];
    }
    if (m_kind != u"event")
        return;
    m_events = value.isArray() ? value.toVariant().toStringList() : QStringList{value.toString()};
    m_period = Period(json.value(QStringLiteral("period")), world);
    for (const char* name : {"count", "sum", "average", "min", "max"}) {
        if (!json.contains(QLatin1String(name)))
            continue;
        m_measure = QLatin1String(name);
        const QJsonObject measure = json.value(m_measure).toObject();
        m_measured = measure.value(QStringLiteral("property")).toString();
        m_test = Test(measure, u'n', world, m_measure, depth);
    }
    const QJsonArray where = json.value(QStringLiteral("where")).toArray();
    for (const auto& one : where) {
        const QString property = one.toObject().value(QStringLiteral("property")).toString();
        m_where += {property, Test(one.toObject(), property[0], world, QStringLiteral("where"), depth)};
    }
}

quint64 mixed(quint64 value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value ^= value >> 30;
    value *= 0xBF58476D1CE4E5B9ULL;
    value ^= value >> 27;
    value *= 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

bool isOf(const Person& person, bool visitors)
{
    return person.texts.contains(QStringLiteral("login_id")) != visitors;
}

bool Rule::selects(const Person& person) const
{
    const auto child = [&person](const Rule& rule) { return rule.selects(person); };
    if (m_kind == u"all")
        return std::all_of(m_children.begin(), m_children.end(), child);
    if (m_kind == u"any")
        return std::any_of(m_children.begin(), m_children.end(), child);
    if (m_kind == u"not")
        return !child(m_children.first());
    if (m_kind == u"segment")
        return isOf(person, m_visitors) && child(m_children.first());
    if (m_kind == u"attribute")
        return m_test.passes(person.texts.value(m_name));
    if (m_kind == u"list")
        return person.lists.contains(m_name);
    if (m_kind == u"random")
        return double(mixed(quint64(person.number)) >> 11) / 9007199254740992.0 * 100 < m_percent;
    if (m_kind == u"received")
        return received(person);
    return m_kind == u"sequence" ? followed(person) : happened(person);
}

bool Rule::fits(const Event& event) const
{
    return m_events.contains(event.texts.value(QStringLiteral("event"))) && m_period.holds(event.at)
        && std::all_of(m_where.begin(), m_where.end(),
            [&event](const auto& where) { return where.second.passes(event.texts.value(where.first)); });
}

std::optional<Amount> Rule::measured(const QList<const Event*>& events) const
{
    QList<qint64> values;
    for (const Event* event : events)
        if (event->texts.contains(m_measured))
            values += amountOf(event->texts.value(m_measured));
    if (m_measure == u"count")
        return Amount{events.size() * amountOf(QStringLiteral("1")), 1};
    if (values.isEmpty())
        return std::nullopt;
    qint64 sum = 0;
    for (const qint64 value : std::as_const(values))
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
    if (m_measure.isEmpty())
        return !found.isEmpty();
    const std::optional<Amount> value = measured(found);
    return value ? m_test.passes(*value) : m_test.failsWithoutValues();
}

bool Rule::followed(const Person& person) const
{
    for (const Event& first : person.events)
        for (const Event& second : person.events)
            if (&first != &second && second.at >= first.at && second.at <= first.at + m_within
                && m_children[0].fits(first) && m_children[1].fits(second))
                return true;
    return false;
}

bool Rule::received(const Person& person) const
{
    return std::any_of(person.deliveries.begin(), person.deliveries.end(), [this](const Delivery& delivery) {
        return (m_measure == u"campaign" ? delivery.campaign : delivery.channel) == m_name
            && (delivery.state == u"accepted" || delivery.state == u"uncertain")
            && (m_days == 0 || m_world->dayOf(delivery.at).daysTo(m_world->today) <= m_days);
    });
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
    World world(words[1], words[2].toLongLong(), QTimeZone(words[3].toLatin1()));
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
    for (const auto& [what, times] : world.met)
        met << what << '\t' << times << '\n';
    return 0;
}
