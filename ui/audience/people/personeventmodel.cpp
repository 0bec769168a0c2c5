#include "ui/audience/people/personeventmodel.h"

#include "ui/audience/people/persontexts.h"
#include "ui/shared/formatting.h"
#include "ui/shared/tableview.h"
#include "ui/texts/rulesentence.h"

namespace wd {

PersonEventModel::PersonEventModel(PersonService& service, const QTimeZone& zone, QObject* parent)
    : QAbstractTableModel(parent)
    , m_service(service)
    , m_zone(zone)
{
}

void PersonEventModel::setPerson(qint64 person, const QList<PersonEvent>& latest, const Catalogue& catalogue)
{
    beginResetModel();
    ++m_generation;
    m_fetching = false;
    m_person = person;
    m_catalogue = catalogue;
    m_events = latest;
    m_complete = latest.size() < PersonService::pageSize;
    endResetModel();
}

QString PersonEventModel::label(const PersonEvent& event) const
{
    const EventName* const name = m_catalogue.eventByKey(event.name);
    return name ? eventLabel(*name) : event.name;
}

bool PersonEventModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_fetching;
}

void PersonEventModel::fetchMore(const QModelIndex&)
{
    m_fetching = true;
    const EventMark last{m_events.last().at, m_events.last().id};
    const auto take = [this, generation = m_generation](const Result<QList<PersonEvent>>& page) {
        if (generation != m_generation)
            return;
        m_fetching = false;
        m_complete = !page || page->size() < PersonService::pageSize;
        page ? append(*page) : emit failed(page.error());
    };
    m_service.events(m_person, last, this, take);
}

void PersonEventModel::append(const QList<PersonEvent>& page)
{
    if (page.isEmpty())
        return;
    beginInsertRows({}, int(m_events.size()), int(m_events.size() + page.size()) - 1);
    m_events += page;
    endInsertRows();
}

int PersonEventModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int PersonEventModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PersonEventModel::text(const PersonEvent& event, int column) const
{
    switch (column) {
    case Time:
        return dateTimeSecondsText(event.at, m_zone);
    case Event:
        return label(event);
    case Properties:
        return propertiesText(event, m_catalogue, m_zone);
    }
    return {};
}

QVariant PersonEventModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_events.size())
        return {};
    const PersonEvent& event = m_events[index.row()];
    if (role == Qt::ToolTipRole && index.column() == Properties)
        return propertyLines(event, m_catalogue, m_zone);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(event, index.column());
    if (role == cell::linkRole)
        return index.column() == Event;
    if (role == cell::mutedRole)
        return index.column() == Time;
    return {};
}

QVariant PersonEventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Event:
        return tr("Event");
    case Properties:
        return tr("Properties");
    }
    return {};
}

} // namespace wd
