#include "ui/audience/importing/importcolumnrow.h"

#include "ui/shared/buttons.h"
#include "ui/shared/combobox.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/formatting.h"
#include "ui/shared/icons.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/foundtypetext.h"
#include "ui/texts/rulesentence.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStyle>

namespace wd {

namespace {

using Use = ColumnMatch::Use;

const QList<AttributeType> types{AttributeType::Text, AttributeType::Number, AttributeType::Date,
    AttributeType::DateTime, AttributeType::Boolean, AttributeType::Choice};

int rowOf(const QComboBox* uses, Use use, const QString& key)
{
    for (int row = 0; row < uses->count(); ++row)
        if (uses->itemData(row, columnuse::useRole).toInt() == int(use)
            && uses->itemData(row, columnuse::keyRole).toString() == key)
            return row;
    return -1;
}

} // namespace

ImportColumnRow::ImportColumnRow(
    int number, const ColumnPlan::Column& column, QAbstractItemModel& uses, QWidget* parent)
    : QWidget(parent)
    , m_use(new ComboBox(this))
    , m_key(new QLineEdit(this))
    , m_type(new ComboBox(this))
    , m_knownType(mutedLabel({}, this))
    , m_note(mutedLabel({}, this))
{
    auto* name = new ElidedLabel(QStringLiteral("heading"), this);
    name->setText(column.title);
    auto* examples = new ElidedLabel(QStringLiteral("fieldLine"), this);
    examples->setText(column.examples.isEmpty() ? tr("empty in the first rows")
                                                : column.examples.join(tr(", ", "between example values")));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    words->addWidget(examples);

    m_use->setObjectName(QStringLiteral("columnUse%1").arg(number));
    m_use->setAccessibleName(tr("What column “%1” becomes").arg(column.title));
    m_use->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_use->setModel(&uses);
    m_use->setFixedWidth(columnuse::usePixels);
    m_use->setMaxVisibleItems(10);
    m_key->setObjectName(QStringLiteral("columnKey%1").arg(number));
    m_key->setAccessibleName(tr("Name of the new attribute from column “%1”").arg(column.title));
    m_key->setPlaceholderText(tr("Its name"));
    m_type->setObjectName(QStringLiteral("columnType%1").arg(number));
    m_type->setAccessibleName(tr("Type of column “%1”").arg(column.title));
    m_type->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_note->setObjectName(QStringLiteral("columnNote%1").arg(number));
    m_note->setProperty("look", QStringLiteral("fieldLine"));
    auto* key = new QWidget(this);
    key->setFixedWidth(columnuse::keyPixels);
    auto* keyBox = new QHBoxLayout(key);
    keyBox->setContentsMargins(0, 0, 0, 0);
    keyBox->addWidget(m_key);
    auto* type = new QWidget(this);
    type->setFixedWidth(columnuse::typePixels);
    auto* typeBox = new QHBoxLayout(type);
    typeBox->setContentsMargins(0, 0, 0, 0);
    typeBox->addWidget(m_type);
    typeBox->addWidget(m_knownType);

    auto* line = new QHBoxLayout;
    line->setSpacing(columnuse::gap);
    line->addLayout(words, 1);
    line->addWidget(new IconLabel(QStringLiteral("chevron-right"), Token::Muted, columnuse::arrowPixels, this));
    line->addWidget(m_use);
    line->addWidget(key);
    line->addWidget(type);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 6);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_note);

    connect(m_use, &QComboBox::activated, this, &ImportColumnRow::chooseUse);
    connect(m_key, &QLineEdit::editingFinished, this, [this] { emit keyTyped(m_key->text().trimmed()); });
    connect(m_type, &QComboBox::activated, this, [this] {
        const QVariant chosen = m_type->currentData();
        emit typeChosen(chosen.isValid() ? std::optional(static_cast<AttributeType>(chosen.toInt())) : std::nullopt);
    });
}

