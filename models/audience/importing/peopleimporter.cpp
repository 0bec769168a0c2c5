#include "models/audience/importing/peopleimporter.h"

#include "models/audience/catalogueeditor.h"

namespace wd {

namespace {

using Use = ColumnMatch::Use;

void bindId(Statement& statement, int position, QByteArrayView id)
{
    if (id.isEmpty())
        statement.bindNull(position);
    else
        statement.bindUtf8(position, id.data(), id.size());
}

bool holds(const Statement& found, int column, const Cell& cell)
{
    switch (cell.kind) {
    case Cell::Kind::Null:
        return true; // an empty cell overwrites nothing
    case Cell::Kind::Integer:
        return !found.isNull(column) && found.value(column) == QVariant(cell.integer);
    case Cell::Kind::Real:
        return !found.isNull(column) && found.value(column) == QVariant(cell.real);
    case Cell::Kind::Text:
        return !found.isNull(column) && found.utf8(column) == cell.text;
    }
    return false;
}

constexpr int firstIdColumn = 1; // of the look-ups: id, login_id, visitor_id, values

} // namespace

PeopleImporter::PeopleImporter(
    Database& audience, const Catalogue& catalogue, const QList<ColumnMatch>& columns, const QTimeZone& zone)
    : m_audience(audience)
    , m_loginColumn(columnOf(columns, Use::LoginId))
    , m_visitorColumn(columnOf(columns, Use::VisitorId))
    , m_clock(zone)
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
        m_values.push_back({i, columns[i].header, attribute, TypeGuess(columns[i].header)});
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

void PeopleImporter::look(const TableRow& row)
{
    const Ids ids = idsOf(row);
    if (ids.login.isEmpty() && ids.visitor.isEmpty())
        return;
    for (Value& value : m_values)
        if (value.attribute.id == 0)
            value.guess.look(trimmedField(row.fields[size_t(value.column)]));
}

Result<void> PeopleImporter::createAttribute(Value& value, ImportReport& report)
{
    value.attribute.type = value.guess.type();
    report.newAttributes += value.attribute.key;
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
    const QByteArray import = QByteArray::number(importId);
    QByteArray columns;
    QByteArray places;
    QByteArray changes;
    for (const Value& value : m_values) {
        const QByteArray column = value.attribute.column();
        columns += ',' + column;
        places += ",?";
        changes += ',' + column + "=COALESCE(?," + column + ')';
    }
    const QByteArray select = "SELECT id, login_id, visitor_id" + columns + " FROM person WHERE source_id=0 AND ";
    m_statements.emplace(Statements{Statement(m_audience,
                                        "INSERT OR IGNORE INTO person(import_id, login_id, visitor_id" + columns
                                            + ") VALUES(" + import + ",?,?" + places + ')'),
        Statement(m_audience, select + "login_id=?"), Statement(m_audience, select + "visitor_id=?"),
        Statement(m_audience,
            "UPDATE person SET import_id=" + import
                + ", login_id=COALESCE(?,login_id), visitor_id=COALESCE(?,visitor_id)" + changes + " WHERE id=?")});
    m_cells.resize(m_values.size());
    return {};
}

std::optional<Error> PeopleImporter::parse(const TableRow& row)
{
    for (size_t i = 0; i < m_values.size(); ++i) {
        const Value& value = m_values[i];
        Result<Cell> cell = cellOf(trimmedField(row.fields[size_t(value.column)]), value.attribute.type,
            value.attribute.choices, value.header, m_clock);
        if (!cell)
            return cell.error();
        m_cells[i] = std::move(cell).value();
    }
    return std::nullopt;
}

Result<std::optional<Error>> PeopleImporter::take(const TableRow& row, ImportReport& report)
{
    const Ids ids = idsOf(row);
    if (ids.login.isEmpty() && ids.visitor.isEmpty())
        return std::optional(Error{ErrorKind::Empty, {QStringLiteral("login_id, visitor_id")}, {}});
    if (const std::optional<Error> unfit = parse(row))
        return unfit;
    const Result<bool> inserted = insert(ids);
    if (!inserted)
        return inserted.error();
    if (!*inserted)
        return update(ids, report);
    ++report.added;
    return std::optional<Error>();
}

Result<bool> PeopleImporter::insert(const Ids& ids)
{
    Statement& statement = m_statements->insert;
    bindId(statement, 1, ids.login);
    bindId(statement, 2, ids.visitor);
    for (size_t i = 0; i < m_cells.size(); ++i)
        bindCell(statement, int(i) + 3, m_cells[i]);
    if (const Result<void> run = statement.run(); !run)
        return run.error();
    return statement.changes() == 1;
}

bool PeopleImporter::differs(const Statement& found, const Ids& ids) const
{
    const auto other = [&found](int column, QByteArrayView id) { return !id.isEmpty() && found.utf8(column) != id; };
    if (other(firstIdColumn, ids.login) || other(firstIdColumn + 1, ids.visitor))
        return true;
    for (size_t i = 0; i < m_cells.size(); ++i)
        if (!holds(found, int(i) + firstIdColumn + 2, m_cells[i]))
            return true;
    return false;
}

// One of the ids is known. A visitor who is known with another login id is somebody else; a login id's visitor id may
// change, as devices do.
Result<std::optional<Error>> PeopleImporter::update(const Ids& ids, ImportReport& report)
{
    Statement& byLogin = m_statements->byLogin;
    Statement& byVisitor = m_statements->byVisitor;
    bindId(byLogin, 1, ids.login);
    bindId(byVisitor, 1, ids.visitor);
    const Result<bool> login = ids.login.isEmpty() ? Result<bool>(false) : byLogin.step();
    const Result<bool> visitor = ids.visitor.isEmpty() ? Result<bool>(false) : byVisitor.step();
    if (!login || !visitor)
        return login ? visitor.error() : login.error();
    const bool twoPeople = *visitor
        && (*login ? byLogin.integer(0) != byVisitor.integer(0) : !ids.login.isEmpty() && !byVisitor.isNull(1));
    Statement& found = *login ? byLogin : byVisitor;
    const qint64 person = found.integer(0);
    const bool changed = !twoPeople && differs(found, ids);
    byLogin.reset();
    byVisitor.reset();
    if (twoPeople)
        return std::optional(Error{ErrorKind::TwoPeople, {shownValue(ids.login), shownValue(ids.visitor)}, {}});
    if (!changed) {
        ++report.unchanged;
        return std::optional<Error>();
    }
    Statement& statement = m_statements->update;
    bindId(statement, 1, ids.login);
    bindId(statement, 2, ids.visitor);
    for (size_t i = 0; i < m_cells.size(); ++i)
        bindCell(statement, int(i) + 3, m_cells[i]);
    statement.bind(int(m_cells.size()) + 3, person);
    if (const Result<void> run = statement.run(); !run)
        return run.error();
    ++report.updated;
    return std::optional<Error>();
}

Result<void> PeopleImporter::finish(ImportReport&)
{
    return {};
}

} // namespace wd
