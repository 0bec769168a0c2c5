#include "ui/shared/rowactions.h"

#include "ui/shared/buttons.h"

#include <QHBoxLayout>
#include <QMenu>

namespace wd {

RowActions::RowActions(const QString& subject, QWidget* parent)
    : QWidget(parent)
    , m_subject(subject)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(7, 0, 7, 0);
    m_row->setSpacing(4);
    m_row->addStretch();
}

QPushButton* RowActions::add(const QString& text, const QString& name, std::function<void()> action)
{
    QPushButton* button = textButton(text, {}, name, this);
    button->setProperty("look", QStringLiteral("rowAction"));
    button->setAccessibleName(tr("%1, %2").arg(text, m_subject));
    connect(button, &QPushButton::clicked, this, std::move(action));
    addWidget(button);
    return button;
}

void RowActions::addMore(const QString& text, const QString& name, std::function<void()> action)
{
    if (!m_more) {
        QPushButton* const more = iconButton(
            tr("More steps for %1").arg(m_subject), QStringLiteral("more"), QStringLiteral("moreActions"), this);
        m_more = new QMenu(more);
        // Not the button's own menu: that would open in an event loop of its own.
        connect(more, &QPushButton::clicked, this,
            [this, more] { m_more->popup(more->mapToGlobal(QPoint(0, more->height()))); });
        m_row->insertWidget(m_row->count() - 1, more, 0, Qt::AlignVCenter);
    }
    QAction* const entry = m_more->addAction(withoutMnemonic(text));
    entry->setObjectName(name);
    connect(entry, &QAction::triggered, this, std::move(action));
}

void RowActions::addWidget(QWidget* widget)
{
    m_row->insertWidget(m_row->count() - (m_more ? 2 : 1), widget, 0, Qt::AlignVCenter);
}

} // namespace wd
