#include "ui/deliveries/deliverymodel.h"

#include "ui/deliveries/deliverylook.h"
#include "ui/shared/formatting.h"
#include "ui/shared/tableview.h"
#include "ui/texts/reasontexts.h"
#include "ui/texts/rulesentence.h"

#include <utility>

namespace wd {

DeliveryModel::DeliveryModel(DeliveryService& service, const QTimeZone& zone, QObject* parent)
    : QAbstractTableModel(parent)
    , m_service(service)
    , m_zone(zone)
{
}

void DeliveryModel::setCatalogue(const Catalogue& catalogue)
{
    m_catalogue = catalogue;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0, Why), index(int(m_rows.size()) - 1, Why));
}

void DeliveryModel::setFilter(const DeliveryFilter& filter)
{
    m_filter = filter;
    const quint64 generation = ++m_generation;
    m_fetching = true;
    m_service.page(filter, {}, this, [this, generation](const Result<QList<DeliveryRow>>& page) {
        if (generation != m_generation)
            return;
        m_fetching = false;
        if (!page)
            return emit failed(page.error());
        replaceAll(*page);
        emit loaded();
        refreshAgain();
    });
}

void DeliveryModel::replaceAll(const QList<DeliveryRow>& page)
{
    beginResetModel();
    m_rows = page;
    m_complete = page.size() < DeliveryService::pageSize;
    endResetModel();
}

bool DeliveryModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_fetching && !m_rows.isEmpty();
}

void DeliveryModel::fetchMore(const QModelIndex&)
{
    m_fetching = true;
    const quint64 generation = m_generation;
    m_service.page(m_filter, m_rows.last().id, this, [this, generation](const Result<QList<DeliveryRow>>& page) {
        if (generation != m_generation)
            return;
        m_fetching = false;
        if (!page)
            return emit failed(page.error());
        append(*page);
        refreshAgain();
    });
}

void DeliveryModel::append(const QList<DeliveryRow>& page)
{
    m_complete = page.size() < DeliveryService::pageSize;
    QList<DeliveryRow> below;
    for (const DeliveryRow& row : page)
        if (m_rows.isEmpty() || row.id < m_rows.last().id)
            below.append(row);
    if (below.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + below.size()) - 1);
    m_rows += below;
    endInsertRows();
}

void DeliveryModel::refresh(int row)
{
    if (m_fetching || m_refreshing) {
        m_again = row;
        return;
    }
    m_refreshing = true;
    const quint64 generation = m_generation;
    const int from = qBound(0, row, int(m_rows.size()));
    const std::optional<qint64> before = from > 0 ? std::optional(m_rows[from - 1].id) : std::nullopt;
    m_service.page(m_filter, before, this, [this, generation, from, before](const Result<QList<DeliveryRow>>& page) {
        m_refreshing = false;
        if (generation != m_generation)
            return refreshAgain();
        if (!page)
            return emit failed(page.error());
        // So much is new that a hole would stay between it and the rows known so far.
        const bool hole = from == 0 && page->size() == DeliveryService::pageSize && !m_rows.isEmpty()
            && page->last().id > m_rows.first().id;
        if (hole)
            replaceAll(*page);
        else if (from == 0 || (from <= m_rows.size() && m_rows[from - 1].id == *before))
            merge(from, *page);
        refreshAgain();
    });
}

void DeliveryModel::refreshAgain()
{
    if (const std::optional<int> row = std::exchange(m_again, {}))
        refresh(*row);
}

// Both are in descending order of ids: rows that are gone go, new ones come, the others are compared.
void DeliveryModel::merge(int from, const QList<DeliveryRow>& page)
{
    const bool toTheEnd = page.size() < DeliveryService::pageSize;
    int at = from;
    for (const DeliveryRow& fresh : page) {
        while (at < m_rows.size() && m_rows[at].id > fresh.id) {
            beginRemoveRows({}, at, at);
            m_rows.removeAt(at);
            endRemoveRows();
        }
        if (at < m_rows.size() && m_rows[at].id == fresh.id) {
            if (m_rows[at] != fresh) {
                m_rows[at] = fresh;
                emit dataChanged(index(at, 0), index(at, ColumnCount - 1));
            }
        } else {
            beginInsertRows({}, at, at);
            m_rows.insert(at, fresh);
            endInsertRows();
        }
        ++at;
    }
    if (toTheEnd && at < m_rows.size()) {
        beginRemoveRows({}, at, int(m_rows.size()) - 1);
        m_rows.resize(at);
        endRemoveRows();
    }
    if (toTheEnd)
        m_complete = true;
}

int DeliveryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int DeliveryModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DeliveryModel::text(const DeliveryRow& row, int column, const QTimeZone& zone, const Catalogue& catalogue)
{
    switch (column) {
    case Time:
        return dateTimeSecondsText(row.at, zone);
    case Campaign:
        return row.campaignName;
    case Channel:
        return row.channelName;
    case Recipient:
        return row.recipient;
    case User:
        return row.userId;
    case State:
        return deliveryStateText(row.state);
    case Why:
        return reasonText(static_cast<Reason>(row.reason), row.detail, catalogue);
    case Http:
        return row.http ? QString::number(*row.http) : QString();
    case Duration:
        return row.ms ? durationText(*row.ms) : QString();
    case Attempts:
        return row.attempts > 0 ? QString::number(row.attempts) : QString();
    }
    return {};
}

QVariant DeliveryModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const DeliveryRow& row = m_rows[index.row()];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(row, index.column(), m_zone, m_catalogue);
    if (role == cell::pillRole && index.column() == State)
        return static_cast<int>(roleOf(row.state));
    if (role == cell::iconRole && index.column() == State)
        return iconOf(row.state);
    if (role == cell::mutedRole)
        return index.column() == Time || index.column() == Channel;
    return {};
}

QVariant DeliveryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? title(section) : QVariant();
}

QStringList DeliveryModel::titles()
{
    QStringList titles;
    for (int column = 0; column < ColumnCount; ++column)
        titles += title(column);
    return titles;
}

std::function<QStringList(const DeliveryRow&)> DeliveryModel::fields() const
{
    return [zone = m_zone, catalogue = m_catalogue](const DeliveryRow& row) {
        QStringList fields;
        for (int column = 0; column < ColumnCount; ++column)
            fields += text(row, column, zone, catalogue);
        return fields;
    };
}

QString DeliveryModel::title(int column)
{
    switch (column) {
    case Time:
        return tr("Time");
    case Campaign:
        return tr("Campaign");
    case Channel:
        return tr("Channel");
    case Recipient:
        return tr("Recipient id");
    case User:
        return attributeLabel(loginIdAttribute());
    case State:
        return tr("State");
    case Why:
        return tr("Reason");
    case Http:
        return tr("HTTP");
    case Duration:
        return tr("Duration");
    case Attempts:
        return tr("Requests");
    }
    return {};
}

} // namespace wd
