#include "models/scheduling/campaignrows.h"

#include "models/base/reason.h"
#include "models/campaigns/campaignstore.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

namespace wd {

namespace {

void addCount(DeliveryCounts& counts, DeliveryState state, qint64 people)
{
    switch (state) {
    case DeliveryState::Accepted:
        counts.accepted += people;
        return;
    case DeliveryState::Failed:
        counts.failed += people;
        return;
    case DeliveryState::Uncertain:
        counts.uncertain += people;
        return;
    case DeliveryState::NotSent:
        counts.notSent += people;
        return;
    case DeliveryState::Cancelled:
        counts.cancelled += people;
        return;
    case DeliveryState::Queued:
    case DeliveryState::Sending:
    case DeliveryState::Waiting:
        counts.queued += people;
        return;
    }
}

void addCount(CampaignRow& row, DeliveryState state, int reason, qint64 people)
{
    addCount(row.counts, state, people);
    if (state == DeliveryState::Uncertain && reason != static_cast<int>(Reason::LeftAsIs))
        row.unanswered += people;
    if ((state == DeliveryState::NotSent || state == DeliveryState::Failed) && people > 0)
        row.notSentReasons[reason] += people;
}

Result<void> addNames(Database& database, CampaignRow& row, bool& channelEnabled)
{
    Statement names(database,
        "SELECT (SELECT name FROM channel WHERE id=?1), (SELECT name FROM segment WHERE id=?2),"
        " (SELECT paused_reason FROM channel WHERE id=?3), (SELECT enabled FROM channel WHERE id=?3)");
    names.bind(1, row.campaign.channelId).bind(2, row.campaign.segmentId).bind(3, row.sendingChannelId);
    const Result<bool> found = names.step();
    if (!found)
        return found.error();
    row.channelName = names.text(0);
    row.segmentName = names.text(1);
    if (const auto reason = names.optionalInteger(2))
        row.channelPause = int(*reason);
    channelEnabled = names.optionalInteger(3).value_or(1) != 0;
    return {};
}

Result<void> addRuns(Database& database, CampaignRow& row)
{
    Statement last(database,
        "SELECT state, ended_at, started_at, occurrence, id FROM run WHERE campaign_id=? AND state<>?"
        " ORDER BY id DESC LIMIT 1");
    last.bind(1, row.campaign.id).bind(2, static_cast<int>(RunState::Discarded));
    const Result<bool> found = last.step();
    if (!found)
        return found.error();
    if (*found) {
        row.lastRun = static_cast<RunState>(last.integer(0));
        row.lastRunEnded = last.optionalInteger(1);
        row.lastRunBegan = last.integer(2);
        row.lastRunDue = last.integer(3);
        row.lastRunId = last.integer(4);
    }
    Statement again(database, "SELECT 1 FROM run WHERE campaign_id=? AND ended_at IS NULL AND state=? LIMIT 1");
    again.bind(1, row.campaign.id).bind(2, static_cast<int>(RunState::Resending));
    const Result<bool> sendsAgain = again.step();
    if (!sendsAgain)
        return sendsAgain.error();
    row.sendsAgain = *sendsAgain;
    // Who was reached by an earlier run counts there.
    Statement counts(database,
        "SELECT state, reason, sum(n), coalesce(sum(n) FILTER (WHERE run_id="
        "  (SELECT max(id) FROM run WHERE campaign_id=?1 AND state NOT IN (?2,?3))),0)"
        " FROM run_tally WHERE run_id IN (SELECT id FROM run WHERE campaign_id=?1)"
        " AND NOT (state=4 AND reason=?4) GROUP BY state, reason");
    counts.bind(1, row.campaign.id).bind(2, static_cast<int>(RunState::Missed));
    counts.bind(3, static_cast<int>(RunState::Discarded)).bind(4, static_cast<int>(Reason::AlreadyReached));
    for (;;) {
        const Result<bool> count = counts.step();
        if (!count)
            return count.error();
        if (!*count)
            return {};
        const auto state = static_cast<DeliveryState>(counts.integer(0));
        addCount(row, state, int(counts.integer(1)), counts.integer(2));
        addCount(row.ofLastRun, state, counts.integer(3));
    }
}

Result<CampaignRow> completed(Database& database, const Campaign& campaign, const SendingState& sending)
{
    CampaignRow row;
    row.campaign = campaign;
    const Result<qint64> channel = sendingChannel(database, campaign);
    if (!channel)
        return channel.error();
    row.sendingChannelId = *channel;
    bool channelEnabled = true;
    if (const Result<void> added = addNames(database, row, channelEnabled); !added)
        return added.error();
    if (const Result<void> added = addRuns(database, row); !added)
        return added.error();
    const HindranceFacts facts{campaign, row.sendingChannelId, row.counts.queued, row.unanswered, row.channelPause,
        channelEnabled, row.channelName, row.segmentName};
    const Result<std::optional<Hindrance>> hindrance = hindranceOf(database, facts, sending);
    if (!hindrance)
        return hindrance.error();
    row.hindrance = *hindrance;
    return row;
}

} // namespace

Result<QList<CampaignRow>> campaignRows(Database& workspace, const SendingState& sending)
{
    const Transaction snapshot(workspace, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    const Result<QList<Campaign>> campaigns = CampaignStore(workspace).all();
    if (!campaigns)
        return campaigns.error();
    QList<CampaignRow> rows;
    for (const Campaign& campaign : *campaigns) {
        Result<CampaignRow> row = completed(workspace, campaign, sending);
        if (!row)
            return row.error();
        rows.append(std::move(row).value());
    }
    return rows;
}

Result<CampaignRow> campaignRow(Database& workspace, qint64 campaignId, const SendingState& sending)
{
    const Transaction snapshot(workspace, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    const Result<Campaign> campaign = CampaignStore(workspace).find(campaignId);
    return campaign ? completed(workspace, *campaign, sending) : Result<CampaignRow>(campaign.error());
}

QHash<qint64, Hindrance> channelHindrances(const QList<CampaignRow>& rows)
{
    QHash<qint64, Hindrance> hindrances;
    for (const CampaignRow& row : rows) {
        if (!row.hindrance || isOfCampaignAlone(row.hindrance->kind))
            continue;
        const auto known = hindrances.constFind(row.sendingChannelId);
        const Hindrance all = known == hindrances.cend() ? *row.hindrance : joined(*known, *row.hindrance);
        hindrances.insert(row.sendingChannelId, all);
    }
    return hindrances;
}

} // namespace wd
