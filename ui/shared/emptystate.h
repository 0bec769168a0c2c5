// What a page shows in place of a list without rows: icon, one sentence, at most one action.
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace wd {

class IconLabel;

class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& name, QWidget* parent = nullptr);

    void set(const QString& icon, const QString& sentence);
    void set(const QString& icon, const QString& sentence, const QString& actionText, std::function<void()> action);
    QString sentence() const;
    QPushButton* action() const { return m_action; } // hidden when there is none

private:
    IconLabel* m_icon;
    QLabel* m_sentence;
    QPushButton* m_action;
};

} // namespace wd
