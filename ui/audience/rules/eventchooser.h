// One event, or one of several.
#pragma once

#include "ui/audience/rules/rulechoices.h"

#include <QWidget>

namespace wd {

class FlowLayout;

class EventChooser final : public QWidget {
    Q_OBJECT
public:
    EventChooser(const RuleChoices& choices, const QStringList& events, QWidget* parent = nullptr);
    const QStringList& events() const { return m_events; }

signals:
    void edited();

private:
    void showBoxes();
    QWidget* makeBox(qsizetype index);

    const RuleChoices& m_choices;
    QStringList m_events;
    FlowLayout* m_flow;
    QList<QWidget*> m_parts;
};

} // namespace wd
