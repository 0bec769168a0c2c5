#include "models/audience/query/sets/columns.h"

#include "models/audience/query/sets/functions.h"

#include <limits>

namespace wd {

namespace {

constexpr size_t mostValues = std::numeric_limits<HeldColumn::Code>::max();
constexpr size_t mostBytes = 48 * 1024 * 1024;
constexpr qsizetype readAtOnce = 4;
constexpr size_t mostSets = 100;

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
    // Nothing: too many values.
    SharedColumn finish();

private:
    HeldColumn::Code codeOf(sqlite3_stmt* row, int column);

    std::shared_ptr<HeldColumn> m_column = std::make_shared<HeldColumn>();
    Numbering m_codes;
    std::string m_key;
};

void Filling::take(size_t id, sqlite3_stmt* row, int column)
{
    if (!m_column)
        return;
    std::vector<HeldColumn::Code>& codes = m_column->codes;
    if (id >= codes.size())
        codes.resize(std::max(id + 1, codes.size() * 2));
    if (sqlite3_column_type(row, column) != SQLITE_NULL)
        codes[id] = codeOf(row, column);
    if (m_codes.size() > mostValues)
        m_column.reset();
}

HeldColumn::Code Filling::codeOf(sqlite3_stmt* row, int column)
{
    const size_t before = m_codes.size();
    const size_t code = m_codes.numberOf(keyOf(row, column, m_key));
    if (code > before)
        m_column->values.emplace_back(sqlite3_value_dup(sqlite3_column_value(row, column)));
    return HeldColumn::Code(code);
}

SharedColumn Filling::finish()
{
    if (m_column)
        m_column->values.emplace(m_column->values.begin());
    return m_column;
}

} // namespace

void HeldColumn::Freed::operator()(sqlite3_value* value) const
{
    sqlite3_value_free(value);
}

IdSet HeldColumn::having(const std::vector<bool>& codesWanted) const
{
    IdSet ids;
    for (size_t id = 0; id < codes.size(); ++id)
        if (codesWanted[codes[id]])
            ids.add(id);
    return ids;
}

size_t HeldColumn::bytes() const
{
    constexpr size_t aValue = 100; // SQLite's own measure of one and a short text
    return codes.size() * sizeof(Code) + values.size() * aValue;
}

bool Columns::hold(const QList<QByteArray>& expressions, std::vector<bool>& held)
{
    if (!forgetOld())
        return false;
    QList<QByteArray> again;
    for (const QByteArray& expression : expressions) {
        const bool isAsked = !m_asked.insert(expression.toStdString()).second;
        if (isAsked && again.size() < readAtOnce && !m_columns.contains(expression.toStdString()))
            again += expression;
    }
    if (!again.isEmpty() && !read(again))
        return false;
    for (const QByteArray& expression : expressions)
        held.push_back(column(expression) != nullptr);
    return true;
}

SharedColumn Columns::column(const QByteArray& expression) const
{
    const auto found = m_columns.find(expression.toStdString());
    return found == m_columns.end() ? nullptr : found->second;
}

const IdSet* Columns::kept(const QByteArray& name)
{
    if (!forgetOld())
        return nullptr;
    const auto found = m_kept.find(name.toStdString());
    return found == m_kept.end() ? nullptr : &found->second;
}

bool Columns::keep(const QByteArray& name, const IdSet& set)
{
    if (!forgetOld())
        return false;
    if (m_kept.size() >= mostSets)
        m_kept.clear();
    m_kept.insert_or_assign(name.toStdString(), set);
    return true;
}

// Within a statement SQLite goes on telling the version that the statement began with.
bool Columns::forgetOld()
{
    const RawStatement version = preparedOn(m_connection, "PRAGMA main.data_version");
    if (sqlite3_step(version.get()) != SQLITE_ROW)
        return false;
    const qint64 committed = sqlite3_column_int64(version.get(), 0);
    const qint64 changed = sqlite3_total_changes64(m_connection);
    if (committed != m_version || changed != m_changes) {
        m_columns.clear();
        m_asked.clear();
        m_kept.clear();
    }
    m_version = committed;
    m_changes = changed;
    return true;
}

// Told not to, SQLite does not walk the people in the order of some index's ids.
bool Columns::read(const QList<QByteArray>& expressions)
{
    const RawStatement rows = preparedOn(
        m_connection, "SELECT p.id," + QByteArrayList(expressions).join(',') + " FROM person AS p NOT INDEXED");
    std::vector<Filling> fillings(size_t(expressions.size()));
    int stepped = SQLITE_ROW;
    while ((stepped = sqlite3_step(rows.get())) == SQLITE_ROW)
        for (size_t i = 0; i < fillings.size(); ++i)
            fillings[i].take(size_t(sqlite3_column_int64(rows.get(), 0)), rows.get(), int(i) + 1);
    if (stepped != SQLITE_DONE)
        return false;
    QList<SharedColumn> columns;
    size_t bytes = 0;
    for (Filling& filling : fillings) {
        columns += filling.finish();
        bytes += columns.last() ? columns.last()->bytes() : 0;
    }
    for (const auto& [name, column] : m_columns)
        bytes += column ? column->bytes() : 0;
    if (bytes > mostBytes)
        m_columns.clear();
    for (qsizetype i = 0; i < columns.size(); ++i)
        m_columns.insert_or_assign(expressions[i].toStdString(), columns.at(i));
    return true;
}

} // namespace wd
