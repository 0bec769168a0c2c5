#include "ui/audience/rules/rulegroup.h"

#include "ui/audience/rules/conditionrow.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/taborder.h"
#include "ui/shared/theme.h"

#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace wd {

namespace {

// Where the line stands that holds a group together; narrower in groups within groups.
constexpr int outerGutter = 32;
constexpr int innerGutter = 28;
constexpr int lineAt = 12;
constexpr int chipSide = 22;
constexpr int highestChip = 52; // below the head, where it is seen however long the group is

// Of the entries: a kind, and whether it is negated.
int modeOf(const RuleNode& node)
{
    return static_cast<int>(node.core.kind) * 2 + int(node.isNegated());
}

} // namespace

RuleGroup::RuleGroup(const RuleChoices& choices, const RuleNode& node, int level, RuleGroup* group, QWidget* parent)
    : RuleItem(group, parent)
    , m_choices(choices)
    , m_level(level)
{
    setObjectName(QStringLiteral("group"));
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(8);
    m_empty = mutedLabel({}, this);
    m_empty->setObjectName(QStringLiteral("groupEmpty"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(level > 2 ? innerGutter : outerGutter, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeHead());
    layout->addWidget(faultLabel());
    layout->addWidget(effectLabel());
    layout->addWidget(m_empty);
    layout->addLayout(m_rows);
    m_foot = makeFoot();
    layout->addWidget(m_foot);
    if (level > 1)
        keepPlace();
    show(node);
}

QWidget* RuleGroup::makeHead()
{
    auto* head = new QWidget(this);
    m_mode = chooserBox(QStringLiteral("groupMode"), tr("How conditions combine"), head);
    const auto add = [this](const QString& words, Rule::Kind kind, bool negated) {
        RuleNode node{int(negated), {}};
        node.core.kind = kind;
        m_mode->addItem(words, modeOf(node));
    };
    add(tr("All of these hold"), Rule::Kind::All, false);
    add(tr("Any of these holds"), Rule::Kind::Any, false);
    add(tr("None of these holds"), Rule::Kind::Any, true);
    add(tr("Not all of these hold"), Rule::Kind::All, true);
    connect(m_mode, &QComboBox::activated, this, &RuleGroup::takeMode);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 6, 0);
    row->setSpacing(8);
    if (m_level == 1)
        row->addWidget(headingLabel(tr("Who is in it:"), head));
    row->addWidget(m_mode);
    row->addStretch();
    if (m_level > 1) {
        m_tools = makeTools(tr("Remove this group"), QStringLiteral("removeGroup"));
        row->addWidget(m_tools);
    }
    return head;
}

QWidget* RuleGroup::makeFoot()
{
    auto* foot = new QWidget(this);
    auto* flow = new FlowLayout(foot, 4);
    const auto add = [&](const QString& text, const QString& name, Rule::Kind kind) {
        QPushButton* const button = textButton(text, QStringLiteral("plus"), name, foot);
        connect(button, &QPushButton::clicked, this, [this, kind] { emit addWanted(this, kind); });
        flow->addWidget(button);
        return button;
    };
    add(tr("Attribute"), QStringLiteral("addAttributeCondition"), Rule::Kind::Attribute)
        ->setAccessibleName(tr("Add a condition on an attribute"));
    QPushButton* const event = add(tr("Event"), QStringLiteral("addEventCondition"), Rule::Kind::Event);
    event->setAccessibleName(tr("Add a condition on an event"));
    const bool none = m_choices.catalogue.events().isEmpty();
    setBlocked(event, none ? tr("No events have been imported yet.") : QString());
    QPushButton* const inner = add(tr("Group"), QStringLiteral("addGroup"), Rule::Kind::All);
    inner->setAccessibleName(tr("Add a group of conditions"));
    setBlocked(inner, m_level >= deepestGroup ? tr("Groups can be nested to five levels.") : QString());
    QPushButton* const more = textButton(tr("More"), QStringLiteral("chevron-down"), QStringLiteral("addMore"), foot);
    more->setAccessibleName(tr("Add another kind of condition"));
    flow->addWidget(more);
    auto* menu = new QMenu(more);
    const auto entry = [&](const QString& text, const QString& name, Rule::Kind kind) {
        QAction* const action = menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, kind] { emit addWanted(this, kind); });
        return action;
    };
    entry(tr("One event after another"), QStringLiteral("addSequence"), Rule::Kind::Sequence)->setEnabled(!none);
    entry(tr("What they have received"), QStringLiteral("addReceived"), Rule::Kind::Received);
    entry(tr("Being in another segment"), QStringLiteral("addSegment"), Rule::Kind::Segment);
    entry(tr("Being on a list"), QStringLiteral("addList"), Rule::Kind::List);
    entry(tr("A share drawn by lot"), QStringLiteral("addRandom"), Rule::Kind::Random);
    connect(
        more, &QPushButton::clicked, this, [more, menu] { menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
    connect(menu, &QMenu::aboutToHide, more, [more] { // nobody tells it that the mouse has left
        more->setAttribute(Qt::WA_UnderMouse, false);
        more->update();
    });
    return foot;
}

void RuleGroup::takeMode()
{
    const int mode = m_mode->currentData().toInt();
    if (mode == modeOf(m_node))
        return;
    m_node.core.kind = static_cast<Rule::Kind>(mode / 2);
    m_node.setNegated(mode % 2 == 1);
    show(RuleNode(m_node));
    emit edited();
}

RuleItem* RuleGroup::makeMember(const Rule& rule)
{
    const RuleNode node = nodeOf(rule);
    RuleItem* member = nullptr;
    if (node.isGroup()) {
        auto* group = new RuleGroup(m_choices, node, m_level + 1, this, this);
        connect(group, &RuleGroup::addWanted, this, &RuleGroup::addWanted);
        member = group;
    } else {
        member = new ConditionRow(m_choices, node, this, this);
    }
    connect(member, &RuleItem::asked, this, &RuleItem::asked);
    connect(member, &RuleItem::edited, this, [this, member] {
        m_node.core.children[m_members.indexOf(member)] = member->rule();
        emit edited();
    });
    return member;
}

// For each rule the member that shows it already, or a group that can take it; null: none. Whoever is not wanted any
// more stays in `left`.
QList<RuleItem*> RuleGroup::matched(const QList<Rule>& rules, QList<RuleItem*>& left) const
{
    QList<RuleItem*> found(rules.size(), nullptr);
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const auto same = std::find_if(
            left.begin(), left.end(), [&](const RuleItem* member) { return member->rule() == rules[i]; });
        if (same == left.end())
            continue;
        found[i] = *same;
        left.erase(same);
    }
    for (qsizetype i = 0; i < rules.size(); ++i) {
        if (found[i] || !nodeOf(rules[i]).isGroup())
            continue;
        const auto group
            = std::find_if(left.begin(), left.end(), [](RuleItem* member) { return qobject_cast<RuleGroup*>(member); });
        if (group == left.end())
            break;
        static_cast<RuleGroup*>(*group)->show(nodeOf(rules[i]));
        found[i] = *group;
        left.erase(group);
    }
    return found;
}

