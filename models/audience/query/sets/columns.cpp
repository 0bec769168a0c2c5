#include "models/audience/query/sets/columns.h"

#include "models/audience/query/sets/functions.h"

#include <limits>

namespace wd {

namespace {

constexpr size_t mostColumns = 64;

// So that 1, 1.0 and "1" are different.
std::string_view keyOf(sqlite3_stmt* row, int column, std::string& place)
{
    const int type = sqlite3_column_type(row, column);
    place.assign(1, char(type));
    if (type == SQLITE_INTEGER) {
        const sqlite3_int64 number = sqlite3_column_int64(row, column);
        place.append(reinterpret_cast<const char*>(&number), sizeof number);
    } else if (type == SQLITE_FLOAT) {
        const double number = sqlite3_column_double(row, column);
        place.append(reinterpret_cast<const char*>(&number), sizeof number);
    } else {
        const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
        place.append(bytes, size_t(sqlite3_column_bytes(row, column)));
    }
    return place;
}

// Numbers the texts that it is given from 1 on. A table of its own, as most of the time of reading a column goes into
// it: one that hangs its entries on pointers takes three times as long.
class Numbering {
public:
    Numbering()
        : m_places(64)
    {
    }
    size_t size() const { return m_size; }
    size_t numberOf(std::string_view text);

private:
    struct Place {
        quint32 hash = 0;
        quint32 number = 0; // 0: free
        quint32 begin = 0; // of its text
        quint32 length = 0;
    };

    Place& placeOf(quint32 hash, std::string_view text);
    void grow();

    std::vector<Place> m_places; // a power of two; half of them are free
    std::string m_texts;
    size_t m_size = 0;
};

size_t Numbering::numberOf(std::string_view text)
{
    const quint32 hash = quint32(std::hash<std::string_view>()(text));
    if (const Place& known = placeOf(hash, text); known.number != 0)
        return known.number;
    if (++m_size * 2 > m_places.size())
        grow();
    placeOf(hash, text) = {hash, quint32(m_size), quint32(m_texts.size()), quint32(text.size())};
    m_texts += text;
    return m_size;
}

Numbering::Place& Numbering::placeOf(quint32 hash, std::string_view text)
{
    for (size_t i = hash;; ++i) {
        Place& place = m_places[i & (m_places.size() - 1)];
        const auto isIt
            = [&] { return place.hash == hash && std::string_view(m_texts).substr(place.begin, place.length) == text; };
        if (place.number == 0 || isIt())
            return place;
    }
}

void Numbering::grow()
{
    std::vector<Place> places(m_places.size() * 2);
    places.swap(m_places);
    for (const Place& place : places)
        if (place.number != 0)
            placeOf(place.hash, std::string_view(m_texts).substr(place.begin, place.length)) = place;
}

class Filling {
public:
    void take(size_t id, sqlite3_stmt* row, int column);
    Column finish();

private:
    Column::Code codeOf(sqlite3_stmt* row, int column);

    Column m_column;
    Numbering m_codes;
    std::string m_key;
};

void Filling::take(size_t id, sqlite3_stmt* row, int column)
{
    const bool isFilled = sqlite3_column_type(row, column) != SQLITE_NULL;
    if (isFilled)
        m_column.filled.add(id);
    if (m_column.isWide)
        return;
    if (id >= m_column.codes.size())
        m_column.codes.resize(std::max(id + 1, m_column.codes.size() * 2));
    if (isFilled)
        m_column.codes[id] = codeOf(row, column);
}

Column::Code Filling::codeOf(sqlite3_stmt* row, int column)
{
    const size_t before = m_codes.size();
    const size_t code = m_codes.numberOf(keyOf(row, column, m_key));
    if (code > std::numeric_limits<Column::Code>::max()) {
        m_column.isWide = true;
        return 0;
    }
    if (code > before)
        m_column.values.emplace_back(sqlite3_value_dup(sqlite3_column_value(row, column)));
    return Column::Code(code);
}

Column Filling::finish()
{
    if (m_column.isWide) {
        m_column.codes = {};
        m_column.values.clear();
    } else
        m_column.values.emplace(m_column.values.begin());
    return std::move(m_column);
}

} // namespace

void Column::Freed::operator()(sqlite3_value* value) const
{
    sqlite3_value_free(value);
}

IdSet Column::having(const std::vector<bool>& codesWanted) const
{
    IdSet ids;
    for (size_t id = 0; id < codes.size(); ++id)
        if (codesWanted[codes[id]])
            ids.add(id);
    return ids;
}

bool Columns::load(const QList<QByteArray>& expressions)
{
    if (!forgetOld())
        return false;
    QList<QByteArray> missing;
    for (const QByteArray& expression : expressions)
        if (!m_columns.contains(expression.toStdString()) && !missing.contains(expression))
            missing += expression;
    if (missing.isEmpty())
        return true;
    if (m_columns.size() + size_t(missing.size()) > mostColumns)
        m_columns.clear();
    return read(missing);
}

SharedColumn Columns::column(const QByteArray& expression)
{
    if (!load({expression}))
        return nullptr;
    return m_columns.at(expression.toStdString());
}

// Within a statement SQLite goes on telling the version that the statement began with.
bool Columns::forgetOld()
{
    const RawStatement version = preparedOn(m_connection, "PRAGMA main.data_version");
    if (sqlite3_step(version.get()) != SQLITE_ROW)
        return false;
    const qint64 committed = sqlite3_column_int64(version.get(), 0);
    const qint64 changed = sqlite3_total_changes64(m_connection);
    if (committed != m_version || changed != m_changes)
        m_columns.clear();
    m_version = committed;
    m_changes = changed;
    return true;
}

bool Columns::read(const QList<QByteArray>& expressions)
{
    const RawStatement rows = preparedOn(m_connection, selectOfPeople(expressions));
    std::vector<Filling> fillings(size_t(expressions.size()));
    int stepped = SQLITE_ROW;
    while ((stepped = sqlite3_step(rows.get())) == SQLITE_ROW)
        for (size_t i = 0; i < fillings.size(); ++i)
            fillings[i].take(size_t(sqlite3_column_int64(rows.get(), 0)), rows.get(), int(i) + 1);
    if (stepped != SQLITE_DONE)
        return false;
    for (size_t i = 0; i < fillings.size(); ++i)
        m_columns.insert_or_assign(
            expressions[qsizetype(i)].toStdString(), std::make_shared<Column>(fillings[i].finish()));
    return true;
}

// Told not to, SQLite does not walk the people in the order of some index's ids.
QByteArray selectOfPeople(const QList<QByteArray>& expressions)
{
    return "SELECT p.id," + QByteArrayList(expressions).join(',') + " FROM person AS p NOT INDEXED";
}

} // namespace wd
