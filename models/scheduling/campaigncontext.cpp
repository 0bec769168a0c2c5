#include "models/scheduling/campaigncontext.h"

#include "models/audience/rules/ruleresolver.h"
#include "models/audience/segments/segmentstore.h"
#include "models/channels/channelstore.h"
#include "models/channels/contractlibrary.h"
#include "models/scheduling/preparation.h"
#include "models/storage/statement.h"

namespace wd {

Result<Rule> resolvedRule(Database& workspace, const Rule& rule, const QString& segment)
{
    return resolveRule(rule, segment, lookupIn(workspace), QStringLiteral("rule"));
}

Result<CampaignContext> loadContext(Database& workspace, const Campaign& campaign)
{
    CampaignContext context;
    const Result<Channel> channel = ChannelStore(workspace).find(campaign.channelId);
    if (channel)
        context.channel = *channel;
    else if (channel.error().kind != ErrorKind::NotFound)
        return channel.error();
    const Result<std::optional<Segment>> segment = SegmentStore(workspace).find(campaign.segmentId);
    if (!segment)
        return segment.error();
    context.segment = *segment;
    if (!context.segment)
        return context;
    const Result<Rule> rule = resolvedRule(workspace, context.segment->rule, context.segment->name);
    if (!rule)
        return rule.error();
    context.rule = *rule;
    return context;
}

namespace {

// The people of a run under way are those of the review, not reached by an earlier one. 0: there is none.
Result<qint64> runUnderWay(Database& workspace, const Campaign& campaign)
{
    if (campaign.state != CampaignState::Active && campaign.state != CampaignState::Paused)
        return qint64(0);
    Statement last(
        workspace, "SELECT coalesce(max(id),0) FROM run WHERE campaign_id=? AND ended_at IS NULL AND state<>6");
    const Result<bool> row = last.bind(1, campaign.id).step();
    return row ? Result<qint64>(last.integer(0)) : row.error();
}

} // namespace

Result<CampaignContext> loadReviewContext(Database& workspace, const Campaign& campaign, UtcMs dayBegan)
{
    Result<CampaignContext> context = loadContext(workspace, campaign);
    if (!context)
        return context;
    const Result<qint64> current = runUnderWay(workspace, campaign);
    if (!current)
        return current.error();
    Result<ReachedPeople> reached = ReachedPeople::load(workspace, campaign.id, *current);
    if (!reached)
        return reached.error();
    context->reached = std::move(reached).value();
    auto others = ReachedPeople::byOthers(workspace, campaign.channelId, campaign.id, dayBegan);
    if (!others)
        return others.error();
    context->reachedByOthers = std::move(others).value();
    return context;
}

Errors campaignErrors(Database& audience, const ContractLibrary& contracts, const Campaign& campaign,
    const CampaignContext& context, UtcMs now, const QTimeZone& zone)
{
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return {catalogue.error()};
    const CampaignParts parts{context.channel ? &*context.channel : nullptr,
        context.segment ? &*context.segment : nullptr, &*catalogue, &contracts};
    return campaignFaults(campaign, parts, now, zone);
}

Result<Review> reviewCampaign(Database& audience, const ContractLibrary& contracts, const Campaign& campaign,
    const CampaignContext& context, UtcMs now, const QTimeZone& zone, const std::atomic<bool>& stop,
    const std::function<void(qint64)>& progress)
{
    if (const Errors errors = campaignErrors(audience, contracts, campaign, context, now, zone); !errors.isEmpty())
        return errors.first();
    const UtcMs at = dueAt(campaign.spec, now, zone);
    const Result<Plan> plan
        = makePlan(campaign, *context.channel, *context.segment, at, QString::fromLatin1(zone.id()));
    if (!plan)
        return plan.error();
    const auto renderer = PlanRenderer::make(*plan);
    if (!renderer)
        return renderer.error();
    const auto contract = contracts.of(context.channel->spec);
    if (!contract)
        return contract.error();
    const PreparationInput input{*renderer, context.rule, context.reached, now, context.reachedByOthers};
    Result<Review> review = reviewPeople(audience, input, **contract, context.channel->spec, stop, progress);
    if (review) {
        review->segment = *context.segment;
        review->channel = *context.channel;
    }
    return review;
}

} // namespace wd