void RuleGroup::show(const RuleNode& node)
{
    m_node = node;
    m_mode->setCurrentIndex(m_mode->findData(modeOf(node)));
    QList<RuleItem*> left = m_members;
    const QList<RuleItem*> found = matched(node.core.children, left);
    for (RuleItem* gone : std::as_const(left)) {
        gone->disconnect(this); // what it takes over as it loses the focus belongs to no rule any more
        m_rows->removeWidget(gone);
        gone->hide();
        gone->deleteLater();
    }
    m_members.clear();
    for (qsizetype i = 0; i < found.size(); ++i) {
        RuleItem* const member = found[i] ? found[i] : makeMember(node.core.children[i]);
        m_members += member;
        m_rows->removeWidget(member);
        m_rows->insertWidget(int(i), member);
        member->setVisible(true);
        member->setPlaceName(
            qobject_cast<RuleGroup*>(member) ? tr("Group %1").arg(i + 1) : tr("Condition %1").arg(i + 1));
    }
    const bool everybody = (node.core.kind == Rule::Kind::All) != node.isNegated();
    m_empty->setText(m_level == 1 && everybody ? tr("Without conditions everybody is in it.")
            : everybody                        ? tr("Without conditions this group holds for everybody.")
                                               : tr("Without conditions this group holds for nobody."));
    m_empty->setVisible(m_members.isEmpty());
    for (RuleItem* member : std::as_const(m_members))
        member->setMovable(m_level > 1 || m_members.size() > 1);
    update();
}

void RuleGroup::setPlaceName(const QString& name)
{
    setAccessibleName(name);
}

void RuleGroup::clearFaults()
{
    setFault({}, {});
    setOpen(false);
    for (RuleItem* member : std::as_const(m_members)) {
        member->setOpen(false);
        if (auto* group = qobject_cast<RuleGroup*>(member))
            group->clearFaults();
        else
            member->setFault({}, {});
    }
}

QList<QWidget*> RuleGroup::inTabOrder() const
{
    QList<QWidget*> order{m_mode};
    if (m_tools)
        order += m_tools;
    for (RuleItem* member : m_members) {
        if (const auto* group = qobject_cast<RuleGroup*>(member))
            order += group->inTabOrder();
        else
            order += inLayoutOrder(member);
    }
    order += m_foot;
    return order;
}

QPushButton* RuleGroup::firstAdd() const
{
    return m_foot->findChild<QPushButton*>();
}

// The line beside the members, and on it the word that stands between them.
void RuleGroup::paintEvent(QPaintEvent* event)
{
    RuleItem::paintEvent(event);
    const bool all = m_node.core.kind == Rule::Kind::All;
    const QString word = m_node.isNegated() ? tr("not", "between conditions")
        : all                               ? tr("and", "between conditions")
                                            : tr("or", "between conditions");
    const Role role = m_node.isNegated() ? Role::Error : all ? Role::Accent : Role::Warning;
    const int top = m_mode->mapTo(this, QPoint(0, m_mode->height() / 2)).y();
    const int bottom = m_foot->mapTo(this, QPoint(0, m_foot->height() / 2)).y();
    const int gutter = layout()->contentsMargins().left();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath line(QPointF(gutter - 4, top));
    line.lineTo(lineAt + 6, top);
    line.quadTo(lineAt, top, lineAt, top + 6);
    line.lineTo(lineAt, bottom - 6);
    line.quadTo(lineAt, bottom, lineAt + 6, bottom);
    line.lineTo(gutter - 4, bottom);
    painter.setPen(QPen(color(Token::Border), 1.5));
    painter.drawPath(line);
    QFont font = this->font();
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const int width = qMax(chipSide, painter.fontMetrics().horizontalAdvance(word) + 8);
    const QRect chip(lineAt - width / 2, qMin((top + bottom) / 2, top + highestChip) - chipSide / 2, width, chipSide);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(backgroundOf(role)));
    painter.drawRoundedRect(chip, chipSide / 2.0, chipSide / 2.0);
    painter.setPen(color(foregroundOf(role)));
    painter.drawText(chip, Qt::AlignCenter, word);
}

} // namespace wd
