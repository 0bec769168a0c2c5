// The steps of a wizard in a row: done, here, to come.
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;

namespace wd {

class IconLabel;

class StepBar final : public QWidget {
    Q_OBJECT
public:
    explicit StepBar(const QStringList& titles, QWidget* parent = nullptr);
    void setStep(int step); // from 0

private:
    QStringList m_titles;
    QList<QLabel*> m_numbers;
    QList<IconLabel*> m_ticks;
    QList<QLabel*> m_labels;
};

} // namespace wd
