// Random rules about made data, the same for the same seed: every operator with every type comes up at every depth.
#pragma once

#include "tests/property/datamaker.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>

class RuleMaker {
public:
    static constexpr int depths = 5;

    explicit RuleMaker(DataMaker& data)
        : m_data(data)
    {
    }

    // {"rule", "userKind"}, and with "name" for segments; each of these may name those before it.
    QList<QJsonObject> makeSegments();
    QList<QJsonObject> makeRules(int number);

private:
    QJsonObject rule(int levels, int depth);
    QJsonObject leaf(int depth);
    QJsonObject group(int levels, int depth);
    QJsonObject attribute(int depth);
    QJsonObject event(int depth, bool alone);
    void addWhere(QJsonObject& event, const QStringList& events, int depth);
    void addMeasure(QJsonObject& event, const QStringList& events, int depth);
    QString measuredOf(const QStringList& events, const QString& kind);
    QJsonObject sequence(int depth);
    QJsonObject received();
    QJsonValue period(const QString& form);
    void addComparison(QJsonObject& json, const QString& column, const QString& op);
    QJsonValue comparedWith(const QString& column, const QString& op, const QString& known);
    QJsonValue operand(const QString& column, const QString& op, const QString& known);
    // One after the other until all have been dealt, in a random order; then again.
    QString dealt(const QString& deck, int depth, const QStringList& cards);
    double rounds(int depth) const;
    int below(int end) { return m_data.below(end); }

    DataMaker& m_data;
    QMap<QString, QStringList> m_decks;
    QMap<QString, double> m_rounds; // of each deck
    QStringList m_segments;
};
