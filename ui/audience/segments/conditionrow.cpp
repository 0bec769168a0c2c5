#include "ui/audience/segments/conditionrow.h"

#include "models/audience/rules/rulechecker.h"
#include "ui/audience/segments/valueeditor.h"
#include "ui/shared/buttons.h"
#include "ui/shared/theme.h"
#include "ui/texts/rulesentence.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int shortestChooser = 6; // letters
const QList<Operator> measureOperators{
    Operator::GreaterOrEqual, Operator::Greater, Operator::Equal, Operator::LessOrEqual, Operator::Less};
const QList<Period::Kind> periodKinds{Period::Kind::Yesterday, Period::Kind::Today, Period::Kind::LastDays,
    Period::Kind::ThisWeek, Period::Kind::ThisMonth, Period::Kind::Ever};
// Measures in the chooser: at least once, a count, or the sum of a number property named by the item's data.
const QString atLeastOnce = QStringLiteral("once");
const QString byCount = QStringLiteral("count");
const QString bySum = QStringLiteral("sum:");

QHBoxLayout* rowLayout(QWidget* of)
{
    auto* layout = new QHBoxLayout(of);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    return layout;
}

bool canShowEvent(const Rule& rule, const Catalogue& catalogue)
{
    if (rule.events.size() != 1 || !rule.where.isEmpty() || !periodKinds.contains(rule.period.kind)
        || !catalogue.eventByKey(rule.events.first()))
        return false;
    if (!rule.measure)
        return true;
    const bool kind = rule.measure->kind == Measure::Kind::Count || rule.measure->kind == Measure::Kind::Sum;
    return kind && rule.measure->values.size() == 1 && measureOperators.contains(rule.measure->op);
}

} // namespace

bool ConditionRow::canShow(const Rule& rule, const Catalogue& catalogue)
{
    return formHas(rule, catalogue) && ConditionRow(catalogue, rule).rule() == rule;
}

// Whether there are editors for all parts of the rule; values may still be more than they can hold.
bool ConditionRow::formHas(const Rule& rule, const Catalogue& catalogue)
{
    if (rule.kind == Rule::Kind::Not)
        return rule.children.first().kind == Rule::Kind::Event && canShowEvent(rule.children.first(), catalogue);
    if (rule.kind == Rule::Kind::Event)
        return canShowEvent(rule, catalogue);
    const Attribute* const attribute
        = rule.kind == Rule::Kind::Attribute ? catalogue.attributeByKey(rule.attribute) : nullptr;
    return attribute && operatorsFor(attribute->type).contains(rule.op);
}

Rule ConditionRow::newAttributeRule(const Catalogue& catalogue)
{
    Rule rule;
    rule.kind = Rule::Kind::Attribute;
    rule.attribute = catalogue.attributes().value(2, catalogue.attributes().first()).key;
    rule.op = operatorsFor(catalogue.attributeByKey(rule.attribute)->type).first();
    return rule;
}

Rule ConditionRow::newEventRule(const Catalogue& catalogue)
{
    Rule rule;
    rule.kind = Rule::Kind::Event;
    rule.events = {catalogue.events().first().key};
    rule.period.kind = Period::Kind::Yesterday;
    return rule;
}

ConditionRow::ConditionRow(const Catalogue& catalogue, const Rule& rule, QWidget* parent)
    : QFrame(parent)
    , m_catalogue(catalogue)
    , m_isEvent(rule.kind != Rule::Kind::Attribute)
    , m_error(new QLabel(this))
{
    setObjectName(QStringLiteral("condition"));
    const bool negated = rule.kind == Rule::Kind::Not;
    QWidget* const form
        = m_isEvent ? makeEventForm(negated ? rule.children.first() : rule, negated) : makeAttributeForm(rule);
    QPushButton* const remove
        = iconButton(tr("Remove this condition"), QStringLiteral("trash"), QStringLiteral("removeCondition"), this);
    connect(remove, &QPushButton::clicked, this, &ConditionRow::removed);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(form, 1);
    row->addWidget(remove);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_error);
    m_error->setWordWrap(true);
    m_error->setObjectName(QStringLiteral("conditionError"));
    m_error->hide();
}

