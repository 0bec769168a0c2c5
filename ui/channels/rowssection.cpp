#include "ui/channels/rowssection.h"

#include "ui/channels/attributerow.h"
#include "ui/channels/parameterrow.h"
#include "ui/channels/rowlist.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/combobox.h"
#include "ui/shared/field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpression>

namespace wd {

RowsSection::RowsSection(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(makeRecipient());
    column->addWidget(makeAttributes());
    column->addWidget(makeParameters());
}

RowsSection::~RowsSection()
{
    // A child that still has the focus loses it while this goes, and would tell so.
    for (QWidget* child : findChildren<QWidget*>())
        child->disconnect(this);
}

Card* RowsSection::makeRecipient()
{
    auto* card = new Card(tr("Recipient id"), this);
    m_hasRecipient = new QCheckBox(tr("Requests name the person they are for"), card);
    m_hasRecipient->setObjectName(QStringLiteral("hasRecipientId"));
    m_recipientName = new QLineEdit(card);
    m_recipientName->setObjectName(QStringLiteral("recipientName"));
    m_recipientAttribute = new ComboBox(card);
    m_recipientAttribute->setObjectName(QStringLiteral("recipientAttribute"));
    m_recipientAttribute->setPlaceholderText(tr("Choose…"));
    m_recipientNameField = new Field(tr("Parameter name"), m_recipientName, Field::Need::Required, card);
    m_recipientAttributeField = new Field(tr("User attribute"), m_recipientAttribute, Field::Need::Required, card);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_recipientNameField, 1, Qt::AlignTop);
    row->addWidget(m_recipientAttributeField, 1, Qt::AlignTop);
    card->body()->addWidget(mutedLabel(
        tr("By what your own system knows the person. Whoever has no value here is left out and noted."), card));
    card->body()->addWidget(m_hasRecipient);
    card->body()->addLayout(row);
    connect(m_hasRecipient, &QCheckBox::toggled, this, [this](bool named) {
        m_recipientNameField->setVisible(named);
        m_recipientAttributeField->setVisible(named);
    });
    connect(m_hasRecipient, &QCheckBox::clicked, this, &RowsSection::edited);
    connect(m_recipientName, &QLineEdit::textEdited, this, &RowsSection::edited);
    connect(m_recipientName, &QLineEdit::editingFinished, this, &RowsSection::left);
    connect(m_recipientAttribute, &QComboBox::activated, this, [this] {
        m_recipientAttributeField->setError({});
        emit edited();
    });
    m_recipientNameField->hide();
    m_recipientAttributeField->hide();
    return card;
}

Card* RowsSection::makeAttributes()
{
    auto* card = new Card(tr("User attributes"), this);
    m_kind = new QComboBox(card);
    m_kind->setObjectName(QStringLiteral("attributeKind"));
    m_kind->addItem(tr("Login user attributes"), static_cast<int>(UserKind::Login));
    m_kind->addItem(tr("Visitor attributes"), static_cast<int>(UserKind::Visitor));
    auto* kindField = new Field(tr("Attributes of"), m_kind, Field::Need::Optional, card);
    kindField->setMaximumWidth(240);
    m_attributes = new RowList(
        tr("Add a user attribute"), QStringLiteral("addAttribute"),
        [this] {
            auto* row = new AttributeRow({}, m_attributes);
            row->offer(m_catalogue, kind());
            return row;
        },
        card);
    card->body()->addWidget(mutedLabel(tr("What each request says about the person."), card));
    card->body()->addWidget(kindField);
    card->body()->addWidget(m_attributes);
    connect(m_kind, &QComboBox::activated, this, &RowsSection::offer);
    connect(m_attributes, &RowList::edited, this, &RowsSection::edited);
    connect(m_attributes, &RowList::left, this, &RowsSection::left);
    return card;
}

Card* RowsSection::makeParameters()
{
    auto* card = new Card(tr("Template parameters"), this);
    m_parameters = new RowList(
        tr("Add a template parameter"), QStringLiteral("addParameter"),
        [this] { return new ParameterRow({}, m_parameters); }, card);
    card->body()->addWidget(mutedLabel(tr("What every campaign fills in, under the display name. A string is one line, "
                                          "the same for everybody; a text may hold attributes, such as the name."),
        card));
    card->body()->addWidget(m_parameters);
    connect(m_parameters, &RowList::edited, this, &RowsSection::edited);
    connect(m_parameters, &RowList::left, this, &RowsSection::left);
    return card;
}

