#include "ui/channels/parameterrow.h"

#include "ui/channels/channeltexts.h"
#include "ui/shared/combobox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>

namespace wd {

namespace {

QLineEdit* lineEdit(const QString& text, const QString& name, QWidget* parent)
{
    auto* edit = new QLineEdit(text, parent);
    edit->setObjectName(name);
    return edit;
}

QStringList choicesOf(const QString& text)
{
    static const QRegularExpression separators(QStringLiteral("[,，、;；]"));
    QStringList choices;
    for (const QString& choice : text.split(separators))
        if (!choice.trimmed().isEmpty())
            choices += choice.trimmed();
    return choices;
}

} // namespace

ParameterRow::ParameterRow(const TemplateParameter& parameter, QWidget* parent)
    : SpecRow(parent)
    , m_name(lineEdit(parameter.name, QStringLiteral("parameterName"), this))
    , m_label(lineEdit(parameter.label, QStringLiteral("parameterLabel"), this))
    , m_type(new ComboBox(this))
    , m_default(lineEdit(parameter.defaultValue.value_or(QString()), QStringLiteral("parameterDefault"), this))
    , m_choices(lineEdit(parameter.choices.join(QStringLiteral(", ")), QStringLiteral("parameterChoices"), this))
    , m_required(new QCheckBox(this))
{
    m_type->setObjectName(QStringLiteral("parameterType"));
    m_required->setObjectName(QStringLiteral("parameterRequired"));
    for (ParameterType type :
        {ParameterType::String, ParameterType::Text, ParameterType::Integer, ParameterType::Decimal,
            ParameterType::Percent, ParameterType::Date, ParameterType::Boolean, ParameterType::Choice}) {
        m_type->addItem(parameterTypeText(type), static_cast<int>(type));
        m_type->setItemData(m_type->count() - 1, parameterTypeHelp(type), Qt::ToolTipRole);
    }
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(parameter.type)));
    m_choices->setPlaceholderText(tr("Choices, with commas between"));
    m_required->setChecked(parameter.required);
    addEditor(QStringLiteral("name"), m_name, tr("Parameter name"), 3);
    addEditor(QStringLiteral("label"), m_label, tr("Display name"), 3);
    addEditor(QStringLiteral("type"), m_type, tr("Type"), 3);
    addEditor(QStringLiteral("default"), m_default, tr("Default"), 2);
    addEditor(QStringLiteral("required"), m_required, tr("Required"), 0);
    addButtons();
    addBelow(QStringLiteral("choices"), m_choices, tr("Choices"));
    for (QLineEdit* edit : {m_name, m_label, m_default, m_choices})
        connect(edit, &QLineEdit::textEdited, this, &SpecRow::edited);
    connect(m_required, &QCheckBox::clicked, this, &SpecRow::edited);
    connect(m_type, &QComboBox::activated, this, [this] {
        showChoices();
        emit edited();
    });
    showChoices();
}

TemplateParameter ParameterRow::parameter() const
{
    TemplateParameter parameter;
    parameter.name = m_name->text().trimmed();
    parameter.label = m_label->text().trimmed();
    parameter.type = static_cast<ParameterType>(m_type->currentData().toInt());
    parameter.required = m_required->isChecked();
    if (const QString text = m_default->text().trimmed(); !text.isEmpty() && text != QLatin1String("-"))
        parameter.defaultValue = text;
    if (parameter.type == ParameterType::Choice)
        parameter.choices = choicesOf(m_choices->text());
    return parameter;
}

void ParameterRow::showChoices()
{
    m_type->setToolTip(parameterTypeHelp(static_cast<ParameterType>(m_type->currentData().toInt())));
    m_choices->setVisible(m_type->currentData().toInt() == static_cast<int>(ParameterType::Choice));
}

} // namespace wd
