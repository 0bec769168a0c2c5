#include "models/scheduling/contentchange.h"

#include "models/campaigns/campaigncodec.h"
#include "models/campaigns/campaignstore.h"
#include "models/campaigns/personvalues.h"
#include "models/channels/channelstore.h"
#include "models/scheduling/preparation.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

namespace wd {

namespace {

constexpr int chunkSize = 2000;

struct OpenRun {
    qint64 id = 0;
    RunState state = RunState::Ready;
    QByteArray plan;
};

// An older run may be open beside it, while an operator sends some again: nobody in it is unsent.
Result<std::optional<OpenRun>> openRun(Database& workspace, qint64 campaignId)
{
    Statement latest(workspace,
        "SELECT id, state, plan FROM run WHERE campaign_id=? AND ended_at IS NULL AND state<>6"
        " ORDER BY id DESC LIMIT 1");
    const Result<bool> row = latest.bind(1, campaignId).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<OpenRun>();
    return std::optional(OpenRun{latest.integer(0), static_cast<RunState>(latest.integer(1)), latest.text(2).toUtf8()});
}

Error notNow(const QString& state)
{
    return {ErrorKind::NotAllowedInState, {QStringLiteral("edit"), state}, {}};
}

Result<Campaign> pausedCampaign(Database& workspace, qint64 campaignId)
{
    Result<Campaign> campaign = CampaignStore(workspace).row(campaignId);
    if (campaign && campaign->state != CampaignState::Paused)
        return notNow(stateName(campaign->state));
    return campaign;
}

// The run's people, channel and day are what they are.
std::optional<Error> fixedFault(const Campaign& stored, const Campaign& wanted)
{
    const auto fixed = [](const QString& part) { return Error{ErrorKind::FixedWhileSending, {part}, part}; };
    if (wanted.name != stored.name)
        return fixed(QStringLiteral("name"));
    if (wanted.segmentId != stored.segmentId)
        return fixed(QStringLiteral("segment"));
    if (wanted.channelId != stored.channelId)
        return fixed(QStringLiteral("channel"));
    if (!(wanted.spec.trigger == stored.spec.trigger) && !stored.unreadable)
        return fixed(QStringLiteral("trigger"));
    return std::nullopt;
}

// The content is the campaign's of now; whom requests name, and how, stays as it was frozen.
Result<Plan> changedPlan(const Plan& before, const Campaign& campaign, Channel channel)
{
    channel.spec.recipientId = before.recipientId;
    channel.spec.userAttributes = before.userAttributes;
    Segment segment;
    segment.userKind = before.userKind;
    segment.rule = before.rule;
    const Result<Plan> made = makePlan(campaign, channel, segment, before.at, before.zone);
    if (!made)
        return made;
    Plan after = before;
    after.parameters = made->parameters;
    after.missingInText = made->missingInText;
    for (const QString& key : made->attributes)
        if (!after.attributes.contains(key))
            after.attributes += key;
    if (namesPeople(after) != namesPeople(before))
        return Error{ErrorKind::FixedWhileSending, {QStringLiteral("people")}, QStringLiteral("parameters")};
    return after;
}

Result<qint64> peopleIn(Database& workspace, qint64 runId, MessageState state)
{
    Statement people(workspace, "SELECT coalesce(sum(n),0) FROM message WHERE run_id=? AND state=?");
    const Result<bool> row = people.bind(1, runId).bind(2, static_cast<int>(state)).step();
    return row ? Result<qint64>(people.integer(0)) : row.error();
}

Result<qint64> peopleWithOutcome(Database& workspace, qint64 runId, bool queued)
{
    Statement people(workspace,
        queued ? "SELECT coalesce(sum(n),0) FROM run_count WHERE run_id=? AND state=0"
               : "SELECT coalesce(sum(n),0) FROM run_count WHERE run_id=? AND state IN (1,2,3)");
    const Result<bool> row = people.bind(1, runId).step();
    return row ? Result<qint64>(people.integer(0)) : row.error();
}

} // namespace

Result<ChangeCounts> changeCounts(Database& workspace, qint64 campaignId)
{
    const Transaction snapshot(workspace, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    if (const Result<Campaign> campaign = pausedCampaign(workspace, campaignId); !campaign)
        return campaign.error();
    const Result<std::optional<OpenRun>> run = openRun(workspace, campaignId);
    if (!run)
        return run.error();
    if (!*run)
        return ChangeCounts();
    const Result<qint64> queued = peopleWithOutcome(workspace, (*run)->id, true);
    const Result<qint64> settled = peopleWithOutcome(workspace, (*run)->id, false);
    const Result<qint64> sending = peopleIn(workspace, (*run)->id, MessageState::Sending);
    const Result<qint64> waiting = peopleIn(workspace, (*run)->id, MessageState::Waiting);
    for (const Result<qint64>& count : {queued, settled, sending, waiting})
        if (!count)
            return count.error();
    return ChangeCounts{*queued - *sending - *waiting, *settled + *sending, *waiting};
}

Result<ContentChange> contentChange(Database& workspace, const Campaign& wanted)
{
    const Result<Campaign> stored = pausedCampaign(workspace, wanted.id);
    if (!stored)
        return stored.error();
    ContentChange change;
    change.campaign = *stored;
    change.campaign.unreadable.reset();
    change.campaign.name = wanted.name;
    change.campaign.segmentId = wanted.segmentId;
    change.campaign.channelId = wanted.channelId;
    change.campaign.spec = wanted.spec;
    change.campaign.audit.updatedBy = wanted.audit.updatedBy;
    change.campaign.audit.updatedAt = wanted.audit.updatedAt;
    const Result<std::optional<OpenRun>> run = openRun(workspace, wanted.id);
    if (!run)
        return run.error();
    if (!*run)
        return change;
    if ((*run)->state == RunState::Preparing)
        return notNow(QStringLiteral("preparing"));
    if (const std::optional<Error> fault = fixedFault(*stored, wanted))
        return *fault;
    const Result<Plan> before = planFromText((*run)->plan);
    if (!before)
        return before.error();
    const Result<Channel> channel = ChannelStore(workspace).find(before->channelId);
    if (!channel)
        return channel.error();
    const Result<Plan> after = changedPlan(*before, wanted, *channel);
    if (!after)
        return after.error();
    change.runId = (*run)->id;
    change.before = *before;
    change.after = *after;
    return change;
}

namespace {

// The people of a run who have values, in the order in which they were selected: that of their ids.
Statement peopleOf(Database& workspace, qint64 runId)
{
    Statement people(workspace,
        "SELECT id, person_id, data FROM delivery"
        " WHERE id BETWEEN (SELECT first_id FROM run WHERE id=?1) AND (SELECT last_id FROM run WHERE id=?1)"
        " AND +run_id=?1 AND state IN (0,2,3) AND data IS NOT NULL ORDER BY id");
    people.bind(1, runId);
    return people;
}

// Steps through the audience beside the people of a run.
class Neighbours {
public:
    explicit Neighbours(PeopleCursor cursor)
        : m_cursor(std::move(cursor))
    {
    }

    // The values of this person, who comes after the one asked for before; none when he has left the audience.
    Result<QVariantList> valuesOf(qint64 personId, qsizetype count)
    {
        while (!m_ended && m_at < personId) {
            const Result<bool> row = m_cursor.next();
            if (!row)
                return row.error();
            m_ended = !*row;
            m_at = m_ended ? m_at : m_cursor.id();
        }
        QVariantList values(count);
        if (!m_ended && m_at == personId)
            for (qsizetype i = 0; i < count; ++i)
                values[i] = m_cursor.value(i);
        return values;
    }

private:
    PeopleCursor m_cursor;
    qint64 m_at = 0;
    bool m_ended = false;
};

// The first values stay as they are, whatever an edit that was cut off may have put behind them.
Result<QByteArray> extended(const QByteArray& data, qsizetype kept, const QVariantList& added)
{
    Result<QVariantList> values = decodeValues(data);
    if (!values)
        return values.error();
    values->resize(kept);
    return encodeValues(*values + added);
}

} // namespace

Result<void> freezeAddedValues(Database& audience, Database& workspace, const ContentChange& change,
    const std::function<bool(const QList<FrozenValues>&)>& sink)
{
    const qsizetype kept = change.before.attributes.size();
    const QStringList keys = change.after.attributes.mid(kept);
    const Transaction snapshot(audience, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    Rule everybody;
    everybody.kind = Rule::Kind::All;
    Result<PeopleCursor> cursor = openPeople(audience, everybody, change.before, keys);
    if (!cursor)
        return cursor.error();
    Neighbours neighbours(std::move(cursor).value());
    Statement people = peopleOf(workspace, change.runId);
    QList<FrozenValues> chunk;
    for (;;) {
        const Result<bool> row = people.step();
        if (!row)
            return row.error();
        if (*row) {
            const Result<QVariantList> added = neighbours.valuesOf(people.integer(1), keys.size());
            if (!added)
                return added.error();
            // What can't be read now is noticed, and put on record, when the person's turn comes.
            if (const Result<QByteArray> data = extended(people.blob(2), kept, *added))
                chunk.append({people.integer(0), *data});
        }
        if (chunk.size() >= (*row ? chunkSize : 1)) {
            if (!sink(chunk))
                return Error{ErrorKind::Cancelled, {}, {}};
            chunk.clear();
        }
        if (!*row)
            return {};
    }
}

} // namespace wd
