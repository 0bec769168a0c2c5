#include "ui/shared/card.h"

#include "ui/shared/buttons.h"

namespace wd {

Card::Card(const QString& title, QWidget* parent)
    : QFrame(parent)
    , m_title(headingLabel(title, this))
    , m_body(new QVBoxLayout)
{
    setProperty("look", QStringLiteral("card"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(12);
    layout->addLayout(m_body, 1);
    setTitle(title);
}

void Card::setTitle(const QString& title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

} // namespace wd