QComboBox* ConditionRow::chooser(const QString& name, const QString& accessibleName)
{
    auto* box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    // Narrow windows squeeze the boxes instead of cutting the row off.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(shortestChooser);
    return box;
}

// --- attributes ----------------------------------------------------------------------------------------------------

QWidget* ConditionRow::makeAttributeForm(const Rule& rule)
{
    auto* form = new QWidget(this);
    m_attribute = chooser(QStringLiteral("conditionAttribute"), tr("User attribute"));
    for (const Attribute& attribute : m_catalogue.attributes())
        m_attribute->addItem(attributeLabel(attribute), attribute.key);
    m_attribute->setCurrentIndex(m_attribute->findData(rule.attribute));
    m_operator = chooser(QStringLiteral("conditionOperator"), tr("Comparison"));
    m_value = new ValueEditor(QStringLiteral("conditionValue"), form);
    fillOperators(rule.op);
    showValues(rule.values);
    connect(m_attribute, &QComboBox::activated, this, [this] {
        fillOperators(static_cast<Operator>(m_operator->currentData().toInt()));
        showValues({});
        emit edited();
    });
    connect(m_operator, &QComboBox::activated, this, [this] {
        showValues(m_value->values());
        emit edited();
    });
    connect(m_value, &ValueEditor::edited, this, &ConditionRow::edited);
    auto* layout = rowLayout(form);
    layout->addWidget(m_attribute, 2);
    layout->addWidget(m_operator, 1);
    layout->addWidget(m_value, 3);
    return form;
}

void ConditionRow::fillOperators(Operator chosen)
{
    const Attribute* const attribute = m_catalogue.attributeByKey(m_attribute->currentData().toString());
    m_operator->clear();
    for (const Operator op : operatorsFor(attribute->type))
        m_operator->addItem(operatorText(op, attribute->type), static_cast<int>(op));
    m_operator->setCurrentIndex(qMax(0, m_operator->findData(static_cast<int>(chosen))));
}

void ConditionRow::showValues(const QVariantList& values)
{
    const Attribute* const attribute = m_catalogue.attributeByKey(m_attribute->currentData().toString());
    m_value->setForm(attribute->type, static_cast<Operator>(m_operator->currentData().toInt()), attribute->choices);
    m_value->setValues(values);
}

Rule ConditionRow::attributeRule() const
{
    Rule rule;
    rule.kind = Rule::Kind::Attribute;
    rule.attribute = m_attribute->currentData().toString();
    rule.op = static_cast<Operator>(m_operator->currentData().toInt());
    rule.values = m_value->values();
    return rule;
}

// --- events --------------------------------------------------------------------------------------------------------

