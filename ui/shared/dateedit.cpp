#include "ui/shared/dateedit.h"

#include "ui/shared/calendar.h"
#include "ui/shared/clearbutton.h"
#include "ui/shared/formatting.h"
#include "ui/shared/icons.h"

#include <QAction>
#include <QCalendarWidget>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScreen>
#include <QVBoxLayout>

namespace wd {

namespace {

QDate dateOf(const QString& text)
{
    static const QRegularExpression form(
        QStringLiteral("^\\s*(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?\\s*$"));
    const QRegularExpressionMatch match = form.match(text);
    return match.hasMatch() ? QDate(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt())
                            : QDate();
}

} // namespace

DateEdit::DateEdit(const QString& name, QWidget* parent)
    : QLineEdit(parent)
{
    setObjectName(name);
    setPlaceholderText(tr("yyyy/mm/dd"));
    addClearButton(*this);
    QAction* const open = addAction(icon(QStringLiteral("calendar"), Token::Muted), QLineEdit::TrailingPosition);
    open->setText(tr("Choose a date"));
    open->setToolTip(tr("Choose a date (Alt+Down)"));
    connect(open, &QAction::triggered, this, &DateEdit::openCalendar);
    connect(this, &QLineEdit::editingFinished, this, [this] { setValue(value()); });
}

QDate DateEdit::date() const
{
    return dateOf(text());
}

QString DateEdit::value() const
{
    const QDate known = date();
    return known.isValid() ? known.toString(Qt::ISODate) : text().trimmed();
}

void DateEdit::setValue(const QString& value)
{
    const QDate known = dateOf(value);
    const QString shown = known.isValid() ? dateText(known) : value;
    if (shown != text())
        setText(shown);
}

void DateEdit::keyPressEvent(QKeyEvent* event)
{
    const bool open
        = event->key() == Qt::Key_F4 || (event->key() == Qt::Key_Down && event->modifiers() == Qt::AltModifier);
    if (open && !isReadOnly())
        return openCalendar();
    QLineEdit::keyPressEvent(event);
}

void DateEdit::openCalendar()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setObjectName(QStringLiteral("datePopup"));
    popup->setAttribute(Qt::WA_DeleteOnClose);
    auto* calendar = new QCalendarWidget(popup);
    calendar->setObjectName(objectName() + QStringLiteral("Calendar"));
    calendar->setAccessibleName(tr("Choose a date"));
    dressCalendar(*calendar);
    if (date().isValid())
        calendar->setSelectedDate(date());
    auto* layout = new QVBoxLayout(popup);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(calendar);
    const auto take = [this, popup](QDate day) {
        popup->close();
        setText(dateText(day));
        setFocus();
        emit chosen();
    };
    connect(calendar, &QCalendarWidget::clicked, this, take);
    connect(calendar, &QCalendarWidget::activated, this, take);
    popup->adjustSize();
    QPoint place = mapToGlobal(QPoint(0, height() + 4));
    const QRect room = screen()->availableGeometry();
    if (place.y() + popup->height() > room.bottom())
        place.setY(mapToGlobal(QPoint()).y() - popup->height() - 4);
    place.setX(qBound(room.left(), place.x(), qMax(room.left(), room.right() - popup->width())));
    popup->move(place);
    popup->show();
    calendar->setFocus();
}

} // namespace wd
