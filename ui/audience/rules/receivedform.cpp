#include "ui/audience/rules/receivedform.h"

#include "models/audience/rules/rulecodec.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"

namespace wd {

namespace {

constexpr int daysAtFirst = 30;

} // namespace

ReceivedForm::ReceivedForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent)
    : ConditionForm(choices, node, parent)
    , m_of(chooserBox(QStringLiteral("conditionReceivedOf"), tr("Campaign or channel"), this))
    , m_name(chooserBox(QStringLiteral("conditionName"), tr("Name"), this))
    , m_time(chooserBox(QStringLiteral("conditionPeriod"), tr("Period"), this))
    , m_days(daysBox(QStringLiteral("conditionDays"), tr("Days"), this))
{
    const int days = node.core.received.days;
    m_of->addItem(tr("the campaign"), static_cast<int>(Received::Of::Campaign));
    m_of->addItem(tr("anything through the channel"), static_cast<int>(Received::Of::Channel));
    m_of->setCurrentIndex(m_of->findData(static_cast<int>(node.core.received.of)));
    m_name->setPlaceholderText(tr("Please choose"));
    m_time->addItem(tr("at any time"), false);
    m_time->addItem(tr("today or in the days before:"), true);
    m_time->setCurrentIndex(days > 0 ? 1 : 0);
    m_days->setValue(days > 0 ? days : daysAtFirst);
    m_days->setVisible(days > 0);
    setPlace(m_name, QStringLiteral(".received"));
    setPlace(m_days, QStringLiteral(".received.days"));
    fillNames();
    auto* flow = new FlowLayout(this);
    for (QWidget* part : std::initializer_list<QWidget*>{
             makeHolds(QStringLiteral("conditionDid"), tr("has received"), tr("has not received")), m_of, m_name,
             m_time, m_days})
        flow->addWidget(part);
    connect(m_of, &QComboBox::activated, this, [this] {
        const auto of = static_cast<Received::Of>(m_of->currentData().toInt());
        if (of == m_node.core.received.of)
            return;
        m_node.core.received.of = of;
        m_node.core.received.name.clear();
        fillNames();
        emit edited();
    });
    connect(m_name, &QComboBox::activated, this, [this] {
        m_node.core.received.name = m_name->currentData().toString();
        emit edited();
    });
    connect(m_time, &QComboBox::activated, this, &ReceivedForm::takeTime);
    connect(m_days, &QSpinBox::valueChanged, this, &ReceivedForm::takeTime);
}

void ReceivedForm::fillNames()
{
    const bool campaign = m_node.core.received.of == Received::Of::Campaign;
    m_name->clear();
    for (const QString& name : campaign ? m_choices.campaigns : m_choices.channels)
        m_name->addItem(name, name);
    chooseData(m_name, m_node.core.received.name);
}

void ReceivedForm::takeTime()
{
    const bool limited = m_time->currentData().toBool();
    m_days->setVisible(limited);
    m_node.core.received.days = limited ? m_days->value() : 0;
    updateGeometry();
    emit edited();
}

} // namespace wd
