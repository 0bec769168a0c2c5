#include "ui/shared/statepill.h"

#include "ui/shared/icons.h"

#include <QPainter>

namespace wd {

namespace {

constexpr int pillHeight = 24;
constexpr int padding = 8;
constexpr int iconSide = 16;
constexpr int gap = 4;

} // namespace

QString iconOf(Role role)
{
    switch (role) {
    case Role::Neutral:
    case Role::Accent:
        return QStringLiteral("info");
    case Role::Ok:
        return QStringLiteral("success");
    case Role::Warning:
        return QStringLiteral("warning");
    case Role::Error:
        return QStringLiteral("error");
    }
    return {};
}

StatePill::StatePill(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

StatePill::StatePill(Role role, const QString& text, const QString& icon, QWidget* parent)
    : StatePill(parent)
{
    set(role, text, icon);
}

void StatePill::set(Role role, const QString& text, const QString& icon)
{
    m_role = role;
    m_text = text;
    m_icon = icon;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StatePill::sizeHint() const
{
    return pillSize(font(), m_text);
}

QSize StatePill::pillSize(const QFont& font, const QString& text)
{
    return {2 * padding + iconSide + gap + QFontMetrics(font).horizontalAdvance(text), pillHeight};
}

void StatePill::draw(
    QPainter& painter, const QRect& rect, Role role, const QString& text, const QString& iconName, bool outlined)
{
    const QSize size = pillSize(painter.font(), text);
    const QRect pill(rect.left(), rect.center().y() - pillHeight / 2 + 1, qMin(size.width(), rect.width()), pillHeight);
    const Token foreground = foregroundOf(role);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool bare = role != Role::Neutral && !outlined;
    painter.setPen(bare ? QPen(Qt::NoPen) : QPen(color(outlined ? foreground : Token::Border)));
    painter.setBrush(color(backgroundOf(role)));
    painter.drawRoundedRect(QRectF(pill).adjusted(.5, .5, -.5, -.5), pillHeight / 2., pillHeight / 2.);
    const QRect iconRect(pill.left() + padding, pill.top() + (pillHeight - iconSide) / 2, iconSide, iconSide);
    icon(iconName.isEmpty() ? iconOf(role) : iconName, foreground).paint(&painter, iconRect);
    const QRect words = pill.adjusted(padding + iconSide + gap, 0, -padding / 2, 0);
    painter.setPen(color(foreground));
    painter.drawText(
        words, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
    painter.restore();
}

void StatePill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(font());
    draw(painter, rect(), m_role, m_text, m_icon);
}

} // namespace wd
