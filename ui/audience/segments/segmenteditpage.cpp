#include "ui/audience/segments/segmenteditpage.h"

#include "models/audience/rules/rulechecker.h"
#include "models/audience/rules/ruleresolver.h"
#include "models/audience/segments/segmentstore.h"
#include "models/workspace/workspace.h"
#include "ui/audience/rules/afterclick.h"
#include "ui/audience/rules/ruleeditor.h"
#include "ui/audience/segments/listuploaddialog.h"
#include "ui/audience/segments/segmentoutcome.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/field.h"
#include "ui/shared/freename.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/taborder.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"
#include "ui/texts/segmentuses.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextLayout>
#include <QtMath>

#include <algorithm>

namespace wd {

namespace {

constexpr int restMs = 300;
constexpr int longestName = 50;
constexpr int sentenceLines = 3; // one less where the page is low
constexpr int lowPage = 660;
// The rule keeps what a condition needs in a small window; in a wider one people get the room first.
constexpr int leastRule = 496;
constexpr int leastOutcome = 256;
constexpr int mostOutcome = 400;
const QString segmentKey = QStringLiteral("segment");
const QString idKey = QStringLiteral("id");

bool isSame(const Segment& one, const Segment& other)
{
    return one.name == other.name && one.userKind == other.userKind && one.rule == other.rule;
}

} // namespace

SegmentEditPage::SegmentEditPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Segment"), Body::Fixed, parent)
    , m_context(context)
    , m_returnTo(arguments.value(QStringLiteral("returnTo")).toMap())
    , m_returns(arguments.contains(QStringLiteral("returnTo")))
    , m_firstList(arguments.value(QStringLiteral("list")).toString())
    , m_copyOf(arguments.value(QStringLiteral("copyOf")).toLongLong())
    , m_message(new InlineMessage(QStringLiteral("segmentMessage"), this))
    , m_used(new InlineMessage(QStringLiteral("segmentUsed"), this))
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Segments"), routes::segments, {}}, {tr("Segment"), {}, {}}});
    m_choices.uploadList = [this](std::function<void(const QString&)> then) { uploadList(std::move(then)); };
    m_choices.values
        = [this](const QString& attribute, QObject* receiver, std::function<void(const QStringList&)> then) {
              findValues(attribute, receiver, std::move(then));
          };
    m_outcome = new SegmentOutcome(context, this);
    body()->setSpacing(12);
    body()->addWidget(m_message);
    body()->addWidget(makeHead());
    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    QWidget* const rule = makeRule();
    rule->setMinimumWidth(leastRule);
    m_outcome->setMinimumWidth(leastOutcome);
    m_outcome->setMaximumWidth(mostOutcome);
    columns->addWidget(rule, 1);
    columns->addWidget(m_outcome, 1);
    body()->addLayout(columns, 1);
    makeFooter();
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, [this] { afterClick(this, [this] { refresh(); }); });
    connect(m_outcome, &SegmentOutcome::failed, this, &SegmentEditPage::showFault);
    connect(m_outcome, &SegmentOutcome::removalsKnown, m_rule, &RuleEditor::showRemovals);
    // Other people, other numbers.
    connect(&context.workspace.lists(), &ListService::changed, this, &SegmentEditPage::recount);
    connect(&context.workspace.imports(), &ImportService::imported, this, &SegmentEditPage::recount);
    // What is wrong is said once the condition is left.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* before, QWidget* now) {
        if (!before || !m_rule->isAncestorOf(before) || !m_loaded)
            return;
        m_rule->noteLeft(before, now);
        if (!m_faults.isEmpty())
            afterClick(this, [this] { showFaults(false); });
    });
    load(arguments.value(idKey).toLongLong());
}

// The focus leaves a page that is being destroyed, part after part.
SegmentEditPage::~SegmentEditPage()
{
    disconnect(qApp, nullptr, this, nullptr);
}

