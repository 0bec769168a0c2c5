#include "models/audience/importing/eventsimporter.h"

#include "models/base/phrase.h"

#include <QCryptographicHash>

namespace wd {

namespace {

using Use = ColumnMatch::Use;

constexpr int keyPlace = 5;
constexpr int jsonPlace = 6;
constexpr qsizetype keyBytes = 16;
// More are the values of another column, such as ids, unless each stands there more than once. Each takes room for its
// columns.
constexpr size_t fewNames = 1'000;
constexpr size_t mostNames = 10'000;

void appendJsonText(QByteArray& json, QByteArrayView text)
{
    json += '"';
    for (const char byte : text) {
        if (byte == '"' || byte == '\\') {
            json += '\\';
            json += byte;
        } else if (uchar(byte) < 0x20) {
            json += "\\u00" + QByteArray(1, byte).toHex();
        } else {
            json += byte;
        }
    }
    json += '"';
}

void appendJsonValue(QByteArray& json, const Cell& cell, AttributeType type)
{
    if (cell.kind == Cell::Kind::Text)
        appendJsonText(json, cell.text);
    else if (type == AttributeType::Boolean)
        json += cell.integer ? "true" : "false";
    else
        json += QByteArray::number(cell.integer);
}

} // namespace

EventsImporter::EventsImporter(Database& audience, const Catalogue& catalogue, const QList<ColumnMatch>& columns,
    const ImportOptions& options, UtcMs now)
    : m_audience(audience)
    , m_catalogue(catalogue)
    , m_all(columns)
    , m_login(columnOf(columns, Use::LoginId))
    , m_visitor(columnOf(columns, Use::VisitorId))
    , m_event(columnOf(columns, Use::Event))
    , m_time(columnOf(columns, Use::Time))
    , m_sourceId(columnOf(columns, Use::SourceId))
    , m_idsArePerKind(m_sourceId >= 0 && !isWellKnownName(columns[m_sourceId].header))
    , m_options(options)
    , m_nameOfAll(options.eventName.toUtf8())
    , m_now(now)
    , m_clock(options.zone)
{
    for (qsizetype i = 0; i < columns.size(); ++i)
        if (columns[i].use == Use::Value)
            m_columns.push_back(i);
}

QByteArrayView EventsImporter::field(const TableRow& row, qsizetype column) const
{
    return column < 0 ? QByteArrayView() : trimmedField(row.fields[size_t(column)]);
}

// Who, what and when; the error says which of them a row lacks.
Result<EventsImporter::Head> EventsImporter::headOf(const TableRow& row)
{
    Head head{
        field(row, m_login), field(row, m_visitor), m_event < 0 ? QByteArrayView(m_nameOfAll) : field(row, m_event), 0};
    if (head.login.isEmpty() && head.visitor.isEmpty())
        return Error{ErrorKind::Empty, {QStringLiteral("login_id, visitor_id")},
            m_all[m_login >= 0 ? m_login : m_visitor].header};
    if (head.name.isEmpty())
        return Error{ErrorKind::Empty, {m_all[m_event].header}, m_all[m_event].header};
    const QByteArrayView text = field(row, m_time);
    if (text.isEmpty())
        return Error{ErrorKind::Empty, {m_all[m_time].header}, m_all[m_time].header};
    const std::optional<UtcMs> at = parseEventTime(text, m_clock);
    if (!at && findNoSuchDay(text) != NoSuchDay::No)
        return Error{ErrorKind::NoSuchDate, {shownValue(text)}, m_all[m_time].header};
    if (!at)
        return Error{ErrorKind::WrongType, {typeName(AttributeType::DateTime), shownValue(text)}, m_all[m_time].header};
    head.at = *at;
    return head;
}

EventsImporter::Name& EventsImporter::nameOf(QByteArrayView key)
{
    const auto found = m_names.find(QByteArray::fromRawData(key.data(), key.size()));
    if (found != m_names.end())
        return found->second;
    Name name;
    name.known.key = QString::fromUtf8(key);
    if (const EventName* known = m_catalogue.eventByKey(name.known.key))
        name.known = *known;
    for (const qsizetype column : m_columns) {
        const QString& property = m_all[column].key;
        const Property* known = name.known.propertyByKey(property);
        Value value{m_all[column].header, known ? *known : Property{0, property, AttributeType::Text, {}, {}, {}},
            TypeGuess(m_all[column].header), {}, 0};
        appendJsonText(value.jsonName, property.toUtf8());
        value.jsonName += ':';
        name.values.push_back(std::move(value));
    }
    return m_names.emplace(key.toByteArray(), std::move(name)).first->second;
}

Error EventsImporter::tooManyNames() const
{
    return {ErrorKind::BadValue,
        {m_all[m_event].header,
            phrase(QT_TRANSLATE_NOOP("wd::Phrase",
                       "the column with the names of events, of which there may be %1, or %2 when they stand there "
                       "twice on average"),
                {QString::number(fewNames), QString::number(mostNames)})},
        {}};
}

Result<void> EventsImporter::look(const TableRow& row)
{
    const Result<Head> head = headOf(row);
    if (!head)
        return {};
    Name& name = nameOf(head->name);
    ++m_looked;
    if (m_names.size() > mostNames)
        return tooManyNames();
    for (size_t i = 0; i < m_columns.size(); ++i)
        if (name.values[i].property.id == 0)
            name.values[i].guess.look(field(row, m_columns[i]), row.line);
    return {};
}

Result<void> EventsImporter::endLook() const
{
    const bool areNames = m_names.size() <= fewNames || size_t(m_looked) >= 2 * m_names.size();
    return areNames ? Result<void>() : tooManyNames();
}

QList<FoundType> EventsImporter::foundTypes() const
{
    QList<FoundType> types;
    for (const auto& [key, name] : m_names) {
        for (const Value& value : name.values) {
            if (value.property.id != 0 || !value.guess.anyValue())
                continue;
            FoundType found = value.guess.found();
            found.header = value.header;
            found.event = name.known.key;
            types += found;
        }
    }
    return types;
}

Result<void> EventsImporter::check() const
{
    qsizetype numbers = 0;
    for (const EventName& event : m_catalogue.events())
        numbers += std::count_if(event.properties.begin(), event.properties.end(),
            [](const Property& property) { return property.type == AttributeType::Number; });
    for (const auto& [key, name] : m_names) {
        for (const Value& value : name.values) {
            const bool isNew = value.property.id == 0 && value.guess.anyValue();
            const AttributeType type = m_options.types.value(value.header, value.guess.type());
            numbers += isNew && type == AttributeType::Number ? 1 : 0;
            if (value.property.id != 0 && m_options.typesMustHold)
                if (const auto other = otherType(m_options, value.header, value.property.key, value.property.type))
                    return *other;
        }
    }
    return mayHaveColumns(numbers, mostNumberProperties);
}

Result<void> EventsImporter::prepare(qint64 importId, ImportReport& report)
{
    m_importId = importId;
    m_people.emplace(m_audience, importId);
    m_newIds.emplace(m_audience, "event");
    for (auto& [key, name] : m_names) {
        if (const Result<void> prepared = prepareName(name, report); !prepared)
            return prepared.error();
        if (const auto before = report.latest.constFind(name.known.key); before != report.latest.cend())
            name.latest = *before;
    }
    return {};
}

Result<void> EventsImporter::prepareName(Name& name, ImportReport& report)
{
    if (name.known.id == 0) {
        Statement insert(m_audience, "INSERT INTO event_name(key) VALUES(?)");
        insert.bind(1, name.known.key);
        if (const Result<void> inserted = insert.run(); !inserted)
            return inserted.error();
        name.known.id = insert.lastInsertId();
    }
    QByteArray columns;
    QByteArray places;
    int place = jsonPlace;
    for (Value& value : name.values) {
        if (value.property.id == 0 && value.guess.anyValue())
            if (const Result<void> created = createProperty(name, value, report); !created)
                return created.error();
        if (value.property.id == 0 || value.property.type != AttributeType::Number)
            continue;
        value.place = ++place;
        columns += ",p" + QByteArray::number(value.property.id);
        places += ",?";
    }
    name.insert.emplace(m_audience,
        "INSERT OR IGNORE INTO event(live, import_id, id, person_id, name_id, at, key, properties" + columns
            + ") VALUES(0," + QByteArray::number(m_importId) + ",?,?,?,?,?,?" + places + ')');
    return m_options.addAlike ? Result<void>() : prepareAlike(name);
}

// With the numbers that the file does not have: they must be none.
Result<void> EventsImporter::prepareAlike(Name& name)
{
    const Result<std::optional<AlikeEvents::Period>> period = AlikeEvents::period(m_audience, name.known.id);
    if (!period)
        return period.error();
    if (!*period)
        return {};
    Statement first(m_audience, "SELECT first_event FROM import WHERE id=?");
    first.bind(1, m_importId);
    if (const Result<bool> row = first.step(); !row)
        return row.error();
    QByteArrayList numbers;
    for (const Property& property : name.known.properties)
        if (property.type == AttributeType::Number)
            numbers += 'p' + QByteArray::number(property.id);
    for (Value& value : name.values) {
        if (value.place == 0)
            continue;
        const QByteArray column = 'p' + QByteArray::number(value.property.id);
        if (!numbers.contains(column))
            numbers += column;
        value.number = numbers.indexOf(column);
    }
    name.alike.emplace(m_audience, name.known.id, first.integer(0), **period, numbers, m_alikeTaken);
    return {};
}

Result<void> EventsImporter::createProperty(Name& name, Value& value, ImportReport& report)
{
    value.property.type = m_options.types.value(value.header, value.guess.type());
    Statement insert(m_audience, "INSERT INTO property(event_name_id, key, type) VALUES(?,?,?)");
    insert.bind(1, name.known.id).bind(2, value.property.key).bind(3, int(value.property.type));
    if (const Result<void> inserted = insert.run(); !inserted)
        return inserted.error();
    value.property.id = insert.lastInsertId();
    report.newAttributes += name.known.key + u'.' + value.property.key;
    if (value.property.type != AttributeType::Number)
        return {};
    return m_audience.execute("ALTER TABLE event ADD COLUMN p" + QByteArray::number(value.property.id) + " REAL");
}

Errors EventsImporter::bindValues(Name& name, const TableRow& row, bool mayBeThere)
{
    Errors errors;
    m_json.clear();
    m_doubts.clear();
    for (size_t i = 0; i < m_columns.size(); ++i) {
        const Value& value = name.values[i];
        const AttributeType type = value.property.type;
        const QByteArrayView text = field(row, m_columns[i]);
        const QString& header = m_all[m_columns[i]].header;
        if (const std::optional<Error> lost = digitsLost(text, type, header))
            m_doubts += *lost;
        const Result<Cell> cell = cellOf(text, type, {}, header, m_clock);
        if (!cell) {
            errors += cell.error();
        } else if (value.place > 0) {
            bindCell(*name.insert, value.place, *cell);
            if (mayBeThere)
                name.alike->bindNumber(value.number, *cell);
        } else if (cell->kind != Cell::Kind::Null) {
            m_json += m_json.isEmpty() ? '{' : ',';
            m_json += value.jsonName;
            appendJsonValue(m_json, *cell, type);
        }
    }
    if (m_json.isEmpty()) {
        name.insert->bindNull(jsonPlace);
    } else {
        m_json += '}';
        name.insert->bindUtf8(jsonPlace, m_json.constData(), m_json.size());
    }
    return errors;
}

void EventsImporter::bindSourceId(const Name& name, Statement& insert, const TableRow& row) const
{
    const QByteArrayView id = field(row, m_sourceId);
    if (id.isEmpty()) {
        insert.bindNull(keyPlace);
        return;
    }
    QByteArray bytes = QByteArray::fromRawData(id.data(), id.size());
    if (m_idsArePerKind)
        bytes = name.known.key.toUtf8() + '\0' + bytes;
    insert.bind(keyPlace, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).left(keyBytes));
}

