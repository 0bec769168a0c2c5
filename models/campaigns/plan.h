// What a run says and to whom, frozen when the run starts: independent of later edits to campaign, channel and segment.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/result.h"
#include "models/campaigns/campaign.h"
#include "models/channels/contract.h"

#include <QDate>
#include <QJsonObject>

namespace wd {

// A template parameter with the campaign's value in it.
struct PlanParameter {
    QString name;
    bool isText = false; // `value` is a template
    std::optional<QString> value; // else canonical text; empty: the field is left out
    bool required = false; // a text that comes out empty is not sent
    FieldValue::Type type = FieldValue::Type::String; // of the value, for formats that tell types apart
    bool operator==(const PlanParameter&) const = default;
};

struct Plan {
    QString campaignName;
    qint64 channelId = 0;
    QString channelName;
    QString contract;
    std::optional<RecipientId> recipientId;
    QList<UserAttribute> userAttributes;
    QList<PlanParameter> parameters;
    MissingInText missingInText = MissingInText::SendEmpty;
    UserKind userKind = UserKind::Login;
    Rule rule;
    UtcMs at = 0; // the occurrence: relative dates in the rule mean its day
    QString zone; // IANA
    QStringList attributes; // keys frozen per delivery, in the order of delivery.data

    bool operator==(const Plan&) const = default;
};

// The JSON of `run.plan`.
QByteArray planToText(const Plan& plan);
Result<Plan> planFromText(const QByteArray& text);

// Freezes what the campaign says now. The campaign is valid (see campaignrules.h).
Result<Plan> makePlan(
    const Campaign& campaign, const Channel& channel, const Segment& segment, UtcMs at, const QString& zone);

// Whether requests name people: without recipient id, user attributes and personal texts a run is one request for all.
bool namesPeople(const Plan& plan);

} // namespace wd
