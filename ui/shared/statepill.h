// A state as icon, word and colour.
#pragma once

#include "ui/shared/role.h"

#include <QIcon>
#include <QWidget>

class QPainter;

namespace wd {

// The icon that a role shows where nothing better is said.
QString iconOf(Role role);

class StatePill final : public QWidget {
    Q_OBJECT
public:
    explicit StatePill(QWidget* parent = nullptr);
    StatePill(Role role, const QString& text, const QString& icon = {}, QWidget* parent = nullptr);

    void set(Role role, const QString& text, const QString& icon = {});
    QString text() const { return m_text; }
    Role role() const { return m_role; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    // For delegates: the pill's size with this font, and the pill itself at the left of `rect`, centred in its height.
    static QSize pillSize(const QFont& font, const QString& text);
    static void draw(QPainter& painter, const QRect& rect, Role role, const QString& text, const QString& icon,
        bool outlined = false); // on a ground of its own colour

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Role m_role = Role::Neutral;
    QString m_text;
    QString m_icon;
};

} // namespace wd
