#include "ui/audience/importing/importcolumnscard.h"

#include "ui/audience/importing/importcolumnrow.h"
#include "ui/shared/buttons.h"
#include "ui/shared/combobox.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>

#include <algorithm>

namespace wd {

namespace {

using Use = ColumnMatch::Use;

constexpr qsizetype rowsAtOnce = 40;
constexpr int eventNameWidth = 420;

void addUse(QStandardItemModel* uses, const QString& words, Use use, const QString& key = {})
{
    auto* item = new QStandardItem(words);
    item->setData(int(use), columnuse::useRole);
    item->setData(key, columnuse::keyRole);
    uses->appendRow(item);
}

// Of all kinds of events, each once.
QList<const Property*> propertiesOf(const Catalogue& catalogue)
{
    QList<const Property*> properties;
    QStringList seen;
    for (const EventName& event : catalogue.events()) {
        for (const Property& property : event.properties) {
            if (seen.contains(property.key))
                continue;
            seen += property.key;
            properties += &property;
        }
    }
    return properties;
}

QString propertyWords(const Property& property)
{
    const Attribute named{0, property.key, property.labelEn, property.labelZh, property.type, UserKind::Login, {}};
    return attributeLabel(named);
}

} // namespace

ImportColumnsCard::ImportColumnsCard(QWidget* parent)
    : Card(tr("Columns"), parent)
    , m_remembered(new InlineMessage(QStringLiteral("importRemembered"), this))
    , m_missing(new InlineMessage(QStringLiteral("importMissing"), this))
    , m_summary(mutedLabel({}, this))
    , m_uses(new QStandardItemModel(this))
    , m_lines(new QVBoxLayout)
    , m_more(textButton({}, QStringLiteral("chevron-down"), QStringLiteral("moreColumns"), this))
{
    m_summary->setObjectName(QStringLiteral("importColumnSummary"));
    m_lines->setSpacing(0);
    body()->addWidget(m_summary);
    body()->addWidget(m_remembered);
    body()->addWidget(m_missing);
    makeEventName();
    body()->addLayout(makeHead());
    body()->addLayout(m_lines);
    body()->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] {
        makeRows(m_plan.size());
        m_rows[rowsAtOnce]->editor()->setFocus();
    });
}

QHBoxLayout* ImportColumnsCard::makeHead()
{
    auto* head = new QHBoxLayout;
    head->setSpacing(columnuse::gap);
    const auto add = [this, head](const QString& words, int width) {
        QLabel* const label = mutedLabel(words, this);
        label->setWordWrap(false);
        if (width > 0)
            label->setFixedWidth(width);
        head->addWidget(label, width > 0 ? 0 : 1);
    };
    add(tr("Column in the file"), 0);
    head->addSpacing(columnuse::arrowPixels);
    add(tr("Becomes"), columnuse::usePixels);
    add(tr("Name if new"), columnuse::keyPixels);
    add(tr("Type"), columnuse::typePixels);
    return head;
}

void ImportColumnsCard::show(
    const ImportPreview& preview, const ImportOptions& options, const Catalogue& catalogue, bool remembered)
{
    for (ImportColumnRow* row : std::as_const(m_rows)) {
        row->hide();
        row->deleteLater();
    }
    m_rows.clear();
    m_kind = options.kind;
    fillUses(options.kind, catalogue);
    m_plan.read(preview, options, catalogue);
    m_rowCount = preview.rows.size();
    fillEventName(catalogue);
    makeRows(qMin(rowsAtOnce, m_plan.size()));
    m_remembered->clear();
    if (remembered) {
        m_remembered->show(
            Role::Neutral, tr("The columns are matched as the last time a file with the same header was imported."));
        m_remembered->addAction(tr("Match anew"), QStringLiteral("resetMapping"), [this] { emit resetAsked(); });
    }
    showDoubts(preview.warnings);
}

