// The measures of many people at once: how often each did something, what it sums up to.
#pragma once

#include "models/audience/query/sets/idset.h"
#include "models/audience/query/sets/measured.h"
#include "models/audience/rules/rulevalues.h"

struct sqlite3;

namespace wd {

// Each person's, by id; made by the functions of addMeasures().
class Measures {
public:
    // What they are called among the pointers of SQL.
    static constexpr auto sqlType = "webhook-desk measures";

    explicit Measures(Measure::Kind kind, std::vector<Measured> ofId = {})
        : m_kind(kind)
        , m_ofId(std::move(ofId))
    {
    }
    // Those of other events, of the same kind.
    void add(const Measures& others);
    // Whose measure meets the test, or whose doesn't.
    IdSet meeting(const NumberTest& test, bool wanted) const;

private:
    Measure::Kind m_kind;
    std::vector<Measured> m_ofId;
};

// See idsets.h. False: SQLite refused.
bool addMeasures(sqlite3* connection);

} // namespace wd
