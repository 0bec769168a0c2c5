// A note at the foot of the window for a few seconds, with an action such as Undo.
#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace wd {

// One a window: the next note takes the place of the one before. Stays while the pointer or the focus is on it.
class Toast final : public QFrame {
    Q_OBJECT
public:
    explicit Toast(QWidget* window);
    void show(const QString& text, const QString& actionText = {}, std::function<void()> action = {});
    QString text() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void place();

    QLabel* m_text;
    QPushButton* m_action;
    QTimer m_end;
};

} // namespace wd
