#include "ui/shared/switch.h"

#include "ui/shared/theme.h"

#include <QPainter>

namespace wd {

namespace {

constexpr int trackWidth = 36;
constexpr int trackHeight = 20;
constexpr int ring = 3; // around it, for the focus

} // namespace

Switch::Switch(const QString& accessibleName, const QString& name, QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Switch::sizeHint() const
{
    return {trackWidth + 2 * ring, trackHeight + 2 * ring};
}

void Switch::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track((width() - trackWidth) / 2., (height() - trackHeight) / 2., trackWidth, trackHeight);
    const Token on = isEnabled() ? Token::Accent : Token::Border;
    const Token off = isEnabled() ? Token::Outline : Token::Border;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(isChecked() ? on : off));
    painter.drawRoundedRect(track, trackHeight / 2., trackHeight / 2.);
    const qreal side = trackHeight - 6;
    const qreal x = isChecked() ? track.right() - 3 - side : track.left() + 3;
    painter.setBrush(color(isChecked() ? Token::OnAccent : Token::Surface));
    painter.drawEllipse(QRectF(x, track.top() + 3, side, side));
    if (!hasFocus())
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(Token::Accent), 1.5));
    const QRectF outer = track.adjusted(-2, -2, 2, 2);
    painter.drawRoundedRect(outer, outer.height() / 2, outer.height() / 2);
}

} // namespace wd
