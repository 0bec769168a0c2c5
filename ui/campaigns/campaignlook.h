// How the state of a campaign is shown: word, colour and icon, with what holds it back.
#pragma once

#include "models/scheduling/campaignrows.h"
#include "ui/shared/role.h"

namespace wd {

struct CampaignLook {
    Role role = Role::Neutral;
    QString text;
    QString icon;
};

// `waits`: its channel's secret isn't there, so that what is under way stays queued.
CampaignLook lookOf(const CampaignRow& row, bool waits);

} // namespace wd
