// What one person did, latest first, loaded page by page as the operator scrolls.
#pragma once

#include "models/records/personservice.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace wd {

class PersonEventModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Event, Properties, ColumnCount };

    PersonEventModel(PersonService& service, const QTimeZone& zone, QObject* parent = nullptr);

    // `latest`: the first page.
    void setPerson(qint64 person, const QList<PersonEvent>& latest, const Catalogue& catalogue);
    const PersonEvent& event(int row) const { return m_events[row]; }
    QString label(const PersonEvent& event) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    void failed(const wd::Error& error);

private:
    void append(const QList<PersonEvent>& page);
    QString text(const PersonEvent& event, int column) const;

    PersonService& m_service;
    QTimeZone m_zone;
    Catalogue m_catalogue;
    qint64 m_person = 0;
    QList<PersonEvent> m_events;
    quint64 m_generation = 0; // answers about earlier pages are dropped
    bool m_complete = true;
    bool m_fetching = false;
};

} // namespace wd
