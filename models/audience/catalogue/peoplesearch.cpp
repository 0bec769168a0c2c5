#include "models/audience/catalogue/peoplesearch.h"

#include "models/audience/query/personcondition.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace wd {

namespace {

// The 0 is the source of imported people.
const QByteArray known = " source_id=0 AND erased_at IS NULL AND ";

bool isText(AttributeType type)
{
    return type == AttributeType::Text || type == AttributeType::Choice;
}

// The first text after all that begin with `text`.
QString afterAll(const QString& text)
{
    return text + QChar(0xdbff) + QChar(0xdfff);
}

QVariant propertyValue(const QJsonValue& json, AttributeType type)
{
    if (json.isUndefined() || json.isNull())
        return {};
    if (json.isBool())
        return json.toBool();
    return attributeValue(json.isString() ? QVariant(json.toString()) : QVariant(qint64(json.toDouble())), type);
}

Result<qint64> idOf(Database& audience, UserKind kind, const QByteArray& column, const QString& id)
{
    Statement find(
        audience, "SELECT p.id FROM person AS p WHERE p.source_id=0 AND p." + column + "=? AND " + kindCondition(kind));
    const Result<bool> row = find.bind(1, id).step();
    if (!row)
        return row.error();
    return *row ? find.integer(0) : 0;
}

} // namespace

Result<Person> findPerson(Database& audience, const Catalogue& catalogue, UserKind kind, const QString& id)
{
    for (const Attribute* known : {&loginIdAttribute(), &visitorIdAttribute()}) {
        const Result<qint64> found = idOf(audience, kind, known->column(), id);
        if (!found)
            return found.error();
        if (*found == 0)
            continue;
        const Result<std::optional<Person>> person = personById(audience, catalogue, *found);
        if (!person)
            return person.error();
        if (*person)
            return **person;
    }
    return Error{ErrorKind::NotFound, {QStringLiteral("person"), id}, {}};
}

// Adds those not there yet.
Result<void> PeopleSearch::collect(Statement statement, int limit, QList<qint64>& ids) const
{
    while (ids.size() < limit) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        if (const qint64 id = statement.integer(0); !ids.contains(id))
            ids += id;
    }
    return {};
}

Result<QList<Person>> PeopleSearch::find(const QString& text, int limit) const
{
    QList<qint64> ids;
    std::vector<Statement> searches;
    if (text.isEmpty()) {
        searches.emplace_back(m_audience, "SELECT id FROM person WHERE" + known + "1 ORDER BY id DESC LIMIT ?");
        searches.back().bind(1, limit);
    } else {
        for (const QByteArray& id : {QByteArray("login_id"), QByteArray("visitor_id")}) {
            searches.emplace_back(m_audience, "SELECT id FROM person WHERE" + known + id + "=?");
            searches.back().bind(1, text);
        }
        for (const QByteArray& id : {QByteArray("login_id"), QByteArray("visitor_id")}) {
            searches.emplace_back(m_audience,
                "SELECT id FROM person WHERE" + known + id + ">=? AND " + id + "<? ORDER BY " + id + " LIMIT ?");
            searches.back().bind(1, text).bind(2, afterAll(text)).bind(3, limit);
        }
        searches.push_back(holding(text, limit));
    }
    for (Statement& search : searches)
        if (const Result<void> collected = collect(std::move(search), limit, ids); !collected)
            return collected.error();
    QList<Person> people;
    for (const qint64 id : std::as_const(ids)) {
        const Result<Person> one = person(id);
        if (!one)
            return one.error();
        people += *one;
    }
    return people;
}

Statement PeopleSearch::holding(const QString& text, int limit) const
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    QByteArray tests;
    for (const Attribute& attribute : m_catalogue.attributes()) {
        if (isText(attribute.type))
            tests += (tests.isEmpty() ? "" : " OR ") + ("instr(" + attribute.column()) + ",?1)>0";
        else if (attribute.type == AttributeType::Number && isNumber)
            tests += " OR " + attribute.column() + "=?2";
    }
    Statement search(m_audience, "SELECT id FROM person WHERE" + known + '(' + tests + ") LIMIT ?3");
    search.bind(1, text).bind(2, number).bind(3, limit);
    return search;
}

Result<Person> PeopleSearch::person(qint64 id) const
{
    const Result<std::optional<Person>> person = personById(m_audience, m_catalogue, id);
    if (!person)
        return person.error();
    return *person ? Result<Person>(**person)
                   : Error{ErrorKind::NotFound, {QStringLiteral("person"), QString::number(id)}, {}};
}

Result<QList<PersonEvent>> PeopleSearch::events(qint64 person, std::optional<EventMark> before, int limit) const
{
    constexpr qint64 last = std::numeric_limits<qint64>::max();
    const EventMark mark = before.value_or(EventMark{last, last});
    QList<PersonEvent> events;
    // One name after the other: the index begins with the name.
    for (const EventName& name : m_catalogue.events())
        if (const Result<void> added = addEvents(person, name, mark, limit, events); !added)
            return added.error();
    std::sort(events.begin(), events.end(),
        [](const PersonEvent& a, const PersonEvent& b) { return std::pair(a.at, a.id) > std::pair(b.at, b.id); });
    if (events.size() > limit)
        events.resize(limit);
    return events;
}

Result<void> PeopleSearch::addEvents(
    qint64 person, const EventName& name, const EventMark& before, int limit, QList<PersonEvent>& events) const
{
    QByteArray columns;
    for (const Property& property : name.properties)
        columns += property.type == AttributeType::Number ? ",p" + QByteArray::number(property.id) : ",NULL";
    Statement rows(m_audience,
        "SELECT id, at, properties" + columns
            + " FROM event WHERE name_id=? AND person_id=? AND at<=? AND (at<? OR id<?) ORDER BY at DESC, id DESC"
              " LIMIT ?");
    rows.bind(1, name.id).bind(2, person).bind(3, before.at).bind(4, before.at).bind(5, before.id).bind(6, limit);
    for (;;) {
        const Result<bool> row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        PersonEvent event{rows.integer(0), name.id, name.key, rows.integer(1), {}};
        const QJsonObject json = QJsonDocument::fromJson(rows.blob(2)).object();
        for (qsizetype i = 0; i < name.properties.size(); ++i) {
            const Property& property = name.properties.at(i);
            const QVariant value = property.type == AttributeType::Number
                ? rows.value(int(i) + 3)
                : propertyValue(json.value(property.key), property.type);
            if (value.isValid() && !value.isNull())
                event.properties.append({property.key, value});
        }
        events += event;
    }
}

Result<QMap<QString, qint64>> PeopleSearch::eventCounts(qint64 person) const
{
    QMap<QString, qint64> counts;
    Statement count(m_audience, "SELECT count(*) FROM event WHERE name_id=? AND person_id=?");
    for (const EventName& name : m_catalogue.events()) {
        count.bind(1, name.id).bind(2, person);
        const Result<bool> row = count.step();
        if (!row)
            return row.error();
        if (const qint64 times = count.integer(0); times > 0)
            counts.insert(name.key, times);
        count.reset();
    }
    return counts;
}

} // namespace wd
