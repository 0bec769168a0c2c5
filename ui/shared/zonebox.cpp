#include "ui/shared/zonebox.h"

#include "ui/texts/zonetexts.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QStyledItemDelegate>
#include <QTimeZone>

namespace wd {

namespace {

constexpr int soughtRole = Qt::UserRole + 1; // of a zone: its city and its id

// Finds a zone by its city as by its id, and writes the city.
class ZoneCompleter final : public QCompleter {
public:
    explicit ZoneCompleter(QComboBox* zones)
        : QCompleter(zones->model(), zones)
    {
        setCompletionRole(soughtRole);
        setFilterMode(Qt::MatchContains);
        setCaseSensitivity(Qt::CaseInsensitive);
        popup()->setItemDelegate(new QStyledItemDelegate(this)); // rows as in every other list
    }
    QString pathFromIndex(const QModelIndex& index) const override { return index.data().toString(); }
};

} // namespace

ZoneBox::ZoneBox(const QString& name, QWidget* parent)
    : QComboBox(parent)
{
    setObjectName(name);
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds();
    for (const QByteArray& zone : zones)
        add(zone);
    setCompleter(new ZoneCompleter(this));
    connect(this, &QComboBox::activated, this, &ZoneBox::entered);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ZoneBox::entered);
}

void ZoneBox::add(const QByteArray& zone)
{
    const QString id = QString::fromLatin1(zone);
    const QString words = zoneText(QTimeZone(zone));
    const int place = count();
    addItem(words, id);
    setItemData(place, id, Qt::ToolTipRole);
    setItemData(place, QString(words + u' ' + id), soughtRole);
}

// There are zones that Qt does not list.
void ZoneBox::setZone(const QString& id)
{
    if (findData(id) < 0)
        add(id.toLatin1());
    setCurrentIndex(findData(id));
    setEditText(itemText(currentIndex()));
    lineEdit()->setCursorPosition(0);
}

QString ZoneBox::zone() const
{
    const QString typed = currentText().trimmed();
    if (itemText(currentIndex()) == typed)
        return currentData().toString();
    const int known = findText(typed, Qt::MatchFixedString);
    return known >= 0 ? itemData(known).toString() : typed;
}

QString noZoneText(const QString& words)
{
    return ZoneBox::tr("“%1” is no time zone. Choose one of the list, such as %2.")
        .arg(words, zoneText(QTimeZone("Asia/Shanghai")));
}

} // namespace wd
