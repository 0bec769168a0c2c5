#include "ui/audience/rules/eventchooser.h"

#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/shared/buttons.h"
#include "ui/texts/rulesentence.h"

namespace wd {

EventChooser::EventChooser(const RuleChoices& choices, const QStringList& events, QWidget* parent)
    : QWidget(parent)
    , m_choices(choices)
    , m_events(events)
    , m_flow(new FlowLayout(this))
{
    showBoxes();
}

void EventChooser::showBoxes()
{
    for (QWidget* part : std::as_const(m_parts)) {
        m_flow->removeWidget(part);
        part->hide();
        part->deleteLater();
    }
    m_parts.clear();
    for (qsizetype i = 0; i < qMax<qsizetype>(1, m_events.size()); ++i) {
        if (i > 0)
            m_parts += wordLabel(tr("or", "between two events"), this);
        m_parts += makeBox(i);
    }
    if (m_events.size() < m_choices.catalogue.events().size()) {
        QPushButton* const more
            = textButton(tr("or another event"), QStringLiteral("plus"), QStringLiteral("conditionOrEvent"), this);
        connect(more, &QPushButton::clicked, this, [this] {
            for (const EventName& event : m_choices.catalogue.events())
                if (!m_events.contains(event.key)) {
                    m_events += event.key;
                    break;
                }
            showBoxes();
            emit edited();
        });
        m_parts += more;
    }
    for (QWidget* part : std::as_const(m_parts)) {
        m_flow->addWidget(part);
        part->show();
    }
    updateGeometry();
}

QWidget* EventChooser::makeBox(qsizetype index)
{
    const QString name = QStringLiteral("conditionEvent");
    QComboBox* const box = chooserBox(index == 0 ? name : name + QString::number(index + 1), tr("Event"), this);
    box->setPlaceholderText(tr("Please choose"));
    for (const EventName& event : m_choices.catalogue.events())
        box->addItem(eventLabel(event), event.key);
    chooseData(box, m_events.value(index));
    const QString none = QStringLiteral("-");
    if (m_events.size() > 1) {
        box->insertSeparator(box->count());
        box->addItem(tr("Take away"), none);
    }
    setPlace(box, m_events.size() > 1 ? QStringLiteral(".event[%1]").arg(index) : QStringLiteral(".event"));
    connect(box, &QComboBox::activated, this, [this, box, index, none] {
        const QString chosen = box->currentData().toString();
        if (chosen == none) {
            m_events.removeAt(index);
            showBoxes();
        } else if (index < m_events.size()) {
            m_events[index] = chosen;
        } else {
            m_events += chosen;
        }
        emit edited();
    });
    return box;
}

} // namespace wd