QWidget* SegmentEditPage::makeHead()
{
    auto* head = new QWidget(this);
    m_name = new QLineEdit(head);
    m_name->setObjectName(QStringLiteral("segmentName"));
    m_name->setMaxLength(longestName);
    m_nameField = new Field(tr("Name"), m_name, Field::Need::Required);
    m_kind = new QComboBox(head);
    m_kind->setObjectName(QStringLiteral("segmentKind"));
    m_kind->addItem(userKindText(UserKind::Login), static_cast<int>(UserKind::Login));
    m_kind->addItem(userKindText(UserKind::Visitor), static_cast<int>(UserKind::Visitor));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_nameField, 3, Qt::AlignTop);
    row->addWidget(new Field(tr("User kind"), m_kind), 1, Qt::AlignTop);
    row->addStretch(1);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameField->setError({}); });
    connect(m_kind, &QComboBox::activated, this, &SegmentEditPage::noteEdit);
    return head;
}

QWidget* SegmentEditPage::makeRule()
{
    auto* card = new QFrame(this);
    card->setProperty("look", QStringLiteral("card"));
    m_undo = iconButton(tr("Undo (Ctrl+Z)"), QStringLiteral("undo"), QStringLiteral("undoRule"), card);
    m_redo = iconButton(tr("Redo (Ctrl+Shift+Z)"), QStringLiteral("redo"), QStringLiteral("redoRule"), card);
    addTool(m_undo);
    addTool(m_redo);
    m_rule = new RuleEditor(m_choices, card);
    m_rule->setObjectName(QStringLiteral("ruleEditor"));
    auto* inside = new QWidget(card);
    inside->setProperty("look", QStringLiteral("pageBody"));
    auto* rows = new QVBoxLayout(inside);
    rows->setContentsMargins(0, 0, 8, 0);
    rows->addWidget(m_rule);
    rows->addStretch();
    m_scroll = new QScrollArea(card);
    m_scroll->setObjectName(QStringLiteral("ruleScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(inside);
    m_sentence = textLabel({}, card);
    m_sentence->setObjectName(QStringLiteral("segmentSentence"));
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_sentenceScroll = new QScrollArea(card);
    m_sentenceScroll->setObjectName(QStringLiteral("sentenceScroll"));
    m_sentenceScroll->setFrameShape(QFrame::NoFrame);
    m_sentenceScroll->setWidgetResizable(true);
    m_sentenceScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sentenceScroll->setWidget(m_sentence);
    auto* line = new QFrame(card);
    line->setProperty("look", QStringLiteral("line"));
    line->setFixedHeight(1);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(16, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_scroll, 1);
    auto* divider = new QHBoxLayout; // as far from both edges
    divider->setContentsMargins(0, 0, 8, 0);
    divider->addWidget(line);
    layout->addLayout(divider);
    layout->addWidget(m_sentenceScroll);
    connect(m_undo, &QPushButton::clicked, m_rule, &RuleEditor::undo);
    connect(m_redo, &QPushButton::clicked, m_rule, &RuleEditor::redo);
    onKeys(QKeySequence::Undo, [this] { m_rule->undo(); });
    for (const QKeyCombination keys : {Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y})
        onKeys(keys, [this] { m_rule->redo(); });
    connect(m_rule, &RuleEditor::edited, this, &SegmentEditPage::noteEdit);
    connect(m_rule, &RuleEditor::historyChanged, this, [this] {
        setBlocked(m_undo, m_rule->canUndo() ? QString() : tr("There is nothing to undo."));
        setBlocked(m_redo, m_rule->canRedo() ? QString() : tr("There is nothing to redo."));
    });
    connect(m_rule, &RuleEditor::tabOrderChanged, this, [this] {
        chainTabs(m_undo,
            QList<QWidget*>{m_redo, m_name, m_kind} + m_rule->inTabOrder()
                + QList<QWidget*>{m_outcome, m_cancel, m_save});
    });
    connect(m_rule, &RuleEditor::focusMoved, m_scroll, [this](QWidget* item) { m_scroll->ensureWidgetVisible(item); });
    return card;
}

void SegmentEditPage::makeFooter()
{
    m_cancel = secondaryButton(tr("Cancel"), QString(), QStringLiteral("cancelSegment"), this);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_context.back(routes::segments); });
    m_save = primaryButton(tr("Save"), QStringLiteral("check"), QStringLiteral("saveSegment"), this);
    connect(m_save, &QPushButton::clicked, this, &SegmentEditPage::save);
    m_unfinished = textLabel({}, this);
    m_unfinished->setObjectName(QStringLiteral("segmentUnfinished"));
    m_unfinished->setProperty("look", QStringLiteral("fieldLine"));
    m_unfinished->setProperty("role", QStringLiteral("error"));
    m_unfinished->setWordWrap(false);
    m_unfinished->hide();
    footer()->insertWidget(0, m_used, 1);
    footer()->addWidget(m_unfinished);
    footer()->addWidget(m_cancel);
    footer()->addWidget(m_save);
    onKeys(QKeySequence::Save, [this] { this->save(); });
    for (QPushButton* button : {m_undo, m_redo, m_save})
        setBlocked(button, tr("The segment is still being read."));
}