void ImportColumnRow::chooseUse()
{
    const auto use = static_cast<Use>(m_use->currentData(columnuse::useRole).toInt());
    const QString key = m_use->currentData(columnuse::keyRole).toString();
    emit useChosen(use, key, use == Use::Value && key.isEmpty());
}

QWidget* ImportColumnRow::editor() const
{
    return m_key->isHidden() ? static_cast<QWidget*>(m_use) : m_key;
}

void ImportColumnRow::show(const ColumnPlan::Column& column, AttributeType guessed, int rows)
{
    showUse(column);
    showType(column, guessed);
    m_fault = faultText(column);
    m_unfit = column.unfit == 0 ? QString()
                                : tr("%n of the first %1 rows would be refused: %2", nullptr, column.unfit)
                                      .arg(numberText(rows), errorText(column.firstUnfit));
    m_found = foundText(column);
    showNote();
}

QString ImportColumnRow::foundText(const ColumnPlan::Column& column) const
{
    QStringList lines;
    if (!column.byEvent.isEmpty()) {
        QStringList types;
        for (const auto& [event, type] : column.byEvent)
            types += tr("%1: %2", "event, type").arg(event, attributeTypeText(type));
        lines += tr("Its type depends on the event. %1.", "list").arg(types.join(tr(", ", "between types")));
    }
    for (const FoundType& doubt : column.doubts)
        lines += doubt.event.isEmpty() ? foundTypeText(doubt)
                                       : tr("%1: %2", "event, sentence").arg(doubt.event, foundTypeText(doubt));
    return lines.join(u'\n');
}

void ImportColumnRow::showUse(const ColumnPlan::Column& column)
{
    const bool isNew = column.use == Use::Value && !column.known;
    const int row = rowOf(m_use, column.use, isNew ? QString() : column.key);
    m_use->setCurrentIndex(row);
    m_key->setVisible(isNew);
    if (m_key->text() != column.key)
        m_key->setText(column.key);
}

void ImportColumnRow::showType(const ColumnPlan::Column& column, AttributeType guessed)
{
    const bool isNew = column.use == Use::Value && !column.known;
    m_type->setVisible(isNew);
    m_knownType->setVisible(column.use == Use::Value && column.known);
    m_knownType->setText(attributeTypeText(column.type));
    m_type->clear();
    m_type->addItem(column.byEvent.isEmpty() ? tr("Found: %1").arg(attributeTypeText(guessed)) : tr("Found: by event"));
    for (const AttributeType type : types)
        m_type->addItem(attributeTypeText(type), int(type));
    m_type->setCurrentIndex(column.chosenType ? m_type->findData(int(*column.chosenType)) : 0);
}

bool ImportColumnRow::isNoted() const
{
    return !m_note->text().isEmpty();
}

void ImportColumnRow::setDoubt(const QString& doubt)
{
    m_doubt = doubt;
    showNote();
}

void ImportColumnRow::showNote()
{
    QStringList lines{m_fault, m_unfit, m_found, m_doubt};
    lines.removeAll(QString());
    m_note->setText(lines.join(u'\n'));
    m_note->setVisible(!lines.isEmpty());
    m_use->setAccessibleDescription(m_note->text());
    const QString role = m_fault.isEmpty() ? QStringLiteral("warning") : QStringLiteral("error");
    if (m_note->property("role").toString() == role)
        return;
    m_note->setProperty("role", role);
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
}

QString ImportColumnRow::faultText(const ColumnPlan::Column& column) const
{
    switch (column.fault) {
    case ColumnPlan::Fault::None:
        break;
    case ColumnPlan::Fault::NoKey:
        return tr("Please give the new attribute a name.");
    case ColumnPlan::Fault::SameUse:
        return tr("Two columns can't both be this. Please choose one of them.");
    case ColumnPlan::Fault::SameKey:
        return tr("Two columns would become “%1”. Please leave one out or let it become another.").arg(column.key);
    case ColumnPlan::Fault::ReservedKey:
        return tr("“%1” is the name of an id of users. Please choose another name.").arg(column.key);
    }
    return {};
}

} // namespace wd