UserKind RowsSection::kind() const
{
    return static_cast<UserKind>(m_kind->currentData().toInt());
}

void RowsSection::setCatalogue(const Catalogue& catalogue)
{
    m_catalogue = catalogue;
    offer();
}

void RowsSection::offer()
{
    offerAttributes(m_recipientAttribute, m_catalogue, kind(), m_recipientAttribute->currentData().toString());
    for (SpecRow* row : m_attributes->rows())
        static_cast<AttributeRow*>(row)->offer(m_catalogue, kind());
}

void RowsSection::fill(const ChannelSpec& spec)
{
    m_hasRecipient->setChecked(spec.recipientId.has_value());
    const RecipientId recipient = spec.recipientId.value_or(RecipientId{});
    m_recipientName->setText(recipient.name);
    m_recipientAttribute->clear();
    if (!recipient.attribute.isEmpty())
        m_recipientAttribute->addItem(recipient.attribute, recipient.attribute);
    m_recipientAttribute->setCurrentIndex(m_recipientAttribute->count() - 1);
    m_attributes->clear();
    for (const UserAttribute& attribute : spec.userAttributes)
        m_attributes->add(new AttributeRow(attribute, m_attributes));
    m_parameters->clear();
    for (const TemplateParameter& parameter : spec.templateParameters)
        m_parameters->add(new ParameterRow(parameter, m_parameters));
    const Attribute* first = m_catalogue.attributeByKey(recipient.attribute);
    if (!first && !spec.userAttributes.isEmpty())
        first = m_catalogue.attributeByKey(spec.userAttributes.constFirst().attribute);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(first ? first->userKind : UserKind::Login)));
    offer();
}

void RowsSection::writeTo(ChannelSpec& spec) const
{
    spec.recipientId.reset();
    if (m_hasRecipient->isChecked())
        spec.recipientId
            = RecipientId{m_recipientName->text().trimmed(), m_recipientAttribute->currentData().toString()};
    spec.userAttributes.clear();
    for (const SpecRow* row : m_attributes->rows())
        spec.userAttributes += static_cast<const AttributeRow*>(row)->attribute();
    spec.templateParameters.clear();
    for (const SpecRow* row : m_parameters->rows())
        spec.templateParameters += static_cast<const ParameterRow*>(row)->parameter();
}

QList<SpecRow*> RowsSection::allRows() const
{
    return m_attributes->rows() + m_parameters->rows();
}

Field* RowsSection::fieldOf(const QString& where) const
{
    if (where == QLatin1String("recipientId.name") || where == QLatin1String("recipientId"))
        return m_recipientNameField;
    return where == QLatin1String("recipientId.attribute") ? m_recipientAttributeField : nullptr;
}

SpecRow* RowsSection::rowOf(const QString& where, QString& part) const
{
    static const QRegularExpression place(QStringLiteral("^(userAttributes|templateParameters)\\[(\\d+)\\]\\.?(\\w*)"));
    const QRegularExpressionMatch match = place.match(where);
    if (!match.hasMatch())
        return nullptr;
    part = match.captured(3);
    const RowList* const list = match.captured(1) == QLatin1String("userAttributes") ? m_attributes : m_parameters;
    return list->rows().value(match.captured(2).toInt());
}

bool RowsSection::showFault(const Error& error, const QString& text)
{
    QString part;
    if (Field* const field = fieldOf(error.where))
        field->setError(text);
    else if (SpecRow* const row = rowOf(error.where, part))
        row->setFault(part, text);
    else
        return false;
    return true;
}

bool RowsSection::showsFault(const QString& where) const
{
    if (const Field* const field = fieldOf(where))
        return field->hasError();
    QString part;
    const SpecRow* const row = rowOf(where, part);
    return row && row->hasFault(part);
}

void RowsSection::clearFaults()
{
    m_recipientNameField->setError({});
    m_recipientAttributeField->setError({});
    for (SpecRow* row : allRows())
        row->clearFaults();
}

bool RowsSection::focusFirstFault()
{
    if (Field::focusFirstError({m_recipientNameField, m_recipientAttributeField}))
        return true;
    for (SpecRow* row : allRows()) {
        if (row->hasFault()) {
            row->focusFault();
            return true;
        }
    }
    return false;
}

} // namespace wd
