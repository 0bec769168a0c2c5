// A date: typed, or chosen from a calendar; empty means none.
#pragma once

#include <QDate>
#include <QLineEdit>

namespace wd {

// Alt+Down opens the calendar, as a click on its icon does. What is typed stays, even if it is no date.
class DateEdit final : public QLineEdit {
    Q_OBJECT
public:
    explicit DateEdit(const QString& name, QWidget* parent = nullptr);

    // Invalid when there is none. 2026-7-6, 2026/07/06 and 2026年7月6日 are understood.
    QDate date() const;
    // ISO 8601; empty: none; what is no date comes back as it was typed.
    QString value() const;
    void setValue(const QString& value); // as value()

signals:
    void chosen(); // from the calendar

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void openCalendar();
};

} // namespace wd
