#include "models/audience/query/sets/measures.h"

#include "models/audience/query/sets/functions.h"
#include "models/audience/query/sets/idset.h"
#include "models/audience/query/sets/measured.h"
#include "models/audience/rules/rulevalues.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <vector>

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

// Per id. Events in the order of time are those of other people each time, far apart in memory: a value waits a few
// rows for its place to be fetched, which takes a third of the time of waiting for it.
class Measures {
public:
    template <Measure::Kind kind> void add(size_t id, double value)
    {
        if (id >= m_ofId.size())
            m_ofId.resize(std::max(id + 1, m_ofId.size() * 2));
        __builtin_prefetch(&m_ofId[id], 1);
        Waiting& oldest = m_waiting[m_next++ % m_waiting.size()];
        if (oldest.id != 0)
            take<kind>(m_ofId[oldest.id], oldest.value);
        oldest = {id, value};
    }
    template <Measure::Kind kind> void finish()
    {
        m_kind = kind;
        for (size_t i = 0; i < m_waiting.size(); ++i)
            if (const Waiting& oldest = m_waiting[(m_next + i) % m_waiting.size()]; oldest.id != 0)
                take<kind>(m_ofId[oldest.id], oldest.value);
    }
    // Whose measure meets the test, or whose doesn't.
    IdSet meeting(const NumberTest& test, bool wanted) const
    {
        IdSet ids;
        for (size_t id = 0; id < m_ofId.size(); ++id)
            if (const Measured& one = m_ofId[id]; one.times() > 0 && test.meets(resultOf(one, m_kind)) == wanted)
                ids.add(id);
        return ids;
    }

private:
    struct Waiting {
        size_t id = 0;
        double value = 0;
    };

    Measure::Kind m_kind = Measure::Kind::Count;
    std::vector<Measured> m_ofId;
    std::array<Waiting, 32> m_waiting;
    size_t m_next = 0;
};

constexpr auto measuresType = "webhook-desk measures";

template <Measure::Kind kind> void measuresStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    Measures* const measures = gathered<Measures>(context, true);
    const size_t id = idOf(arguments[0]);
    if (!measures || id == 0)
        return;
    if constexpr (kind == Measure::Kind::Count)
        measures->add<kind>(id, 0);
    else if (sqlite3_value_type(arguments[1]) != SQLITE_NULL)
        measures->add<kind>(id, sqlite3_value_double(arguments[1]));
}

template <Measure::Kind kind> void measuresFinal(sqlite3_context* context)
{
    Measures* const measures = gathered<Measures>(context, false);
    if (measures)
        measures->finish<kind>();
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
        return sqlite3_result_error(context, "not measures", -1);
    const QByteArray given(
        reinterpret_cast<const char*>(sqlite3_value_text(arguments[3])), sqlite3_value_bytes(arguments[3]));
    const NumberTest test(
        static_cast<Operator>(sqlite3_value_int(arguments[1])), QJsonDocument::fromJson(given).array().toVariantList());
    const bool wanted = sqlite3_value_int(arguments[2]) != 0;
    answerSet(context, measures->meeting(test, wanted));
}

template <Measure::Kind kind> bool addOf(sqlite3* connection, const char* name)
{
    constexpr int arguments = kind == Measure::Kind::Count ? 1 : 2;
    return addAggregate(connection, name, arguments, measuresStep<kind>, measuresFinal<kind>);
}

} // namespace

bool addMeasures(sqlite3* connection)
{
    using Kind = Measure::Kind;
    return addOf<Kind::Count>(connection, "id_counts") && addOf<Kind::Sum>(connection, "id_sums")
        && addOf<Kind::Average>(connection, "id_averages") && addOf<Kind::Minimum>(connection, "id_minimums")
        && addOf<Kind::Maximum>(connection, "id_maximums")
        && addAggregate(connection, "decimal_sum", 1, numbersStep<Kind::Sum>, numbersFinal<Kind::Sum>)
        && addAggregate(connection, "decimal_average", 1, numbersStep<Kind::Average>, numbersFinal<Kind::Average>)
        && addScalar(connection, "measured_set", 4, measuredSet);
}

} // namespace wd