// False: an event with its id is there.
Result<bool> EventsImporter::insert(Name& name, qint64 person, UtcMs at, const TableRow& row)
{
    const Result<qint64> id = m_newIds->next();
    if (!id)
        return id.error();
    name.insert->bind(1, *id).bind(2, person).bind(3, name.known.id).bind(4, at);
    bindSourceId(name, *name.insert, row);
    if (const Result<void> run = name.insert->run(); !run)
        return run.error();
    const bool added = name.insert->changes() == 1;
    if (added)
        m_newIds->taken();
    return added;
}

Result<Errors> EventsImporter::take(const TableRow& row, ImportReport& report)
{
    const Result<Head> head = headOf(row);
    if (!head)
        return Errors{head.error()};
    Name& name = nameOf(head->name);
    // Only when the file has changed since it was looked at.
    if (!name.insert)
        if (const Result<void> prepared = prepareName(name, report); !prepared)
            return prepared.error();
    const bool mayBeThere = name.alike && name.alike->mayBeAt(head->at) && field(row, m_sourceId).isEmpty();
    if (const Errors unfit = bindValues(name, row, mayBeThere); !unfit.isEmpty())
        return unfit;
    const Result<PersonDirectory::Found> who = m_people->find(head->login, head->visitor);
    if (!who)
        return who.error();
    if (who->person == 0)
        return Errors{
            {ErrorKind::TwoPeople, {shownValue(head->login), shownValue(head->visitor)}, m_all[m_login].header}};
    if (who->erased) {
        ++report.skipped;
        return Errors();
    }
    if (mayBeThere && !who->created) {
        const Result<bool> there = name.alike->find(who->person, head->at, m_json);
        if (!there)
            return there.error();
        if (*there) {
            ++report.skipped;
            ++report.alike;
            noteLatest(name, head->at);
            return Errors();
        }
    }
    const Result<bool> added = insert(name, who->person, head->at, row);
    if (!added)
        return added.error();
    ++(*added ? report.added : report.skipped);
    report.peopleAdded += who->created ? 1 : 0;
    noteLatest(name, head->at);
    return Errors();
}

