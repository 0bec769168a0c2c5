#include "ui/channels/attributerow.h"

#include "ui/channels/channeltexts.h"
#include "ui/shared/combobox.h"
#include "ui/texts/rulesentence.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>

namespace wd {

void offerAttributes(QComboBox* box, const Catalogue& catalogue, UserKind kind, const QString& chosen)
{
    const QSignalBlocker quiet(box);
    box->clear();
    for (const Attribute& attribute : catalogue.attributes()) {
        if (attribute.userKind != kind && attribute.key != chosen)
            continue;
        const QString label = attributeLabel(attribute);
        box->addItem(label == attribute.key ? label : label + QStringLiteral("  ") + attribute.key, attribute.key);
    }
    if (!chosen.isEmpty() && box->findData(chosen) < 0)
        box->addItem(chosen, chosen);
    box->setCurrentIndex(box->findData(chosen));
}

AttributeRow::AttributeRow(const UserAttribute& attribute, QWidget* parent)
    : SpecRow(parent)
    , m_name(new QLineEdit(attribute.name, this))
    , m_attribute(new ComboBox(this))
    , m_default(new QLineEdit(attribute.defaultValue.value_or(QString()), this))
    , m_missing(new ComboBox(this))
{
    m_name->setObjectName(QStringLiteral("attributeName"));
    m_attribute->setObjectName(QStringLiteral("attributeKey"));
    m_default->setObjectName(QStringLiteral("attributeDefault"));
    m_missing->setObjectName(QStringLiteral("attributeMissing"));
    m_attribute->setPlaceholderText(tr("Choose…"));
    m_attribute->addItem(attribute.attribute, attribute.attribute);
    m_attribute->setCurrentIndex(attribute.attribute.isEmpty() ? -1 : 0);
    m_attribute->setMinimumContentsLength(8);
    m_attribute->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (Missing missing : {Missing::UseDefault, Missing::SendEmpty, Missing::OmitField, Missing::SkipPerson})
        m_missing->addItem(missingText(missing), static_cast<int>(missing));
    m_missing->setCurrentIndex(m_missing->findData(static_cast<int>(attribute.missing)));
    addEditor(QStringLiteral("name"), m_name, tr("Parameter name"), 3);
    addEditor(QStringLiteral("attribute"), m_attribute, tr("User attribute"), 3);
    addEditor(QStringLiteral("missing"), m_missing, tr("If missing"), 3);
    addEditor(QStringLiteral("default"), m_default, tr("Default"), 2);
    addButtons();
    connect(m_name, &QLineEdit::textEdited, this, &SpecRow::edited);
    connect(m_default, &QLineEdit::textEdited, this, &SpecRow::edited);
    connect(m_attribute, &QComboBox::activated, this, [this] {
        if (m_name->text().isEmpty())
            m_name->setText(m_attribute->currentData().toString());
        emit edited();
        emit left(); // it is chosen: nothing is asked for any more
    });
    connect(m_missing, &QComboBox::activated, this, [this] {
        showDefault();
        emit edited();
    });
    showDefault();
}

UserAttribute AttributeRow::attribute() const
{
    UserAttribute attribute;
    attribute.name = m_name->text().trimmed();
    attribute.attribute = m_attribute->currentData().toString();
    attribute.missing = static_cast<Missing>(m_missing->currentData().toInt());
    const QString text = m_default->text().trimmed();
    if (attribute.missing == Missing::UseDefault && !text.isEmpty() && text != QLatin1String("-"))
        attribute.defaultValue = text;
    return attribute;
}

void AttributeRow::offer(const Catalogue& catalogue, UserKind kind)
{
    offerAttributes(m_attribute, catalogue, kind, m_attribute->currentData().toString());
}

void AttributeRow::showDefault()
{
    const bool used = m_missing->currentData().toInt() == static_cast<int>(Missing::UseDefault);
    m_default->setEnabled(used);
    m_default->setToolTip(used ? QString() : tr("Used only with “%1”.").arg(missingText(Missing::UseDefault)));
}

} // namespace wd
