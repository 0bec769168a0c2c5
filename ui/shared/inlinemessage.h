// A message in the page: what happened, what to do, and the buttons that do it.
#pragma once

#include "ui/shared/role.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace wd {

class IconLabel;

// Hidden until it has something to say.
class InlineMessage final : public QFrame {
    Q_OBJECT
public:
    explicit InlineMessage(const QString& name, QWidget* parent = nullptr);

    // Replaces words and buttons; a screen reader hears it.
    void show(Role role, const QString& text);
    QPushButton* addAction(const QString& text, const QString& name, std::function<void()> action);
    void clear(); // hides it

    QString text() const;
    Role role() const { return m_role; }

private:
    void removeActions();

    Role m_role = Role::Neutral;
    IconLabel* m_icon;
    QLabel* m_text;
    QWidget* m_actionBar;
    QHBoxLayout* m_actions;
};

} // namespace wd
