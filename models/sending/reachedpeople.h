// Whom the runs of a campaign reached, or may still reach: none of its later runs sends to them. A recipient who was
// reached is the same one for the receiver, whatever person he is here by now.
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QByteArrayView>
#include <QMap>
#include <QString>

#include <array>
#include <vector>

namespace wd {

class Database;

class ReachedPeople {
public:
    // Accepted, uncertain or on their way in a run before `beforeRun`; 0: in any run of the campaign.
    static Result<ReachedPeople> load(Database& workspace, qint64 campaignId, qint64 beforeRun = 0);

    // By name: whom the other campaigns reached, or may have reached, since then that go out through the channel or
    // through one of the same purpose, if it names one.
    static Result<QMap<QString, ReachedPeople>> byOthers(
        Database& workspace, qint64 channelId, qint64 campaignId, UtcMs since);

    // The recipient as delivery.recipient has it; an empty one is nobody.
    bool contains(qint64 personId, const QString& recipient) const;

private:
    // A hash, so that a million recipients fit in 16 MB; no two share one of this size.
    using Digest = std::array<quint64, 2>;

    static Digest digestOf(QByteArrayView recipient);
    void add(qint64 personId, QByteArrayView recipient);
    void sort(); // once everybody is in

    std::vector<qint64> m_people; // both in order
    std::vector<Digest> m_recipients;
};

} // namespace wd