void EventsImporter::noteLatest(Name& name, UtcMs at) const
{
    if (at <= m_now)
        name.latest = std::max(name.latest.value_or(at), at);
}

void EventsImporter::tell(ImportReport& report) const
{
    for (const auto& [key, name] : m_names)
        if (name.latest)
            report.latest.insert(name.known.key, *name.latest);
}

Result<void> EventsImporter::finish(ImportReport& report)
{
    Statement advance(m_audience,
        "UPDATE event_name SET complete_until=CASE WHEN ?2 THEN ?1 ELSE max(?1, coalesce(complete_until, ?1)) END "
        "WHERE id=?3 RETURNING complete_until");
    for (const auto& [key, name] : m_names) {
        if (!name.latest)
            continue;
        const auto own = m_options.completeUntilOf.constFind(name.known.key);
        const std::optional<UtcMs> told
            = own == m_options.completeUntilOf.cend() ? m_options.completeUntil : std::optional(*own);
        advance.bind(1, told.value_or(*name.latest)).bind(2, int(told.has_value()));
        advance.bind(3, name.known.id);
        const Result<bool> row = advance.step();
        if (!row)
            return row.error();
        report.completeUntil.insert(name.known.key, *row ? advance.integer(0) : 0);
        // A statement that returns rows changes them for good once it is stepped to its end.
        if (const Result<bool> done = advance.step(); !done)
            return done.error();
    }
    return {};
}

} // namespace wd
