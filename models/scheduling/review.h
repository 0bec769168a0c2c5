// What would happen if a campaign went online now: exact counts from one pass over one snapshot of the audience.
#pragma once

#include "models/audience/query/segmentquery.h"
#include "models/base/clock.h"
#include "models/channels/channel.h"

#include <QMap>
#include <QString>

namespace wd {

struct Review {
    qint64 selected = 0; // people in the segment
    qint64 willSend = 0; // of them, those who will be in a request
    QMap<int, qint64> notSent; // Reason → people
    QMap<QString, qint64> missing; // attribute key → people for whom a text lacks it and no default is given
    qint64 notANumber = 0; // of those who will be in a request: in a text of theirs stands "NaN" or "Infinity"
    // Another campaign of the channel or of its purpose → of those who will be in a request.
    QMap<QString, qint64> reachedToday;
    qint64 requests = 0; // messages at the channel's recipients per request
    bool oneRequestForAll = false; // 只发 1 个请求，不含任何用户
    QByteArray exampleBody; // the first message as it would be sent now, with one recipient
    QString exampleRecipient;
    // An event that the rule looks at, with how far its data go and have to go.
    struct EventData {
        EventName event; // key and names
        std::optional<UtcMs> completeUntil;
        UtcMs needed = 0;
    };
    QList<EventData> stale; // end before the rule needs them
    QList<EventData> complete;
    // Where it would go, as stored now.
    Segment segment;
    Channel channel;
    UtcMs at = 0; // the occurrence this was counted for
};

} // namespace wd
