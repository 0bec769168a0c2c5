#include "ui/audience/people/attributedialog.h"

#include "models/workspace/workspace.h"
#include "ui/audience/people/choicesdialog.h"
#include "ui/audience/people/peoplecount.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int choicesHeight = 112;
constexpr auto types = {AttributeType::Text, AttributeType::Number, AttributeType::Date, AttributeType::DateTime,
    AttributeType::Boolean, AttributeType::Choice};

} // namespace

AttributeDialog::AttributeDialog(const PageContext& context, const Attribute& attribute, QWidget* parent)
    : CatalogueDialog(context, QStringLiteral("attribute"),
        attribute.id == 0 ? tr("New attribute") : tr("Attribute “%1”").arg(attributeLabel(attribute)),
        attribute.id == 0 ? Removal::None : Removal::Offered, parent)
    , m_before(attribute)
    , m_labelZh(makeLine(attribute.labelZh, QStringLiteral("attributeLabelZh")))
    , m_labelEn(makeLine(attribute.labelEn, QStringLiteral("attributeLabelEn")))
    , m_key(makeLine(attribute.key, QStringLiteral("attributeKey")))
    , m_type(new QComboBox(this))
    , m_kind(new QComboBox(this))
{
    m_type->setObjectName(QStringLiteral("attributeType"));
    for (const AttributeType type : types)
        m_type->addItem(attributeTypeText(type), int(type));
    m_type->setCurrentIndex(m_type->findData(int(attribute.type)));
    m_kind->setObjectName(QStringLiteral("attributeKind"));
    for (const UserKind kind : {UserKind::Login, UserKind::Visitor})
        m_kind->addItem(userKindText(kind), int(kind));
    m_kind->setCurrentIndex(m_kind->findData(int(attribute.userKind)));
    makeFields();
    makeChoices();
    setMinimumWidth(520);
    connect(m_type, &QComboBox::currentIndexChanged, this, &AttributeDialog::showChoices);
    showChoices();
    if (attribute.id == 0)
        return;
    context.workspace.catalogue().values(attribute, this, [this](const Result<QStringList>& values) {
        if (values)
            offerValues(*values);
    });
}

void AttributeDialog::makeFields()
{
    const bool isNew = m_before.id == 0;
    m_keyField = new Field(tr("Key"), m_key, isNew ? Field::Need::Required : Field::Need::Optional, this);
    m_keyField->setHint(isNew ? tr("Files, rules and texts know the attribute by it. It stays as it is.")
                              : tr("It stays as it is: rules and texts know the attribute by it."));
    m_key->setReadOnly(!isNew);
    // Without a name of its own the attribute goes by its key.
    const auto showKey = [this] {
        for (QLineEdit* label : {m_labelZh, m_labelEn})
            label->setPlaceholderText(m_key->text().trimmed());
    };
    connect(m_key, &QLineEdit::textChanged, this, showKey);
    showKey();
    if (isNew)
        connect(m_key, &QLineEdit::editingFinished, this, [this] {
            if (m_keyField->hasError())
                checkKey();
        });
    fields()->addWidget(new Field(tr("Chinese name"), m_labelZh, Field::Need::Optional, this), 0, 0);
    fields()->addWidget(new Field(tr("English name"), m_labelEn, Field::Need::Optional, this), 0, 1);
    fields()->addWidget(m_keyField, 1, 0, 1, 2);
    fields()->addWidget(new Field(tr("Type"), m_type, Field::Need::Optional, this), 2, 0);
    fields()->addWidget(new Field(tr("Kind of user"), m_kind, Field::Need::Optional, this), 2, 1);
}

