// People and events as plain values, random but always the same, and what a rule means for one of them, told without
// SQL.
#pragma once

#include "models/audience/rules/rulechecker.h"

#include <QMap>
#include <QRandomGenerator>

namespace wd {

struct PlainEvent {
    QString name;
    UtcMs at = 0;
    QMap<QString, QVariant> properties; // those with a value
};

struct PlainPerson {
    qint64 id = 0;
    QMap<QString, QVariant> values; // ids too; QString, double, bool, QDate, or qint64 for a time
    QList<PlainEvent> events;
};

struct PlainAudience {
    TimeFrame frame;
    QMap<QString, AttributeType> attributes; // with the ids
    QMap<QString, QMap<QString, AttributeType>> events;
    QList<PlainPerson> people;
    mutable QHash<UtcMs, QDate> knownDays; // looking a day up takes long

    static PlainAudience random(const TimeFrame& frame, quint32 seed);
    bool fill(Database& audience) const;
    QDate today() const { return dayOf(frame.at); }
    QDate dayOf(UtcMs at) const;
    static bool isOfKind(const PlainPerson& person, UserKind kind);
    bool matches(const PlainPerson& person, const Rule& rule) const;

private:
    bool eventMatches(const PlainPerson& person, const Rule& rule) const;
    bool isWithin(UtcMs at, const Period& period) const;
    bool valueMeets(const QVariant& value, AttributeType type, Operator op, const QVariantList& given) const;
    bool holds(const QVariant& value, AttributeType type, Operator op, const QVariantList& given) const;
    bool dayHolds(QDate day, Operator op, const QVariantList& given) const;
    bool timeHolds(UtcMs at, Operator op, const QVariantList& given) const;
    int compareTime(UtcMs at, const QString& given) const;
};

} // namespace wd
