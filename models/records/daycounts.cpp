#include "models/records/daycounts.h"

#include "models/base/reason.h"
#include "models/sending/outboxtypes.h"
#include "models/storage/statement.h"

namespace wd {

Result<DayCounts> dayCounts(Database& workspace, UtcMs since)
{
    Statement sums(workspace,
        "SELECT c.state, sum(c.n) FROM run r JOIN run_tally c ON c.run_id=r.id"
        " WHERE r.started_at>=? AND c.state IN (1,2,3) AND c.reason<>? GROUP BY c.state");
    sums.bind(1, since).bind(2, static_cast<int>(Reason::LeftAsIs));
    DayCounts counts;
    for (;;) {
        const Result<bool> row = sums.step();
        if (!row)
            return row.error();
        if (!*row)
            return counts;
        const auto state = static_cast<DeliveryState>(sums.integer(0));
        qint64& sum = state == DeliveryState::Accepted ? counts.accepted
            : state == DeliveryState::Failed           ? counts.failed
                                                       : counts.uncertain;
        sum = sums.integer(1);
    }
}

} // namespace wd
