// A campaign with what its ids stand for: checked and reviewed the same way by window and command line.
#pragma once

#include "models/campaigns/campaignrules.h"
#include "models/scheduling/review.h"
#include "models/sending/reachedpeople.h"

#include <atomic>
#include <functional>

namespace wd {

class ContractLibrary;
class Database;

struct CampaignContext {
    std::optional<Channel> channel; // empty: none chosen, or gone
    std::optional<Segment> segment;
    Rule rule; // the segment's, with the segments it names in it
    ReachedPeople reached; // by the campaign's runs so far; of loadReviewContext() alone
    QMap<QString, ReachedPeople> reachedByOthers; // since the day began, through the channel; likewise
};

// The rule with what it names found (see resolveRule); `segment` is whose rule it is, so that a cycle is noticed.
Result<Rule> resolvedRule(Database& workspace, const Rule& rule, const QString& segment);

Result<CampaignContext> loadContext(Database& workspace, const Campaign& campaign);
// For reviewCampaign(): reads the deliveries of all the campaign's runs, too, and what its channel sent since
// `dayBegan`.
Result<CampaignContext> loadReviewContext(Database& workspace, const Campaign& campaign, UtcMs dayBegan);

// campaignFaults() with the catalogue of now.
Errors campaignErrors(Database& audience, const ContractLibrary& contracts, const Campaign& campaign,
    const CampaignContext& context, UtcMs now, const QTimeZone& zone);

// One dry pass over one snapshot of the audience, as of the time the campaign is due. The first of campaignErrors() if
// there are any; Cancelled when `stop` becomes true.
Result<Review> reviewCampaign(Database& audience, const ContractLibrary& contracts, const Campaign& campaign,
    const CampaignContext& context, UtcMs now, const QTimeZone& zone, const std::atomic<bool>& stop,
    const std::function<void(qint64 people)>& progress);

} // namespace wd
