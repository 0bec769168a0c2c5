// Random people, events, deliveries and lists in the tables of a folder, the same for the same seed.
#pragma once

#include <QDate>
#include <QHash>
#include <QRandomGenerator>
#include <QStringList>
#include <QTimeZone>

using Row = QHash<QString, QString>;

class DataMaker {
public:
    DataMaker(qint64 at, const QTimeZone& zone, quint32 seed);

    // columns.csv (the types of attributes and properties), people.csv, events.csv, deliveries.csv, lists.csv and
    // erased.csv; people go by the numbers of their rows in the last three.
    void writeAll(const QString& folder);

    static const QStringList& attributes(); // with the two ids
    static const QStringList& eventNames();
    static QStringList propertiesOf(const QStringList& events); // that all of them have
    static QChar typeOf(const QString& column); // t text, c choice, n number, d date, i time, b boolean

    QString text(const QString& column); // any value of a column
    QStringList known(const QString& column) const; // the values that occur
    const QList<Row>& events() const { return m_events; }
    QDate today() const { return m_today; }
    const QTimeZone& zone() const { return m_zone; }
    QRandomGenerator& random() { return m_random; }
    int below(int end) { return m_random.bounded(end); }
    template <typename T> T oneOf(const QList<T>& list) { return list.at(below(int(list.size()))); }

private:
    QString instant();
    QString anyText();
    QString number();
    QDate day();
    QString birth();
    Row values(const QStringList& columns);
    void makePeople();
    void makeEvents();
    void addEvents(const Row& person);
    QList<Row> deliveries();
    QList<Row> members();

    QTimeZone m_zone;
    QDate m_today;
    QRandomGenerator m_random;
    QList<Row> m_people;
    QList<Row> m_events;
};
