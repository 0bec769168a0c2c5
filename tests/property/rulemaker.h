// Random people, events, deliveries and rules in the files of a folder, the same for the same seed.
#pragma once

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTimeZone>

class RuleMaker {
public:
    RuleMaker(const QString& folder, qint64 at, const QTimeZone& zone, quint32 seed);

    // people.csv, events.csv, deliveries.csv, lists.csv, segments.jsonl, and rules.jsonl with so many rules.
    void writeAll(int rules);

private:
    using Row = QHash<QString, QString>;

    QString text(QChar type);
    QString instant();
    Row values(const QStringList& columns, int missingOf);
    void writeTable(const QString& name, const QStringList& columns, const QList<Row>& rows) const;
    void writeLines(const QString& name, const QList<QJsonObject>& lines) const;
    void makePeople();
    void makeEvents();
    void makeDeliveries();
    void makeLists();
    void makeSegments();

    enum class Wish { Some, Many, Few }; // for how many people it should hold
    QJsonObject rule(int depth, Wish wish);
    QJsonObject leaf();
    QJsonObject group(int depth);
    QJsonObject attribute();
    QJsonObject event(bool measured);
    void addMeasure(QJsonObject& event, const QStringList& properties);
    double measuredOf(const QJsonObject& event, const QString& kind);
    QJsonObject sequence();
    QJsonObject received();
    QJsonValue period();
    void addComparison(QJsonObject& json, QChar type, const QString& known);
    QJsonValue operand(QChar type, const QString& op, const QString& known);
    QStringList known(const QList<Row>& rows, const QString& column) const;
    QStringList propertiesOf(const QString& event) const;

    int below(int end) { return m_random.bounded(end); }
    template <typename T> T oneOf(const QList<T>& list) { return list.at(below(int(list.size()))); }

    QString m_folder;
    QTimeZone m_zone;
    QDate m_today;
    QRandomGenerator m_random;
    QList<Row> m_people;
    QList<Row> m_events;
    QStringList m_segments;
};