void AttributeDialog::makeChoices()
{
    m_choicesBox = new QWidget(this);
    m_choices = new QPlainTextEdit(m_before.choices.join(u'\n'), m_choicesBox);
    m_choices->setObjectName(QStringLiteral("attributeChoices"));
    m_choices->setFixedHeight(choicesHeight);
    m_choices->setTabChangesFocus(true);
    auto* field = new Field(tr("Values to choose from"), m_choices, Field::Need::Optional, m_choicesBox);
    field->setHint(tr("One a line. None: every value is taken."));
    m_take = textButton(QString(), QStringLiteral("plus"), QStringLiteral("takeChoices"), m_choicesBox);
    m_take->hide();
    connect(m_take, &QPushButton::clicked, this, &AttributeDialog::takeValues);
    connect(m_choices, &QPlainTextEdit::textChanged, this, &AttributeDialog::showChoices);
    auto* layout = new QVBoxLayout(m_choicesBox);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(field);
    layout->addWidget(m_take, 0, Qt::AlignLeft);
    form()->addWidget(m_choicesBox);
}

Attribute AttributeDialog::entered() const
{
    Attribute attribute = m_before;
    attribute.labelZh = m_labelZh->text().trimmed();
    attribute.labelEn = m_labelEn->text().trimmed();
    if (attribute.id == 0)
        attribute.key = m_key->text().trimmed();
    attribute.type = static_cast<AttributeType>(m_type->currentData().toInt());
    attribute.userKind = static_cast<UserKind>(m_kind->currentData().toInt());
    attribute.choices = attribute.type == AttributeType::Choice ? linesOf(*m_choices) : QStringList();
    return attribute;
}

bool AttributeDialog::isChanged() const
{
    Attribute before = m_before;
    if (before.type != AttributeType::Choice)
        before.choices.clear();
    return entered() != before;
}

void AttributeDialog::showChoices()
{
    const Attribute now = entered();
    const bool isChoice = now.type == AttributeType::Choice;
    if (m_choicesBox->isHidden() == isChoice) {
        m_choicesBox->setVisible(isChoice);
        fit();
    }
    int missing = 0;
    for (const QString& value : std::as_const(m_occurring))
        missing += now.choices.contains(value) ? 0 : 1;
    m_take->setText(tr("Add the %n values that people have", nullptr, missing));
    m_take->setAccessibleName(m_take->text());
    if (m_take->isHidden() == (missing > 0)) {
        m_take->setVisible(missing > 0);
        fit();
    }
}

void AttributeDialog::offerValues(const QStringList& values)
{
    m_occurring = values;
    m_take->setToolTip(values.mid(0, 20).join(u'\n'));
    showChoices();
}

void AttributeDialog::takeValues()
{
    QStringList lines = entered().choices;
    for (const QString& value : std::as_const(m_occurring))
        if (!lines.contains(value))
            lines += value;
    m_choices->setPlainText(lines.join(u'\n'));
    m_choices->setFocus();
}

bool AttributeDialog::checkKey()
{
    const bool missing = entered().key.isEmpty();
    m_keyField->setError(missing ? tr("Please enter a key, such as “member_level”.") : QString(), Field::Focus::Take);
    return !missing;
}

void AttributeDialog::save()
{
    if (checkKey())
        store(entered(), CatalogueEditor::Unfitting::Refuse);
}

void AttributeDialog::store(const Attribute& attribute, CatalogueEditor::Unfitting unfitting)
{
    setBusy(true);
    hush();
    context().workspace.catalogue().save(
        attribute, unfitting, this, [this, attribute, unfitting](const Result<Attribute>& answer) {
            setBusy(false);
            answer ? saved(*answer, unfitting) : refused(attribute, answer.error());
        });
}

void AttributeDialog::saved(const Attribute& attribute, CatalogueEditor::Unfitting unfitting)
{
    const QString done = m_before.id == 0 ? tr("“%1” was added.") : tr("“%1” was saved.");
    const bool isLost = unfitting == CatalogueEditor::Unfitting::Drop || attribute.type != m_before.type;
    finish(
        done.arg(attributeLabel(attribute)), m_before.id != 0 && isLost ? std::function<void()>() : undoing(attribute));
}

