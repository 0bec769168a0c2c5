// A rule as the editor shows it: groups and conditions, each with the negations around it, and steps on the whole.
#pragma once

#include "models/audience/rules/segment.h"

namespace wd {

// Groups within groups that can be made in the window; documents may nest deeper.
inline constexpr int deepestGroup = 5;

// A group or condition without the `not`s around it.
struct RuleNode {
    int nots = 0; // two of them stay as they were written
    Rule core;

    bool isNegated() const { return nots % 2 == 1; }
    void setNegated(bool negated) { nots = negated == isNegated() ? nots : int(negated); }
    bool isGroup() const { return core.kind == Rule::Kind::All || core.kind == Rule::Kind::Any; }
    bool operator==(const RuleNode&) const = default;
};
RuleNode nodeOf(const Rule& rule);
Rule ruleOf(const RuleNode& node);

// From the outermost group: the place in it, the place in that one, and so on.
using RulePath = QList<int>;

RuleNode nodeAt(const Rule& root, const RulePath& path); // which leads to a part of it
QList<RulePath> innerGroups(const Rule& root); // those with members, as one reads

// What a step made: the rule, and where the part it was about stands now.
struct RuleStep {
    Rule rule;
    RulePath path;
};

// `root` is a group; paths name parts of it. Members of the group at the path:
Rule withMember(const Rule& root, const RulePath& group, const Rule& member); // at its end
RuleStep withoutPart(const Rule& root, const RulePath& path); // the path: what stands in its place, or its group
RuleStep withCopy(const Rule& root, const RulePath& path); // the path: the copy, right behind
// Up or down as one reads: into a group that stands there, out of its own at the edge. Nothing moves at the ends.
RuleStep withMove(const Rule& root, const RulePath& path, bool up);

// The path of a place such as "rule.all[1].not.any[0].value"; the rest of the place (".value") into `rest`.
RulePath pathOfPlace(const Rule& root, const QString& place, QString& rest);

} // namespace wd
