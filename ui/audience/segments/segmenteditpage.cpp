#include "ui/audience/segments/segmenteditpage.h"

#include "models/workspace/workspace.h"
#include "ui/audience/segments/conditionrow.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStandardItemModel>

namespace wd {

namespace {

constexpr int restMs = 300;
constexpr int peopleShown = 20;
constexpr int longestName = 50;

QString shownValue(const QVariant& value, const QTimeZone& zone)
{
    if (value.typeId() == QMetaType::QDateTime)
        return dateTimeText(value.toDateTime().toMSecsSinceEpoch(), zone);
    if (value.typeId() == QMetaType::QDate)
        return dateText(value.toDate());
    if (value.typeId() == QMetaType::Double)
        return QLocale::c().toString(value.toDouble(), 'g', 15);
    return value.toString();
}

// A new one of everybody, or of a list's people.
Segment newSegment(const QString& list)
{
    Segment segment;
    segment.name = list;
    if (!list.isEmpty()) {
        segment.rule.kind = Rule::Kind::List;
        segment.rule.list = list;
    }
    return segment;
}

} // namespace

SegmentEditPage::SegmentEditPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Segment"), Body::Scrolling, parent)
    , m_context(context)
    , m_returnTo(arguments.value(QStringLiteral("returnTo")).toMap())
    , m_returns(arguments.contains(QStringLiteral("returnTo")))
    , m_message(new InlineMessage(QStringLiteral("segmentMessage"), this))
    , m_people(new QStandardItemModel(this))
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Segments"), routes::segments, {}}, {tr("Segment"), {}, {}}});
    body()->addWidget(m_message);
    body()->addWidget(makeHead());
    body()->addWidget(makeConditions());
    body()->addWidget(makePeople());
    QPushButton* const cancel = secondaryButton(tr("Cancel"), QString(), QStringLiteral("cancelSegment"), this);
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_edited = false;
        m_context.back(routes::segments);
    });
    m_save = primaryButton(tr("Save"), QStringLiteral("check"), QStringLiteral("saveSegment"), this);
    connect(m_save, &QPushButton::clicked, this, &SegmentEditPage::save);
    footer()->addWidget(cancel);
    footer()->addWidget(m_save);
    onKeys(QKeySequence::Save, [this] { this->save(); });
    for (QPushButton* button : {m_addAttribute, m_addEvent, m_save})
        setBlocked(button, tr("The segment is still being read."));
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &SegmentEditPage::refresh);
    load(arguments.value(QStringLiteral("id")).toLongLong(), arguments.value(QStringLiteral("list")).toString());
}

QWidget* SegmentEditPage::makeHead()
{
    auto* card = new Card(QString(), this);
    m_name = new QLineEdit(card);
    m_name->setObjectName(QStringLiteral("segmentName"));
    m_name->setMaxLength(longestName);
    m_nameField = new Field(tr("Name"), m_name, Field::Need::Required);
    m_kind = new QComboBox(card);
    m_kind->setObjectName(QStringLiteral("segmentKind"));
    m_kind->addItem(userKindText(UserKind::Login), static_cast<int>(UserKind::Login));
    m_kind->addItem(userKindText(UserKind::Visitor), static_cast<int>(UserKind::Visitor));
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_nameField, 2);
    row->addWidget(new Field(tr("User kind"), m_kind), 1);
    card->body()->addLayout(row);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_edited = true;
        m_nameField->setError({});
    });
    connect(m_kind, &QComboBox::activated, this, &SegmentEditPage::noteEdit);
    return card;
}

