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
    // Person 0 stands for a request that names nobody. A run that is over has nobody queued, unless an operator sends
    // some again.
    Statement people(workspace,
        "SELECT d.person_id, d.recipient FROM run r CROSS JOIN delivery d ON d.run_id=r.id"
        " WHERE r.campaign_id=?1 AND r.id<?2 AND d.state IN (0,1,3) AND d.person_id<>0");
    people.bind(1, campaignId).bind(2, beforeRun == 0 ? std::numeric_limits<qint64>::max() : beforeRun);
    for (;;) {
        const Result<bool> row = people.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        reached.m_people.push_back(people.integer(0));
        if (const QByteArrayView recipient = people.utf8(1); !recipient.isEmpty())
            reached.m_recipients.push_back(digestOf(recipient));
    }
    std::sort(reached.m_people.begin(), reached.m_people.end());
    std::sort(reached.m_recipients.begin(), reached.m_recipients.end());
    return reached;
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
