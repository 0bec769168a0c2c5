#include "ui/channels/specrow.h"

#include "ui/shared/buttons.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QStyle>

namespace wd {

namespace {

constexpr int checkWidth = 72;
constexpr int buttonWidth = 32;
constexpr int buttonsWidth = 3 * buttonWidth + 8; // and the gap before them

void mark(QWidget* widget, const QString& role)
{
    widget->setProperty("role", role);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

SpecRow::SpecRow(QWidget* parent)
    : QWidget(parent)
    , m_editorRow(new QHBoxLayout)
    , m_column(new QVBoxLayout(this))
{
    m_editorRow->setSpacing(8);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    m_column->addLayout(m_editorRow);
}

SpecRow::~SpecRow()
{
    // A child that still has the focus loses it while this goes, and would tell so.
    for (QWidget* child : findChildren<QWidget*>()) {
        child->disconnect(this);
        child->removeEventFilter(this);
    }
}

void SpecRow::addEditor(const QString& part, QWidget* editor, const QString& label, int stretch)
{
    take(part, editor, label);
    m_stretches.insert(editor, stretch);
    // Only the stretches count, so that columns stand below each other in every row.
    if (stretch > 0)
        editor->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    else
        editor->setFixedWidth(checkWidth);
    auto* cell = new QVBoxLayout;
    cell->setSpacing(4);
    cell->addWidget(editor);
    cell->addWidget(m_lines.value(editor));
    m_editorRow->addLayout(cell, stretch);
    m_editorRow->setAlignment(cell, Qt::AlignTop);
}

void SpecRow::addBelow(const QString& part, QWidget* editor, const QString& label)
{
    take(part, editor, label);
    m_column->addWidget(editor);
    m_column->addWidget(m_lines.value(editor));
}

void SpecRow::take(const QString& part, QWidget* editor, const QString& label)
{
    m_editors += editor;
    m_byPart.insert(part, editor);
    m_labels.insert(editor, label);
    editor->installEventFilter(this);
    QLabel* const line = mutedLabel({}, this);
    line->setProperty("look", QStringLiteral("fieldLine"));
    line->setProperty("role", QStringLiteral("error"));
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    line->setSizePolicy(policy);
    line->hide();
    m_lines.insert(editor, line);
}

QLabel* SpecRow::lineOf(const QString& part) const
{
    return m_lines.value(m_byPart.value(part, m_editors.constFirst()));
}

QWidget* SpecRow::makeHeader(QWidget* parent) const
{
    auto* header = new QWidget(parent);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, buttonsWidth, 0);
    row->setSpacing(8);
    for (QWidget* editor : m_editors) {
        if (!m_stretches.contains(editor))
            continue;
        QLabel* const label = mutedLabel(m_labels.value(editor), header);
        const int stretch = m_stretches.value(editor);
        label->setWordWrap(false);
        if (stretch > 0)
            label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        else
            label->setFixedWidth(checkWidth);
        row->addWidget(label, stretch);
    }
    return header;
}

void SpecRow::addButtons()
{
    m_up = iconButton(tr("Move up (Alt+Up)"), QStringLiteral("chevron-up"), QStringLiteral("moveUp"), this);
    m_down = iconButton(tr("Move down (Alt+Down)"), QStringLiteral("chevron-down"), QStringLiteral("moveDown"), this);
    m_remove = iconButton(tr("Remove the row"), QStringLiteral("trash"), QStringLiteral("removeRow"), this);
    connect(m_up, &QPushButton::clicked, this, [this] { emit moved(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { emit moved(1); });
    connect(m_remove, &QPushButton::clicked, this, &SpecRow::removed);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(0);
    for (QPushButton* button : {m_up, m_down, m_remove}) {
        button->setFixedWidth(buttonWidth);
        buttons->addWidget(button);
    }
    m_editorRow->addLayout(buttons);
    m_editorRow->setAlignment(buttons, Qt::AlignTop);
}

void SpecRow::setNumber(int number, int count)
{
    for (QWidget* editor : std::as_const(m_editors))
        editor->setAccessibleName(tr("%1, row %2").arg(m_labels.value(editor), QString::number(number)));
    m_up->setEnabled(number > 1);
    m_down->setEnabled(number < count);
    m_remove->setAccessibleName(tr("Remove row %1").arg(number));
}

void SpecRow::setFault(const QString& part, const QString& text)
{
    QLabel* const line = lineOf(part);
    if (!line->text().isEmpty())
        return;
    QWidget* const editor = m_lines.key(line);
    editor->setAccessibleDescription(text);
    mark(editor, QStringLiteral("error"));
    line->setText(text);
    line->show();
}

void SpecRow::clearFaults()
{
    for (QWidget* editor : std::as_const(m_editors)) {
        QLabel* const line = m_lines.value(editor);
        if (line->text().isEmpty())
            continue;
        editor->setAccessibleDescription({});
        mark(editor, {});
        line->clear();
        line->hide();
    }
}

bool SpecRow::hasFault() const
{
    return std::any_of(m_lines.cbegin(), m_lines.cend(), [](const QLabel* line) { return !line->text().isEmpty(); });
}

bool SpecRow::hasFault(const QString& part) const
{
    return !lineOf(part)->text().isEmpty();
}

void SpecRow::focusFault()
{
    for (QWidget* editor : std::as_const(m_editors))
        if (!m_lines.value(editor)->text().isEmpty())
            return editor->setFocus(Qt::OtherFocusReason);
}

void SpecRow::focusFirst()
{
    m_editors.constFirst()->setFocus(Qt::OtherFocusReason);
}

void SpecRow::placeBefore(QWidget* next)
{
    QWidget* before = next->previousInFocusChain();
    while (before->focusPolicy() == Qt::NoFocus) // it takes no part in an order
        before = before->previousInFocusChain();
    for (QWidget* control : m_editors + QList<QWidget*>{m_up, m_down, m_remove}) {
        setTabOrder(before, control);
        before = control;
    }
}

bool SpecRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        emit left();
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            emit moved(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace wd
