#include "models/audience/importing/unnamedpeople.h"

#include "models/audience/importing/history/mendedtable.h"

#include <algorithm>

namespace wd {

namespace {

using Use = ColumnMatch::Use;

// People of the kind that the file is about, with a value to lose.
Result<QByteArray> losersOf(
    const Catalogue& catalogue, const QList<ColumnMatch>& columns, const QStringList& clearOthers)
{
    QByteArrayList values;
    for (const QString& key : clearOthers) {
        const Attribute* const attribute = catalogue.attributeByKey(key);
        if (!attribute || attribute->id <= 0)
            return catalogue.unknownAttribute(key, QStringLiteral("clearOthers"));
        values += attribute->column() + " IS NOT NULL";
    }
    const QByteArray id = columnOf(columns, Use::LoginId) >= 0 ? "login_id" : "visitor_id";
    return " FROM person WHERE source_id=0 AND erased_at IS NULL AND " + id + " IS NOT NULL AND ("
        + (values.isEmpty() ? QByteArray("0") : values.join(" OR ")) + ')';
}

} // namespace

UnnamedPeople::UnnamedPeople(
    Database& audience, std::unique_ptr<Table> table, const QList<ColumnMatch>& columns, const QByteArray& losers)
    : m_audience(audience)
    , m_table(std::move(table))
    , m_login(columnOf(columns, Use::LoginId))
    , m_visitor(columnOf(columns, Use::VisitorId))
    , m_doubts(columns)
    , m_losers(losers)
{
}

Result<std::unique_ptr<UnnamedPeople>> UnnamedPeople::open(
    Database& audience, const QString& file, const ImportOptions& options)
{
    Result<std::unique_ptr<Table>> table = openMendedTable(audience, file, options);
    if (!table)
        return table.error();
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Result<QList<ColumnMatch>> columns = matchColumns((*table)->headers(), options, *catalogue);
    if (!columns)
        return columns.error();
    const Result<QByteArray> losers = losersOf(*catalogue, *columns, options.clearOthers);
    if (!losers)
        return losers.error();
    return std::unique_ptr<UnnamedPeople>(new UnnamedPeople(audience, std::move(table).value(), *columns, *losers));
}

Result<bool> UnnamedPeople::go(qint64 ms)
{
    // Nothing is held between two slices.
    Statement byLogin(m_audience, "SELECT id" + m_losers + " AND login_id=?");
    Statement byVisitor(m_audience, "SELECT id" + m_losers + " AND visitor_id=?");
    return readFor(ms, *m_table, m_row, [&]() -> Result<void> {
        if (m_doubts.holdsTotals(m_row))
            return {};
        if (!namesSomebody()) {
            m_missesOne = true;
            return {};
        }
        m_namesAny = true;
        const Result<void> noted = note(byLogin, id(m_login));
        return noted ? note(byVisitor, id(m_visitor)) : noted;
    });
}

// Also when another of its cells is refused.
bool UnnamedPeople::namesSomebody() const
{
    const bool isBroken = m_row.fault && m_row.fault->where.isEmpty();
    return !isBroken && !m_doubts.refusal(m_row) && !(id(m_login).isEmpty() && id(m_visitor).isEmpty());
}

QByteArrayView UnnamedPeople::id(qsizetype column) const
{
    const bool isThere = column >= 0 && size_t(column) < m_row.fields.size();
    return isThere ? trimmedField(m_row.fields[size_t(column)]) : QByteArrayView();
}

Result<void> UnnamedPeople::note(Statement& find, QByteArrayView id)
{
    if (id.isEmpty())
        return {};
    find.reset();
    find.bindUtf8(1, id.data(), id.size());
    const Result<bool> found = find.step();
    if (!found)
        return found.error();
    if (*found)
        m_named.push_back(find.integer(0));
    return {};
}

Result<qint64> UnnamedPeople::count()
{
    if (m_missesOne || !m_namesAny)
        return 0;
    Statement all(m_audience, "SELECT count(*)" + m_losers);
    if (const Result<bool> row = all.step(); !row)
        return row.error();
    std::sort(m_named.begin(), m_named.end());
    m_named.erase(std::unique(m_named.begin(), m_named.end()), m_named.end());
    return all.integer(0) - qint64(m_named.size());
}

} // namespace wd
