#include "models/audience/segments/segmentuses.h"

#include "models/audience/rules/rulecodec.h"
#include "models/audience/rules/ruleresolver.h"
#include "models/audience/segments/segmentstore.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <algorithm>

namespace wd {

namespace {

// Campaign states 1 scheduled, 2 active, 4 paused; a draft only points at the segment.
Result<void> refuseWhileUsed(Database& workspace, qint64 id)
{
    Statement users(workspace,
        "SELECT name FROM campaign WHERE segment_id=? AND state IN (1,2,4) AND deleted_at IS NULL ORDER BY name");
    users.bind(1, id);
    QStringList names;
    for (;;) {
        const Result<bool> row = users.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        names += users.text(0);
    }
    if (!names.isEmpty())
        return Error{ErrorKind::InUse, {names.join(QStringLiteral(", "))}, {}};
    return {};
}

Result<void> addCampaigns(Database& workspace, qint64 segment, QList<SegmentUse>& uses)
{
    Statement campaigns(workspace, "SELECT id, name, state FROM campaign WHERE segment_id=? AND deleted_at IS NULL");
    campaigns.bind(1, segment);
    for (;;) {
        const Result<bool> row = campaigns.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        uses += SegmentUse{
            SegmentUse::Kind::Campaign, campaigns.integer(0), campaigns.text(1), int(campaigns.integer(2))};
    }
}

} // namespace

Result<QList<SegmentUse>> usesOfSegment(Database& workspace, qint64 id)
{
    const SegmentStore segments(workspace);
    const Result<std::optional<Segment>> segment = segments.find(id);
    if (!segment)
        return segment.error();
    if (!*segment)
        return QList<SegmentUse>();
    QList<SegmentUse> all{{SegmentUse::Kind::Segment, id, (*segment)->name, 0}};
    qsizetype direct = 0; // how many name it themselves
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Result<QList<Segment>> naming = segments.naming(Named::Segment, all.at(i).name);
        if (!naming)
            return naming.error();
        for (const Segment& one : *naming)
            if (const SegmentUse use{SegmentUse::Kind::Segment, one.id, one.name, 0}; !all.contains(use))
                all += use;
        if (i == 0)
            direct = all.size() - 1;
    }
    QList<SegmentUse> campaigns;
    for (const SegmentUse& one : std::as_const(all))
        if (const Result<void> added = addCampaigns(workspace, one.id, campaigns); !added)
            return added.error();
    QList<SegmentUse> uses = all.mid(1);
    const auto byName = [](const SegmentUse& one, const SegmentUse& other) { return one.name < other.name; };
    std::sort(uses.begin(), uses.begin() + direct, byName);
    std::sort(uses.begin() + direct, uses.end(), byName);
    std::sort(campaigns.begin(), campaigns.end(), byName);
    return uses + campaigns;
}

Result<void> removeSegment(Database& workspace, qint64 id, const Meanings& lists, const QString& by, UtcMs at)
{
    const Result<void> unused = refuseWhileUsed(workspace, id);
    return unused ? SegmentStore(workspace).remove(id, lists, by, at) : unused;
}

Result<void> restoreSegment(Database& workspace, qint64 id, const RuleNames& lists, const QString& by, UtcMs at)
{
    Transaction transaction(workspace);
    if (!transaction.begun())
        return transaction.begun();
    SegmentStore segments(workspace);
    const Result<std::optional<RemovedSegment>> removed = segments.findRemoved(id);
    if (!removed)
        return removed.error();
    if (const Result<void> restored = segments.restore(id, by, at); !restored)
        return restored;
    Segment segment = (*removed)->segment;
    Result<RuleNames> names = calledNow(workspace, segment.rule, (*removed)->meant, KeptIn::Workspace);
    if (!names)
        return names.error();
    names->insert(lists);
    renameIn(segment.rule, *names);
    segment.audit = {segment.audit.createdBy, segment.audit.createdAt, by, at};
    if (const Result<void> updated = segments.update(segment); !updated)
        return updated;
    const Result<Rule> rule = resolveRule(segment.rule, segment.name, lookupIn(workspace), QStringLiteral("rule"));
    return rule ? transaction.commit() : rule.error();
}

Result<void> checkNamingSegments(Database& workspace, const QString& name, const QString& path)
{
    const RuleLookup lookup = lookupIn(workspace);
    QStringList names{name};
    for (qsizetype i = 0; i < names.size(); ++i) {
        const auto naming = SegmentStore(workspace).naming(Named::Segment, names.at(i));
        if (!naming)
            return naming.error();
        for (const Segment& one : *naming) {
            if (names.contains(one.name))
                continue;
            names += one.name;
            const Result<Rule> rule = resolveRule(one.rule, one.name, lookup, path);
            // What else may be wrong with it, it has not from this change.
            if (const auto error = rule ? std::nullopt : tooLargeBecause(rule.error(), one.name))
                return *error;
        }
    }
    return {};
}

} // namespace wd
