#include "ui/shared/rowactions.h"

#include "ui/shared/buttons.h"

#include <QHBoxLayout>

namespace wd {

RowActions::RowActions(const QString& subject, QWidget* parent)
    : QWidget(parent)
    , m_subject(subject)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(7, 0, 7, 0);
    m_row->setSpacing(6);
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

void RowActions::addWidget(QWidget* widget)
{
    m_row->insertWidget(m_row->count() - 1, widget, 0, Qt::AlignVCenter);
}

} // namespace wd
