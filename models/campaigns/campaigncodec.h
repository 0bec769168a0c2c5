// A campaign's content ↔ JSON: campaign.spec, and with names the campaigns of the desk document.
#pragma once

#include "models/base/error.h"
#include "models/campaigns/campaign.h"

#include <QJsonObject>

namespace wd {

// Fields: trigger, parameters, send, missingInText; what equals the default is left out.
QJsonObject campaignSpecToJson(const CampaignSpec& spec);

// `path` leads every error's place ("campaigns[0]"). The fields in `others` belong to the caller. Everything that is
// wrong is added to `errors`; triggers that this version does not have are NotBuilt.
CampaignSpec campaignSpecFromJson(
    const QJsonObject& json, const QString& path, const QStringList& others, Errors& errors);

// "draft", "scheduled", "active", "finished", "paused", "offline".
QString stateName(CampaignState state);

// "2026-12-01T09:00".
QString localTimeText(const LocalTime& time);
std::optional<LocalTime> localTimeFromText(const QString& text);

} // namespace wd
