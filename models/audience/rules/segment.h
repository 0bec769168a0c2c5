// A segment: a saved rule that selects people.
#pragma once

#include "models/base/audit.h"

#include <QList>
#include <QString>
#include <QUuid>
#include <QVariant>

#include <optional>

namespace wd {

// Stored as these numbers.
enum class UserKind { Login = 0, Visitor = 1 };

enum class Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    Contains,
    NotContains,
    StartsWith,
    Empty,
    NotEmpty,
    Between,
    On,
    Before,
    After,
    LastDays,
    NextDays,
    Anniversary
};

// The days an event condition looks at, in the workspace's zone.
struct Period {
    enum class Kind { Ever, Today, Yesterday, ThisWeek, ThisMonth, LastDays, FromTo };
    Kind kind = Kind::Ever;
    int days = 0; // LastDays: ends with the end of yesterday
    QString from; // FromTo: dates or times, inclusive; one may be empty
    QString to;
    bool operator==(const Period&) const = default;
};

struct PropertyCondition {
    QString property;
    Operator op = Operator::Equal;
    QVariantList values; // QString, double or bool as in the document; one for most operators, two for Between
    bool operator==(const PropertyCondition&) const = default;
};

// "count" or an aggregate over a property, compared with one number.
struct Measure {
    enum class Kind { Count, Sum, Average, Minimum, Maximum };
    Kind kind = Kind::Count;
    QString property; // empty for Count
    Operator op = Operator::GreaterOrEqual;
    QVariantList values;
    bool operator==(const Measure&) const = default;
};

// What a person has been sent: accepted and uncertain deliveries of a campaign, or through a channel. With `days`,
// those first requested since the day began that is so many days ago: 1 is yesterday and today.
struct Received {
    enum class Of { Campaign, Channel };
    Of of = Of::Campaign;
    QString name;
    int days = 0; // 0: ever
    qint64 id = 0; // of the campaign or channel; 0 until resolveRule() has found it
    bool operator==(const Received&) const = default;
};

// One node of a rule. A tree of plain values; which members count depends on `kind`.
struct Rule {
    enum class Kind { All, Any, Not, Attribute, Event, Segment, List, Received, Sequence, Random };
    Kind kind = Kind::All;
    // All, Any: any number; Not: one; Sequence: two of kind Event, without a measure; Segment: none, or, after
    // resolveRule(), who is in the segment
    QList<Rule> children;
    QString attribute; // Attribute: its key
    Operator op = Operator::Equal;
    QVariantList values;
    QStringList events; // Event: one or more names
    Period period;
    std::optional<Measure> measure; // none: at least once
    QList<PropertyCondition> where;
    QString segment; // Segment: a name
    QString list; // List: a name
    Received received;
    // Sequence: the second event is another one than the first, not earlier, and at most so long after it.
    int withinSeconds = 0;
    double percent = 0; // Random: of everybody, by a hash of the person: the same people every time
    bool operator==(const Rule&) const = default;
};

struct Segment {
    qint64 id = 0; // negative: built in
    QUuid uuid;
    QString name;
    UserKind userKind = UserKind::Login;
    Rule rule;
    Audit audit;
    bool operator==(const Segment&) const = default;
};

// 全部登录用户, 全部访问用户: everybody of a kind. In documents they go by these names, in both languages.
inline constexpr qint64 everyLoginUserId = -1;
inline constexpr qint64 everyVisitorId = -2;

} // namespace wd
