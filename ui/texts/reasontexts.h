// Reasons, states and outcomes in the user's language.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/rules/segment.h"
#include "models/base/reason.h"
#include "models/campaigns/campaign.h"
#include "models/sending/outboxtypes.h"

namespace wd {

// A whole sentence; `detail` as stored beside the reason (see reason.h), may be empty. Nothing for None.
QString reasonText(Reason reason, const QString& detail);
// The same where an attribute is named by its label, not its key.
QString reasonText(Reason reason, const QString& detail, const Catalogue& catalogue);
QString deliveryStateText(DeliveryState state);
QString campaignStateText(CampaignState state);
QString attemptOutcomeText(AttemptOutcome outcome);
QString operatorText(Operator op);

} // namespace wd
