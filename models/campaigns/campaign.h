// A campaign: segment + channel + trigger + template + time.
#pragma once

#include "models/channels/channel.h"

#include <QDate>
#include <QMap>
#include <QTime>

namespace wd {

enum class CampaignState { Draft, Scheduled, Active, Finished, Paused, Offline };
enum class TriggerType { Once };

struct Trigger {
    TriggerType type = TriggerType::Once;
    bool operator==(const Trigger&) const = default;
};

// What happens to people for whom a text reads an attribute that has no value and no default.
enum class MissingInText { Undecided, SendEmpty, SkipPerson };

// A wall clock's reading in the workspace's zone.
struct LocalTime {
    QDate date;
    QTime time;
    bool operator==(const LocalTime&) const = default;
};

// The content and time the operator chose; the JSON of `campaign.spec`.
struct CampaignSpec {
    Trigger trigger;
    QMap<QString, QString> parameters; // template parameter name → value; a Text value is a template
    MissingInText missingInText = MissingInText::Undecided;
    std::optional<LocalTime> sendAt; // empty: as soon as the campaign goes online
    bool operator==(const CampaignSpec&) const = default;
};

struct Campaign {
    qint64 id = 0;
    QUuid uuid;
    QString name;
    CampaignState state = CampaignState::Draft;
    qint64 channelId = 0; // 0 = none chosen yet
    qint64 segmentId = 0;
    CampaignSpec spec;
    std::optional<UtcMs> nextAt;
    std::optional<UtcMs> onlineAt;
    qint64 onlineAfter = 0; // its newest run when it went online last; 0: there was none
    std::optional<int> pausedReason;
    Audit audit;
    // In lists: why the stored spec can't be read; `spec` says nothing then, and the campaign can't go online.
    std::optional<Error> unreadable;
    bool operator==(const Campaign&) const = default;
};

} // namespace wd
