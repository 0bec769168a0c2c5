// The project's own line icons, tinted by token; they follow the theme and stay crisp at every scale.
#pragma once

#include "ui/shared/theme.h"

#include <QIcon>
#include <QWidget>

namespace wd {

// `name`: a file of resources/icons without its ending. Disabled controls draw it in Outline.
QIcon icon(const QString& name, Token token = Token::Text);

// An icon as a widget: decoration only, hidden from the accessible tree.
class IconLabel final : public QWidget {
    Q_OBJECT
public:
    explicit IconLabel(const QString& name, Token token = Token::Muted, int side = 20, QWidget* parent = nullptr);
    void setIcon(const QString& name, Token token);
    QSize sizeHint() const override { return {m_side, m_side}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon m_icon;
    int m_side;
};

} // namespace wd
