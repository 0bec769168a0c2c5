#include "ui/audience/rules/wherelist.h"

#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/clearlayout.h"
#include "ui/texts/rulesentence.h"

#include <QHBoxLayout>

namespace wd {

WhereList::WhereList(
    const RuleChoices& choices, const QStringList& events, const QList<PropertyCondition>& where, QWidget* parent)
    : QWidget(parent)
    , m_choices(choices)
    , m_events(events)
    , m_where(where)
    , m_lines(new QVBoxLayout(this))
    , m_add(textButton(tr("Property"), QStringLiteral("plus"), QStringLiteral("addWhere"), parent))
{
    m_add->setAccessibleName(tr("Add a condition on a property of the event"));
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(6);
    connect(m_add, &QPushButton::clicked, this, &WhereList::addOne);
    showLines();
}

const EventName* WhereList::event() const
{
    return m_choices.catalogue.eventByKey(m_events.value(0));
}

void WhereList::setEvents(const QStringList& events)
{
    if (events == m_events)
        return;
    m_events = events;
    showLines();
}

void WhereList::addOne()
{
    m_where += PropertyCondition();
    takeProperty(m_where.size() - 1, event()->properties.first().key);
    showLines();
    emit edited();
    if (auto* const last = m_lines->itemAt(m_lines->count() - 1)->widget()->findChild<QComboBox*>())
        last->setFocus();
}

void WhereList::showLines()
{
    clearLayout(*m_lines);
    for (qsizetype i = 0; i < m_where.size(); ++i) {
        QWidget* const line = makeLine(i);
        m_lines->addWidget(line);
        line->show();
    }
    setVisible(!m_where.isEmpty());
    m_add->setVisible(event() && !event()->properties.isEmpty());
    updateGeometry();
}

const Property* WhereList::propertyOf(qsizetype index) const
{
    return event() ? event()->propertyByKey(m_where[index].property) : nullptr;
}

ValueEditor::Form WhereList::formOf(qsizetype index) const
{
    const Property* const known = propertyOf(index);
    return {
        known ? known->type : AttributeType::Text, m_where[index].op, known ? known->choices : QStringList(), false};
}

QWidget* WhereList::makeLine(qsizetype index)
{
    const PropertyCondition& condition = m_where[index];
    const QString place = QStringLiteral(".where[%1]").arg(index);
    auto* line = new QWidget(this);
    QComboBox* const property = chooserBox(QStringLiteral("whereProperty"), tr("Property"), line);
    for (const Property& one : event() ? event()->properties : QList<Property>())
        property->addItem(propertyLabel(one), one.key);
    chooseData(property, condition.property);
    setPlace(property, place + QStringLiteral(".property"));
    QComboBox* const op = chooserBox(QStringLiteral("whereOperator"), tr("Comparison"), line);
    auto* value = new ValueEditor(QStringLiteral("whereValue"), place + QStringLiteral(".value"), line);
    const auto showComparison = [this, index, op, value] {
        const ValueEditor::Form form = formOf(index);
        fillOperators(op, offeredOperators(form.type), form.type, form.op);
        value->show(form, m_where[index].values);
    };
    showComparison();
    QPushButton* const remove
        = iconButton(tr("Take this property away"), QStringLiteral("close"), QStringLiteral("removeWhere"), line);
    auto* flow = new FlowLayout;
    for (QWidget* part : std::initializer_list<QWidget*>{
             wordLabel(tr("with", "before the property of an event"), line), property, op, value})
        flow->addWidget(part);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addLayout(flow, 1);
    row->addWidget(remove, 0, Qt::AlignTop);
    // The box stays while its words are still being typed.
    connect(property, &QComboBox::activated, this, [this, index, property, showComparison] {
        takeProperty(index, property->currentData().toString());
        showComparison();
        updateGeometry();
        emit edited();
    });
    connect(op, &QComboBox::activated, this, [this, index, op, value] {
        PropertyCondition& here = m_where[index];
        const Operator before = std::exchange(here.op, static_cast<Operator>(op->currentData().toInt()));
        here.values = ValueEditor::carriedOver(before, formOf(index), here.values);
        value->show(formOf(index), here.values);
        emit edited();
    });
    connect(value, &ValueEditor::edited, this, [this, index, value] {
        m_where[index].values = value->values();
        emit edited();
    });
    connect(remove, &QPushButton::clicked, this, [this, index] {
        m_where.removeAt(index);
        showLines();
        m_add->setFocus();
        emit edited();
    });
    return line;
}

void WhereList::takeProperty(qsizetype index, const QString& key)
{
    m_where[index].property = key;
    const Property* const chosen = propertyOf(index);
    const AttributeType type = chosen ? chosen->type : AttributeType::Text;
    m_where[index].op = offeredOperators(type).first();
    m_where[index].values = type == AttributeType::Boolean ? QVariantList{true} : QVariantList();
}

} // namespace wd
