// What a campaign must be to go online; editor, command line and desk document all ask here.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/rules/segment.h"
#include "models/base/error.h"
#include "models/campaigns/campaign.h"

namespace wd {

class ContractLibrary;

// What a campaign's ids stand for; null when none is chosen or it is gone.
struct CampaignParts {
    const Channel* channel = nullptr;
    const Segment* segment = nullptr;
    const Catalogue* catalogue = nullptr;
    const ContractLibrary* contracts = nullptr; // null: whether the channel's is there is not asked
};

// Everything that keeps the campaign from going online at `now` in the zone. `where` is "name", "segment", "channel",
// "parameters.NAME" (for texts followed by ":line:column") or "send.at".
Errors campaignFaults(const Campaign& campaign, const CampaignParts& parts, UtcMs now, const QTimeZone& zone);

// A visitor segment can't be sent through a channel that needs attributes only login users have: its keys, or none.
QStringList loginOnlyAttributes(const ChannelSpec& channel, const Catalogue& catalogue);

// When a one-time campaign is due.
UtcMs dueAt(const CampaignSpec& spec, UtcMs now, const QTimeZone& zone);

} // namespace wd
