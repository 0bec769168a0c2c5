#include "models/scheduling/hindrance.h"

#include "models/base/reason.h"
#include "models/sending/settlementof.h"
#include "models/storage/statement.h"

#include <algorithm>

namespace wd {

namespace {

// In a row, while others are still under way: fewer say nothing about the receiver.
constexpr int fewestFailures = 2;

// The messages of a campaign that wait for another attempt.
struct Waiting {
    qint64 people = 0;
    std::optional<UtcMs> since; // of these and those under way: when the first was begun
    UtcMs due = 0;
    int reason = 0;
    bool underWay = false; // others are in a request, or about to be
};

Result<void> addLastAttempt(Database& database, const Campaign& campaign, Waiting& waiting)
{
    Statement last(database,
        "SELECT a.detail FROM run r JOIN message m INDEXED BY message_waiting ON m.run_id=r.id"
        " JOIN attempt a ON a.message_id=m.id AND a.number=m.attempts"
        " WHERE r.campaign_id=? AND m.state=1 AND m.attempts>0 ORDER BY m.due_at LIMIT 1");
    last.bind(1, campaign.id);
    const Result<bool> row = last.step();
    if (!row)
        return row.error();
    if (*row)
        waiting.reason = decodeAttemptDetail(last.blob(0)).reason;
    return {};
}

std::optional<UtcMs> earlier(std::optional<UtcMs> one, std::optional<UtcMs> other)
{
    return one && other ? std::min(*one, *other) : one ? one : other;
}

// Few, and found by the partial indexes on waiting and on sending messages.
Result<Waiting> waitingOf(Database& database, const Campaign& campaign)
{
    Waiting waiting;
    // Whoever was sent to again by hand waits since then.
    const QByteArray begun = "min(CASE WHEN m.spent=0 THEN m.first_at ELSE (SELECT a.at FROM attempt a"
                             " WHERE a.message_id=m.id AND a.number=m.spent+1) END)";
    Statement sums(database,
        "SELECT sum(m.n), min(m.due_at), " + begun
            + " FROM run r JOIN message m INDEXED BY message_waiting ON m.run_id=r.id"
              " WHERE r.campaign_id=? AND m.state=1 AND m.attempts>0");
    sums.bind(1, campaign.id);
    const Result<bool> row = sums.step();
    if (!row)
        return row.error();
    waiting.people = sums.integer(0);
    waiting.due = sums.integer(1);
    Statement sending(database,
        "SELECT count(*), " + begun
            + " FROM message m JOIN run r ON r.id=m.run_id WHERE m.state=0 AND r.campaign_id=?");
    sending.bind(1, campaign.id);
    if (const Result<bool> found = sending.step(); !found)
        return found.error();
    waiting.underWay = sending.integer(0) > 0;
    waiting.since = earlier(sums.optionalInteger(2), sending.optionalInteger(1));
    if (waiting.people == 0)
        return waiting;
    if (const Result<void> added = addLastAttempt(database, campaign, waiting); !added)
        return added.error();
    return waiting;
}

std::optional<Hindrance> retrying(const Waiting& waiting, const ChannelTrouble& trouble, const HindranceFacts& facts)
{
    const bool rests = trouble.restsUntil.has_value();
    // Others under way may well get through, unless nothing did for a while.
    const bool mayGetThrough = waiting.people == 0 || waiting.underWay;
    if (!rests && mayGetThrough && trouble.failures < fewestFailures)
        return {};
    Hindrance hindrance;
    hindrance.reason = trouble.failingSince ? trouble.reason : waiting.reason;
    hindrance.people = rests || waiting.people == 0 ? facts.queued : waiting.people;
    hindrance.uncertain = facts.unanswered;
    // What this launch of the program saw may have begun before it.
    hindrance.since = earlier(waiting.since, trouble.failingSince);
    if (waiting.people > 0)
        hindrance.nextTry = waiting.due;
    if (rests)
        hindrance.nextTry = std::max(hindrance.nextTry.value_or(0), *trouble.restsUntil);
    return hindrance;
}

std::optional<Hindrance> slowedDown(const ChannelTrouble& trouble, qint64 queued)
{
    if (!trouble.slowedTo)
        return {};
    Hindrance hindrance{HindranceKind::SlowedDown, static_cast<int>(Reason::TooManyRequests), queued, {}, {}};
    hindrance.rate = trouble.slowedTo;
    return hindrance;
}

bool isPausedAutomatically(const Campaign& campaign)
{
    return campaign.state == CampaignState::Paused && campaign.pausedReason.has_value();
}

Hindrance automaticPause(const HindranceFacts& facts)
{
    Hindrance hindrance{HindranceKind::PausedAutomatically, *facts.campaign.pausedReason, facts.queued, {}, {}};
    if (hindrance.reason == static_cast<int>(Reason::SegmentMissing))
        hindrance.detail = facts.segmentName;
    else if (hindrance.reason == static_cast<int>(Reason::ChannelMissing))
        hindrance.detail = facts.channelName;
    return hindrance;
}

std::optional<HindranceKind> kindOf(const HindranceFacts& facts, const SendingState& sending)
{
    const CampaignState state = facts.campaign.state;
    const bool begun = state == CampaignState::Active || state == CampaignState::Paused || facts.queued > 0;
    if (!begun && state != CampaignState::Scheduled)
        return {};
    // Before all else: whatever is mended next must not send twice.
    if (begun && sending.elsewhere && facts.queued > 0)
        return HindranceKind::Elsewhere;
    if (isPausedAutomatically(facts.campaign))
        return HindranceKind::PausedAutomatically;
    if (facts.channelPause)
        return HindranceKind::ChannelFault;
    if (begun && sending.channels.value(facts.channelId).formatMissing)
        return HindranceKind::FormatMissing;
    if (begun && sending.channels.value(facts.channelId).secretMissing)
        return HindranceKind::SecretMissing;
    if (!facts.channelEnabled)
        return HindranceKind::ChannelDisabled;
    if (begun && sending.allPaused && facts.queued > 0)
        return HindranceKind::AllPaused;
    if (state == CampaignState::Paused)
        return HindranceKind::PausedByHand;
    return {};
}

} // namespace

Result<qint64> sendingChannel(Database& workspace, const Campaign& campaign)
{
    // Run state 6: Resending.
    Statement run(workspace,
        "SELECT h.id FROM run r JOIN channel h"
        "  ON h.id=(CASE WHEN json_valid(r.plan) THEN json_extract(r.plan,'$.channelId') END)"
        " WHERE r.campaign_id=? AND r.ended_at IS NULL AND h.deleted_at IS NULL ORDER BY r.state=6, r.id DESC LIMIT 1");
    const Result<bool> row = run.bind(1, campaign.id).step();
    if (!row)
        return row.error();
    return *row ? run.integer(0) : campaign.channelId;
}

Result<std::optional<Hindrance>> hindranceOf(
    Database& workspace, const HindranceFacts& facts, const SendingState& sending)
{
    const std::optional<HindranceKind> kind = kindOf(facts, sending);
    if (kind == HindranceKind::PausedAutomatically)
        return std::optional(automaticPause(facts));
    if (facts.queued == 0 || (kind && kind != HindranceKind::ChannelFault)) {
        if (!kind)
            return std::optional<Hindrance>();
        return std::optional(Hindrance{*kind, facts.channelPause.value_or(0), facts.queued, {}, {}});
    }
    const Result<Waiting> waiting = waitingOf(workspace, facts.campaign);
    if (!waiting)
        return waiting.error();
    if (!kind) {
        const ChannelTrouble trouble = sending.channels.value(facts.channelId);
        const std::optional<Hindrance> retries = retrying(*waiting, trouble, facts);
        return retries ? retries : slowedDown(trouble, facts.queued);
    }
    // The request that told of the fault waits with its people.
    Hindrance fault{*kind, facts.channelPause.value_or(0), facts.queued, {}, {}};
    if (waiting->people > 0)
        fault.since = waiting->since;
    return std::optional(fault);
}

bool isOfCampaignAlone(HindranceKind kind)
{
    return kind == HindranceKind::PausedAutomatically || kind == HindranceKind::PausedByHand;
}

bool isOfWholeDesk(HindranceKind kind)
{
    return kind == HindranceKind::Elsewhere || kind == HindranceKind::AllPaused;
}

bool goesOnByItself(HindranceKind kind)
{
    return kind == HindranceKind::Retrying || kind == HindranceKind::SlowedDown;
}

Hindrance joined(const Hindrance& one, const Hindrance& other)
{
    Hindrance both = one.kind <= other.kind ? one : other;
    both.people = one.people + other.people;
    both.uncertain = one.uncertain + other.uncertain;
    if (one.kind == other.kind) {
        if (one.since && other.since)
            both.since = std::min(*one.since, *other.since);
        if (one.nextTry && other.nextTry)
            both.nextTry = std::min(*one.nextTry, *other.nextTry);
        if (one.rate && other.rate)
            both.rate = std::min(*one.rate, *other.rate);
    }
    return both;
}

} // namespace wd
