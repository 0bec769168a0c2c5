// The log of deliveries, newest first, loaded page by page as the operator scrolls.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/records/deliveryservice.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace wd {

class DeliveryModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Campaign, Channel, Recipient, User, State, Why, Http, Duration, Attempts, ColumnCount };

    DeliveryModel(DeliveryService& service, const QTimeZone& zone, QObject* parent = nullptr);

    const DeliveryFilter& filter() const { return m_filter; }
    // Reasons name attributes as people do, once they are known.
    void setCatalogue(const Catalogue& catalogue);
    // Starts over at the newest row.
    void setFilter(const DeliveryFilter& filter);
    // Reads the page that begins at `row` again and takes over what differs; new rows come in above when `row` is 0.
    void refresh(int row);
    // As the table has them, from left to right.
    static QStringList titles();
    // A row's fields; callable in any thread, also when the model is gone.
    std::function<QStringList(const DeliveryRow&)> fields() const;
    const DeliveryRow& row(int number) const { return m_rows[number]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

signals:
    // The first page of a filter is there.
    void loaded();
    void failed(const wd::Error& error);

private:
    static QString title(int column);
    static QString text(const DeliveryRow& row, int column, const QTimeZone& zone, const Catalogue& catalogue);
    void append(const QList<DeliveryRow>& page);
    void merge(int from, const QList<DeliveryRow>& page);
    void replaceAll(const QList<DeliveryRow>& page);
    void refreshAgain();

    DeliveryService& m_service;
    QTimeZone m_zone;
    Catalogue m_catalogue;
    DeliveryFilter m_filter;
    QList<DeliveryRow> m_rows;
    quint64 m_generation = 0; // answers to an earlier filter are dropped
    bool m_complete = false;
    bool m_fetching = false;
    bool m_refreshing = false;
    std::optional<int> m_again; // something changed while an answer was on its way
};

} // namespace wd
