// A row's own text buttons, for setIndexWidget() of a TableView with few rows; Tab reaches them.
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QPushButton;

namespace wd {

class RowActions final : public QWidget {
    Q_OBJECT
public:
    // `subject` (the row's name) goes into every button's accessible name: "Edit, birthday greeting".
    explicit RowActions(const QString& subject, QWidget* parent = nullptr);
    QPushButton* add(const QString& text, const QString& name, std::function<void()> action);
    // Any other small widget, such as a Switch.
    void addWidget(QWidget* widget);

private:
    QString m_subject;
    QHBoxLayout* m_row;
};

} // namespace wd