// --- reading -------------------------------------------------------------------------------------------------------

void SegmentEditPage::load(qint64 id)
{
    m_segment.id = id;
    loadChoices([this, id] {
        m_context.workspace.segments().list(this, [this, id](const Result<QList<Segment>>& segments) {
            if (!segments)
                return m_message->show(Role::Error, errorText(segments.error()));
            m_all = *segments;
            takeChoices(*segments);
            if (id == 0)
                return fill({});
            for (const Segment& segment : *segments)
                if (segment.id == id)
                    return fill(segment);
            m_message->show(Role::Error, tr("This segment is not there any more."));
        });
    });
}

void SegmentEditPage::loadChoices(std::function<void()> then)
{
    Workspace& workspace = m_context.workspace;
    const auto fail = [this](const Error& error) { m_message->show(Role::Error, errorText(error)); };
    const auto takeCampaigns = [this, fail, then](const Result<QList<CampaignRow>>& rows) {
        if (!rows)
            return fail(rows.error());
        m_choices.campaigns.clear();
        for (const CampaignRow& row : *rows)
            m_choices.campaigns += row.campaign.name;
        then();
    };
    const auto takeChannels = [this, fail, takeCampaigns](const Result<QList<Channel>>& channels) {
        if (!channels)
            return fail(channels.error());
        m_choices.channels.clear();
        for (const Channel& channel : *channels)
            m_choices.channels += channel.name;
        m_context.workspace.campaigns().list(this, takeCampaigns);
    };
    workspace.segments().catalogue(this, [this, fail, takeChannels](const Result<Catalogue>& catalogue) {
        if (!catalogue)
            return fail(catalogue.error());
        m_choices.catalogue = *catalogue;
        m_context.workspace.channels().list(this, takeChannels);
    });
}

void SegmentEditPage::takeChoices(const QList<Segment>& segments)
{
    m_choices.frame = {m_context.workspace.clock().nowUtc(), m_context.workspace.zone()};
    m_choices.segments.clear();
    for (const Segment& segment : segments)
        if (segment.id != m_segment.id || segment.id == 0)
            m_choices.segments
                += {segment.id < 0 ? builtInSegmentName(segment.id) : segment.name, segmentLabel(segment)};
}

void SegmentEditPage::fill(const Segment& segment)
{
    m_segment = segment;
    m_begun = segment.id == 0 ? begun() : segment;
    const Segment shown = m_restored.value_or(m_begun);
    setBlocked(m_save, {});
    setTitle(segment.id == 0 ? tr("New segment") : segment.name);
    m_name->setText(shown.name);
    m_name->setCursorPosition(0);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(shown.userKind)));
    m_rule->setRule(shown.rule);
    m_loaded = true;
    if (segment.id == 0)
        m_name->setFocus();
    else
        showUses();
    showSentence();
    refresh();
}

Segment SegmentEditPage::begun() const
{
    Segment begun;
    if (!m_firstList.isEmpty()) {
        begun.name = m_firstList.left(longestName);
        begun.rule.children = {ConditionForm::begun(Rule::Kind::List, m_choices)};
        begun.rule.children.first().list = m_firstList;
    }
    QStringList taken;
    for (const Segment& segment : m_all)
        taken += segment.name;
    for (const Segment& segment : m_all)
        if (m_copyOf != 0 && segment.id == m_copyOf) {
            begun.name = freeName(segment.name, taken, longestName);
            begun.userKind = segment.userKind;
            begun.rule = segment.rule;
        }
    return begun;
}

