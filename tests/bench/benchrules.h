// The rules whose counts are measured: those of the stories, and others drawn by a seed.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

struct BenchRule {
    QString name;
    QJsonObject rule;
    bool isFixed = false; // one that must reach the target by itself
};

// The stories' rules and "three times in thirty days" first; then `drawn` others.
QList<BenchRule> benchRules(quint32 seed, int drawn);
