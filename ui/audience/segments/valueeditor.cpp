#include "ui/audience/segments/valueeditor.h"

#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

namespace wd {

namespace {

bool isList(Operator op)
{
    return op == Operator::In || op == Operator::NotIn;
}

bool isDays(Operator op)
{
    return op == Operator::LastDays || op == Operator::NextDays || op == Operator::Anniversary;
}

bool isDay(AttributeType type, Operator op)
{
    return (type == AttributeType::Date || type == AttributeType::DateTime) && !isDays(op) && !isList(op);
}

int editorsFor(Operator op)
{
    if (op == Operator::Empty || op == Operator::NotEmpty)
        return 0;
    return op == Operator::Between ? 2 : 1;
}

} // namespace

ValueEditor::ValueEditor(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
}

void ValueEditor::setForm(AttributeType type, Operator op, const QStringList& choices)
{
    m_type = type;
    m_op = op;
    m_choices = choices;
    for (QWidget* editor : std::as_const(m_editors)) {
        m_layout->removeWidget(editor);
        editor->hide();
        editor->deleteLater();
    }
    m_editors.clear();
    for (int number = 0; number < editorsFor(op); ++number) {
        m_editors += makeEditor(number);
        m_editors.last()->setObjectName(number == 0 ? m_name : m_name + QString::number(number + 1));
        m_editors.last()->setAccessibleName(number == 0 ? tr("Value") : tr("Upper value"));
        m_layout->addWidget(m_editors.last());
    }
}

QWidget* ValueEditor::makeEditor(int)
{
    if (m_type == AttributeType::Boolean) {
        auto* box = new QComboBox(this);
        box->addItem(tr("yes"), true);
        box->addItem(tr("no"), false);
        connect(box, &QComboBox::activated, this, &ValueEditor::edited);
        return box;
    }
    if (isDay(m_type, m_op)) {
        auto* date = new QDateEdit(QDate::currentDate(), this);
        date->setCalendarPopup(true);
        date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
        connect(date, &QDateEdit::dateChanged, this, &ValueEditor::edited);
        return date;
    }
    if (!m_choices.isEmpty() && !isList(m_op)) {
        auto* box = new QComboBox(this);
        box->setEditable(true);
        box->addItems(m_choices);
        box->setCurrentText(QString());
        connect(box, &QComboBox::currentTextChanged, this, &ValueEditor::edited);
        return box;
    }
    auto* line = new QLineEdit(this);
    if (isList(m_op))
        line->setPlaceholderText(tr("several, separated by commas"));
    else if (m_op == Operator::Anniversary)
        line->setPlaceholderText(tr("days from the day of sending; 0 is that day"));
    else if (isDays(m_op))
        line->setPlaceholderText(tr("days"));
    connect(line, &QLineEdit::textChanged, this, &ValueEditor::edited);
    return line;
}

QVariant ValueEditor::valueOf(const QWidget* editor)
{
    if (const auto* date = qobject_cast<const QDateEdit*>(editor))
        return date->date().toString(Qt::ISODate);
    if (const auto* box = qobject_cast<const QComboBox*>(editor))
        return box->isEditable() ? QVariant(box->currentText()) : box->currentData();
    return static_cast<const QLineEdit*>(editor)->text().trimmed();
}

void ValueEditor::setValueOf(QWidget* editor, const QVariant& value)
{
    if (auto* date = qobject_cast<QDateEdit*>(editor))
        date->setDate(QDate::fromString(value.toString().left(10), Qt::ISODate));
    else if (auto* box = qobject_cast<QComboBox*>(editor))
        box->isEditable() ? box->setCurrentText(value.toString()) : box->setCurrentIndex(box->findData(value.toBool()));
    else
        static_cast<QLineEdit*>(editor)->setText(
            value.typeId() == QMetaType::Double ? QString::number(value.toDouble(), 'g', 15) : value.toString());
}

QVariantList ValueEditor::values() const
{
    QVariantList values;
    for (const QWidget* editor : m_editors)
        values += valueOf(editor);
    if (values.isEmpty())
        return values;
    const bool number = m_type == AttributeType::Number || isDays(m_op);
    if (isList(m_op)) {
        static const QRegularExpression separator(QStringLiteral("[,，、]"));
        QVariantList parts;
        for (const QString& part : values.first().toString().split(separator, Qt::SkipEmptyParts))
            parts += part.trimmed();
        values = parts;
    }
    for (QVariant& value : values) {
        bool ok = false;
        const double real = value.toString().toDouble(&ok);
        if (m_op == Operator::Anniversary && value.toString() == QLatin1String("0"))
            value = QStringLiteral("today");
        else if (number && ok)
            value = real;
    }
    return values;
}

void ValueEditor::setValues(const QVariantList& values)
{
    if (m_editors.isEmpty())
        return;
    if (isList(m_op)) {
        QStringList parts;
        for (const QVariant& value : values)
            parts += value.toString();
        return setValueOf(m_editors.first(), parts.join(QStringLiteral(", ")));
    }
    for (qsizetype i = 0; i < qMin(values.size(), m_editors.size()); ++i) {
        const bool today = m_op == Operator::Anniversary && values[i].toString() == QLatin1String("today");
        setValueOf(m_editors[i], today ? QVariant(QStringLiteral("0")) : values[i]);
    }
}

} // namespace wd
