#include "models/audience/query/idsets.h"

#include "models/audience/query/measured.h"
#include "models/audience/rules/rulevalues.h"
#include "models/storage/database.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <sqlite3.h>

#include <bit>
#include <vector>

namespace wd {

namespace {

constexpr int bitsPerWord = 64;
using Word = quint64;
using Words = std::vector<Word>;

// Ids come from SQLite's own counter; one that is not positive is no person's.
constexpr sqlite3_int64 highestId = sqlite3_int64(1) << 32;

constexpr auto setType = "webhook-desk id set";

// A set travels as a pointer: SQLite copies the bytes of what a subquery gives for every call of a function. The
// pointer lives as long as the register that was given it, which is until the statement is reset.
void answer(sqlite3_context* context, Words words)
{
    sqlite3_result_pointer(
        context, new Words(std::move(words)), setType, [](void* set) { delete static_cast<Words*>(set); });
}

const Words* setOf(sqlite3_value* value)
{
    return static_cast<const Words*>(sqlite3_value_pointer(value, setType));
}

// Better no answer than a wrong one.
void refuse(sqlite3_context* context)
{
    sqlite3_result_error(context, "not a set of ids", -1);
}

void add(Words& words, size_t id)
{
    const size_t word = id / bitsPerWord;
    if (word >= words.size())
        words.resize(std::max(word + 1, words.size() * 2));
    words[word] |= Word(1) << (id % bitsPerWord);
}

// The aggregates keep a pointer to what they gather where SQLite gives them room for one.
template <typename T> T* gathered(sqlite3_context* context, bool create)
{
    auto* const place = static_cast<T**>(sqlite3_aggregate_context(context, create ? sizeof(T*) : 0));
    if (place && !*place && create)
        *place = new T;
    return place ? *place : nullptr;
}

void setStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    const sqlite3_int64 id = sqlite3_value_int64(arguments[0]);
    Words* const words = gathered<Words>(context, true);
    if (words && id > 0 && id < highestId)
        add(*words, size_t(id));
}

void setFinal(sqlite3_context* context)
{
    Words* const words = gathered<Words>(context, false);
    answer(context, words ? std::move(*words) : Words());
    delete words;
}

// Per id, in the order of ids.
struct Measures {
    Measure::Kind kind = Measure::Kind::Count;
    std::vector<Measured> ofId;

    Measured& of(size_t id)
    {
        if (id >= ofId.size())
            ofId.resize(std::max(id + 1, ofId.size() * 2));
        return ofId[id];
    }
};

template <Measure::Kind kind> void take(Measured& measured, double value)
{
    if constexpr (kind == Measure::Kind::Minimum)
        measured.keepSmallest(value);
    else if constexpr (kind == Measure::Kind::Maximum)
        measured.keepLargest(value);
    else
        measured.add(value);
}

double resultOf(const Measured& measured, Measure::Kind kind)
{
    switch (kind) {
    case Measure::Kind::Count:
        return measured.times();
    case Measure::Kind::Sum:
        return measured.sum();
    case Measure::Kind::Average:
        return measured.average();
    case Measure::Kind::Minimum:
    case Measure::Kind::Maximum:
        return measured.kept();
    }
    Q_UNREACHABLE();
}

constexpr auto measuresType = "webhook-desk measures";

template <Measure::Kind kind> void measuresStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    Measures* const measures = gathered<Measures>(context, true);
    if (!measures)
        return;
    measures->kind = kind;
    const sqlite3_int64 id = sqlite3_value_int64(arguments[0]);
    if (id <= 0 || id >= highestId)
        return;
    if constexpr (kind == Measure::Kind::Count)
        measures->of(size_t(id)).count();
    else if (sqlite3_value_type(arguments[1]) != SQLITE_NULL)
        take<kind>(measures->of(size_t(id)), sqlite3_value_double(arguments[1]));
}

void measuresFinal(sqlite3_context* context)
{
    Measures* const measures = gathered<Measures>(context, false);
    sqlite3_result_pointer(context, measures ? measures : new Measures, measuresType,
        [](void* gone) { delete static_cast<Measures*>(gone); });
}

