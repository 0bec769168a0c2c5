#include "models/audience/query/sets/columns.h"

#include "models/audience/query/sets/functions.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

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

// A column while it is read. Its table of values is one of its own, as most of the time goes into it: one that hangs
// its entries on pointers takes three times as long.
class Filling {
public:
    Filling()
        : m_places(64)
    {
    }
    void take(size_t id, sqlite3_stmt* row, int column);
    bool isGivenUp() const { return !m_column; }
    void giveUp();
    size_t bytes() const;
    // Nothing: it was given up.
    SharedColumn finish() { return std::move(m_column); }

private:
    struct Place {
        quint32 hash = 0;
        quint32 code = 0; // 0: free
    };

    size_t codeOf(std::string_view value);
    Place& placeOf(quint32 hash, std::string_view value);
    void grow();

    std::shared_ptr<HeldColumn> m_column = std::make_shared<HeldColumn>();
    std::vector<Place> m_places; // a power of two; half of them are free
    std::string m_key;
};

void Filling::take(size_t id, sqlite3_stmt* row, int column)
{
    if (isGivenUp())
        return;
    std::vector<HeldColumn::Code>& codes = m_column->codes;
    if (id >= codes.size())
        codes.resize(std::max(id + 1, codes.size() * 2));
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return;
    const size_t code = codeOf(keyOf(row, column, m_key));
    if (code <= mostValues)
        codes[id] = HeldColumn::Code(code);
    else
        giveUp();
}

size_t Filling::codeOf(std::string_view value)
{
    const quint32 hash = quint32(std::hash<std::string_view>()(value));
    if (const Place& known = placeOf(hash, value); known.code != 0)
        return known.code;
    std::vector<std::string_view>& values = m_column->values;
    if (values.size() * 2 > m_places.size())
        grow();
    placeOf(hash, value) = {hash, quint32(values.size())};
    values.push_back(m_column->store.add(value));
    return values.size() - 1;
}

Filling::Place& Filling::placeOf(quint32 hash, std::string_view value)
{
    for (size_t i = hash;; ++i) {
        Place& place = m_places[i & (m_places.size() - 1)];
        if (place.code == 0 || (place.hash == hash && m_column->values[place.code] == value))
            return place;
    }
}

void Filling::grow()
{
    std::vector<Place> places(m_places.size() * 2);
    places.swap(m_places);
    for (const Place& place : places)
        if (place.code != 0)
            placeOf(place.hash, m_column->values[place.code]) = place;
}

void Filling::giveUp()
{
    m_column.reset();
    m_places = {};
}

size_t Filling::bytes() const
{
    return m_column ? m_column->bytes() + m_places.capacity() * sizeof(Place) : 0;
}

// Whichever is the largest makes room for the others.
void keepWithin(size_t most, std::vector<Filling>& fillings)
{
    size_t bytes = 0;
    for (const Filling& filling : fillings)
        bytes += filling.bytes();
    const auto smaller = [](const Filling& one, const Filling& other) { return one.bytes() < other.bytes(); };
    if (bytes > most)
        std::max_element(fillings.begin(), fillings.end(), smaller)->giveUp();
}

} // namespace

std::string_view ByteStore::add(std::string_view bytes)
{
    constexpr size_t smallest = 1024;
    constexpr size_t largest = 64 * 1024;
    if (bytes.size() > m_left) {
        m_left = std::max(bytes.size(), std::clamp(m_bytes, smallest, largest));
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(m_left));
        m_free = m_blocks.back().get();
        m_bytes += m_left;
    }
    char* const begin = std::exchange(m_free, m_free + bytes.size());
    m_left -= bytes.size();
    std::memcpy(begin, bytes.data(), bytes.size());
    return {begin, bytes.size()};
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
    return codes.capacity() * sizeof(Code) + values.capacity() * sizeof(std::string_view) + store.bytes();
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
    const auto isGivenUp = [](const Filling& filling) { return filling.isGivenUp(); };
    int stepped = SQLITE_ROW;
    while (!std::all_of(fillings.begin(), fillings.end(), isGivenUp)
        && (stepped = sqlite3_step(rows.get())) == SQLITE_ROW) {
        for (size_t i = 0; i < fillings.size(); ++i)
            fillings[i].take(size_t(sqlite3_column_int64(rows.get(), 0)), rows.get(), int(i) + 1);
        keepWithin(mostBytes, fillings);
    }
    if (stepped != SQLITE_DONE && stepped != SQLITE_ROW)
        return false;
    size_t bytes = 0;
    for (const Filling& filling : fillings)
        bytes += filling.bytes();
    for (const auto& [name, column] : m_columns)
        bytes += column ? column->bytes() : 0;
    // Which ones are too large stays known.
    if (bytes > mostBytes)
        std::erase_if(m_columns, [](const auto& held) { return held.second != nullptr; });
    for (qsizetype i = 0; i < expressions.size(); ++i)
        m_columns.insert_or_assign(expressions[i].toStdString(), fillings[size_t(i)].finish());
    return true;
}

} // namespace wd
