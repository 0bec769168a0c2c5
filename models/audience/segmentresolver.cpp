#include "models/audience/segmentresolver.h"

#include "models/audience/catalogue.h"
#include "models/audience/rulecodec.h"
#include "models/base/phrase.h"

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
    const QString list = rule.kind == Rule::Kind::All ? QStringLiteral("all") : QStringLiteral("any");
    return QStringLiteral("%1.%2[%3]").arg(path, list).arg(index);
}

class Resolving {
public:
    explicit Resolving(const SegmentLookup& lookup)
        : m_lookup(lookup)
    {
    }

    // Within a segment that is named, every place is that of its name.
    Result<Rule> resolve(const Rule& rule, const QStringList& names, const QString& path, bool nested);

private:
    Result<Rule> named(const QString& name, const QStringList& names, const QString& place);

    const SegmentLookup& m_lookup;
    int m_conditions = 0;
};

Result<Rule> Resolving::resolve(const Rule& rule, const QStringList& names, const QString& path, bool nested)
{
    // Segments that name each other twice and twice again would grow without end.
    if (++m_conditions > maximumRuleConditions)
        return Error{ErrorKind::TooMany, {QString::number(m_conditions), QString::number(maximumRuleConditions)}, path};
    if (rule.kind == Rule::Kind::Segment)
        return named(rule.segment, names, nested ? path : path + QStringLiteral(".segment"));
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

Result<Rule> Resolving::named(const QString& name, const QStringList& names, const QString& place)
{
    if (names.contains(name)) {
        const QString circle = (names.mid(names.indexOf(name)) + QStringList{name}).join(QStringLiteral(" → "));
        return Error{ErrorKind::BadValue,
            {circle, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "segments that do not name each other in a circle"))},
            place};
    }
    const Result<std::optional<Segment>> segment = m_lookup(name);
    if (!segment)
        return segment.error();
    if (!*segment)
        return Error{ErrorKind::NotFound, {QStringLiteral("segment"), name}, place};
    const Result<Rule> rule = resolve((*segment)->rule, names + QStringList{name}, place, true);
    return rule ? Result<Rule>(membership(**segment, *rule)) : rule;
}

} // namespace

Result<Rule> resolveSegments(const Rule& rule, const QString& segment, const SegmentLookup& lookup, const QString& path)
{
    const QStringList names = segment.isEmpty() ? QStringList() : QStringList{segment};
    const Result<Rule> resolved = Resolving(lookup).resolve(rule, names, path, false);
    if (!resolved)
        return resolved;
    if (const int depth = ruleDepth(*resolved); depth > maximumRuleDepth)
        return Error{ErrorKind::TooMany, {QString::number(depth), QString::number(maximumRuleDepth)}, path};
    return resolved;
}

} // namespace wd
