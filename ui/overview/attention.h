// Why a campaign needs the operator's eye, if it does.
#pragma once

#include "models/scheduling/campaignrows.h"
#include "ui/shared/role.h"

#include <QString>

namespace wd {

struct Attention {
    Role role = Role::Warning;
    QString state; // the pill
    QString words;
};

// The gravest reason only.
std::optional<Attention> attentionOf(const CampaignRow& row);

} // namespace wd
