// How the state of a campaign is shown: word, colour and icon, with what holds it back.
#pragma once

#include "models/scheduling/campaignrows.h"
#include "ui/shared/role.h"

#include <QTimeZone>

namespace wd {

struct CampaignLook {
    Role role = Role::Neutral;
    QString text = {};
    QString icon = {};
    // Below it: what holds it back, or what is left to be answered.
    QString note = {};
    Role noteRole = Role::Neutral;
    QString words = {}; // all of it in whole sentences
};

CampaignLook lookOf(const CampaignRow& row, UtcMs now, const QTimeZone& zone);

// How a hindrance is shown beside its words.
Role roleOf(HindranceKind kind);
QString iconOf(HindranceKind kind);

} // namespace wd
