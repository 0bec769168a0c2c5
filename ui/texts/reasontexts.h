// Reasons, states and outcomes in the user's language.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/reason.h"
#include "models/campaigns/campaign.h"
#include "models/sending/outboxtypes.h"

namespace wd {

// A whole sentence; `detail` as stored beside the reason (see reason.h), may be empty. Nothing for None.
QString reasonText(Reason reason, const QString& detail);
QString deliveryStateText(DeliveryState state);
QString campaignStateText(CampaignState state);
QString attemptOutcomeText(AttemptOutcome outcome);
QString operatorText(Operator op);

} // namespace wd
