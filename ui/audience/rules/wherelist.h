// Conditions on the properties of an event, one a line.
#pragma once

#include "ui/audience/rules/rulechoices.h"
#include "ui/audience/rules/valueeditor.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace wd {

class WhereList final : public QWidget {
    Q_OBJECT
public:
    WhereList(const RuleChoices& choices, const QStringList& events, const QList<PropertyCondition>& where,
        QWidget* parent = nullptr);
    const QList<PropertyCondition>& where() const { return m_where; }
    void setEvents(const QStringList& events);
    QPushButton* adder() const { return m_add; } // to be placed by the form

signals:
    void edited();

private:
    const EventName* event() const;
    void showLines();
    QWidget* makeLine(qsizetype index);
    const Property* propertyOf(qsizetype index) const; // null: the event has none of that name
    ValueEditor::Form formOf(qsizetype index) const;
    void takeProperty(qsizetype index, const QString& key); // and how its comparison begins
    void addOne();

    const RuleChoices& m_choices;
    QStringList m_events;
    QList<PropertyCondition> m_where;
    QVBoxLayout* m_lines;
    QPushButton* m_add;
};

} // namespace wd
