// Whom the runs of a campaign reached, or may still reach: none of its later runs sends to them.
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QMap>
#include <QString>

#include <vector>

namespace wd {

class Database;

class ReachedPeople {
public:
    // Accepted, uncertain or on their way in a run before `beforeRun`; 0: in any run of the campaign.
    static Result<ReachedPeople> load(Database& workspace, qint64 campaignId, qint64 beforeRun = 0);

    // By name: whom the other campaigns that go out through the channel reached, or may have reached, since then.
    static Result<QMap<QString, ReachedPeople>> byOthers(
        Database& workspace, qint64 channelId, qint64 campaignId, UtcMs since);

    bool contains(qint64 personId) const;

private:
    std::vector<qint64> m_people; // in order
};

} // namespace wd
