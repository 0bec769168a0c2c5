#include "ui/audience/rules/ruleeditor.h"

#include "ui/shared/dateedit.h"
#include "ui/texts/errortexts.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr qsizetype mostSteps = 200;

Rule wrapped(const Rule& rule)
{
    Rule group;
    group.children = {rule};
    return group;
}

} // namespace

RuleEditor::RuleEditor(const RuleChoices& choices, QWidget* parent)
    : QWidget(parent)
    , m_choices(choices)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto shortcut = [this](const QKeySequence& keys, RuleItem::Act act) {
        auto* made = new QShortcut(keys, this);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, [this, act] { moveFocused(act); });
    };
    shortcut(QKeySequence(Qt::ALT | Qt::Key_Up), RuleItem::Act::Up);
    shortcut(QKeySequence(Qt::ALT | Qt::Key_Down), RuleItem::Act::Down);
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_D), RuleItem::Act::Duplicate);
    m_settle.setSingleShot(true);
    m_settle.setInterval(0);
    connect(&m_settle, &QTimer::timeout, this, &RuleEditor::afterChange);
}

void RuleEditor::setRule(const Rule& rule)
{
    m_past.clear();
    m_future.clear();
    m_now = rule;
    showRule(rule);
    emit historyChanged();
}

void RuleEditor::rebuild()
{
    const Rule rule = m_now;
    delete std::exchange(m_root, nullptr);
    showRule(rule);
}

void RuleEditor::showRule(const Rule& rule)
{
    m_wrapped = !nodeOf(rule).isGroup();
    const RuleNode node = nodeOf(m_wrapped ? wrapped(rule) : rule);
    if (m_root) {
        m_root->show(node);
    } else {
        m_root = new RuleGroup(m_choices, node, 1, nullptr, this);
        layout()->addWidget(m_root);
        connect(m_root, &RuleItem::asked, this, &RuleEditor::act);
        connect(m_root, &RuleGroup::addWanted, this, &RuleEditor::add);
        connect(m_root, &RuleItem::edited, this, &RuleEditor::noteEdit);
    }
    m_settle.start();
}

// A single condition stays one while nothing joins it.
bool RuleEditor::isBare() const
{
    const RuleNode& node = m_root->node();
    return m_wrapped && node.nots == 0 && node.core.kind == Rule::Kind::All && node.core.children.size() == 1
        && !nodeOf(node.core.children.first()).isGroup();
}

Rule RuleEditor::rule() const
{
    return m_root && isBare() ? m_root->node().core.children.first() : m_root ? m_root->rule() : m_now;
}

// --- steps ---------------------------------------------------------------------------------------------------------

void RuleEditor::noteEdit()
{
    QWidget* const focused = QApplication::focusWidget();
    const bool typing = qobject_cast<QLineEdit*>(focused) || qobject_cast<QAbstractSpinBox*>(focused);
    QObject* const typedIn = typing ? focused : nullptr;
    if (!typedIn || typedIn != m_typedIn || m_past.isEmpty())
        m_past += m_now;
    if (m_past.size() > mostSteps)
        m_past.removeFirst();
    m_typedIn = typedIn;
    m_future.clear();
    m_now = rule();
    m_settle.start();
    emit historyChanged();
    emit edited();
}

void RuleEditor::act(RuleItem* item, RuleItem::Act act)
{
    const RulePath path = pathOf(item);
    if (path.isEmpty())
        return;
    const Rule root = m_root->rule();
    const QWidget* const focused = QApplication::focusWidget();
    const QString name = focused && item->isAncestorOf(focused) ? focused->objectName() : QString();
    switch (act) {
    case RuleItem::Act::Up:
    case RuleItem::Act::Down:
        return take(withMove(root, path, act == RuleItem::Act::Up), name);
    case RuleItem::Act::Duplicate:
        return take(withCopy(root, path), name);
    case RuleItem::Act::Remove:
        return take(withoutPart(root, path), name);
    }
}

void RuleEditor::add(RuleGroup* group, Rule::Kind kind)
{
    const RulePath path = pathOf(group);
    // Within "all" another "all" would say nothing new.
    if (kind == Rule::Kind::All && group->node().core.kind == Rule::Kind::All)
        kind = Rule::Kind::Any;
    RuleStep step{withMember(m_root->rule(), path, ConditionForm::begun(kind, m_choices)), path};
    step.path += int(group->members().size());
    take(step, {});
    RuleItem* const added = itemAt(step.path);
    added->setFresh(true);
    for (RuleItem* part : added->findChildren<RuleItem*>())
        part->setFresh(true);
}

void RuleEditor::take(const RuleStep& step, const QString& focusName)
{
    if (step.rule == m_root->rule())
        return;
    m_past += m_now;
    m_future.clear();
    m_typedIn = nullptr;
    m_root->show(nodeOf(step.rule));
    m_now = rule();
    if (RuleItem* const item = itemAt(step.path))
        focusIn(item, focusName);
    m_settle.start();
    emit historyChanged();
    emit edited();
}

void RuleEditor::undo()
{
    if (m_past.isEmpty())
        return;
    m_future += m_now;
    restore(m_past.takeLast());
}

void RuleEditor::redo()
{
    if (m_future.isEmpty())
        return;
    m_past += m_now;
    restore(m_future.takeLast());
}

void RuleEditor::restore(const Rule& rule)
{
    const RuleItem* const item = focusedItem();
    const RulePath path = item ? pathOf(item) : RulePath();
    const QWidget* const focused = QApplication::focusWidget();
    const QString name = focused ? focused->objectName() : QString();
    m_now = rule;
    m_typedIn = nullptr;
    showRule(rule);
    if (item && !focusedItem())
        focusIn(itemAt(path) ? itemAt(path) : m_root, name);
    emit historyChanged();
    emit edited();
}

