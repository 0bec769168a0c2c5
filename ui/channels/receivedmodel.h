// The requests that arrived at the local receiver, latest first; only the last thousand are kept.
#pragma once

#include "models/receiver/receiver.h"

#include <QAbstractTableModel>
#include <QTimeZone>

#include <deque>

class QWidget;

namespace wd {

class ReceivedModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int mostKept = 1000;
    enum Column { Time, Path, MessageId, Signature, Status, Body, ColumnCount };

    // The one of `window`, which takes down what arrives from now on, or has since it was asked for first.
    static ReceivedModel* of(QWidget* window, Receiver& receiver);
    explicit ReceivedModel(QObject* parent = nullptr);

    void add(const ReceivedRequest& request);
    void clear();
    void setZone(const QTimeZone& zone);
    const ReceivedRequest& request(int row) const { return m_requests.at(size_t(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString text(const ReceivedRequest& request, int column) const;

    QTimeZone m_zone = QTimeZone::utc();
    std::deque<ReceivedRequest> m_requests; // latest first
};

} // namespace wd
