#include "ui/audience/people/peoplecount.h"

#include "models/audience/segments/segmentservice.h"

namespace wd {

namespace {

Rule onlyOf(const Rule& condition)
{
    Rule rule;
    rule.children = {condition};
    return rule;
}

} // namespace

Rule hasValue(const QString& attribute)
{
    Rule condition;
    condition.kind = Rule::Kind::Attribute;
    condition.attribute = attribute;
    condition.op = Operator::NotEmpty;
    return onlyOf(condition);
}

Rule everDid(const QString& event)
{
    Rule condition;
    condition.kind = Rule::Kind::Event;
    condition.events = {event};
    return onlyOf(condition);
}

void countPeople(
    SegmentService& segments, const Rule& rule, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    Segment segment;
    segment.rule = rule;
    segment.userKind = UserKind::Login;
    segments.count(segment, receiver, [=, &segments](const Result<qint64>& login) mutable {
        if (!login)
            return then(login.error());
        segment.userKind = UserKind::Visitor;
        segments.count(segment, receiver, [sum = *login, then](const Result<qint64>& visitors) {
            then(visitors ? Result<qint64>(sum + *visitors) : visitors.error());
        });
    });
}

} // namespace wd
