// What would happen if a campaign went online now: exact counts from one pass over one snapshot of the audience.
#pragma once

#include "models/audience/segmentquery.h"
#include "models/base/clock.h"

#include <QMap>
#include <QString>

namespace wd {

struct Review {
    qint64 selected = 0; // people in the segment
    qint64 willSend = 0; // of them, those who will be in a request
    QMap<int, qint64> notSent; // Reason → people
    QMap<QString, qint64> missing; // attribute key → people for whom a text lacks it and no default is given
    qint64 requests = 0; // messages at the channel's recipients per request
    bool oneRequestForAll = false; // 只发 1 个请求，不含任何用户
    QByteArray exampleBody; // the first message as it would be sent now, with one recipient
    QString exampleRecipient;
    // An event whose data end before the rule needs them.
    struct StaleData {
        QString event;
        std::optional<UtcMs> completeUntil;
        UtcMs needed = 0;
    };
    QList<StaleData> stale;
    UtcMs at = 0; // the occurrence this was counted for
};

} // namespace wd