// What is wanted most comes first: a long list of attributes need not be gone through for it.
void ImportColumnsCard::fillUses(ImportKind kind, const Catalogue& catalogue)
{
    m_uses->clear();
    addUse(m_uses, tr("Leave out"), Use::Nothing);
    addUse(m_uses, kind == ImportKind::Events ? tr("New property …") : tr("New attribute …"), Use::Value);
    addUse(m_uses, tr("Login user id"), Use::LoginId);
    addUse(m_uses, tr("Visitor id"), Use::VisitorId);
    if (kind == ImportKind::People) {
        for (const Attribute& attribute : catalogue.attributes())
            if (attribute.id > 0)
                addUse(m_uses, attributeLabel(attribute), Use::Value, attribute.key);
        return;
    }
    addUse(m_uses, tr("Name of the event"), Use::Event);
    addUse(m_uses, tr("Time of the event"), Use::Time);
    addUse(m_uses, tr("Id of the event"), Use::SourceId);
    for (const Property* property : propertiesOf(catalogue))
        addUse(m_uses, propertyWords(*property), Use::Value, property->key);
}

void ImportColumnsCard::makeEventName()
{
    m_eventName = new ComboBox;
    m_eventName->setObjectName(QStringLiteral("eventOfAllRows"));
    m_eventName->setEditable(true);
    m_eventName->setInsertPolicy(QComboBox::NoInsert);
    m_eventName->lineEdit()->setPlaceholderText(tr("such as order"));
    m_eventNameField = new Field(tr("Event of all rows"), m_eventName);
    m_eventNameField->setHint(tr("Or choose below which column names it."));
    m_eventNameField->setFixedWidth(eventNameWidth);
    auto* const line = new QHBoxLayout; // aligned in the column, its hint would get one line's height
    line->addWidget(m_eventNameField);
    line->addStretch();
    body()->addLayout(line);
    connect(m_eventName, &QComboBox::activated, this, &ImportColumnsCard::takeEventName);
    connect(m_eventName->lineEdit(), &QLineEdit::textEdited, this, &ImportColumnsCard::takeEventName);
}

void ImportColumnsCard::fillEventName(const Catalogue& catalogue)
{
    m_eventName->clear();
    for (const EventName& event : catalogue.events())
        m_eventName->addItem(event.key);
    m_eventName->setCurrentIndex(-1);
    m_eventName->setEditText(m_plan.eventName());
}

void ImportColumnsCard::takeEventName()
{
    if (m_eventName->currentText().trimmed() == m_plan.eventName())
        return;
    m_plan.setEventName(m_eventName->currentText());
    showAll();
    emit edited();
}

void ImportColumnsCard::makeRows(qsizetype until)
{
    for (qsizetype i = m_rows.size(); i < until; ++i) {
        const ColumnPlan::Column& column = m_plan.at(i);
        auto* row = new ImportColumnRow(int(i), column, *m_uses, this);
        m_rows += row;
        m_lines->addWidget(row);
        connect(row, &ImportColumnRow::useChosen, this,
            [this, i](Use use, const QString& key, bool isNew) { change(i, use, key, isNew); });
        connect(row, &ImportColumnRow::keyTyped, this, [this, i](const QString& key) {
            if (m_plan.at(i).key == key || m_plan.at(i).use != Use::Value)
                return;
            m_plan.setKey(i, key);
            showAll();
            emit edited();
        });
        connect(row, &ImportColumnRow::typeChosen, this, [this, i](std::optional<AttributeType> type) {
            m_plan.setType(i, type);
            showAll();
            emit edited();
        });
    }
    const qsizetype rest = m_plan.size() - m_rows.size();
    m_more->setText(tr("Show %n more columns", nullptr, int(rest)));
    m_more->setAccessibleName(m_more->text());
    m_more->setVisible(rest > 0);
    showAll();
    emit rowsMade();
}

void ImportColumnsCard::change(qsizetype column, Use use, const QString& key, bool isNew)
{
    if (isNew && m_plan.at(column).use == Use::Value && !m_plan.at(column).known)
        return; // it is one already
    m_plan.setUse(column, use, key);
    if (isNew)
        m_plan.setKey(column, m_plan.at(column).title);
    // There is one of this name: the new one needs another.
    if (isNew && m_plan.at(column).known)
        m_plan.setKey(column, QString());
    showAll();
    if (isNew)
        m_rows[column]->editor()->setFocus();
    emit edited();
}

