// A row's own steps, for setIndexWidget() of a TableView with few rows: a button or two, the others in a menu.
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QMenu;
class QPushButton;

namespace wd {

class RowActions final : public QWidget {
    Q_OBJECT
public:
    // `subject` (the row's name) goes into every button's accessible name: "Edit, birthday greeting".
    explicit RowActions(const QString& subject, QWidget* parent = nullptr);
    QPushButton* add(const QString& text, const QString& name, std::function<void()> action);
    // In the menu at the end of the row. `name` is the action's objectName.
    void addMore(const QString& text, const QString& name, std::function<void()> action);
    // Any other small widget, such as a Switch.
    void addWidget(QWidget* widget);

private:
    QString m_subject;
    QHBoxLayout* m_row;
    QMenu* m_more = nullptr; // made with its first entry
};

} // namespace wd
