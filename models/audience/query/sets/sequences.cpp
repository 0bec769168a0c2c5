#include "models/audience/query/sets/sequences.h"

#include "models/audience/query/sets/functions.h"
#include "models/audience/query/sets/idset.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace wd {

namespace {

struct Happened {
    size_t person = 0;
    qint64 at = 0;
    qint64 event = 0;
    auto order() const { return std::tie(person, at, event); }
};

// What people did, each person's in the order of time.
class Happenings {
public:
    void add(const Happened& happened) { m_rows.push_back(happened); }
    void finish();
    // Whether the person did it not before the event, at most so many ms after it, and not as this very event.
    bool isFollowed(const Happened& first, qint64 within) const;

private:
    std::vector<Happened> m_rows;
    std::vector<quint32> m_begin; // where a person's rows begin; those of the next one end them
};

void Happenings::finish()
{
    const auto less = [](const Happened& a, const Happened& b) { return a.order() < b.order(); };
    if (!std::is_sorted(m_rows.begin(), m_rows.end(), less))
        std::sort(m_rows.begin(), m_rows.end(), less);
    m_begin.assign(m_rows.empty() ? 2 : m_rows.back().person + 2, 0);
    for (const Happened& row : m_rows)
        ++m_begin[row.person + 1];
    for (size_t person = 1; person < m_begin.size(); ++person)
        m_begin[person] += m_begin[person - 1];
}

bool Happenings::isFollowed(const Happened& first, qint64 within) const
{
    if (first.person + 1 >= m_begin.size())
        return false;
    const auto end = m_rows.begin() + m_begin[first.person + 1];
    auto row = std::lower_bound(m_rows.begin() + m_begin[first.person], end, first.at,
        [](const Happened& happened, qint64 at) { return happened.at < at; });
    if (row != end && row->event == first.event)
        ++row;
    return row != end && row->at - first.at <= within;
}

constexpr auto happeningsType = "webhook-desk happenings";

Happened happenedIn(sqlite3_value** arguments)
{
    return {idOf(arguments[0]), sqlite3_value_int64(arguments[1]), sqlite3_value_int64(arguments[2])};
}

void happenedStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    Happenings* const happenings = gathered<Happenings>(context, true);
    if (const Happened happened = happenedIn(arguments); happenings && happened.person != 0)
        happenings->add(happened);
}

void happenedFinal(sqlite3_context* context)
{
    Happenings* happenings = gathered<Happenings>(context, false);
    if (!happenings)
        happenings = new Happenings;
    happenings->finish();
    sqlite3_result_pointer(
        context, happenings, happeningsType, [](void* gone) { delete static_cast<Happenings*>(gone); });
}

// person, time, event, happenings, ms
void followedStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    const auto* const happenings = static_cast<const Happenings*>(sqlite3_value_pointer(arguments[3], happeningsType));
    if (!happenings)
        return sqlite3_result_error(context, "not happenings", -1);
    IdSet* const people = gathered<IdSet>(context, true);
    const Happened first = happenedIn(arguments);
    if (people && !people->contains(first.person) && happenings->isFollowed(first, sqlite3_value_int64(arguments[4])))
        people->add(first.person);
}

void followedFinal(sqlite3_context* context)
{
    const std::unique_ptr<IdSet> people(gathered<IdSet>(context, false));
    answerSet(context, people ? *people : IdSet());
}

} // namespace

bool addSequences(sqlite3* connection)
{
    return addAggregate(connection, "happened", 3, happenedStep, happenedFinal)
        && addAggregate(connection, "followed_set", 5, followedStep, followedFinal);
}

} // namespace wd
