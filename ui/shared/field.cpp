#include "ui/shared/field.h"

#include "ui/shared/buttons.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

namespace wd {

namespace {

void mark(QWidget* widget, const char* property, const QString& value)
{
    if (widget->property(property).toString() == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

Field::Field(const QString& label, QWidget* editor, Need need, QWidget* parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
    , m_editor(editor)
    , m_row(new QHBoxLayout)
    , m_line(mutedLabel({}, this))
    , m_need(need)
{
    m_label->setProperty("look", QStringLiteral("fieldLabel"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setBuddy(editor);
    m_line->setProperty("look", QStringLiteral("fieldLine"));
    m_line->hide();
    m_row->setSpacing(8);
    m_row->addWidget(editor, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_label);
    layout->addLayout(m_row);
    layout->addWidget(m_line);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setLabel(label);
}

QString Field::label() const
{
    return m_text;
}

void Field::setLabel(const QString& label)
{
    m_text = label;
    const bool required = m_need == Need::Required;
    m_label->setText(required ? label + QStringLiteral(" *") : label);
    m_label->setVisible(!label.isEmpty());
    m_editor->setAccessibleName(required ? tr("%1, required").arg(label) : label);
}

void Field::setHint(const QString& hint)
{
    m_hint = hint;
    if (m_role == Role::Neutral)
        showLine(Role::Neutral, hint);
}

void Field::setError(const QString& error, Focus focus)
{
    showLine(error.isEmpty() ? Role::Neutral : Role::Error, error.isEmpty() ? m_hint : error);
    if (!error.isEmpty() && focus == Focus::Take)
        m_editor->setFocus(Qt::OtherFocusReason);
}

void Field::setWarning(const QString& warning)
{
    showLine(warning.isEmpty() ? Role::Neutral : Role::Warning, warning.isEmpty() ? m_hint : warning);
}

QString Field::message() const
{
    return m_line->text();
}

void Field::addBeside(QWidget* widget)
{
    m_row->addWidget(widget, 0, Qt::AlignTop);
}

bool Field::focusFirstError(const QList<Field*>& fields)
{
    for (Field* field : fields) {
        if (field->hasError()) {
            field->editor()->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return false;
}

void Field::showLine(Role role, const QString& text)
{
    m_role = role;
    m_line->setText(text);
    m_line->setVisible(!text.isEmpty());
    m_editor->setAccessibleDescription(text);
    const QString word = role == Role::Error ? QStringLiteral("error")
        : role == Role::Warning              ? QStringLiteral("warning")
                                             : QString();
    mark(m_line, "role", word);
    mark(m_editor, "role", word);
}

} // namespace wd
