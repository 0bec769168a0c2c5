#include "ui/audience/importing/importcolumns.h"

#include "models/base/zonedtime.h"
#include "ui/shared/field.h"

#include <QDateTimeEdit>
#include <QGridLayout>
#include <QSignalBlocker>

namespace wd {

namespace {

const QString loginId = QStringLiteral("login_id");
const QString visitorId = QStringLiteral("visitor_id");
const QString person = QStringLiteral("person");
const QString visitor = QStringLiteral("visitor");
const QString eventUse = QStringLiteral("event");
const QString timeUse = QStringLiteral("time");

} // namespace

ImportColumns::ImportColumns(const QTimeZone& zone, QWidget* parent)
    : QWidget(parent)
    , m_zone(zone)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, 1);
}

void ImportColumns::clear()
{
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        if (QWidget* const widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    m_choosers.clear();
    m_completeUntil = nullptr;
}

void ImportColumns::show(ImportKind kind, const ImportPreview& preview)
{
    clear();
    m_kind = kind;
    if (kind == ImportKind::People) {
        addChooser(tr("Login user id"), QStringLiteral("loginIdColumn"), loginId, preview);
        addChooser(tr("Visitor id"), QStringLiteral("visitorIdColumn"), visitorId, preview);
        return;
    }
    addChooser(tr("Login user id"), QStringLiteral("personColumn"), person, preview);
    addChooser(tr("Visitor id"), QStringLiteral("visitorColumn"), visitor, preview);
    addChooser(tr("Event"), QStringLiteral("eventColumn"), eventUse, preview);
    addChooser(tr("Time"), QStringLiteral("timeColumn"), timeUse, preview);
    addCompleteUntil(preview);
}

QComboBox* ImportColumns::addChooser(
    const QString& label, const QString& name, const QString& use, const ImportPreview& preview)
{
    auto* chooser = new QComboBox;
    chooser->setObjectName(name);
    chooser->addItem(tr("None"), QString());
    for (qsizetype i = 0; i < preview.headers.size(); ++i) {
        chooser->addItem(preview.headers[i], preview.headers[i]);
        if (preview.columns.value(i).use == use)
            chooser->setCurrentIndex(int(i) + 1);
    }
    connect(chooser, &QComboBox::activated, this, &ImportColumns::edited);
    const int place = int(m_choosers.size());
    m_grid->addWidget(new Field(label, chooser), place / 3, place % 3, Qt::AlignTop);
    m_choosers.insert(use, chooser);
    return chooser;
}

void ImportColumns::addCompleteUntil(const ImportPreview& preview)
{
    UtcMs latest = 0;
    for (const UtcMs at : preview.latest)
        latest = qMax(latest, at);
    m_completeUntil = new QDateTimeEdit;
    m_completeUntil->setObjectName(QStringLiteral("completeUntil"));
    m_completeUntil->setDisplayFormat(QStringLiteral("yyyy/MM/dd HH:mm:ss"));
    m_completeUntil->setCalendarPopup(true);
    m_completeUntil->setTimeSpec(Qt::LocalTime);
    // The editor shows wall time of the workspace's zone, whatever the computer's is.
    const QDateTime wall = localDateTime(latest, m_zone);
    m_suggested = QDateTime(wall.date(), wall.time());
    m_completeUntil->setDateTime(m_suggested);
    auto* field = new Field(tr("Data complete until"), m_completeUntil);
    field->setHint(tr("Left as it is: for each event, its latest time in the file."));
    m_grid->addWidget(field, 1, 1, 1, 2, Qt::AlignTop);
}

void ImportColumns::addTo(ImportOptions& options) const
{
    const auto chosen = [this](const QString& use) {
        const QComboBox* const chooser = m_choosers.value(use);
        return chooser ? chooser->currentData().toString() : QString();
    };
    options.loginIdColumn = chosen(loginId);
    options.visitorIdColumn = chosen(visitorId);
    options.personColumn = chosen(person);
    options.visitorColumn = chosen(visitor);
    options.eventColumn = chosen(eventUse);
    options.timeColumn = chosen(timeUse);
    if (m_completeUntil && m_completeUntil->dateTime() != m_suggested)
        options.completeUntil = toUtc(m_completeUntil->date(), m_completeUntil->time(), m_zone);
}

} // namespace wd
