// One figure of the day: the whole card is the way to what it counts.
#pragma once

#include "ui/shared/card.h"

class QPushButton;

namespace wd {

class FigureCard final : public Card {
    Q_OBJECT
public:
    // `name` is the figure's objectName; the button for the keyboard is called after it, with "Open".
    FigureCard(const QString& title, const QString& name, QWidget* parent = nullptr);
    void setFigure(const QString& figure);

signals:
    void clicked();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QLabel* m_figure;
};

} // namespace wd
