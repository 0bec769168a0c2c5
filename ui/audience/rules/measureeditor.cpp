#include "ui/audience/rules/measureeditor.h"

#include "models/audience/rules/rulechecker.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/audience/rules/valueeditor.h"
#include "ui/audience/rules/wherelist.h"
#include "ui/texts/rulesentence.h"

namespace wd {

namespace {

// Of an entry: a measure and what it measures, "1:amount"; empty: at least once.
QString entryOf(const std::optional<Measure>& measure)
{
    return measure ? QStringLiteral("%1:%2").arg(static_cast<int>(measure->kind)).arg(measure->property) : QString();
}

QString fieldOf(Measure::Kind kind)
{
    switch (kind) {
    case Measure::Kind::Count:
        return QStringLiteral(".count");
    case Measure::Kind::Sum:
        return QStringLiteral(".sum");
    case Measure::Kind::Average:
        return QStringLiteral(".average");
    case Measure::Kind::Minimum:
        return QStringLiteral(".min");
    case Measure::Kind::Maximum:
        return QStringLiteral(".max");
    }
    Q_UNREACHABLE();
}

} // namespace

MeasureEditor::MeasureEditor(
    const RuleChoices& choices, const QStringList& events, const std::optional<Measure>& measure, QWidget* parent)
    : QWidget(parent)
    , m_choices(choices)
    , m_events(events)
    , m_measure(measure)
    , m_kind(chooserBox(QStringLiteral("conditionMeasure"), tr("How often or how much"), this))
    , m_operator(chooserBox(QStringLiteral("conditionMeasureOperator"), tr("Comparison"), this))
    , m_value(new ValueEditor(QStringLiteral("conditionMeasureValue"), QString(), this))
{
    fillOperators(m_operator, operatorsForMeasures(), AttributeType::Number, Operator::GreaterOrEqual);
    auto* flow = new FlowLayout(this);
    for (QWidget* part : std::initializer_list<QWidget*>{m_kind, m_operator, m_value})
        flow->addWidget(part);
    fillKinds();
    showComparison();
    connect(m_kind, &QComboBox::activated, this, &MeasureEditor::takeKind);
    connect(m_operator, &QComboBox::activated, this, [this] {
        const auto op = static_cast<Operator>(m_operator->currentData().toInt());
        m_measure->values
            = ValueEditor::carriedOver(m_measure->op, {AttributeType::Number, op, {}, false}, m_measure->values);
        m_measure->op = op;
        showComparison();
        emit edited();
    });
    connect(m_value, &ValueEditor::edited, this, [this] {
        m_measure->values = m_value->values();
        emit edited();
    });
}

void MeasureEditor::fillKinds()
{
    using Kind = Measure::Kind;
    const QList<std::pair<Kind, QString>> sums{{Kind::Sum, tr("sum of %1")}, {Kind::Average, tr("average of %1")},
        {Kind::Minimum, tr("smallest %1")}, {Kind::Maximum, tr("largest %1")}};
    m_kind->clear();
    m_kind->addItem(tr("at least once"), QString());
    m_kind->addItem(tr("number of times"), entryOf(Measure{Kind::Count, {}, {}, {}}));
    const EventName* const event = m_choices.catalogue.eventByKey(m_events.value(0));
    for (const Property& property : event ? event->properties : QList<Property>())
        for (const auto& [kind, words] : sums)
            if (property.type == AttributeType::Number)
                m_kind->addItem(words.arg(propertyLabel(property)), entryOf(Measure{kind, property.key, {}, {}}));
    if (m_measure && m_kind->findData(entryOf(m_measure)) < 0)
        m_kind->addItem(
            sums[qMax(0, static_cast<int>(m_measure->kind) - 1)].second.arg(m_measure->property), entryOf(m_measure));
    m_kind->setCurrentIndex(m_kind->findData(entryOf(m_measure)));
}

void MeasureEditor::takeKind()
{
    const QString entry = m_kind->currentData().toString();
    if (entry.isEmpty()) {
        m_measure.reset();
    } else {
        if (!m_measure)
            m_measure = Measure{Measure::Kind::Count, {}, Operator::GreaterOrEqual, {}};
        m_measure->kind = static_cast<Measure::Kind>(entry.section(u':', 0, 0).toInt());
        m_measure->property = entry.section(u':', 1);
    }
    showComparison();
    emit edited();
}

void MeasureEditor::showComparison()
{
    m_operator->setVisible(m_measure.has_value());
    if (!m_measure) {
        m_value->hide();
        return updateGeometry();
    }
    const QString field = fieldOf(m_measure->kind);
    setPlace(m_kind, field + QStringLiteral(".property"));
    chooseData(m_operator, static_cast<int>(m_measure->op));
    m_value->setPlaceRoot(field + QStringLiteral(".value"));
    m_value->show({AttributeType::Number, m_measure->op, {}, false}, m_measure->values);
    updateGeometry();
}

void MeasureEditor::setEvents(const QStringList& events)
{
    m_events = events;
    fillKinds();
}

void MeasureEditor::setNegated(bool negated)
{
    m_kind->setItemText(0, negated ? tr("not once") : tr("at least once"));
}

} // namespace wd