// Over the numbers of one person: without any there is no sum.
template <Measure::Kind kind> void numbersStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    Measured* const measured = gathered<Measured>(context, true);
    if (measured && sqlite3_value_type(arguments[0]) != SQLITE_NULL)
        take<kind>(*measured, sqlite3_value_double(arguments[0]));
}

template <Measure::Kind kind> void numbersFinal(sqlite3_context* context)
{
    const Measured* const measured = gathered<Measured>(context, false);
    if (measured && measured->times() > 0)
        sqlite3_result_double(context, resultOf(*measured, kind));
    delete measured;
}

// measures, operator, whether the measure is to meet it, numbers as a JSON array
void measuredSet(sqlite3_context* context, int, sqlite3_value** arguments)
{
    const auto* const measures = static_cast<const Measures*>(sqlite3_value_pointer(arguments[0], measuresType));
    if (!measures)
        return refuse(context);
    const QByteArray given(
        reinterpret_cast<const char*>(sqlite3_value_text(arguments[3])), sqlite3_value_bytes(arguments[3]));
    const NumberTest test(
        static_cast<Operator>(sqlite3_value_int(arguments[1])), QJsonDocument::fromJson(given).array().toVariantList());
    const bool wanted = sqlite3_value_int(arguments[2]) != 0;
    Words words(measures->ofId.size() / bitsPerWord + 1);
    for (size_t id = 0; id < measures->ofId.size(); ++id)
        if (const Measured& one = measures->ofId[id];
            one.times() > 0 && test.meets(resultOf(one, measures->kind)) == wanted)
            add(words, id);
    answer(context, std::move(words));
}

void inSet(sqlite3_context* context, int, sqlite3_value** arguments)
{
    const Words* const words = setOf(arguments[0]);
    if (!words)
        return refuse(context);
    const auto id = sqlite3_uint64(sqlite3_value_int64(arguments[1]));
    const sqlite3_uint64 word = id / bitsPerWord;
    sqlite3_result_int(context, word < words->size() && ((*words)[word] >> (id % bitsPerWord) & 1));
}

void commonSet(sqlite3_context* context, int count, sqlite3_value** arguments)
{
    Words common;
    for (int i = 0; i < count; ++i) {
        const Words* const other = setOf(arguments[i]);
        if (!other)
            return refuse(context);
        if (i == 0)
            common = *other;
        common.resize(std::min(common.size(), other->size()));
        for (size_t word = 0; word < common.size(); ++word)
            common[word] &= (*other)[word];
    }
    answer(context, std::move(common));
}

// --- set_ids -------------------------------------------------------------------------------------------------------

struct IdsCursor : sqlite3_vtab_cursor {
    Words words;
    size_t word = 0; // the one that holds the id
    Word left = 0; // its ids from this one on

    void advance()
    {
        while (left == 0 && ++word < words.size())
            left = words[word];
    }
    sqlite3_int64 id() const { return sqlite3_int64(word * bitsPerWord) + std::countr_zero(left); }
};

IdsCursor& cursorOf(sqlite3_vtab_cursor* cursor)
{
    return *static_cast<IdsCursor*>(cursor);
}

int idsConnect(sqlite3* database, void*, int, const char* const*, sqlite3_vtab** table, char**)
{
    const int declared = sqlite3_declare_vtab(database, "CREATE TABLE x(id INTEGER, ids HIDDEN)");
    if (declared == SQLITE_OK)
        *table = new sqlite3_vtab{};
    return declared;
}

int idsDisconnect(sqlite3_vtab* table)
{
    delete table;
    return SQLITE_OK;
}

// Only the set is asked for by; the ids come in their order.
int idsBestIndex(sqlite3_vtab*, sqlite3_index_info* info)
{
    for (int i = 0; i < info->nConstraint; ++i) {
        const auto& constraint = info->aConstraint[i];
        if (constraint.iColumn != 1 || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!constraint.usable)
            return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
    }
    info->orderByConsumed = info->nOrderBy == 1 && info->aOrderBy[0].iColumn == 0 && !info->aOrderBy[0].desc ? 1 : 0;
    info->estimatedCost = 1000;
    info->estimatedRows = 1000;
    return SQLITE_OK;
}

int idsOpen(sqlite3_vtab*, sqlite3_vtab_cursor** cursor)
{
    *cursor = new IdsCursor;
    return SQLITE_OK;
}

