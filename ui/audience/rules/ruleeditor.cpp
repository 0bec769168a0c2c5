#include "ui/audience/rules/ruleeditor.h"

#include "ui/audience/rules/valuechips.h"
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
constexpr QKeyCombination redoKeys(Qt::CTRL, Qt::Key_Y); // beside the platform's own

// "between" says of an empty end that it is a wrong one.
bool isMissing(const Error& fault)
{
    return fault.kind == ErrorKind::Empty || (fault.kind == ErrorKind::BadValue && fault.arguments.value(0).isEmpty());
}

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
    const bool isWhole = focused && qobject_cast<ValueChips*>(focused->parentWidget()); // a value, as it became a chip
    const bool typing = !isWhole && (qobject_cast<QLineEdit*>(focused) || qobject_cast<QAbstractSpinBox*>(focused));
    QWidget* const typedIn = typing ? focused : nullptr;
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
    QWidget* const focused = QApplication::focusWidget();
    const RuleItem* const item = itemOf(focused);
    const RulePath path = item ? pathOf(item) : RulePath();
    const QString name = focused ? focused->objectName() : QString();
    m_now = rule;
    m_typedIn = nullptr;
    showRule(rule);
    if (item && QApplication::focusWidget() != focused) // it went with its condition
        focusIn(nearest(path), name);
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

RuleItem* RuleEditor::nearest(RulePath path) const
{
    while (!path.isEmpty() && !itemAt(path))
        if (--path.last() < 0)
            path.removeLast();
    return itemAt(path);
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
    const bool isRedo = key->matches(QKeySequence::Redo) || key->keyCombination() == redoKeys;
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
    if (!entered)
        return;
    if (left == m_typedIn)
        m_typedIn = nullptr;
    RuleItem* const item = itemOf(left);
    if (item && itemOf(entered) != item)
        item->setFresh(false);
}

int RuleEditor::unfinished() const
{
    const QList<RuleItem*> items = findChildren<RuleItem*>();
    return int(std::count_if(items.cbegin(), items.cend(),
        [this](const RuleItem* item) { return item->isVisibleTo(this) && (item->hasFault() || item->isOpen()); }));
}

bool RuleEditor::isSpared(const RuleItem* item, const Error& fault) const
{
    return (item->isFresh() && isMissing(fault)) || (m_typedIn && item->isAncestorOf(m_typedIn));
}

QList<Error> RuleEditor::showFaults(const QList<Error>& faults, bool all)
{
    m_root->clearFaults();
    m_firstWrong.clear();
    if (all) {
        m_typedIn = nullptr;
        for (RuleItem* item : findChildren<RuleItem*>())
            item->setFresh(false);
    }
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
        if (!all && isSpared(item, here)) {
            item->setOpen(true);
            continue;
        }
        item->setFault(isMissing(here) ? tr("Please fill this in.") : errorText(here), rest);
        if (m_firstWrong.isEmpty() && !isMissing(here))
            m_firstWrong = errorText(here);
    }
    return homeless;
}

void RuleEditor::focusFault()
{
    for (RuleItem* item : findChildren<RuleItem*>())
        if (item->isVisible() && item->hasFault() && !qobject_cast<RuleGroup*>(item)) {
            QMetaObject::invokeMethod(
                item, [this, item] { emit focusMoved(item); }, Qt::QueuedConnection); // once its words have their place
            for (QWidget* editor : item->findChildren<QWidget*>())
                if (editor->property("role").toString() == QLatin1String("error")
                    && (editor->focusPolicy() & Qt::TabFocus) != 0)
                    return editor->setFocus();
            return focusIn(item, {});
        }
}

// In a group of which none must hold, what a condition adds to those who are out is taken away from those who are in.
void RuleEditor::showRemovals(const RulePath& path, const Removals& removals)
{
    const auto* const group = qobject_cast<const RuleGroup*>(itemAt(path));
    if (!group || removals.conditions.size() != group->members().size())
        return;
    const bool takes = (group->node().core.kind == Rule::Kind::All) != group->node().isNegated();
    for (qsizetype i = 0; i < removals.conditions.size(); ++i)
        group->members()[i]->setEffect(removals.conditions[i], takes);
}

void RuleEditor::clearRemovals()
{
    for (RuleItem* item : findChildren<RuleItem*>())
        item->setEffect(std::nullopt, true);
}

void RuleEditor::setRemovalsPending()
{
    for (RuleItem* item : findChildren<RuleItem*>())
        item->setEffectPending();
}

} // namespace wd
