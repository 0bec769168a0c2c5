#include "ui/shared/foldcard.h"

#include "ui/shared/buttons.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/icons.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QRadioButton>

namespace wd {

FoldCard::FoldCard(int number, const QString& title, const QString& name, QWidget* parent)
    : QFrame(parent)
    , m_number(number)
    , m_title(title)
    , m_badge(new QLabel(QString::number(number), this))
    , m_tick(new IconLabel(QStringLiteral("success"), Token::Ok, 24, this))
    , m_summary(new ElidedLabel(QStringLiteral("muted"), this))
    , m_toggle(iconButton(title, QStringLiteral("chevron-down"), name + QStringLiteral("Toggle"), this))
    , m_header(new QWidget(this))
    , m_content(new QWidget(this))
    , m_body(new QVBoxLayout(m_content))
{
    setObjectName(name);
    setAccessibleName(title);
    setProperty("look", QStringLiteral("card"));
    m_badge->setProperty("look", QStringLiteral("step"));
    m_badge->setAlignment(Qt::AlignCenter);
    m_badge->setFixedSize(24, 24);
    m_summary->setObjectName(name + QStringLiteral("Summary"));
    m_header->setCursor(Qt::PointingHandCursor);

    auto* row = new QHBoxLayout(m_header);
    row->setContentsMargins(16, 12, 12, 12);
    row->setSpacing(12);
    row->addWidget(m_badge);
    row->addWidget(m_tick);
    row->addWidget(headingLabel(title, m_header));
    row->addWidget(m_summary, 1);
    row->addWidget(m_toggle);
    m_body->setContentsMargins(52, 4, 16, 20);
    m_body->setSpacing(16);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_content);

    connect(m_toggle, &QPushButton::clicked, this, [this] { setOpen(!m_open, true); });
    showState();
}

void FoldCard::setSummary(const QString& summary)
{
    m_summaryText = summary;
    m_toggle->setAccessibleDescription(summary);
    showState();
}

void FoldCard::setDone(bool done)
{
    m_done = done;
    showState();
}

void FoldCard::setOpen(bool open, bool takeFocus)
{
    const bool before = m_open;
    m_open = open && m_toggle->isEnabled();
    showState();
    if (m_open && takeFocus)
        focusFirstField();
    if (m_open != before)
        m_open ? emit opened() : emit folded();
}

void FoldCard::setBlocked(const QString& reason)
{
    wd::setBlocked(m_toggle, reason);
    m_header->setToolTip(reason);
    if (reason.isEmpty())
        showState();
    else
        setOpen(false);
}

void FoldCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_header->geometry().contains(event->position().toPoint()))
        setOpen(!m_open, true);
}

void FoldCard::showState()
{
    m_content->setVisible(m_open);
    m_summary->setText(m_open ? QString() : m_summaryText);
    m_tick->setVisible(m_done);
    m_badge->setVisible(!m_done);
    m_toggle->setIcon(icon(m_open ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"), Token::Muted));
    const QString step = m_open ? tr("Fold step %1, %2") : tr("Open step %1, %2");
    m_toggle->setAccessibleName(step.arg(QString::number(m_number), m_title));
    if (m_toggle->isEnabled()) // else it says why
        m_toggle->setToolTip(m_toggle->accessibleName());
}

void FoldCard::focusFirstField()
{
    const QList<QWidget*> widgets = m_content->findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        // Of a choice, what is chosen.
        if (const auto* radio = qobject_cast<QRadioButton*>(widget); radio && !radio->isChecked())
            continue;
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisibleTo(this) && widget->isEnabled()) {
            widget->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace wd
