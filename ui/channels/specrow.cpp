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
    , m_line(mutedLabel({}, this))
{
    m_editorRow->setSpacing(8);
    m_line->setProperty("look", QStringLiteral("fieldLine"));
    m_line->setProperty("role", QStringLiteral("error"));
    m_line->hide();
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    m_column->addLayout(m_editorRow);
    m_column->addWidget(m_line);
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
    m_editorRow->addWidget(editor, stretch);
}

void SpecRow::addBelow(const QString& part, QWidget* editor, const QString& label)
{
    take(part, editor, label);
    m_column->insertWidget(m_column->count() - 1, editor);
}

void SpecRow::take(const QString& part, QWidget* editor, const QString& label)
{
    m_editors += editor;
    m_byPart.insert(part, editor);
    m_labels.insert(editor, label);
    editor->installEventFilter(this);
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
    clearFaults();
    if (text.isEmpty())
        return;
    m_faulty = m_byPart.value(part, m_editors.constFirst());
    m_faulty->setAccessibleDescription(text);
    mark(m_faulty, QStringLiteral("error"));
    m_line->setText(text);
    m_line->show();
}

void SpecRow::clearFaults()
{
    if (!m_faulty)
        return;
    m_faulty->setAccessibleDescription({});
    mark(m_faulty, {});
    m_faulty = nullptr;
    m_line->hide();
}

void SpecRow::focusFault()
{
    if (m_faulty)
        m_faulty->setFocus(Qt::OtherFocusReason);
}

void SpecRow::focusFirst()
{
    m_editors.constFirst()->setFocus(Qt::OtherFocusReason);
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
