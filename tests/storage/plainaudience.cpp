#include "tests/storage/plainaudience.h"

#include "models/storage/step.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <numeric>

namespace wd {

namespace {

using Random = QRandomGenerator;
using Type = AttributeType;

template <typename T> T oneOf(Random& random, const QList<T>& list)
{
    return list.at(random.bounded(int(list.size())));
}

// Near the days that periods begin and end with, often at their first or last millisecond.
UtcMs someTime(Random& random, const PlainAudience& audience)
{
    static const QList<QTime> times{QTime(0, 0), QTime(23, 59, 59, 999), QTime(12, 0), QTime(0, 0, 0, 1)};
    const QDate day = audience.today().addDays(random.bounded(4) > 0 ? random.bounded(-9, 3) : random.bounded(-70, 30));
    return QDateTime(day, oneOf(random, times), audience.frame.zone).toMSecsSinceEpoch();
}

QVariant someValue(Random& random, Type type, const PlainAudience& audience)
{
    static const QList<QString> texts{QStringLiteral("Ada"), QStringLiteral("ada"), QStringLiteral("50%_off"),
        QStringLiteral("50X_off"), QStringLiteral("小雪"), QStringLiteral("雪"), QStringLiteral("it's")};
    static const QList<QString> choices{QStringLiteral("gold"), QStringLiteral("silver"), QStringLiteral("none")};
    switch (type) {
    case Type::Text:
        return oneOf(random, texts);
    case Type::Choice:
        return oneOf(random, choices);
    case Type::Number:
        return random.bounded(-4, 40) * 0.25;
    case Type::Boolean:
        return random.bounded(2) == 1;
    case Type::Date:
        if (random.bounded(6) == 0)
            return QDate(oneOf<int>(random, {1988, 1992, 2000}), 2, 29);
        return QDate(audience.today().addDays(random.bounded(-6, 6)).addYears(random.bounded(-3, 1)));
    case Type::DateTime:
        if (random.bounded(3) == 0) {
            const QDate day = audience.today().addDays(random.bounded(-2, 3)).addYears(-random.bounded(1, 5));
            return QDateTime(day, QTime(23, 59, 59, 999), audience.frame.zone).toMSecsSinceEpoch();
        }
        return someTime(random, audience);
    }
    Q_UNREACHABLE();
}

QMap<QString, QVariant> someValues(Random& random, const QMap<QString, Type>& types, const PlainAudience& audience)
{
    QMap<QString, QVariant> values;
    for (auto type = types.begin(); type != types.end(); ++type)
        if (!type.key().endsWith(QLatin1String("_id")) && random.bounded(5) > 0)
            values.insert(type.key(), someValue(random, type.value(), audience));
    return values;
}

PlainPerson somePerson(Random& random, qint64 id, const PlainAudience& audience)
{
    PlainPerson person{id, someValues(random, audience.attributes, audience), {}};
    const int ids = random.bounded(5);
    if (ids < 4)
        person.values.insert(QStringLiteral("login_id"), QStringLiteral("u%1").arg(id));
    if (ids > 2)
        person.values.insert(QStringLiteral("visitor_id"), QStringLiteral("v%1").arg(id));
    const QList<QString> names = audience.events.keys();
    for (int left = random.bounded(7); left > 0; --left) {
        const QString name = oneOf(random, names);
        person.events
            += PlainEvent{name, someTime(random, audience), someValues(random, audience.events.value(name), audience)};
    }
    return person;
}

QVariant stored(const QVariant& value, Type type)
{
    return type == Type::Date && value.isValid() ? QVariant(value.toDate().toString(Qt::ISODate)) : value;
}

// Writes a plain audience the way imports store people and events.
class Filling {
public:
    Filling(Database& database, const PlainAudience& audience)
        : m_database(database)
        , m_audience(audience)
        , m_step(database)
    {
    }

    bool run()
    {
        addAttributes();
        addEventNames();
        for (const PlainPerson& person : m_audience.people)
            add(person);
        return bool(m_step.commit());
    }

private:
    void addAttributes();
    void addEventNames();
    void addProperty(const QString& event, const QString& key, Type type);
    void add(const PlainPerson& person);
    void add(const PlainPerson& person, const PlainEvent& event);
    void addColumn(const QByteArray& table, const QByteArray& column, const QByteArray& type)
    {
        Statement add(m_database, "ALTER TABLE " + table + " ADD COLUMN " + column + ' ' + type);
        m_step.run(add);
    }

