// The rules whose counts are measured: those of the stories, and others drawn by a seed.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

struct BenchRule {
    QString name;
    QJsonObject rule;
    bool mustReach = false; // the target, by itself
};

// The stories' rules and "three times in thirty days" first, then `drawn` others. The kinds are always the same and
// in the same order; levels, days, amounts and the rest come from the seed.
QList<BenchRule> benchRules(quint32 seed, int drawn);
