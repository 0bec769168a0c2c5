// What the conditions of many rules met: each operator with each type of value, crossed with depth, missing values and
// the edges of days.
#pragma once

#include <QString>

#include <deque>
#include <map>

class QTextStream;

// What one condition met while it was asked about everybody.
struct Met {
    bool value = false;
    bool missing = false;
    bool edge = false; // the first or last millisecond of a day
};

class Coverage {
public:
    static constexpr int depths = 5; // what is deeper counts as the last of them

    Coverage();

    // For a condition that stands so deep in its rule, 1 being the rule itself. Stays where it is.
    Met& add(const QString& row, int depth);
    // One row an operator and type; then the cells that are empty though they need not be. How many those are.
    int print(QTextStream& out) const;

private:
    struct Condition {
        QString row;
        int depth;
        Met met;
    };

    struct Possible {
        bool missing;
        bool edge;
    };

    void expect(const QString& place, const QString& operators, Possible possible);

    std::deque<Condition> m_conditions;
    std::map<QString, Possible> m_rows;
};

QString typeName(QChar type);
