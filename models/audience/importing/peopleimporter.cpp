#include "models/audience/importing/peopleimporter.h"

#include "models/audience/catalogue/catalogueeditor.h"

namespace wd {

namespace {

using Use = ColumnMatch::Use;

constexpr qsizetype mostChoices = 200; // more are no choice that anybody makes

void noteChoice(QStringList& choices, const QString& value)
{
    if (choices.size() <= mostChoices && !choices.contains(value))
        choices += value;
}

// Of the look-ups: id, login_id, visitor_id, erased_at, values.
constexpr int firstIdColumn = 1;
constexpr int erasedColumn = 3;
constexpr int firstValueColumn = 4;

} // namespace

PeopleImporter::PeopleImporter(
    Database& audience, const Catalogue& catalogue, const QList<ColumnMatch>& columns, const ImportOptions& options)
    : m_audience(audience)
    , m_catalogue(catalogue)
    , m_options(options)
    , m_loginColumn(columnOf(columns, Use::LoginId))
    , m_visitorColumn(columnOf(columns, Use::VisitorId))
    , m_idHeader(columns[m_loginColumn >= 0 ? m_loginColumn : m_visitorColumn].header)
    , m_clock(options.zone)
{
    for (qsizetype i = 0; i < columns.size(); ++i) {
        if (columns[i].use != Use::Value)
            continue;
        Attribute attribute;
        if (const Attribute* known = catalogue.attributeByKey(columns[i].key)) {
            attribute = *known;
        } else {
            attribute.key = columns[i].key;
            attribute.userKind = m_loginColumn >= 0 ? UserKind::Login : UserKind::Visitor;
        }
        m_values.push_back({i, columns[i].header, attribute, TypeGuess(columns[i].header),
            options.types.value(columns[i].header) == AttributeType::Choice});
    }
}

bool PeopleImporter::wantsLook() const
{
    return std::any_of(m_values.begin(), m_values.end(), [](const Value& value) { return value.attribute.id == 0; });
}

PeopleImporter::Ids PeopleImporter::idsOf(const TableRow& row) const
{
    const auto field
        = [&row](qsizetype column) { return column < 0 ? QByteArrayView() : trimmedField(row.fields[size_t(column)]); };
    return {field(m_loginColumn), field(m_visitorColumn)};
}

Result<void> PeopleImporter::look(const TableRow& row)
{
    const Ids ids = idsOf(row);
    if (ids.login.isEmpty() && ids.visitor.isEmpty())
        return {};
    for (Value& value : m_values) {
        if (value.attribute.id != 0)
            continue;
        const QByteArrayView text = trimmedField(row.fields[size_t(value.column)]);
        value.guess.look(text, row.line);
        if (value.isChoice && !text.isEmpty())
            noteChoice(value.choices, QString::fromUtf8(text));
    }
    return {};
}

QList<FoundType> PeopleImporter::foundTypes() const
{
    QList<FoundType> types;
    for (const Value& value : m_values) {
        if (value.attribute.id != 0 || !value.guess.anyValue())
            continue;
        FoundType found = value.guess.found();
        found.header = value.header;
        types += found;
    }
    return types;
}

Result<void> PeopleImporter::check() const
{
    qsizetype count = m_catalogue.attributes().size();
    for (const Value& value : m_values) {
        if (value.attribute.id == 0 && value.guess.anyValue())
            ++count;
        if (value.attribute.id != 0 && m_options.typesMustHold)
            if (const auto other = otherType(m_options, value.header, value.attribute.key, value.attribute.type))
                return *other;
    }
    return mayHaveColumns(count, mostAttributes);
}

Result<void> PeopleImporter::createAttribute(Value& value, ImportReport& report)
{
    value.attribute.type = m_options.types.value(value.header, value.guess.type());
    report.newAttributes += value.attribute.key;
    if (value.choices.size() <= mostChoices)
        value.attribute.choices = value.choices;
    return insertAttribute(m_audience, value.attribute);
}

Result<void> PeopleImporter::prepare(qint64 importId, ImportReport& report)
{
    // A column without any value says nothing about its type: it becomes no attribute yet.
    std::erase_if(m_values, [](const Value& value) { return value.attribute.id == 0 && !value.guess.anyValue(); });
    for (Value& value : m_values)
        if (value.attribute.id == 0)
            if (const Result<void> created = createAttribute(value, report); !created)
                return created.error();
    m_away.emplace(m_audience, importId);
    m_newIds.emplace(m_audience, "person");
    makeStatements(QByteArray::number(importId));
    m_cells.resize(m_values.size());
    if (!m_options.clearOthers.isEmpty())
        prepareClearing(importId);
    return {};
}

// What the file itself brings nobody else has. People of the kind that the file is about.
void PeopleImporter::prepareClearing(qint64 importId)
{
    QList<Attribute> attributes;
    for (const QString& key : m_options.clearOthers)
        if (const Attribute* const known = m_catalogue.attributeByKey(key))
            attributes += *known;
    m_clearing.emplace(m_audience, importId, m_loginColumn >= 0 ? "login_id" : "visitor_id", attributes);
}

void PeopleImporter::makeStatements(const QByteArray& import)
{
    QByteArray columns;
    QByteArray places;
    QByteArray changes;
    QByteArrayList images{"login_id", "visitor_id", "import_id"};
    for (const Value& value : m_values) {
        const QByteArray column = value.attribute.column();
        columns += ',' + column;
        places += ",?";
        changes += ',' + column + (m_options.emptyClears ? QByteArray("=?") : "=COALESCE(?," + column + ')');
        images += column;
    }
    const QByteArray select
        = "SELECT id, login_id, visitor_id, erased_at" + columns + " FROM person WHERE source_id=0 AND ";
    m_statements.emplace(Statements{Statement(m_audience,
                                        "INSERT OR IGNORE INTO person(import_id, id, login_id, visitor_id" + columns
                                            + ") VALUES(" + import + ",?,?,?" + places + ')'),
        Statement(m_audience, select + "login_id=?"), Statement(m_audience, select + "visitor_id=?"),
        Statement(m_audience,
            "UPDATE person SET import_id=" + import
                + ", login_id=COALESCE(?,login_id), visitor_id=COALESCE(?,visitor_id)" + changes + " WHERE id=?"),
        Statement(m_audience,
            "INSERT OR IGNORE INTO import_before(import_id, person_id, before) SELECT " + import + ", id, "
                + "json_array(" + imageObjects(images).join(',')
                + ") FROM person WHERE id=? AND id<(SELECT first_person FROM import WHERE id=" + import + ')')});
}

Errors PeopleImporter::parse(const TableRow& row)
{
    Errors errors;
    m_doubts.clear();
    for (size_t i = 0; i < m_values.size(); ++i) {
        const Value& value = m_values[i];
        const QByteArrayView text = trimmedField(row.fields[size_t(value.column)]);
        Result<Cell> cell = cellOf(text, value.attribute.type, value.attribute.choices, value.header, m_clock);
        if (cell)
            m_cells[i] = std::move(cell).value();
        else
            errors += cell.error();
        if (const std::optional<Error> lost = digitsLost(text, value.attribute.type, value.header))
            m_doubts += *lost;
    }
    return errors;
}

Result<Errors> PeopleImporter::take(const TableRow& row, ImportReport& report)
{
    const Ids ids = idsOf(row);
    Errors errors = parse(row);
    if (ids.login.isEmpty() && ids.visitor.isEmpty())
        errors.prepend({ErrorKind::Empty, {QStringLiteral("login_id, visitor_id")}, m_idHeader});
    if (!errors.isEmpty())
        return errors;
    if (m_options.mode == ImportMode::UpdateOnly)
        return update(ids, report);
    const Result<bool> inserted = insert(ids);
    if (!inserted)
        return inserted.error();
    if (!*inserted)
        return update(ids, report);
    ++report.added;
    return Errors();
}

Result<bool> PeopleImporter::insert(const Ids& ids)
{
    const Result<qint64> id = m_newIds->next();
    if (!id)
        return id.error();
    Statement& statement = m_statements->insert;
    statement.bind(1, *id);
    bindId(statement, 2, ids.login);
    bindId(statement, 3, ids.visitor);
    for (size_t i = 0; i < m_cells.size(); ++i)
        bindCell(statement, int(i) + 4, m_cells[i]);
    if (const Result<void> run = statement.run(); !run)
        return run.error();
    if (statement.changes() == 0)
        return false;
    m_newIds->taken();
    const Result<void> named = name(*id);
    return named ? Result<bool>(true) : named.error();
}

bool PeopleImporter::differs(const Statement& found, const Ids& ids) const
{
    const auto other = [&found](int column, QByteArrayView id) { return !id.isEmpty() && found.utf8(column) != id; };
    if (other(firstIdColumn, ids.login) || other(firstIdColumn + 1, ids.visitor))
        return true;
    for (size_t i = 0; i < m_cells.size(); ++i)
        if (!holds(found, int(i) + firstValueColumn, m_cells[i]))
            return true;
    return false;
}

Result<PeopleImporter::Known> PeopleImporter::find(const Ids& ids)
{
    Statement& byLogin = m_statements->byLogin;
    Statement& byVisitor = m_statements->byVisitor;
    bindId(byLogin, 1, ids.login);
    bindId(byVisitor, 1, ids.visitor);
    const Result<bool> login = ids.login.isEmpty() ? Result<bool>(false) : byLogin.step();
    const Result<bool> visitor = ids.visitor.isEmpty() ? Result<bool>(false) : byVisitor.step();
    if (!login || !visitor)
        return login ? visitor.error() : login.error();
    const auto holder = [](const Result<bool>& found, const Statement& row) {
        return *found ? IdHolder{row.integer(0), standingOf(row, erasedColumn), !row.isNull(firstIdColumn)}
                      : IdHolder();
    };
    const IdHolder loginHolder = holder(login, byLogin);
    Known known{meantBy(loginHolder, holder(visitor, byVisitor), !ids.login.isEmpty()), false};
    if (known.who.standing == Standing::Here && !known.who.twoPeople)
        known.changes = differs(known.who.person == loginHolder.person ? byLogin : byVisitor, ids);
    byLogin.reset();
    byVisitor.reset();
    return known;
}

Result<Errors> PeopleImporter::update(const Ids& ids, ImportReport& report)
{
    const Result<Known> known = find(ids);
    if (!known)
        return known.error();
    if (known->who.twoPeople)
        return Errors{{ErrorKind::TwoPeople, {shownValue(ids.login), shownValue(ids.visitor)}, m_idHeader}};
    const Result<void> done
        = known->who.standing == Standing::Here ? updateHere(ids, *known, report) : add(ids, known->who, report);
    return done ? Result<Errors>(Errors()) : done.error();
}

Result<void> PeopleImporter::updateHere(const Ids& ids, const Known& known, ImportReport& report)
{
    const bool leave = m_options.mode == ImportMode::AddOnly;
    if (leave || !known.changes) {
        ++(leave ? report.skipped : report.unchanged);
        return name(known.who.person);
    }
    if (const Result<void> room = makeRoom(ids, known.who); !room)
        return room;
    if (const Result<void> kept = m_statements->keep.bind(1, known.who.person).run(); !kept)
        return kept;
    if (const Result<void> written = write(ids, known.who.person); !written)
        return written;
    ++report.updated;
    return name(known.who.person);
}

// Of those who are not here, who is away comes back; who was erased for good does not.
Result<void> PeopleImporter::add(const Ids& ids, const Meant& who, ImportReport& report)
{
    if (who.standing == Standing::Erased || m_options.mode == ImportMode::UpdateOnly) {
        ++report.skipped;
        return {};
    }
    if (const Result<void> room = makeRoom(ids, who); !room)
        return room;
    if (who.person == 0) {
        if (const Result<bool> inserted = insert(ids); !inserted)
            return inserted.error();
    } else {
        if (const Result<void> back = m_away->takeBack(who.person, ids.login, ids.visitor); !back)
            return back;
        if (const Result<void> written = write(ids, who.person); !written)
            return written;
        if (const Result<void> named = name(who.person); !named)
            return named;
    }
    ++report.added;
    return {};
}

Result<void> PeopleImporter::makeRoom(const Ids& ids, const Meant& who)
{
    return who.crowded ? m_away->makeRoom(ids.login, ids.visitor, who.person) : Result<void>();
}

Result<void> PeopleImporter::write(const Ids& ids, qint64 person)
{
    Statement& statement = m_statements->update;
    bindId(statement, 1, ids.login);
    bindId(statement, 2, ids.visitor);
    for (size_t i = 0; i < m_cells.size(); ++i)
        bindCell(statement, int(i) + 3, m_cells[i]);
    statement.bind(int(m_cells.size()) + 3, person);
    return statement.run();
}

Result<void> PeopleImporter::name(qint64 person)
{
    return m_clearing ? m_clearing->name(person) : Result<void>();
}

// Whom its ids mean is named, even if they are two people.
Result<void> PeopleImporter::pass(const TableRow& row, bool namesSomebody)
{
    if (!m_clearing)
        return {};
    const Ids ids = namesSomebody ? idsOf(row) : Ids();
    if (ids.login.isEmpty() && ids.visitor.isEmpty()) {
        m_clearing->missOne();
        return {};
    }
    m_clearing->nameUnknown();
    for (const auto& [lookUp, id] :
        {std::pair(&m_statements->byLogin, ids.login), std::pair(&m_statements->byVisitor, ids.visitor)}) {
        if (id.isEmpty())
            continue;
        bindId(*lookUp, 1, id);
        const Result<bool> found = lookUp->step();
        if (!found)
            return found.error();
        if (!*found)
            continue;
        const qint64 person = lookUp->integer(0);
        lookUp->reset();
        if (const Result<void> named = name(person); !named)
            return named;
    }
    return {};
}

bool PeopleImporter::holds(const Statement& found, int column, const Cell& cell) const
{
    switch (cell.kind) {
    case Cell::Kind::Null:
        return !m_options.emptyClears || found.isNull(column);
    case Cell::Kind::Integer:
        return !found.isNull(column) && found.value(column) == QVariant(cell.integer);
    case Cell::Kind::Real:
        return !found.isNull(column) && found.value(column) == QVariant(cell.real);
    case Cell::Kind::Text:
        return !found.isNull(column) && found.utf8(column) == cell.text;
    }
    return false;
}

Result<void> PeopleImporter::finish(ImportReport& report)
{
    return m_clearing ? m_clearing->finish(report) : Result<void>();
}

} // namespace wd