    Database& m_database;
    const PlainAudience& m_audience;
    Step m_step;
    QMap<QString, QByteArray> m_attributeColumns;
    QMap<QString, qint64> m_eventIds;
    QMap<QString, QByteArray> m_numberColumns; // event/property
};

void Filling::addAttributes()
{
    static const QMap<Type, QByteArray> columns{{Type::Text, "TEXT"}, {Type::Choice, "TEXT"}, {Type::Number, "ANY"},
        {Type::Date, "TEXT"}, {Type::DateTime, "INTEGER"}, {Type::Boolean, "INTEGER"}};
    for (auto type = m_audience.attributes.begin(); type != m_audience.attributes.end(); ++type) {
        m_attributeColumns.insert(type.key(), type.key().toUtf8());
        if (type.key().endsWith(QLatin1String("_id")))
            continue;
        Statement insert(m_database, "INSERT INTO attribute(key, type, user_kind) VALUES(?,?,0)");
        m_step.run(insert.bind(1, type.key()).bind(2, int(type.value())));
        const QByteArray column = 'a' + QByteArray::number(insert.lastInsertId());
        m_attributeColumns[type.key()] = column;
        addColumn("person", column, columns[type.value()]);
    }
}

void Filling::addEventNames()
{
    for (auto event = m_audience.events.begin(); event != m_audience.events.end(); ++event) {
        Statement insert(m_database, "INSERT INTO event_name(key) VALUES(?)");
        m_step.run(insert.bind(1, event.key()));
        m_eventIds.insert(event.key(), insert.lastInsertId());
        for (auto type = event->begin(); type != event->end(); ++type)
            addProperty(event.key(), type.key(), type.value());
    }
}

void Filling::addProperty(const QString& event, const QString& key, Type type)
{
    Statement insert(m_database, "INSERT INTO property(event_name_id, key, type) VALUES(?,?,?)");
    m_step.run(insert.bind(1, m_eventIds[event]).bind(2, key).bind(3, int(type)));
    if (type != Type::Number)
        return;
    const QByteArray column = 'p' + QByteArray::number(insert.lastInsertId());
    m_numberColumns.insert(event + u'/' + key, column);
    addColumn("event", column, "REAL");
}

void Filling::add(const PlainPerson& person)
{
    Statement insert(m_database,
        "INSERT INTO person(id," + m_attributeColumns.values().join(',') + ") VALUES(?"
            + QByteArray(",?").repeated(m_attributeColumns.size()) + ')');
    insert.bind(1, person.id);
    int place = 1;
    for (auto type = m_audience.attributes.begin(); type != m_audience.attributes.end(); ++type)
        insert.bind(++place, stored(person.values.value(type.key()), type.value()));
    m_step.run(insert);
    for (const PlainEvent& event : person.events)
        add(person, event);
}

void Filling::add(const PlainPerson& person, const PlainEvent& event)
{
    QByteArray columns;
    QVariantList bound;
    QJsonObject json;
    for (auto value = event.properties.begin(); value != event.properties.end(); ++value) {
        const Type type = m_audience.events[event.name][value.key()];
        if (type == Type::Number) {
            columns += ',' + m_numberColumns[event.name + u'/' + value.key()];
            bound += value.value();
        } else {
            json.insert(value.key(), QJsonValue::fromVariant(stored(value.value(), type)));
        }
    }
    Statement insert(m_database,
        "INSERT INTO event(person_id, name_id, at, live, properties" + columns + ") VALUES(?,?,?,0,?"
            + QByteArray(",?").repeated(bound.size()) + ')');
    insert.bind(1, person.id).bind(2, m_eventIds[event.name]).bind(3, event.at);
    insert.bind(4, json.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
    for (qsizetype i = 0; i < bound.size(); ++i)
        insert.bind(5 + int(i), bound[i]);
    m_step.run(insert);
}

bool isComplement(Operator op)
{
    return op == Operator::NotEqual || op == Operator::NotIn || op == Operator::NotContains;
}

template <typename T> bool compares(const T& value, Operator op, const QList<T>& given)
{
    switch (op) {
    case Operator::Less:
        return value < given[0];
    case Operator::LessOrEqual:
        return value <= given[0];
    case Operator::Greater:
        return value > given[0];
    case Operator::GreaterOrEqual:
        return value >= given[0];
    case Operator::Between:
        return given[0] <= value && value <= given[1];
    default:
        return given.contains(value);
    }
}

QList<double> numbers(const QVariantList& given)
{
    QList<double> list;
    for (const QVariant& value : given)
        list += value.toDouble();
    return list;
}

// The day a birthday is kept in a year.
QDate birthdayIn(int year, QDate born)
{
    const QDate day(year, born.month(), born.day());
    return day.isValid() ? day : QDate(year, 2, 28);
}

std::optional<double> measured(const Measure& measure, const QList<PlainEvent>& events)
{
    if (measure.kind == Measure::Kind::Count)
        return events.size();
    QList<double> values;
    for (const PlainEvent& event : events)
        if (event.properties.contains(measure.property))
            values += event.properties.value(measure.property).toDouble();
    if (values.isEmpty())
        return std::nullopt;
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    switch (measure.kind) {
    case Measure::Kind::Sum:
        return sum;
    case Measure::Kind::Average:
        return sum / double(values.size());
    case Measure::Kind::Minimum:
        return *std::min_element(values.begin(), values.end());
    default:
        return *std::max_element(values.begin(), values.end());
    }
}

} // namespace

PlainAudience PlainAudience::random(const TimeFrame& frame, quint32 seed)
{
    constexpr int size = 300;
    Random random(seed);
    PlainAudience audience{frame, {}, {}, {}, {}};
    audience.attributes = {{QStringLiteral("login_id"), Type::Text}, {QStringLiteral("visitor_id"), Type::Text},
        {QStringLiteral("name"), Type::Text}, {QStringLiteral("vip"), Type::Choice},
        {QStringLiteral("points"), Type::Number}, {QStringLiteral("birthday"), Type::Date},
        {QStringLiteral("registered"), Type::DateTime}, {QStringLiteral("active"), Type::Boolean}};
    const QMap<QString, Type> shared{{QStringLiteral("amount"), Type::Number}, {QStringLiteral("shop"), Type::Text}};
    QMap<QString, Type> order = shared;
    order.insert({{QStringLiteral("paid"), Type::Boolean}, {QStringLiteral("due"), Type::Date},
        {QStringLiteral("delivered"), Type::DateTime}});
    QMap<QString, Type> view = shared;
    view.insert({{QStringLiteral("the \"page\" \\"), Type::Text}, {QStringLiteral("来源.渠道"), Type::Text}});
    audience.events = {{QStringLiteral("order"), order}, {QStringLiteral("view"), view}, {QStringLiteral("login"), {}}};
    for (qint64 id = 1; id <= size; ++id)
        audience.people += somePerson(random, id, audience);
    return audience;
}

bool PlainAudience::fill(Database& audience) const
{
    return Filling(audience, *this).run();
}

QDate PlainAudience::dayOf(UtcMs at) const
{
    QDate& day = knownDays[at];
    if (!day.isValid())
        day = QDateTime::fromMSecsSinceEpoch(at, frame.zone).date();
    return day;
}

bool PlainAudience::isOfKind(const PlainPerson& person, UserKind kind)
{
    const bool login = person.values.contains(QStringLiteral("login_id"));
    return kind == UserKind::Login ? login : !login;
}

bool PlainAudience::matches(const PlainPerson& person, const Rule& rule) const
{
    const auto child = [this, &person](const Rule& one) { return matches(person, one); };
    switch (rule.kind) {
    case Rule::Kind::All:
        return std::all_of(rule.children.begin(), rule.children.end(), child);
    case Rule::Kind::Any:
        return std::any_of(rule.children.begin(), rule.children.end(), child);
    case Rule::Kind::Not:
        return !child(rule.children.first());
    case Rule::Kind::Attribute:
        return valueMeets(person.values.value(rule.attribute), attributes[rule.attribute], rule.op, rule.values);
    case Rule::Kind::Event:
        return eventMatches(person, rule);
    default:
        qFatal("A plain audience knows no lists, deliveries, sequences and lots.");
    }
}

bool PlainAudience::eventMatches(const PlainPerson& person, const Rule& rule) const
{
    QList<PlainEvent> found;
    for (const PlainEvent& event : person.events) {
        const bool fits
            = std::all_of(rule.where.begin(), rule.where.end(), [this, &event](const PropertyCondition& where) {
                  return valueMeets(event.properties.value(where.property), events[event.name][where.property],
                      where.op, where.values);
              });
        if (rule.events.contains(event.name) && isWithin(event.at, rule.period) && fits)
            found += event;
    }
    if (!rule.measure)
        return !found.isEmpty();
    const std::optional<double> number = measured(*rule.measure, found);
    if (!number)
        return false;
    const bool meets = compares(*number, rule.measure->op, numbers(rule.measure->values));
    return isComplement(rule.measure->op) ? !meets : meets;
}

bool PlainAudience::isWithin(UtcMs at, const Period& period) const
{
    const QDate day = dayOf(at);
    switch (period.kind) {
    case Period::Kind::Ever:
        return true;
    case Period::Kind::Today:
        return day == today();
    case Period::Kind::Yesterday:
        return day.daysTo(today()) == 1;
    case Period::Kind::ThisWeek:
        return day.weekNumber() == today().weekNumber() && std::abs(day.daysTo(today())) < 7;
    case Period::Kind::ThisMonth:
        return day.year() == today().year() && day.month() == today().month();
    case Period::Kind::LastDays:
        return day < today() && day.daysTo(today()) <= period.days;
    case Period::Kind::FromTo:
        return (period.from.isEmpty() || compareTime(at, period.from) >= 0)
            && (period.to.isEmpty() || compareTime(at, period.to) <= 0);
    }
    Q_UNREACHABLE();
}

bool PlainAudience::valueMeets(const QVariant& value, AttributeType type, Operator op, const QVariantList& given) const
{
    if (op == Operator::Empty || op == Operator::NotEmpty)
        return value.isValid() == (op == Operator::NotEmpty);
    const bool meets = value.isValid() && holds(value, type, op, given);
    return isComplement(op) ? !meets : meets;
}

// Complements are answered as what they are the complement of.
bool PlainAudience::holds(const QVariant& value, AttributeType type, Operator op, const QVariantList& given) const
{
    switch (type) {
    case Type::Text:
    case Type::Choice:
        if (op == Operator::Contains || op == Operator::NotContains)
            return value.toString().contains(given[0].toString());
        if (op == Operator::StartsWith)
            return value.toString().startsWith(given[0].toString());
        return given.contains(value);
    case Type::Number:
        return compares(value.toDouble(), op, numbers(given));
    case Type::Boolean:
        return value == given[0];
    case Type::Date:
        return dayHolds(value.toDate(), op, given);
    case Type::DateTime:
        return timeHolds(value.toLongLong(), op, given);
    }
    Q_UNREACHABLE();
}

bool PlainAudience::dayHolds(QDate day, Operator op, const QVariantList& given) const
{
    const qint64 away = today().daysTo(day);
    if (op == Operator::LastDays)
        return away < 0 && -away <= given[0].toInt();
    if (op == Operator::NextDays)
        return away >= 0 && away < given[0].toInt();
    if (op == Operator::Anniversary) {
        const QDate target = today().addDays(given[0].toInt());
        return birthdayIn(target.year(), day) == target;
    }
    QList<QDate> days;
    for (const QVariant& one : given)
        days += QDate::fromString(one.toString(), Qt::ISODate);
    if (op == Operator::Before)
        return day < days[0];
    return op == Operator::After ? day > days[0] : compares(day, op, days);
}

bool PlainAudience::timeHolds(UtcMs at, Operator op, const QVariantList& given) const
{
    switch (op) {
    case Operator::LastDays:
    case Operator::NextDays:
    case Operator::Anniversary:
    case Operator::On:
        return dayHolds(dayOf(at), op, given);
    case Operator::Less:
    case Operator::Before:
        return compareTime(at, given[0].toString()) < 0;
    case Operator::LessOrEqual:
        return compareTime(at, given[0].toString()) <= 0;
    case Operator::Greater:
    case Operator::After:
        return compareTime(at, given[0].toString()) > 0;
    case Operator::GreaterOrEqual:
        return compareTime(at, given[0].toString()) >= 0;
    case Operator::Between:
        return compareTime(at, given[0].toString()) >= 0 && compareTime(at, given[1].toString()) <= 0;
    default:
        return std::any_of(given.begin(), given.end(),
            [this, at](const QVariant& one) { return compareTime(at, one.toString()) == 0; });
    }
}

// With a date: by day. With a time: by the millisecond.
int PlainAudience::compareTime(UtcMs at, const QString& given) const
{
    if (given.size() == 10) {
        const QDate day = QDate::fromString(given, Qt::ISODate);
        return dayOf(at) < day ? -1 : dayOf(at) > day ? 1 : 0;
    }
    QDateTime time = QDateTime::fromString(given, Qt::ISODateWithMs);
    time.setTimeZone(frame.zone);
    const UtcMs other = time.toMSecsSinceEpoch();
    return at < other ? -1 : at > other ? 1 : 0;
}

} // namespace wd
