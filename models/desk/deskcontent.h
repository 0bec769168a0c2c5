// A desk document as values: what it says, not yet compared with a workspace.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/error.h"
#include "models/campaigns/campaign.h"

#include <QJsonObject>

namespace wd {

struct DeskCampaign {
    QString name;
    QString segment; // names; empty: none
    QString channel;
    CampaignSpec spec;
};

// Lists are in the document's order; the i-th entry's place is "channels[i]" and so on.
struct DeskContent {
    QString timeZone; // IANA; empty: as the workspace has it
    QList<Channel> channels;
    QList<Segment> segments;
    QList<DeskCampaign> campaigns;
};

QString deskPlace(const QString& list, qsizetype index);

// Strict: everything wrong with the form is added to `errors` with its place.
DeskContent readDesk(const QJsonObject& json, Errors& errors);

// In the order of the lists given; what equals a default is left out.
QJsonObject deskToJson(const DeskContent& content);

} // namespace wd