QWidget* SegmentEditPage::makeConditions()
{
    m_conditions = new Card(tr("Who is in it"), this);
    m_combine = new QComboBox(m_conditions);
    m_combine->setObjectName(QStringLiteral("segmentCombine"));
    m_combine->setAccessibleName(tr("How conditions combine"));
    m_combine->addItem(tr("All conditions hold"), static_cast<int>(Rule::Kind::All));
    m_combine->addItem(tr("Any condition holds"), static_cast<int>(Rule::Kind::Any));
    m_combine->setMaximumWidth(220);
    connect(m_combine, &QComboBox::activated, this, &SegmentEditPage::noteEdit);
    m_conditions->body()->addWidget(m_combine);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(8);
    m_conditions->body()->addLayout(m_rows);
    m_addAttribute = textButton(tr("Add a condition on an attribute"), QStringLiteral("plus"),
        QStringLiteral("addAttributeCondition"), m_conditions);
    m_addEvent = textButton(
        tr("Add a condition on an event"), QStringLiteral("plus"), QStringLiteral("addEventCondition"), m_conditions);
    connect(m_addAttribute, &QPushButton::clicked, this, [this] {
        addCondition(ConditionRow::newAttributeRule(m_catalogue));
        noteEdit();
    });
    connect(m_addEvent, &QPushButton::clicked, this, [this] {
        addCondition(ConditionRow::newEventRule(m_catalogue));
        noteEdit();
    });
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_addAttribute);
    buttons->addWidget(m_addEvent);
    buttons->addStretch();
    m_conditions->body()->addLayout(buttons);
    m_sentence = mutedLabel(QString(), m_conditions);
    m_sentence->setObjectName(QStringLiteral("segmentSentence"));
    m_conditions->body()->addWidget(m_sentence);
    return m_conditions;
}

QWidget* SegmentEditPage::makePeople()
{
    auto* card = new Card(QString(), this);
    m_count = figureLabel(QStringLiteral("–"), card);
    m_count->setObjectName(QStringLiteral("segmentCount"));
    m_count->setAccessibleName(tr("People in the segment"));
    card->body()->addWidget(mutedLabel(tr("People in the segment now"), card));
    card->body()->addWidget(m_count);
    m_peopleTable = new TableView(QStringLiteral("segmentPeople"), tr("The first people"), card);
    m_peopleTable->setModel(m_people);
    m_peopleTable->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_peopleTable->setMinimumHeight(280);
    card->body()->addWidget(m_peopleTable);
    return card;
}

// --- reading -------------------------------------------------------------------------------------------------------

void SegmentEditPage::load(qint64 id, const QString& list)
{
    m_context.workspace.segments().catalogue(this, [this, id, list](const Result<Catalogue>& catalogue) {
        if (!catalogue)
            return m_message->show(Role::Error, errorText(catalogue.error()));
        m_catalogue = *catalogue;
        if (id == 0)
            return fill(newSegment(list));
        m_context.workspace.segments().list(this, [this, id](const Result<QList<Segment>>& segments) {
            if (!segments)
                return m_message->show(Role::Error, errorText(segments.error()));
            for (const Segment& segment : *segments)
                if (segment.id == id)
                    return fill(segment);
            m_message->show(Role::Error, tr("This segment is not there any more."));
        });
    });
}

void SegmentEditPage::fill(const Segment& segment)
{
    m_segment = segment;
    setBlocked(m_addAttribute, {});
    setBlocked(m_addEvent, m_catalogue.events().isEmpty() ? tr("No events have been imported yet.") : QString());
    setBlocked(m_save, {});
    setTitle(segment.id == 0 ? tr("New segment") : segment.name);
    m_name->setText(segment.name);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(segment.userKind)));
    const bool group = segment.rule.kind == Rule::Kind::All || segment.rule.kind == Rule::Kind::Any;
    const QList<Rule> conditions = group ? segment.rule.children : QList<Rule>{segment.rule};
    m_isFixed = !std::all_of(conditions.cbegin(), conditions.cend(),
        [this](const Rule& rule) { return ConditionRow::canShow(rule, m_catalogue); });
    m_fixedRule = segment.rule;
    if (group)
        m_combine->setCurrentIndex(m_combine->findData(static_cast<int>(segment.rule.kind)));
    if (m_isFixed) {
        m_message->show(Role::Neutral,
            tr("This rule was made elsewhere and is more than this form can show. It stays as it is; name and kind can "
               "be changed here."));
        for (QWidget* widget : std::initializer_list<QWidget*>{m_combine, m_addAttribute, m_addEvent})
            widget->hide();
    } else {
        for (const Rule& rule : conditions)
            addCondition(rule);
    }
    if (segment.id == 0)
        m_name->setFocus();
    refresh();
}

void SegmentEditPage::addCondition(const Rule& rule)
{
    auto* row = new ConditionRow(m_catalogue, rule, m_conditions);
    m_conditionRows += row;
    m_rows->addWidget(row);
    renumber();
    connect(row, &ConditionRow::edited, this, &SegmentEditPage::noteEdit);
    connect(row, &ConditionRow::removed, this, [this, row] {
        m_conditionRows.removeOne(row);
        row->hide();
        row->deleteLater();
        renumber();
        noteEdit();
    });
}