QWidget* ConditionRow::makeEventForm(const Rule& rule, bool negated)
{
    auto* form = new QWidget(this);
    m_did = chooser(QStringLiteral("conditionDid"), tr("Did or did not"));
    m_did->addItem(tr("did"), false);
    m_did->addItem(tr("did not"), true);
    m_did->setCurrentIndex(negated ? 1 : 0);
    m_event = chooser(QStringLiteral("conditionEvent"), tr("Event"));
    for (const EventName& event : m_catalogue.events())
        m_event->addItem(eventLabel(event), event.key);
    m_event->setCurrentIndex(m_event->findData(rule.events.first()));
    m_period = chooser(QStringLiteral("conditionPeriod"), tr("Period"));
    for (const Period::Kind kind : periodKinds)
        m_period->addItem(kind == Period::Kind::LastDays ? tr("in the last … days") : periodText({kind, 0, {}, {}}),
            static_cast<int>(kind));
    m_period->setCurrentIndex(m_period->findData(static_cast<int>(rule.period.kind)));
    m_days = new QSpinBox(form);
    m_days->setObjectName(QStringLiteral("conditionDays"));
    m_days->setAccessibleName(tr("Days"));
    m_days->setRange(1, 3650);
    m_days->setValue(qMax(1, rule.period.days == 0 ? 7 : rule.period.days));
    m_measure = chooser(QStringLiteral("conditionMeasure"), tr("How often or how much"));
    m_measureOperator = chooser(QStringLiteral("conditionMeasureOperator"), tr("Comparison"));
    for (const Operator op : measureOperators)
        m_measureOperator->addItem(operatorText(op, AttributeType::Number), static_cast<int>(op));
    m_measureValue = new QLineEdit(form);
    m_measureValue->setObjectName(QStringLiteral("conditionMeasureValue"));
    m_measureValue->setAccessibleName(tr("Number"));
    m_measureValue->setMaximumWidth(100);
    showMeasure();
    if (rule.measure) {
        const bool sum = rule.measure->kind == Measure::Kind::Sum;
        m_measure->setCurrentIndex(qMax(0, m_measure->findData(sum ? bySum + rule.measure->property : byCount)));
        m_measureOperator->setCurrentIndex(m_measureOperator->findData(static_cast<int>(rule.measure->op)));
        m_measureValue->setText(QString::number(rule.measure->values.first().toDouble(), 'g', 15));
    }
    const auto change = [this] {
        const bool measured = m_measure->currentData().toString() != atLeastOnce;
        m_measureOperator->setVisible(measured);
        m_measureValue->setVisible(measured);
        m_days->setVisible(m_period->currentData().toInt() == static_cast<int>(Period::Kind::LastDays));
    };
    change();
    connect(m_event, &QComboBox::activated, this, [this, change] {
        showMeasure();
        change();
        emit edited();
    });
    for (QComboBox* box : {m_did, m_period, m_measure, m_measureOperator})
        connect(box, &QComboBox::activated, this, [this, change] {
            change();
            emit edited();
        });
    connect(m_days, &QSpinBox::valueChanged, this, &ConditionRow::edited);
    connect(m_measureValue, &QLineEdit::textChanged, this, &ConditionRow::edited);
    auto* layout = rowLayout(form);
    layout->addWidget(m_period, 1);
    layout->addWidget(m_days);
    layout->addWidget(m_did);
    layout->addWidget(m_event, 2);
    layout->addWidget(m_measure, 1);
    layout->addWidget(m_measureOperator);
    layout->addWidget(m_measureValue);
    return form;
}

// What can be measured of the event that is chosen.
void ConditionRow::showMeasure()
{
    const EventName* const event = m_catalogue.eventByKey(m_event->currentData().toString());
    m_measure->clear();
    m_measure->addItem(tr("at least once"), atLeastOnce);
    m_measure->addItem(tr("number of times"), byCount);
    for (const Property& property : event->properties)
        if (property.type == AttributeType::Number)
            m_measure->addItem(tr("sum of %1").arg(property.key), bySum + property.key);
}

Rule ConditionRow::eventRule() const
{
    Rule rule;
    rule.kind = Rule::Kind::Event;
    rule.events = {m_event->currentData().toString()};
    rule.period.kind = static_cast<Period::Kind>(m_period->currentData().toInt());
    if (rule.period.kind == Period::Kind::LastDays)
        rule.period.days = m_days->value();
    const QString measure = m_measure->currentData().toString();
    if (measure != atLeastOnce) {
        bool ok = false;
        const double number = m_measureValue->text().trimmed().toDouble(&ok);
        const bool sum = measure.startsWith(bySum);
        rule.measure
            = Measure{sum ? Measure::Kind::Sum : Measure::Kind::Count, sum ? measure.mid(bySum.size()) : QString(),
                static_cast<Operator>(m_measureOperator->currentData().toInt()),
                {ok ? QVariant(number) : QVariant(m_measureValue->text())}};
    }
    if (!m_did->currentData().toBool())
        return rule;
    Rule negated;
    negated.kind = Rule::Kind::Not;
    negated.children = {rule};
    return negated;
}

Rule ConditionRow::rule() const
{
    return m_isEvent ? eventRule() : attributeRule();
}

void ConditionRow::setNumber(int number)
{
    setAccessibleName(tr("Condition %1").arg(number));
}

void ConditionRow::setError(const QString& error)
{
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, color(Token::Error));
    m_error->setPalette(palette);
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
}

} // namespace wd
