// Whom the runs of a campaign reached, or may still reach: none of its later runs sends to them.
#pragma once

#include "models/base/result.h"

#include <vector>

namespace wd {

class Database;

class ReachedPeople {
public:
    // Accepted, uncertain or on their way in a run before `beforeRun`; 0: in any run of the campaign.
    static Result<ReachedPeople> load(Database& workspace, qint64 campaignId, qint64 beforeRun = 0);

    bool contains(qint64 personId) const;

private:
    std::vector<qint64> m_people; // in order
};

} // namespace wd
