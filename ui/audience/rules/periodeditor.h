// The days an event condition looks at.
#pragma once

#include "models/audience/rules/segment.h"

#include <QWidget>

class QComboBox;
class QSpinBox;

namespace wd {

class DateEdit;

class PeriodEditor final : public QWidget {
    Q_OBJECT
public:
    explicit PeriodEditor(const Period& period, QWidget* parent = nullptr);
    const Period& period() const { return m_period; }

signals:
    void edited();

private:
    DateEdit* makeEnd(const QString& name, const QString& accessibleName, QString Period::*end);
    void showParts();

    Period m_period;
    QComboBox* m_kind;
    QSpinBox* m_days;
    DateEdit* m_from;
    QWidget* m_until;
    DateEdit* m_to;
};

} // namespace wd
