#include "ui/overview/figurecard.h"

#include "ui/shared/buttons.h"

#include <QHBoxLayout>
#include <QMouseEvent>

namespace wd {

FigureCard::FigureCard(const QString& title, const QString& name, QWidget* parent)
    : Card({}, parent)
    , m_figure(figureLabel(QStringLiteral("–"), this))
{
    setObjectName(name + QStringLiteral("Card"));
    setCursor(Qt::PointingHandCursor);
    m_figure->setObjectName(name);
    m_figure->setAccessibleName(title);
    QPushButton* open = iconButton(
        tr("Open the deliveries: %1").arg(title), QStringLiteral("chevron-right"), name + QStringLiteral("Open"), this);
    connect(open, &QPushButton::clicked, this, &FigureCard::clicked);
    auto* row = new QHBoxLayout;
    row->addWidget(m_figure);
    row->addStretch();
    row->addWidget(open);
    body()->setSpacing(4);
    body()->addWidget(mutedLabel(title, this));
    body()->addLayout(row);
}

void FigureCard::setFigure(const QString& figure)
{
    m_figure->setText(figure);
}

void FigureCard::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        emit clicked();
}

} // namespace wd
