// Random rules for a plain audience, with a tally of what they were made of.
#pragma once

#include "tests/storage/plainaudience.h"

namespace wd {

class RandomRules {
public:
    RandomRules(const PlainAudience& audience, quint32 seed)
        : m_audience(audience)
        , m_random(seed)
    {
    }

    Rule rule(int depth);
    UserKind kind() { return m_random.bounded(4) == 0 ? UserKind::Visitor : UserKind::Login; }
    // "choice notIn": what an attribute condition is counted as.
    static QString name(AttributeType type, Operator op);
    // Those, "where text =", "measure 0 >=", "period 2" … and how often.
    const QMap<QString, int>& tally() const { return m_tally; }

private:
    Rule group(int depth);
    Rule attribute();
    Rule event();
    Period period();
    Measure measure(const QString& property);
    QVariantList values(AttributeType type, Operator op, const QVariantList& known);
    QVariant value(AttributeType type, Operator op, const QVariant& known);
    QVariantList knownValues(const QString& attribute) const;
    QVariantList knownValues(const QStringList& events, const QString& property) const;
    void count(const QString& what) { ++m_tally[what]; }

    const PlainAudience& m_audience;
    QRandomGenerator m_random;
    QMap<QString, int> m_tally;
};

} // namespace wd
