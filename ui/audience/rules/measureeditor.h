// How often an event happened, or how much a property of it comes to.
#pragma once

#include "ui/audience/rules/rulechoices.h"

#include <QWidget>

#include <optional>

class QComboBox;

namespace wd {

class ValueEditor;

class MeasureEditor final : public QWidget {
    Q_OBJECT
public:
    MeasureEditor(const RuleChoices& choices, const QStringList& events, const std::optional<Measure>& measure,
        QWidget* parent = nullptr);
    const std::optional<Measure>& measure() const { return m_measure; }
    void setEvents(const QStringList& events); // what can be measured is theirs
    void setNegated(bool negated); // "at least once" reads as "not once"

signals:
    void edited();

private:
    void fillKinds();
    void takeKind();
    void showComparison();

    const RuleChoices& m_choices;
    QStringList m_events;
    std::optional<Measure> m_measure;
    QComboBox* m_kind;
    QComboBox* m_operator;
    ValueEditor* m_value;
};

} // namespace wd
