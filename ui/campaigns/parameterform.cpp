#include "ui/campaigns/parameterform.h"

#include "models/channels/parametervalue.h"
#include "models/workspace/workspace.h"
#include "ui/campaigns/chiptext.h"
#include "ui/shared/buttons.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/dateedit.h"
#include "ui/shared/field.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"
#include "ui/texts/templatewords.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

namespace wd {

namespace {

QString labelOf(const TemplateParameter& parameter)
{
    return parameter.label.isEmpty() ? parameter.name : parameter.label;
}

// Whose words are known; what else people have gets the fallback, or words by the chip's gear.
const QList<QPair<QString, QString>> genderWords{{QStringLiteral("男"), QStringLiteral("先生")},
    {QStringLiteral("女"), QStringLiteral("女士")}, {QStringLiteral("male"), QStringLiteral("先生")},
    {QStringLiteral("female"), QStringLiteral("女士")}, {QStringLiteral("m"), QStringLiteral("先生")},
    {QStringLiteral("f"), QStringLiteral("女士")}};

// Of the values that really occur; of none known, the manual's own.
TextChip genderChip(const QStringList& values)
{
    TextChip chip{QStringLiteral("gender"), {}};
    for (const auto& [value, words] : genderWords)
        for (const QString& occurring : values)
            if (occurring.trimmed().compare(value, Qt::CaseInsensitive) == 0)
                chip.choices.append({occurring, words});
    if (chip.choices.isEmpty())
        chip.choices = genderWords.first(2);
    return chip;
}

// Visitors have no login attributes; a login user's visitor id says nothing to him.
bool isOffered(const Attribute& attribute, UserKind kind)
{
    return kind == UserKind::Visitor ? attribute.userKind == UserKind::Visitor
                                     : attribute.key != visitorIdAttribute().key;
}

} // namespace

ParameterForm::ParameterForm(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(12);
}

void ParameterForm::setParameters(const QList<TemplateParameter>& parameters, const Catalogue& catalogue, UserKind kind)
{
    m_kind = kind;
    for (const TemplateParameter& parameter : std::as_const(m_parameters))
        m_filled.insert(parameter.name, valueOf(parameter));
    m_labels.clear();
    for (const Attribute& attribute : catalogue.attributes())
        m_labels.insert(attribute.key, attributeLabel(attribute));
    clearLayout(*m_layout);
    m_fields.clear();
    m_editors.clear();
    m_parameters = parameters;
    for (const TemplateParameter& parameter : parameters) {
        QWidget* const editor
            = parameter.type == ParameterType::Text ? makeText(parameter, catalogue) : makeEditor(parameter);
        auto* field = new Field(
            labelOf(parameter), editor, parameter.required ? Field::Need::Required : Field::Need::Optional, this);
        if (parameter.defaultValue)
            field->setHint(tr("Left empty: %1").arg(*parameter.defaultValue));
        m_fields.insert(parameter.name, field);
        m_layout->addWidget(field);
    }
    if (parameters.isEmpty())
        m_layout->addWidget(mutedLabel(tr("The channel has no template parameters."), this));
    setValues(m_filled);
}

QWidget* ParameterForm::makeEditor(const TemplateParameter& parameter)
{
    const QString name = QStringLiteral("parameter_") + parameter.name;
    const bool boolean = parameter.type == ParameterType::Boolean;
    if (boolean || parameter.type == ParameterType::Choice) {
        auto* box = new QComboBox(this);
        box->setObjectName(name);
        box->addItem(tr("Please choose"), QString());
        if (boolean) {
            box->addItem(tr("yes"), QStringLiteral("true"));
            box->addItem(tr("no"), QStringLiteral("false"));
        }
        for (const QString& choice : parameter.choices)
            box->addItem(choice, choice);
        connect(box, &QComboBox::activated, this, [this, parameter] { note(parameter); });
        m_editors.insert(parameter.name, box);
        return box;
    }
    QLineEdit* line = nullptr;
    if (parameter.type == ParameterType::Date) {
        auto* date = new DateEdit(name, this);
        connect(date, &DateEdit::chosen, this, [this, parameter] { note(parameter); });
        line = date;
    } else {
        line = new QLineEdit(this);
        line->setObjectName(name);
    }
    if (parameter.type == ParameterType::Percent)
        line->setPlaceholderText(QStringLiteral("15"));
    connect(line, &QLineEdit::textEdited, this, &ParameterForm::edited);
    connect(line, &QLineEdit::editingFinished, this, [this, parameter] { check(parameter); });
    m_editors.insert(parameter.name, line);
    return line;
}

QWidget* ParameterForm::makeText(const TemplateParameter& parameter, const Catalogue& catalogue)
{
    auto* box = new QWidget(this);
    box->setObjectName(QStringLiteral("parameterBox_") + parameter.name);
    auto* text = new ChipText([labels = m_labels](const QString& key) { return labels.value(key, key); }, box);
    text->setObjectName(QStringLiteral("parameter_") + parameter.name);
    text->setAccessibleName(labelOf(parameter));
    text->setMinimumHeight(120);
    connect(text, &ChipText::edited, this, [this, parameter] { note(parameter); });
    auto* insert = secondaryButton(
        tr("Insert attribute"), QStringLiteral("user"), QStringLiteral("insertAttribute_") + parameter.name, box);
    auto* menu = new QMenu(insert);
    text->setValues([this](const QString& key, QObject* receiver, std::function<void(QStringList)> then) {
        m_workspace.segments().values(key, receiver,
            [then = std::move(then)](const Result<QStringList>& values) { then(values ? *values : QStringList()); });
    });
    for (const Attribute& attribute : catalogue.attributes()) {
        if (!isOffered(attribute, m_kind))
            continue;
        connect(menu->addAction(attributeLabel(attribute)), &QAction::triggered, text, [text, key = attribute.key] {
            text->insertChip({key, {}});
            text->setFocus();
        });
    }
    if (catalogue.attributeByKey(QStringLiteral("gender"))) {
        menu->addSeparator();
        connect(
            menu->addAction(tr("Mr./Ms. by gender")), &QAction::triggered, text, [this, text] { insertGender(text); });
    }
    insert->setMenu(menu);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(text);
    layout->addWidget(insert, 0, Qt::AlignLeft);
    box->setFocusProxy(text);
    m_editors.insert(parameter.name, text);
    return box;
}

void ParameterForm::insertGender(ChipText* text)
{
    m_workspace.segments().values(QStringLiteral("gender"), text, [text](const Result<QStringList>& values) {
        text->insertChip(genderChip(values ? *values : QStringList()));
        text->setFocus();
    });
}

QString ParameterForm::valueOf(const TemplateParameter& parameter) const
{
    QWidget* const editor = m_editors.value(parameter.name);
    if (const auto* text = qobject_cast<ChipText*>(editor))
        return text->text();
    if (const auto* box = qobject_cast<QComboBox*>(editor))
        return box->currentData().toString();
    if (const auto* date = qobject_cast<DateEdit*>(editor))
        return date->value();
    return static_cast<QLineEdit*>(editor)->text().trimmed();
}

void ParameterForm::setValueOf(const TemplateParameter& parameter, const QString& value)
{
    QWidget* const editor = m_editors.value(parameter.name);
    const QSignalBlocker quiet(editor);
    if (auto* text = qobject_cast<ChipText*>(editor))
        text->setText(value);
    else if (auto* box = qobject_cast<QComboBox*>(editor))
        box->setCurrentIndex(qMax(0, box->findData(value)));
    else if (auto* date = qobject_cast<DateEdit*>(editor))
        date->setValue(value);
    else
        static_cast<QLineEdit*>(editor)->setText(value);
}

void ParameterForm::setValues(const QMap<QString, QString>& values)
{
    for (const TemplateParameter& parameter : std::as_const(m_parameters))
        if (values.contains(parameter.name))
            setValueOf(parameter, values.value(parameter.name));
}

QMap<QString, QString> ParameterForm::values() const
{
    QMap<QString, QString> values;
    for (const TemplateParameter& parameter : m_parameters)
        if (const QString value = valueOf(parameter); !value.isEmpty())
            values.insert(parameter.name, value);
    return values;
}

void ParameterForm::openGear(const QString& attribute)
{
    for (const TemplateParameter& parameter : std::as_const(m_parameters)) {
        auto* const text = qobject_cast<ChipText*>(m_editors.value(parameter.name));
        if (!text || !text->text().contains(attribute))
            continue;
        if (!text->openGear(attribute))
            text->setFocus();
        return;
    }
}

void ParameterForm::check(const TemplateParameter& parameter)
{
    const QString value = valueOf(parameter);
    const Result<QString> canonical = value.isEmpty() ? Result<QString>(value) : canonicalValue(parameter, value);
    m_fields.value(parameter.name)->setError(canonical ? QString() : errorText(canonical.error()));
}

QString ParameterForm::fault() const
{
    for (const Field* field : fields())
        if (field->hasError())
            return tr("%1: %2", "parameter, value").arg(field->label(), field->message());
    return {};
}

void ParameterForm::note(const TemplateParameter& parameter)
{
    check(parameter);
    emit edited();
}

bool ParameterForm::isComplete() const
{
    for (const TemplateParameter& parameter : m_parameters) {
        const QString value = valueOf(parameter);
        if (value.isEmpty() ? parameter.required && !parameter.defaultValue : !canonicalValue(parameter, value))
            return false;
    }
    return true;
}

QList<Field*> ParameterForm::fields() const
{
    QList<Field*> fields;
    for (const TemplateParameter& parameter : m_parameters)
        fields += m_fields.value(parameter.name);
    return fields;
}

void ParameterForm::clearErrors()
{
    for (Field* field : std::as_const(m_fields))
        field->setError({});
}

QString ParameterForm::shownValue(const TemplateParameter& parameter) const
{
    const QWidget* const editor = m_editors.value(parameter.name);
    const QString value = valueOf(parameter);
    if (value.isEmpty())
        return parameter.defaultValue.value_or(QString());
    if (parameter.type == ParameterType::Text)
        return templateWords(value, [this](const QString& key) { return m_labels.value(key, key); });
    if (const auto* box = qobject_cast<const QComboBox*>(editor))
        return box->currentText();
    return parameter.type == ParameterType::Date ? static_cast<const DateEdit*>(editor)->text() : value;
}

QString ParameterForm::summary() const
{
    constexpr int longest = 60;
    QStringList parts;
    for (const TemplateParameter& parameter : m_parameters) {
        const QString shown = shownValue(parameter);
        parts += tr("%1: %2", "parameter, value")
                     .arg(labelOf(parameter), shown.size() > longest ? shown.left(longest) + u'…' : shown);
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace wd