void SegmentEditPage::showUses()
{
    m_context.workspace.segments().usedBy(m_segment.id, this, [this](const Result<QList<SegmentUse>>& uses) {
        if (!uses)
            return m_message->show(Role::Error, errorText(uses.error()));
        m_uses = *uses;
        if (!m_uses.isEmpty())
            m_used->show(Role::Accent, tr("In use by %1. What you change holds for them, too.").arg(usesText(m_uses)));
    });
}

QVariantMap SegmentEditPage::state() const
{
    if (!hasUnsavedInput())
        return {};
    return {{idKey, m_segment.id}, {segmentKey, QVariant::fromValue(segment())}};
}

void SegmentEditPage::restore(const QVariantMap& state)
{
    if (state.contains(segmentKey))
        m_restored = state.value(segmentKey).value<Segment>();
}

bool SegmentEditPage::hasUnsavedInput() const
{
    return m_loaded && !isSame(segment(), m_begun);
}

// --- counting ------------------------------------------------------------------------------------------------------

void SegmentEditPage::noteEdit()
{
    m_message->clear();
    m_outcome->drop();
    m_rule->setRemovalsPending();
    showSentence();
    m_rest.start();
}

void SegmentEditPage::recount()
{
    if (!m_loaded)
        return;
    m_outcome->drop();
    m_rest.start();
}

Segment SegmentEditPage::segment() const
{
    Segment segment = m_segment;
    segment.name = m_name->text().trimmed();
    segment.userKind = static_cast<UserKind>(m_kind->currentData().toInt());
    segment.rule = m_rule->rule();
    return segment;
}

void SegmentEditPage::showSentence()
{
    const Segment made = segment();
    QStringList said{tr("That is: %1.").arg(ruleSentence(made.rule, made.userKind, m_choices.catalogue))};
    for (const QString& name : segmentsOfOtherKind(made.rule, made.userKind, lookup()))
        said += otherKindText(name, made.userKind);
    if (const QString text = said.join(u'\n'); text != m_sentence->text()) {
        m_sentence->setText(text);
        m_sentenceScroll->verticalScrollBar()->setValue(0);
    }
    fitSentence();
}

// A few whole lines of it, at its end as well; the rule needs the room. Lines with Chinese among Latin are higher than
// the font says.
void SegmentEditPage::fitSentence()
{
    const int width = m_sentenceScroll->viewport()->width();
    const int most = height() < lowPage ? sentenceLines - 1 : sentenceLines;
    QTextLayout layout(m_sentence->text().replace(u'\n', QChar::LineSeparator), m_sentence->font());
    QList<int> ends{0};
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        ends += qCeil(ends.last() + line.height());
    }
    layout.endLayout();
    const int room = ends[qMin<qsizetype>(most, ends.size() - 1)];
    const int lastTop = *std::lower_bound(ends.cbegin(), ends.cend(), ends.last() - room);
    m_sentence->setContentsMargins(0, 0, 0, lastTop + room - ends.last());
    m_sentenceScroll->setFixedHeight(room);
}

void SegmentEditPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    QMetaObject::invokeMethod(
        this, [this] { fitSentence(); }, Qt::QueuedConnection); // once its parts have their places
}

// A rule that can't be right is not counted.
void SegmentEditPage::refresh()
{
    const Segment asked = segment();
    m_faults = faultsOf(asked);
    showFaults(false);
    if (m_faults.isEmpty())
        return m_outcome->ask(asked, m_choices);
    m_rule->clearRemovals();
}

RuleLookup SegmentEditPage::lookup() const
{
    return {[this](const QString& name) -> Result<std::optional<Segment>> {
                for (const Segment& one : m_all)
                    if (one.id < 0 ? builtInSegment(name) == one.id : one.name == name)
                        return std::optional(one);
                return std::optional<Segment>();
            },
        [](Received::Of, const QString&) -> Result<std::optional<qint64>> { return std::optional<qint64>(0); }};
}

QList<Error> SegmentEditPage::faultsOf(const Segment& segment) const
{
    const QString place = QStringLiteral("rule");
    const QList<Error> faults = checkRule(
        segment.rule, m_choices.catalogue, {m_context.workspace.clock().nowUtc(), m_context.workspace.zone()}, place);
    if (!faults.isEmpty())
        return faults;
    // Circles are known before anything is asked.
    const Result<Rule> resolved = resolveRule(segment.rule, m_segment.name, lookup(), place);
    return resolved ? QList<Error>() : QList<Error>{resolved.error()};
}

