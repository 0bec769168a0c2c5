// Comparisons of the rule language on the texts of a table's cells.
#pragma once

#include "tests/property/plaincoverage.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QTimeZone>

// A number in ten-thousandths, told from its digits: nothing is rounded.
__extension__ typedef __int128 Decimal;
Decimal decimalOf(const QString& digits);

// A sum, and into how many parts it goes: an average is compared without a division.
struct Amount {
    Decimal total = 0;
    qint64 parts = 1;
};

class Days {
public:
    Days(qint64 at, const QTimeZone& zone);

    QDate today() const { return m_today; }
    QDate dayOf(qint64 at) const;
    // The first or last millisecond of a day.
    bool isEdge(qint64 at) const;
    qint64 wall(const QString& local) const;
    static qint64 instant(const QString& utc);

private:
    QTimeZone m_zone;
    QDate m_today;
    mutable QHash<qint64, QDate> m_days;
    mutable QHash<qint64, bool> m_edges;
};

// "op" and "value" of some object, for values of one type.
class Test {
public:
    Test() = default;
    Test(const QJsonObject& json, QChar type, const Days& days, Met& met);

    Met& met() const { return *m_met; }
    bool passes(const QString& value) const; // empty: missing
    bool passes(const Amount& amount) const;
    // A sum of no values meets nothing.
    bool failsWithoutValues() const;

private:
    void addDay(const QString& text);
    bool holds(const QString& value) const;
    bool dayHolds(QDate day) const;
    bool instantHolds(qint64 at) const;
    bool ordered(const QList<int>& orders) const;

    QString m_op;
    QChar m_type;
    const Days* m_clock = nullptr;
    Met* m_met = nullptr;
    QStringList m_texts;
    QList<Decimal> m_numbers;
    QList<bool> m_relative;
    QList<int> m_aways;
    QList<QDate> m_days;
};
