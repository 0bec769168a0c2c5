// What needs the operator's eye, in words, with the steps that help.
#pragma once

#include "models/scheduling/campaignrows.h"
#include "ui/shared/role.h"

#include <QString>
#include <QTimeZone>

namespace wd {

enum class AttentionStep {
    EnterSecret, // there is none
    EnterSecretAgain, // it was refused
    TestChannel,
    OpenChannel,
    ContinueCampaign, // also lifts the channel's pause
    ContinueAll,
    TryNow, // what waits for the channel's receiver
    StartReceiver, // the program's own, which the channel points at
    Look, // at the deliveries of `state`, or at the campaign
};

struct Attention {
    Role role = Role::Warning;
    QString state = {}; // the pill
    QString icon = {};
    QString words = {};
    QList<AttentionStep> steps = {}; // the one that helps first
    std::optional<DeliveryState> deliveries = {}; // what a look shows
};

// The gravest reason, and beside it whoever is uncertain, for that waits for an answer. What 全部暂停 holds back is one
// matter for the whole desk: see allPausedAttention().
QList<Attention> attentionsOf(const CampaignRow& row, UtcMs now, const QTimeZone& zone);
Attention allPausedAttention(HindranceKind kind, qint64 people);
// A campaign that waits because the program's own receiver does not run.
Attention receiverAttention(const Hindrance& hindrance, UtcMs now, const QTimeZone& zone);
QString attentionStepText(AttentionStep step);

} // namespace wd
