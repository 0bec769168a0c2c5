// The steps of a wizard in a row: done, here, to come; those that were reached are buttons.
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace wd {

class IconLabel;

class StepBar final : public QWidget {
    Q_OBJECT
public:
    explicit StepBar(const QStringList& titles, QWidget* parent = nullptr);
    // From 0. Steps up to `reached` can be chosen.
    void setStep(int step, int reached);

signals:
    void chosen(int step);

private:
    QStringList m_titles;
    QList<QLabel*> m_numbers;
    QList<IconLabel*> m_ticks;
    QList<QPushButton*> m_buttons;
};

} // namespace wd