int idsClose(sqlite3_vtab_cursor* cursor)
{
    delete &cursorOf(cursor);
    return SQLITE_OK;
}

int idsFilter(sqlite3_vtab_cursor* cursor, int, const char*, int count, sqlite3_value** arguments)
{
    IdsCursor& ids = cursorOf(cursor);
    const Words* const words = count > 0 ? setOf(arguments[0]) : nullptr;
    if (!words)
        return SQLITE_ERROR;
    ids.words = *words;
    ids.word = 0;
    ids.left = ids.words.empty() ? 0 : ids.words[0];
    ids.advance();
    return SQLITE_OK;
}

int idsNext(sqlite3_vtab_cursor* cursor)
{
    IdsCursor& ids = cursorOf(cursor);
    ids.left &= ids.left - 1;
    ids.advance();
    return SQLITE_OK;
}

int idsEof(sqlite3_vtab_cursor* cursor)
{
    return cursorOf(cursor).left == 0;
}

int idsColumn(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column)
{
    if (column == 0)
        sqlite3_result_int64(context, cursorOf(cursor).id());
    return SQLITE_OK;
}

int idsRowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* id)
{
    *id = cursorOf(cursor).id();
    return SQLITE_OK;
}

// Without xCreate it is there by its name alone.
const sqlite3_module& idsModule()
{
    static const sqlite3_module module = [] {
        sqlite3_module methods{};
        methods.xConnect = idsConnect;
        methods.xDisconnect = idsDisconnect;
        methods.xBestIndex = idsBestIndex;
        methods.xOpen = idsOpen;
        methods.xClose = idsClose;
        methods.xFilter = idsFilter;
        methods.xNext = idsNext;
        methods.xEof = idsEof;
        methods.xColumn = idsColumn;
        methods.xRowid = idsRowid;
        return methods;
    }();
    return module;
}

bool isKnown(sqlite3* connection)
{
    sqlite3_stmt* statement = nullptr;
    const int prepared
        = sqlite3_prepare_v2(connection, "SELECT id FROM set_ids(in_set(x'',1))", -1, &statement, nullptr);
    sqlite3_finalize(statement);
    return prepared == SQLITE_OK;
}

} // namespace

Result<void> addIdSets(Database& database)
{
    sqlite3* const connection = database.handle();
    if (isKnown(connection))
        return {};
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    const auto scalar = [connection](const char* name, int arguments, auto* function) {
        return sqlite3_create_function_v2(
            connection, name, arguments, flags, nullptr, function, nullptr, nullptr, nullptr);
    };
    const auto aggregate = [connection](const char* name, int arguments, auto* step, auto* final) {
        return sqlite3_create_function_v2(connection, name, arguments, flags, nullptr, nullptr, step, final, nullptr);
    };
    const bool added = aggregate("id_set", 1, setStep, setFinal) == SQLITE_OK
        && aggregate("id_counts", 1, measuresStep<Measure::Kind::Count>, measuresFinal) == SQLITE_OK
        && aggregate("id_sums", 2, measuresStep<Measure::Kind::Sum>, measuresFinal) == SQLITE_OK
        && aggregate("id_averages", 2, measuresStep<Measure::Kind::Average>, measuresFinal) == SQLITE_OK
        && aggregate("id_minimums", 2, measuresStep<Measure::Kind::Minimum>, measuresFinal) == SQLITE_OK
        && aggregate("id_maximums", 2, measuresStep<Measure::Kind::Maximum>, measuresFinal) == SQLITE_OK
        && aggregate("decimal_sum", 1, numbersStep<Measure::Kind::Sum>, numbersFinal<Measure::Kind::Sum>) == SQLITE_OK
        && aggregate("decimal_average", 1, numbersStep<Measure::Kind::Average>, numbersFinal<Measure::Kind::Average>)
            == SQLITE_OK
        && scalar("measured_set", 4, measuredSet) == SQLITE_OK && scalar("common_set", -1, commonSet) == SQLITE_OK
        && scalar("in_set", 2, inSet) == SQLITE_OK
        && sqlite3_create_module_v2(connection, "set_ids", &idsModule(), nullptr, nullptr) == SQLITE_OK;
    return added ? Result<void>() : database.lastError();
}

} // namespace wd
