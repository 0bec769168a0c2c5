#include "ui/audience/rules/ruletree.h"

#include <QRegularExpression>

#include <algorithm>

namespace wd {

namespace {

Rule& coreOf(Rule& rule)
{
    return rule.kind == Rule::Kind::Not && !rule.children.isEmpty() ? coreOf(rule.children.first()) : rule;
}

bool isGroup(const Rule& core)
{
    return core.kind == Rule::Kind::All || core.kind == Rule::Kind::Any;
}

QList<Rule>& membersAt(Rule& root, const RulePath& group)
{
    Rule* at = &coreOf(root);
    for (const int index : group)
        at = &coreOf(at->children[index]);
    return at->children;
}

int groupDepth(const Rule& rule)
{
    const RuleNode node = nodeOf(rule);
    if (!node.isGroup())
        return 0;
    int deepest = 0;
    for (const Rule& child : node.core.children)
        deepest = std::max(deepest, groupDepth(child));
    return deepest + 1;
}

RulePath groupOf(const RulePath& path)
{
    return path.mid(0, path.size() - 1);
}

} // namespace

RuleNode nodeOf(const Rule& rule)
{
    RuleNode node{0, rule};
    while (node.core.kind == Rule::Kind::Not && !node.core.children.isEmpty()) {
        const Rule inner = node.core.children.first();
        node.core = inner;
        ++node.nots;
    }
    return node;
}

Rule ruleOf(const RuleNode& node)
{
    Rule rule = node.core;
    for (int i = 0; i < node.nots; ++i) {
        Rule outer;
        outer.kind = Rule::Kind::Not;
        outer.children = {rule};
        rule = outer;
    }
    return rule;
}

RuleNode nodeAt(const Rule& root, const RulePath& path)
{
    RuleNode node = nodeOf(root);
    for (const int index : path) {
        const Rule inner = node.core.children.at(index);
        node = nodeOf(inner);
    }
    return node;
}

QList<RulePath> innerGroups(const Rule& root)
{
    QList<RulePath> groups;
    const RuleNode node = nodeOf(root);
    for (int i = 0; node.isGroup() && i < node.core.children.size(); ++i) {
        const Rule& member = node.core.children[i];
        if (const RuleNode inner = nodeOf(member); !inner.isGroup() || inner.core.children.isEmpty())
            continue;
        groups += RulePath{i};
        for (const RulePath& path : innerGroups(member))
            groups += RulePath{i} + path;
    }
    return groups;
}

Rule withMember(const Rule& root, const RulePath& group, const Rule& member)
{
    Rule rule = root;
    membersAt(rule, group) += member;
    return rule;
}

RuleStep withoutPart(const Rule& root, const RulePath& path)
{
    RuleStep step{root, path};
    QList<Rule>& members = membersAt(step.rule, groupOf(path));
    members.removeAt(path.last());
    if (members.isEmpty())
        step.path.removeLast();
    else
        step.path.last() = int(std::min<qsizetype>(path.last(), members.size() - 1));
    return step;
}

RuleStep withCopy(const Rule& root, const RulePath& path)
{
    RuleStep step{root, path};
    QList<Rule>& members = membersAt(step.rule, groupOf(path));
    const Rule copy = members.at(path.last());
    members.insert(path.last() + 1, copy);
    ++step.path.last();
    return step;
}

RuleStep withMove(const Rule& root, const RulePath& path, bool up)
{
    RuleStep step{root, path};
    QList<Rule>& members = membersAt(step.rule, groupOf(path));
    const int from = path.last();
    const int beside = up ? from - 1 : from + 1;
    const Rule part = members.at(from);
    if (beside < 0 || beside >= members.size()) {
        if (path.size() == 1)
            return step;
        members.removeAt(from);
        step.path.removeLast();
        if (!up)
            ++step.path.last();
        membersAt(step.rule, groupOf(step.path)).insert(step.path.last(), part);
        return step;
    }
    const int levelInside = int(path.size()) + 1; // of a group that stands in this one
    const bool enters = nodeOf(members.at(beside)).isGroup() && levelInside + groupDepth(part) <= deepestGroup;
    if (!enters) {
        members.swapItemsAt(from, beside);
        step.path.last() = beside;
        return step;
    }
    Rule& group = coreOf(members[beside]);
    const int place = up ? int(group.children.size()) : 0;
    group.children.insert(place, part);
    members.removeAt(from);
    step.path.last() = up ? beside : from;
    step.path += place;
    return step;
}

RulePath pathOfPlace(const Rule& root, const QString& place, QString& rest)
{
    static const QRegularExpression member(QStringLiteral("^\\.(?:all|any)\\[(\\d+)\\]"));
    RulePath path;
    rest = place;
    if (rest.startsWith(QLatin1String("rule")))
        rest.remove(0, 4);
    for (RuleNode node = nodeOf(root);;) {
        for (int i = 0; i < node.nots && rest.startsWith(QLatin1String(".not")); ++i)
            rest.remove(0, 4);
        const QRegularExpressionMatch match = member.match(rest);
        const int index = match.hasMatch() ? match.captured(1).toInt() : -1;
        if (!isGroup(node.core) || index < 0 || index >= node.core.children.size())
            return path;
        path += index;
        rest.remove(0, match.capturedLength());
        const Rule inner = node.core.children.at(index);
        node = nodeOf(inner);
    }
}

} // namespace wd