void SegmentEditPage::renumber()
{
    for (qsizetype i = 0; i < m_conditionRows.size(); ++i)
        m_conditionRows[i]->setNumber(int(i) + 1);
}

// --- counting ------------------------------------------------------------------------------------------------------

void SegmentEditPage::noteEdit()
{
    m_edited = true;
    m_rest.start();
}

Segment SegmentEditPage::segment() const
{
    Segment segment = m_segment;
    segment.name = m_name->text().trimmed();
    segment.userKind = static_cast<UserKind>(m_kind->currentData().toInt());
    if (m_isFixed) {
        segment.rule = m_fixedRule;
        return segment;
    }
    segment.rule = Rule();
    segment.rule.kind = static_cast<Rule::Kind>(m_combine->currentData().toInt());
    for (const ConditionRow* row : m_conditionRows)
        segment.rule.children += row->rule();
    return segment;
}

void SegmentEditPage::refresh()
{
    const Segment asked = segment();
    m_sentence->setText(tr("That is: %1.").arg(ruleSentence(asked.rule, asked.userKind, m_catalogue)));
    m_context.workspace.segments().count(asked, this, [this, asked](const Result<qint64>& people) {
        for (ConditionRow* row : std::as_const(m_conditionRows))
            row->setError({});
        if (!people) {
            m_count->setText(QStringLiteral("–"));
            m_people->clear();
            return showFault(people.error(), false);
        }
        m_count->setText(numberText(*people));
        m_context.workspace.segments().people(asked, peopleShown, this, [this](const Result<QList<Person>>& first) {
            if (first)
                showPeople(*first);
        });
    });
}

void SegmentEditPage::showPeople(const QList<Person>& people)
{
    m_people->clear();
    QStringList headers;
    for (const Attribute& attribute : m_catalogue.attributes())
        headers += attributeLabel(attribute);
    m_people->setHorizontalHeaderLabels(headers);
    for (const Person& person : people) {
        QList<QStandardItem*> items;
        for (const Attribute& attribute : m_catalogue.attributes()) {
            const QString text = attribute.key == loginIdAttribute().key ? person.loginId
                : attribute.key == visitorIdAttribute().key
                ? person.visitorId
                : shownValue(person.values.value(attribute.key), m_context.workspace.zone());
            items += new QStandardItem(text);
            items.last()->setEditable(false);
        }
        m_people->appendRow(items);
    }
}

// Errors of a condition name it by its number in the list: "rule.all[2].value".
void SegmentEditPage::showFault(const Error& error, bool takeFocus)
{
    static const QRegularExpression place(QStringLiteral("\\[(\\d+)\\]"));
    const QRegularExpressionMatch match = place.match(error.where);
    const int number = match.hasMatch() ? match.captured(1).toInt() : -1;
    Error here = error;
    here.where.clear();
    if (error.where == QLatin1String("name") || error.kind == ErrorKind::Duplicate) {
        m_nameField->setError(errorText(here), takeFocus ? Field::Focus::Take : Field::Focus::Keep);
    } else if (number >= 0 && number < m_conditionRows.size()) {
        m_conditionRows[number]->setError(errorText(here));
        if (takeFocus)
            m_conditionRows[number]->setFocus();
    } else {
        m_message->show(Role::Error, errorText(error));
    }
}

void SegmentEditPage::save()
{
    if (!m_save->isEnabled())
        return;
    const Segment made = segment();
    if (made.name.isEmpty())
        return m_nameField->setError(tr("Please give the segment a name."), Field::Focus::Take);
    m_context.workspace.segments().save(made, this, [this](const Result<Segment>& saved) {
        if (!saved)
            return showFault(saved.error(), true);
        leave(*saved);
    });
}

void SegmentEditPage::leave(const Segment& saved)
{
    m_edited = false;
    if (!m_returns)
        return m_context.navigate(routes::segments, {});
    QVariantMap arguments = m_returnTo;
    arguments.insert(QStringLiteral("segmentId"), saved.id);
    m_context.navigate(routes::campaignEdit, arguments);
}

} // namespace wd
