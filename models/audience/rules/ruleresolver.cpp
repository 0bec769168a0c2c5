#include "models/audience/rules/ruleresolver.h"

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/rules/rulecodec.h"
#include "models/audience/segments/segmentstore.h"
#include "models/base/phrase.h"
#include "models/storage/statement.h"

#include <algorithm>

namespace wd {

namespace {

Rule idCondition(const Attribute& id, Operator op)
{
    Rule rule;
    rule.kind = Rule::Kind::Attribute;
    rule.attribute = id.key;
    rule.op = op;
    return rule;
}

// Who is in a segment: people of its kind that its rule selects.
Rule membership(const Segment& segment, const Rule& resolved)
{
    Rule all;
    if (segment.userKind == UserKind::Login)
        all.children = {idCondition(loginIdAttribute(), Operator::NotEmpty)};
    else
        all.children
            = {idCondition(visitorIdAttribute(), Operator::NotEmpty), idCondition(loginIdAttribute(), Operator::Empty)};
    if (resolved.kind == Rule::Kind::All)
        all.children += resolved.children;
    else
        all.children += resolved;
    return all;
}

QString childPath(const Rule& rule, qsizetype index, const QString& path)
{
    if (rule.kind == Rule::Kind::Not)
        return path + QStringLiteral(".not");
    const QString list = rule.kind == Rule::Kind::All ? QStringLiteral("all")
        : rule.kind == Rule::Kind::Any                ? QStringLiteral("any")
                                                      : QStringLiteral("sequence");
    return QStringLiteral("%1.%2[%3]").arg(path, list).arg(index);
}

Error senderNotFound(const Received& received, const QString& place)
{
    const bool campaign = received.of == Received::Of::Campaign;
    return {
        ErrorKind::NotFound, {campaign ? QStringLiteral("campaign") : QStringLiteral("channel"), received.name}, place};
}

class Resolving {
public:
    explicit Resolving(const RuleLookup& lookup)
        : m_lookup(lookup)
    {
    }

    // Within a segment that is named, every place is that of its name.
    Result<Rule> resolve(const Rule& rule, const QStringList& names, const QString& path, bool nested);

private:
    Result<Rule> named(const Rule& rule, const QStringList& names, const QString& place);
    Result<Rule> sent(const Rule& rule, const QString& place);

    const RuleLookup& m_lookup;
    int m_conditions = 0;
};

Result<Rule> Resolving::resolve(const Rule& rule, const QStringList& names, const QString& path, bool nested)
{
    // Segments that name each other twice and twice again would grow without end.
    constexpr int far = 20 * maximumRuleConditions;
    if (++m_conditions > far)
        return tooLong(m_conditions, path);
    if (rule.kind == Rule::Kind::Segment)
        return named(rule, names, nested ? path : path + QStringLiteral(".segment"));
    if (rule.kind == Rule::Kind::Received)
        return sent(rule, nested ? path : path + QStringLiteral(".received"));
    Rule resolved = rule;
    for (qsizetype i = 0; i < rule.children.size(); ++i) {
        const QString place = nested ? path : childPath(rule, i, path);
        Result<Rule> child = resolve(rule.children.at(i), names, place, nested);
        if (!child)
            return child;
        resolved.children[i] = std::move(child).value();
    }
    return resolved;
}

Result<Rule> Resolving::sent(const Rule& rule, const QString& place)
{
    const Result<std::optional<qint64>> id = m_lookup.sender(rule.received.of, rule.received.name);
    if (!id)
        return id.error();
    if (!*id)
        return senderNotFound(rule.received, place);
    Rule resolved = rule;
    resolved.received.id = **id;
    return resolved;
}

Result<Rule> Resolving::named(const Rule& rule, const QStringList& names, const QString& place)
{
    const QString& name = rule.segment;
    if (names.contains(name)) {
        const QString circle = (names.mid(names.indexOf(name)) + QStringList{name}).join(QStringLiteral(" → "));
        return Error{ErrorKind::BadValue,
            {circle, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "segments that do not name each other in a circle"))},
            place};
    }
    const Result<std::optional<Segment>> segment = m_lookup.segment(name);
    if (!segment)
        return segment.error();
    if (!*segment)
        return Error{ErrorKind::NotFound, {QStringLiteral("segment"), name}, place};
    const Result<Rule> within = resolve((*segment)->rule, names + QStringList{name}, place, true);
    if (!within)
        return within;
    Rule resolved = rule;
    resolved.children = {membership(**segment, *within)};
    return resolved;
}

// The segments on the way down to the deepest level, each named by the one before it.
QStringList deepestSegments(const Rule& rule)
{
    QStringList names;
    if (rule.kind == Rule::Kind::Segment)
        names += rule.segment;
    const auto deepest = std::max_element(rule.children.begin(), rule.children.end(),
        [](const Rule& one, const Rule& other) { return ruleDepth(one) < ruleDepth(other); });
    return deepest == rule.children.end() ? names : names + deepestSegments(*deepest);
}

} // namespace

RuleLookup lookupIn(Database& workspace)
{
    const auto segment = [&workspace](const QString& name) { return SegmentStore(workspace).findByName(name); };
    const auto sender = [&workspace](Received::Of of, const QString& name) -> Result<std::optional<qint64>> {
        const QByteArray table = of == Received::Of::Campaign ? "campaign" : "channel";
        Statement find(
            workspace, "SELECT id FROM " + table + " WHERE name=? ORDER BY deleted_at IS NOT NULL, id DESC LIMIT 1");
        find.bind(1, name);
        const Result<bool> row = find.step();
        if (!row)
            return row.error();
        return *row ? std::optional(find.integer(0)) : std::nullopt;
    };
    return {segment, sender};
}

Result<Rule> resolveRule(const Rule& rule, const QString& segment, const RuleLookup& lookup, const QString& path)
{
    const QStringList names = segment.isEmpty() ? QStringList() : QStringList{segment};
    const Result<Rule> resolved = Resolving(lookup).resolve(rule, names, path, false);
    if (!resolved)
        return resolved;
    if (const int depth = ruleDepth(*resolved); depth > maximumRuleDepth)
        return tooDeep(depth, path, deepestSegments(*resolved));
    if (const int conditions = ruleConditions(*resolved); conditions > maximumRuleConditions)
        return tooLong(conditions, path);
    return resolved;
}

QStringList segmentsOfOtherKind(const Rule& rule, UserKind kind, const RuleLookup& lookup)
{
    QStringList names;
    if (rule.kind == Rule::Kind::Segment) {
        const Result<std::optional<Segment>> segment = lookup.segment(rule.segment);
        if (segment && *segment && (*segment)->userKind != kind)
            names += rule.segment;
    }
    for (const Rule& child : rule.children)
        names += segmentsOfOtherKind(child, kind, lookup);
    names.removeDuplicates();
    return names;
}

std::optional<Error> firstUnresolved(const Rule& rule)
{
    if (rule.kind == Rule::Kind::Segment && rule.children.isEmpty())
        return Error{ErrorKind::NotFound, {QStringLiteral("segment"), rule.segment}, {}};
    if (rule.kind == Rule::Kind::Received && rule.received.id == 0)
        return senderNotFound(rule.received, {});
    for (const Rule& child : rule.children)
        if (const std::optional<Error> error = firstUnresolved(child))
            return error;
    return std::nullopt;
}

} // namespace wd
