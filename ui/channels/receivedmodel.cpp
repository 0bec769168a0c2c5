#include "ui/channels/receivedmodel.h"

#include "ui/shared/formatting.h"
#include "ui/shared/role.h"
#include "ui/shared/tableview.h"

#include <QWidget>

namespace wd {

namespace {

constexpr int shownBytes = 200; // of a body, in its cell

QString signatureText(SignatureCheck check)
{
    switch (check) {
    case SignatureCheck::NotChecked:
        return ReceivedModel::tr("not checked");
    case SignatureCheck::Valid:
        return ReceivedModel::tr("valid");
    case SignatureCheck::Invalid:
        return ReceivedModel::tr("wrong");
    case SignatureCheck::Absent:
        return ReceivedModel::tr("missing");
    }
    Q_UNREACHABLE();
}

Role signatureRole(SignatureCheck check)
{
    switch (check) {
    case SignatureCheck::NotChecked:
        return Role::Neutral;
    case SignatureCheck::Valid:
        return Role::Ok;
    case SignatureCheck::Invalid:
    case SignatureCheck::Absent:
        return Role::Error;
    }
    Q_UNREACHABLE();
}

} // namespace

ReceivedModel* ReceivedModel::of(QWidget* window, Receiver& receiver)
{
    auto* model = window->findChild<ReceivedModel*>(QString(), Qt::FindDirectChildrenOnly);
    if (!model) {
        model = new ReceivedModel(window);
        connect(&receiver, &Receiver::received, model, &ReceivedModel::add);
    }
    return model;
}

ReceivedModel::ReceivedModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ReceivedModel::add(const ReceivedRequest& request)
{
    if (m_requests.size() >= mostKept) {
        beginRemoveRows({}, mostKept - 1, mostKept - 1);
        m_requests.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_requests.push_front(request);
    endInsertRows();
}

void ReceivedModel::clear()
{
    beginResetModel();
    m_requests.clear();
    endResetModel();
}

void ReceivedModel::setZone(const QTimeZone& zone)
{
    m_zone = zone;
    if (!m_requests.empty())
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

int ReceivedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_requests.size());
}

int ReceivedModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ReceivedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Path:
        return tr("Path");
    case MessageId:
        return tr("Request id");
    case Signature:
        return tr("Signature");
    case Status:
        return tr("Answered");
    case Body:
        return tr("Body");
    default:
        return {};
    }
}

QString ReceivedModel::text(const ReceivedRequest& request, int column) const
{
    switch (column) {
    case Time:
        return dateTimeSecondsText(request.at, m_zone);
    case Path:
        return QString::fromLatin1(request.method) + QLatin1Char(' ') + request.path;
    case MessageId:
        return request.repeated ? tr("%1 (again)").arg(request.messageId) : request.messageId;
    case Signature:
        return signatureText(request.signature);
    case Status:
        return QString::number(request.answeredStatus);
    case Body:
        return QString::fromUtf8(request.body.left(shownBytes)).simplified();
    default:
        return {};
    }
}

QVariant ReceivedModel::data(const QModelIndex& index, int role) const
{
    const ReceivedRequest& request = m_requests.at(size_t(index.row()));
    if (role == Qt::DisplayRole)
        return text(request, index.column());
    if (role == cell::pillRole && index.column() == Signature)
        return int(signatureRole(request.signature));
    return {};
}

} // namespace wd