void RuleEditor::afterChange()
{
    for (QWidget* editor : findChildren<QLineEdit*>())
        editor->installEventFilter(this);
    emit tabOrderChanged();
}

QList<QWidget*> RuleEditor::inTabOrder() const
{
    return m_root ? m_root->inTabOrder() : QList<QWidget*>();
}

// --- places --------------------------------------------------------------------------------------------------------

RulePath RuleEditor::pathOf(const RuleItem* item) const
{
    RulePath path;
    for (; item && item->group(); item = item->group())
        path.prepend(int(item->group()->members().indexOf(item)));
    return path;
}

RuleItem* RuleEditor::itemAt(const RulePath& path) const
{
    RuleItem* item = m_root;
    for (const int index : path) {
        const auto* group = qobject_cast<const RuleGroup*>(item);
        if (!group || index >= group->members().size())
            return nullptr;
        item = group->members().at(index);
    }
    return item;
}

RuleItem* RuleEditor::focusedItem() const
{
    return itemOf(QApplication::focusWidget());
}

RuleItem* RuleEditor::itemOf(QWidget* part) const
{
    for (QWidget* at = part; at && at != this; at = at->parentWidget())
        if (auto* item = qobject_cast<RuleItem*>(at); item && item->isVisible())
            return item;
    return nullptr;
}

void RuleEditor::focusIn(RuleItem* item, const QString& name)
{
    QMetaObject::invokeMethod(
        item, [this, item] { emit focusMoved(item); }, Qt::QueuedConnection); // once it has its place
    if (!name.isEmpty())
        for (QWidget* widget : item->findChildren<QWidget*>(name))
            if (widget->isVisibleTo(item) && widget->isEnabled())
                return widget->setFocus();
    if (const auto* group = qobject_cast<const RuleGroup*>(item); group && group->members().isEmpty())
        return group->firstAdd()->setFocus();
    for (QWidget* widget : item->findChildren<QWidget*>())
        if ((widget->focusPolicy() & Qt::TabFocus) != 0 && !widget->objectName().isEmpty() && widget->isVisibleTo(item))
            return widget->setFocus();
}

void RuleEditor::moveFocused(RuleItem::Act act)
{
    auto* const date = qobject_cast<DateEdit*>(QApplication::focusWidget());
    if (date && act == RuleItem::Act::Down) { // there it opens the calendar
        QKeyEvent open(QEvent::KeyPress, Qt::Key_F4, Qt::NoModifier);
        QApplication::sendEvent(date, &open);
        return;
    }
    if (RuleItem* const item = focusedItem(); item && item != m_root)
        this->act(item, act);
}

// A line's own undo knows nothing of the steps before it.
bool RuleEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto* const key = static_cast<QKeyEvent*>(event);
    const bool isUndo = key->matches(QKeySequence::Undo);
    const bool isRedo = key->matches(QKeySequence::Redo);
    if (!isUndo && !isRedo)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        isUndo ? undo() : redo();
    return true;
}

// --- what is said about conditions ---------------------------------------------------------------------------------

void RuleEditor::noteLeft(QWidget* left, QWidget* entered)
{
    RuleItem* const item = itemOf(left);
    if (item && entered && itemOf(entered) != item)
        item->setFresh(false);
}

int RuleEditor::unfinished() const
{
    const QList<RuleItem*> items = findChildren<RuleItem*>();
    return int(std::count_if(items.cbegin(), items.cend(),
        [this](const RuleItem* item) { return item->isVisibleTo(this) && (item->hasFault() || item->isOpen()); }));
}

QList<Error> RuleEditor::showFaults(const QList<Error>& faults, bool all)
{
    m_root->clearFaults();
    if (all)
        for (RuleItem* item : findChildren<RuleItem*>())
            item->setFresh(false);
    QList<Error> homeless;
    for (const Error& fault : faults) {
        QString rest;
        const Rule rule = this->rule();
        RulePath path = pathOfPlace(rule, fault.where, rest);
        if (isBare())
            path.prepend(0);
        RuleItem* const item = itemAt(path);
        if (!fault.where.startsWith(QLatin1String("rule")) || !item || item == m_root) {
            homeless += fault;
            continue;
        }
        Error here = fault;
        here.where.clear();
        if (item->hasFault())
            continue;
        const bool unasked = item->isFresh() && here.kind == ErrorKind::Empty;
        if (!all && (unasked || focusedItem() == item)) {
            item->setOpen(true);
            continue;
        }
        item->setFault(here.kind == ErrorKind::Empty ? tr("Please fill this in.") : errorText(here), rest);
    }
    return homeless;
}

void RuleEditor::focusFault()
{
    for (RuleItem* item : findChildren<RuleItem*>())
        if (item->isVisible() && item->hasFault() && !qobject_cast<RuleGroup*>(item)) {
            for (QWidget* editor : item->findChildren<QWidget*>())
                if (editor->property("role").toString() == QLatin1String("error")
                    && (editor->focusPolicy() & Qt::TabFocus) != 0)
                    return editor->setFocus();
            return focusIn(item, {});
        }
}

void RuleEditor::showRemovals(const std::optional<Removals>& removals)
{
    const QList<RuleItem*>& members = m_root->members();
    const bool fits = removals && removals->conditions.size() == members.size() && m_root->node().nots == 0;
    const bool ofAll = m_root->node().core.kind == Rule::Kind::All;
    for (qsizetype i = 0; i < members.size(); ++i)
        members[i]->setEffect(fits ? std::optional(removals->conditions[i]) : std::nullopt, ofAll);
}

void RuleEditor::setRemovalsPending()
{
    for (RuleItem* member : m_root->members())
        member->setEffectPending();
}

} // namespace wd