// It outlives the dialog and its page.
std::function<void()> AttributeDialog::undoing(const Attribute& after) const
{
    CatalogueService& catalogue = context().workspace.catalogue();
    const auto tell = [toast = context().toast](const auto& done) {
        if (!done)
            toast(errorText(done.error()), {}, {});
    };
    if (m_before.id == 0)
        return [&catalogue, after, tell] { catalogue.removeAttribute(after, &catalogue, tell); };
    return [&catalogue, before = m_before, tell] {
        catalogue.save(before, CatalogueEditor::Unfitting::Refuse, &catalogue, tell);
    };
}

void AttributeDialog::refused(const Attribute& attribute, const Error& error)
{
    if (error.kind == ErrorKind::ValuesUnfit)
        return askToDrop(attribute, error);
    if (error.kind == ErrorKind::Duplicate)
        return m_keyField->setError(
            tr("There is an attribute with this key already. Please enter another one."), Field::Focus::Take);
    if (error.where == QLatin1String("key"))
        return m_keyField->setError(errorText({error.kind, error.arguments, {}}), Field::Focus::Take);
    if (error.kind != ErrorKind::InUse)
        return fail(error);
    const bool isOtherType = attribute.type != m_before.type;
    context().workspace.catalogue().hindrance(
        m_before, attribute, this, [this, isOtherType, error](const Result<CatalogueService::Hindrance>& hindrance) {
            if (!hindrance || hindrance->uses.isEmpty())
                return fail(error);
            tellUses(isOtherType
                    ? tr("While something uses the attribute, its type stays as it is.")
                    : tr("These values can't be taken away while a rule names them: %1. Please change the rule first.")
                          .arg(hindrance->choices.join(tr(", ", "between values"))),
                hindrance->uses);
        });
}

void AttributeDialog::askToDrop(const Attribute& attribute, const Error& error)
{
    const int unfit = error.arguments.value(0).toInt();
    const QString example = error.arguments.value(1);
    const QString words = attribute.type == AttributeType::Choice && !attribute.choices.isEmpty()
        ? tr("%Ln values are not among those to choose from, “%1” for one.", nullptr, unfit).arg(example)
        : tr("%Ln values do not fit the type “%2”, “%1” for one.", nullptr, unfit)
              .arg(example, attributeTypeText(attribute.type));
    const QString loss = attribute.type == AttributeType::Date
        ? tr("Of a time only its day stays, and people with other values are then without one; this can't be undone. "
             "All other values stay.")
        : tr("These people are then without a value; this can't be undone. All others keep theirs.");
    ask(
        this, tr("Drop the values that do not fit?"), words + u'\n' + loss,
        attribute.type == AttributeType::Date ? tr("Save and drop what does not fit")
                                              : tr("Save and drop the %Ln values", nullptr, unfit),
        [this, attribute] { store(attribute, CatalogueEditor::Unfitting::Drop); }, Weight::Destructive);
}

void AttributeDialog::askToRemove()
{
    hush();
    context().workspace.catalogue().uses(m_before, this, [this](const Result<QList<AudienceUse>>& uses) {
        if (!uses)
            return fail(uses.error());
        if (!uses->isEmpty())
            return tellUses(
                tr("The attribute is in use and can't be deleted. Please change what uses it first:"), *uses);
        countPeople(context().workspace.segments(), hasValue(m_before.key), this,
            [this](const Result<qint64>& people) { people ? confirmRemoval(*people) : fail(people.error()); });
    });
}

void AttributeDialog::confirmRemoval(qint64 people)
{
    const QString name = attributeLabel(m_before);
    const QString words = people == 0
        ? tr("Nobody has a value of “%1”. Deleting it can't be undone.").arg(name)
        : tr("%Ln people have a value of “%1”; the values go with it. This can't be undone.", nullptr, int(people))
              .arg(name);
    ask(
        this, tr("Delete the attribute?"), words, tr("Delete"),
        [this, name] {
            setBusy(true);
            context().workspace.catalogue().removeAttribute(m_before, this, [this, name](const Result<void>& removed) {
                setBusy(false);
                removed ? finish(tr("“%1” was deleted.").arg(name)) : fail(removed.error());
            });
        },
        Weight::Destructive);
}

} // namespace wd