void ImportColumnsCard::showAll()
{
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows[i]->show(m_plan.at(i), m_plan.guessedType(i), int(m_rowCount));
    m_eventNameField->setVisible(m_plan.wantsEventName());
    int known = 0;
    int fresh = 0;
    int left = 0;
    for (qsizetype i = 0; i < m_plan.size(); ++i) {
        const ColumnPlan::Column& column = m_plan.at(i);
        known += column.use == Use::Value && column.known ? 1 : 0;
        fresh += column.use == Use::Value && !column.known ? 1 : 0;
        left += column.use == Use::Nothing ? 1 : 0;
    }
    QStringList parts{tr("%n columns", nullptr, int(m_plan.size()))};
    if (known > 0)
        parts += tr("%n known already", nullptr, known);
    if (fresh > 0)
        parts += tr("%n new", nullptr, fresh);
    if (left > 0)
        parts += tr("%n left out", nullptr, left);
    m_summary->setText(parts.join(QStringLiteral(" · ")));
    m_missing->clear();
    const QString missing = lackingWords();
    if (m_plan.lacking() == QList<Use>{Use::Event})
        m_missing->show(Role::Warning,
            tr("Please say what happened: name the event of all rows below, or choose “Name of the event” at the right "
               "of the column that tells it."));
    else if (!missing.isEmpty())
        m_missing->show(Role::Warning,
            m_kind == ImportKind::Events
                ? tr("Please say which column holds %1: choose it at the right of the column.").arg(missing)
                : tr("Please say which column holds the user's id: choose “Login user id” or “Visitor id” at the right "
                     "of the column."));
}

QString ImportColumnsCard::missingText() const
{
    if (m_plan.lacking() == QList<Use>{Use::Event})
        return tr("Please say first what happened: the event of all rows, or which column names it.");
    const QString words = lackingWords();
    return words.isEmpty() ? words : tr("Please say first which column holds %1.").arg(words);
}

QString ImportColumnsCard::lackingWords() const
{
    QStringList words;
    const QList<Use> lacking = m_plan.lacking();
    for (const Use use : lacking)
        words += use == Use::Event ? tr("the name of the event")
            : use == Use::Time     ? tr("the time of the event")
                                   : tr("the user's id");
    return words.join(tr(", ", "between what is missing"));
}

void ImportColumnsCard::showFound(const QList<FoundType>& found)
{
    m_plan.setFound(found);
    showAll();
}

void ImportColumnsCard::showDoubts(const QList<RowError>& warnings)
{
    QHash<QString, QList<RowError>> byColumn;
    for (const RowError& warning : warnings)
        byColumn[warning.error.where] += warning;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const QList<RowError> own = byColumn.value(m_plan.at(i).header);
        if (own.isEmpty() || m_plan.at(i).use == Use::Nothing) {
            m_rows[i]->setDoubt({});
            continue;
        }
        Error first = own.first().error;
        first.where.clear();
        m_rows[i]->setDoubt(tr("%n of the first %1 rows, such as line %2: %3", nullptr, int(own.size()))
                                .arg(numberText(m_rowCount), numberText(own.first().line), errorText(first)));
    }
}

int ImportColumnsCard::remarks() const
{
    return int(
        std::count_if(m_rows.cbegin(), m_rows.cend(), [](const ImportColumnRow* row) { return row->isNoted(); }));
}

QList<QWidget*> ImportColumnsCard::inTabOrder() const
{
    QList<QWidget*> parts{m_remembered, m_eventNameField};
    for (ImportColumnRow* row : m_rows)
        parts += row;
    return parts + QList<QWidget*>{m_more};
}

bool ImportColumnsCard::focusFault()
{
    for (qsizetype i = 0; i < m_plan.size(); ++i) {
        if (m_plan.at(i).fault == ColumnPlan::Fault::None)
            continue;
        makeRows(qMax(i + 1, m_rows.size()));
        m_rows[i]->editor()->setFocus();
        return true;
    }
    return false;
}

} // namespace wd
