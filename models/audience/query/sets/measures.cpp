#include "models/audience/query/sets/measures.h"

#include "models/audience/query/sets/functions.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>

namespace wd {

namespace {

template <Measure::Kind kind> void take(Measured& measured, double value)
{
    if constexpr (kind == Measure::Kind::Count)
        measured.count();
    else if constexpr (kind == Measure::Kind::Minimum)
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

template <Measure::Kind kind> void takeAll(Measured& measured, const Measured& others)
{
    if constexpr (kind == Measure::Kind::Count)
        measured.count(others);
    else if constexpr (kind == Measure::Kind::Minimum)
        measured.keepSmallest(others);
    else if constexpr (kind == Measure::Kind::Maximum)
        measured.keepLargest(others);
    else
        measured.add(others);
}

// How many places were needed last: made at once, they are not moved again and again. It only saves time.
std::atomic<size_t> usualSize{0};

// Events in the order of time are those of other people each time, far apart in memory: a value waits a few rows for
// its place to be fetched, which takes a third of the time of waiting for it.
template <Measure::Kind kind> class Measuring {
public:
    void add(size_t id, double value)
    {
        if (id >= m_ofId.size())
            m_ofId.resize(std::max({id + 1, m_ofId.size() * 2, usualSize.load(std::memory_order_relaxed)}));
        __builtin_prefetch(&m_ofId[id], 1);
        Waiting& oldest = m_waiting[m_next++ % m_waiting.size()];
        if (oldest.id != 0)
            take<kind>(m_ofId[oldest.id], oldest.value);
        oldest = {id, value};
    }
    std::vector<Measured> finished()
    {
        usualSize.store(m_ofId.size(), std::memory_order_relaxed);
        for (size_t i = 0; i < m_waiting.size(); ++i)
            if (const Waiting& oldest = m_waiting[(m_next + i) % m_waiting.size()]; oldest.id != 0)
                take<kind>(m_ofId[oldest.id], oldest.value);
        return std::move(m_ofId);
    }

private:
    struct Waiting {
        size_t id = 0;
        double value = 0;
    };

    std::vector<Measured> m_ofId;
    std::array<Waiting, 32> m_waiting;
    size_t m_next = 0;
};

template <Measure::Kind kind> void measuresStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    auto* const measuring = gathered<Measuring<kind>>(context, true);
    const size_t id = idOf(arguments[0]);
    if (!measuring || id == 0)
        return;
    if constexpr (kind == Measure::Kind::Count)
        measuring->add(id, 0);
    else if (sqlite3_value_type(arguments[1]) != SQLITE_NULL)
        measuring->add(id, sqlite3_value_double(arguments[1]));
}

template <Measure::Kind kind> void measuresFinal(sqlite3_context* context)
{
    const std::unique_ptr<Measuring<kind>> measuring(gathered<Measuring<kind>>(context, false));
    auto* const measures = new Measures(kind, measuring ? measuring->finished() : std::vector<Measured>());
    sqlite3_result_pointer(
        context, measures, Measures::sqlType, [](void* gone) { delete static_cast<Measures*>(gone); });
}

// measures, where to
void keepMeasures(sqlite3_context* context, int, sqlite3_value** arguments)
{
    auto* const measures = static_cast<Measures*>(sqlite3_value_pointer(arguments[0], Measures::sqlType));
    auto* const place = static_cast<Measures*>(sqlite3_value_pointer(arguments[1], Measures::sqlType));
    if (!measures || !place)
        return sqlite3_result_error(context, "not measures", -1);
    *place = std::move(*measures);
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

template <Measure::Kind kind> bool addOf(sqlite3* connection, const char* name)
{
    constexpr int arguments = kind == Measure::Kind::Count ? 1 : 2;
    return addAggregate(connection, name, arguments, measuresStep<kind>, measuresFinal<kind>);
}

template <Measure::Kind kind> void addAll(std::vector<Measured>& ofId, const std::vector<Measured>& others)
{
    ofId.resize(std::max(ofId.size(), others.size()));
    for (size_t id = 0; id < others.size(); ++id)
        takeAll<kind>(ofId[id], others[id]);
}

} // namespace

void Measures::add(const Measures& others)
{
    switch (m_kind) {
    case Measure::Kind::Count:
        return addAll<Measure::Kind::Count>(m_ofId, others.m_ofId);
    case Measure::Kind::Sum:
        return addAll<Measure::Kind::Sum>(m_ofId, others.m_ofId);
    case Measure::Kind::Average:
        return addAll<Measure::Kind::Average>(m_ofId, others.m_ofId);
    case Measure::Kind::Minimum:
        return addAll<Measure::Kind::Minimum>(m_ofId, others.m_ofId);
    case Measure::Kind::Maximum:
        return addAll<Measure::Kind::Maximum>(m_ofId, others.m_ofId);
    }
    Q_UNREACHABLE();
}

IdSet Measures::meeting(const NumberTest& test, bool wanted) const
{
    IdSet ids;
    for (size_t id = 0; id < m_ofId.size(); ++id)
        if (const Measured& one = m_ofId[id]; one.times() > 0 && test.meets(resultOf(one, m_kind)) == wanted)
            ids.add(id);
    return ids;
}

bool addMeasures(sqlite3* connection)
{
    using Kind = Measure::Kind;
    return addOf<Kind::Count>(connection, "id_counts") && addOf<Kind::Sum>(connection, "id_sums")
        && addOf<Kind::Average>(connection, "id_averages") && addOf<Kind::Minimum>(connection, "id_minimums")
        && addOf<Kind::Maximum>(connection, "id_maximums")
        && addAggregate(connection, "decimal_sum", 1, numbersStep<Kind::Sum>, numbersFinal<Kind::Sum>)
        && addAggregate(connection, "decimal_average", 1, numbersStep<Kind::Average>, numbersFinal<Kind::Average>)
        && addScalar(connection, "keep_measures", 2, keepMeasures);
}

} // namespace wd