void SegmentEditPage::showFaults(bool all)
{
    const QList<Error> others = m_rule->showFaults(m_faults, all);
    if (!others.isEmpty())
        m_message->show(Role::Error, errorText(others.first()));
    showUnfinished();
    if (m_rule->unfinished() == 0)
        return;
    const QString wrong = m_rule->firstWrong();
    m_outcome->showIncomplete(wrong.isEmpty()
            ? tr("%n conditions are not complete. Once they are, people are counted.", nullptr, m_rule->unfinished())
            : tr("%1 Once that is right, people are counted.").arg(wrong));
}

void SegmentEditPage::showUnfinished()
{
    if (m_rule->unfinished() == 0)
        return m_unfinished->hide();
    m_unfinished->setText(tr("Not saved: %n conditions are not complete.", nullptr, m_rule->unfinished()));
}

void SegmentEditPage::showFault(const Error& error)
{
    m_rule->clearRemovals();
    Error here = error;
    here.where.clear();
    if (error.where == QLatin1String("name") || error.kind == ErrorKind::Duplicate)
        return m_nameField->setError(errorText(here), Field::Focus::Keep);
    m_faults = {error};
    showFaults(true);
}

// --- lists and values ----------------------------------------------------------------------------------------------

void SegmentEditPage::uploadList(std::function<void(const QString&)> then)
{
    auto* dialog = new ListUploadDialog(m_context.workspace, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ListUploadDialog::made, this, [this, then](const ListUploadReport& report) {
        m_context.workspace.segments().catalogue(this, [this, then, report](const Result<Catalogue>& catalogue) {
            if (!catalogue)
                return m_message->show(Role::Error, errorText(catalogue.error()));
            m_choices.catalogue = *catalogue;
            then(report.list.name);
        });
    });
    dialog->open();
}

void SegmentEditPage::findValues(
    const QString& attribute, QObject* receiver, std::function<void(const QStringList&)> then)
{
    const bool isId = attribute == loginIdAttribute().key || attribute == visitorIdAttribute().key;
    if (isId)
        return;
    if (m_values.contains(attribute))
        return then(m_values.value(attribute));
    m_context.workspace.segments().values(
        attribute, receiver, [this, attribute, then](const Result<QStringList>& values) {
            if (!values)
                return;
            m_values.insert(attribute, *values);
            then(*values);
        });
}

// --- saving --------------------------------------------------------------------------------------------------------

void SegmentEditPage::save()
{
    if (!m_save->isEnabled())
        return;
    const Segment made = segment();
    m_rest.stop();
    refresh();
    showFaults(true);
    m_unfinished->setVisible(m_rule->unfinished() > 0);
    if (made.name.isEmpty())
        return m_nameField->setError(tr("Please give the segment a name."), Field::Focus::Take);
    if (!m_faults.isEmpty())
        return m_rule->focusFault();
    const bool another = made.rule != m_segment.rule || made.userKind != m_segment.userKind;
    if (another && !liveUses(m_uses).isEmpty())
        return askToSave(made);
    store(made);
}

void SegmentEditPage::askToSave(const Segment& made)
{
    ask(this, tr("Change a segment that is in use?"),
        tr("It is in use by %1. Runs that have begun keep their people; from the next one on the new rule selects "
           "them.")
            .arg(usesText(liveUses(m_uses))),
        tr("Save"), [this, made] { store(made); });
}

void SegmentEditPage::store(const Segment& made)
{
    m_context.workspace.segments().save(made, this, [this](const Result<Segment>& saved) {
        if (saved)
            return leave(*saved);
        showFault(saved.error());
        if (m_nameField->hasError())
            Field::focusFirstError({m_nameField});
        else
            m_rule->focusFault();
    });
}

void SegmentEditPage::leave(const Segment& saved)
{
    m_loaded = false; // nothing is unsaved any more
    if (!m_returns)
        return m_context.navigate(routes::segments, {{QStringLiteral("select"), saved.id}});
    QVariantMap arguments = m_returnTo;
    arguments.insert(QStringLiteral("segmentId"), saved.id);
    m_context.navigate(routes::campaignEdit, arguments);
}

} // namespace wd
