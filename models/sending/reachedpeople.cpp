#include "models/sending/reachedpeople.h"

#include "models/storage/statement.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cstring>
#include <limits>

namespace wd {

Result<ReachedPeople> ReachedPeople::load(Database& workspace, qint64 campaignId, qint64 beforeRun)
{
    ReachedPeople reached;
    if (campaignId == 0)
        return reached;
    // Person 0 stands for a request that names nobody. A discarded run (state 5) never was; of one that is just going
    // offline (3), who was never claimed is about to be cancelled.
    Statement people(workspace,
        "SELECT d.person_id, d.recipient FROM run r CROSS JOIN delivery d ON d.run_id=r.id"
        " WHERE r.campaign_id=?1 AND r.id<?2 AND r.state<>5 AND d.person_id<>0"
        " AND (d.state IN (1,3) OR (d.state=0 AND (r.state<>3 OR d.id<=r.claimed_to)))");
    people.bind(1, campaignId).bind(2, beforeRun == 0 ? std::numeric_limits<qint64>::max() : beforeRun);
    for (;;) {
        const Result<bool> row = people.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        reached.add(people.integer(0), people.utf8(1));
    }
    reached.sort();
    return reached;
}

// A run's deliveries have ids in a row; runs that began in time need no look at their messages.
Result<QMap<QString, ReachedPeople>> ReachedPeople::byOthers(
    Database& workspace, qint64 channelId, qint64 campaignId, UtcMs since)
{
    Statement people(workspace,
        "SELECT c.name, d.person_id, d.recipient FROM run r CROSS JOIN delivery d JOIN campaign c ON c.id=r.campaign_id"
        " WHERE json_valid(r.plan) AND json_extract(r.plan,'$.channelId') IN (SELECT o.id FROM channel m JOIN channel o"
        "   ON o.id=m.id OR (CASE WHEN json_valid(o.spec) THEN json_extract(o.spec,'$.purpose') END)"
        "    =(CASE WHEN json_valid(m.spec) THEN json_extract(m.spec,'$.purpose') END) WHERE m.id=?1)"
        " AND r.campaign_id<>?2 AND (r.ended_at IS NULL OR r.ended_at>=?3)"
        " AND d.id BETWEEN r.first_id AND r.last_id AND +d.run_id=r.id AND d.state IN (1,3) AND d.person_id<>0"
        " AND (r.started_at>=?3 OR (SELECT m.first_at FROM message m WHERE m.id=d.message_id)>=?3)");
    people.bind(1, channelId).bind(2, campaignId).bind(3, since);
    QMap<QString, ReachedPeople> found;
    for (;;) {
        const Result<bool> row = people.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        found[people.text(0)].add(people.integer(1), people.utf8(2));
    }
    for (ReachedPeople& reached : found)
        reached.sort();
    return found;
}

void ReachedPeople::add(qint64 personId, QByteArrayView recipient)
{
    m_people.push_back(personId);
    if (!recipient.isEmpty())
        m_recipients.push_back(digestOf(recipient));
}

void ReachedPeople::sort()
{
    std::sort(m_people.begin(), m_people.end());
    std::sort(m_recipients.begin(), m_recipients.end());
}

ReachedPeople::Digest ReachedPeople::digestOf(QByteArrayView recipient)
{
    const QByteArray bytes = QByteArray::fromRawData(recipient.data(), recipient.size());
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    Digest digest;
    std::memcpy(digest.data(), hash.constData(), sizeof digest);
    return digest;
}

bool ReachedPeople::contains(qint64 personId, const QString& recipient) const
{
    if (std::binary_search(m_people.begin(), m_people.end(), personId))
        return true;
    return !m_recipients.empty() && !recipient.isEmpty()
        && std::binary_search(m_recipients.begin(), m_recipients.end(), digestOf(recipient.toUtf8()));
}

} // namespace wd
