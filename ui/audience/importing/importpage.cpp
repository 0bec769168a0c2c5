#include "ui/audience/importing/importpage.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/earlierimport.h"
#include "ui/audience/importing/importcolumnscard.h"
#include "ui/audience/importing/importfilecard.h"
#include "ui/audience/importing/importlook.h"
#include "ui/audience/importing/importmodecard.h"
#include "ui/audience/importing/importprogresscard.h"
#include "ui/audience/importing/importreading.h"
#include "ui/audience/importing/importreportcard.h"
#include "ui/audience/importing/importrun.h"
#include "ui/audience/importing/importsummary.h"
#include "ui/shared/buttons.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/taborder.h"
#include "ui/texts/errortexts.h"

#include <QDragEnterEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMimeData>
#include <QScrollArea>

namespace wd {

namespace {

constexpr int restMs = 300;
const QString fileState = QStringLiteral("file");
const QString kindState = QStringLiteral("kind");
const QString optionsState = QStringLiteral("options");

// Of something dragged here: the file it is, if it is one.
QString draggedFile(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

ImportPage::ImportPage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("Import"), Body::Scrolling, parent)
    , m_context(context)
    , m_run(ImportRun::of(context.workspace.imports(), context.workspace.clock()))
    , m_look(new ImportLook(context.workspace.imports(), this))
    , m_message(new InlineMessage(QStringLiteral("importMessage"), this))
    , m_earlierNote(new InlineMessage(QStringLiteral("importEarlier"), this))
    , m_earlier(new EarlierImport(context, m_earlierNote, this))
    , m_kindNote(new InlineMessage(QStringLiteral("importKindNote"), this))
    , m_file(new ImportFileCard(this))
    , m_columns(new ImportColumnsCard(this))
    , m_mode(new ImportModeCard(context.workspace.zone(), context.workspace.clock(), this))
    , m_progress(new ImportProgressCard(m_run, this))
    , m_report(new ImportReportCard(context, this))
    , m_history(secondaryButton(tr("Earlier imports"), QStringLiteral("clock"), QStringLiteral("importHistory"), this))
    , m_summary(new ImportSummary(this))
    , m_cancel(secondaryButton(tr("Cancel"), {}, QStringLiteral("cancelImport"), this))
    , m_start(primaryButton(tr("Start import"), QStringLiteral("import"), QStringLiteral("startImport"), this))
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Users and events"), routes::people, {}}, {tr("Import"), {}, {}}});
    setAcceptDrops(true);
    onKeys(QKeySequence(Qt::Key_Escape), [this] { m_run.stop(); });
    addTool(m_history);
    for (QWidget* part : std::initializer_list<QWidget*>{
             m_message, m_earlierNote, m_file, m_kindNote, m_columns, m_mode, m_progress, m_report})
        body()->addWidget(part);
    body()->addStretch(1);
    footer()->addWidget(m_summary, 1);
    footer()->addWidget(m_cancel);
    footer()->addWidget(m_start);
    m_footer = m_start->parentWidget();
    wire();
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    m_columns->hide();
    m_mode->hide();
    orderTabs();
    showReadiness();
    showRun();
    if (m_run.state() == ImportRun::State::None)
        m_file->firstEditor()->setFocus();
}

void ImportPage::wire()
{
    connect(m_start, &QPushButton::clicked, this, &ImportPage::start);
    connect(m_history, &QPushButton::clicked, this, [this] { m_context.navigate(routes::importHistory, {}); });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_file->setFile({});
        m_context.back(routes::people);
    });
    connect(m_columns, &ImportColumnsCard::rowsMade, this, &ImportPage::orderTabs);
    connect(m_file, &ImportFileCard::fileChosen, this, [this] {
        m_kindIsChosen = false;
        m_mode->setOptions({});
        m_mode->forgetTimes();
        m_file->setZone(m_context.workspace.zone());
        beginReading();
    });
    connect(m_file, &ImportFileCard::kindChosen, this, [this] {
        m_kindIsChosen = true;
        beginReading();
    });
    connect(m_file, &ImportFileCard::readingChosen, this, &ImportPage::beginReading);
    connect(m_file, &ImportFileCard::zoneChosen, this, &ImportPage::noteEdit);
    connect(m_file, &ImportFileCard::zoneMistyped, this, &ImportPage::showReadiness);
    connect(m_columns, &ImportColumnsCard::edited, this, &ImportPage::noteEdit);
    connect(m_columns, &ImportColumnsCard::resetAsked, this, [this] {
        showColumns(proposed(), false);
        refine();
    });
    connect(m_mode, &ImportModeCard::edited, this, &ImportPage::noteEdit);
    connect(m_mode, &ImportModeCard::unfolded, this, [this](QWidget* part) {
        // A timer's turn comes after all that layouts still have to say to each other.
        QTimer::singleShot(0, part, [part, scroll = findChild<QScrollArea*>(QStringLiteral("pageScroll"))] {
            scroll->ensureWidgetVisible(part);
        });
    });
    connect(m_earlier, &EarlierImport::found, this, &ImportPage::showEarlier);
    connect(&m_rest, &QTimer::timeout, this, &ImportPage::refine);
    connect(m_look, &ImportLook::looked, this, &ImportPage::showLooked);
    connect(m_look, &ImportLook::counted, this, &ImportPage::showReadiness);
    connect(m_look, &ImportLook::failed, this,
        [this](const Error& error) { m_message->show(Role::Error, errorText(error)); });
    connect(&m_run, &ImportRun::changed, this, &ImportPage::showRun);
    connect(m_report, &ImportReportCard::nextAsked, this, [this] {
        m_file->setFile({});
        m_mode->setOptions({});
        m_mode->forgetTimes();
        m_run.forget();
        beginReading();
        m_file->firstEditor()->setFocus();
    });
    connect(m_report, &ImportReportCard::undone, m_report, &ImportReportCard::nextAsked);
    connect(m_report, &ImportReportCard::continueAsked, this, &ImportPage::goOn);
}

void ImportPage::orderTabs()
{
    chainTabs(m_history,
        m_file->inTabOrder() + m_columns->inTabOrder()
            + QList<QWidget*>{m_mode, m_progress, m_report, m_cancel, m_start});
}

void ImportPage::showRun()
{
    const ImportRun::State state = m_run.state();
    if (state == ImportRun::State::Ended && !m_run.report()) {
        // Nothing came of it: what was chosen is still here to be changed.
        const Error error = m_run.report().error();
        const QString file = m_run.file();
        m_run.forget();
        if (m_file->file().isEmpty())
            openFile(file);
        // It may have begun before the earlier import of the file was found.
        else if (m_preview && !m_earlier->isKnown())
            lookForEarlier();
        return m_message->show(Role::Error, errorText(error));
    }
    showSetup(state == ImportRun::State::None);
    m_progress->setVisible(state == ImportRun::State::Running);
    m_report->hide();
    if (state == ImportRun::State::Running)
        m_progress->stopButton()->setFocus();
    if (state == ImportRun::State::Ended) {
        m_report->show({m_run.file(), m_run.options(), m_run.ids(), *m_run.report(), {}});
        m_report->firstButton()->setFocus();
    }
}

void ImportPage::showSetup(bool shown)
{
    m_file->setVisible(shown);
    m_kindNote->setVisible(shown && m_preview && !m_kindNote->text().isEmpty());
    m_columns->setVisible(shown && m_preview);
    m_mode->setVisible(shown && m_preview);
    m_footer->setVisible(shown);
    if (!shown) {
        m_message->clear();
        m_earlier->leaveOff();
    }
}

void ImportPage::openFile(const QString& file)
{
    if (m_run.state() == ImportRun::State::Running)
        return;
    m_run.forget();
    m_file->setFile(file);
    m_file->setZone(m_context.workspace.zone());
    m_mode->setOptions({});
    m_mode->forgetTimes();
    m_kindIsChosen = false;
    beginReading();
}

void ImportPage::beginReading()
{
    ++m_number;
    m_message->clear();
    m_earlier->forget();
    m_kindNote->clear();
    m_look->forget();
    m_start->setText(tr("Start import"));
    if (m_file->file().isEmpty()) {
        m_preview.reset();
        m_file->showNothing();
        showSetup(true);
        return showReadiness();
    }
    m_file->showWaiting();
    block(tr("Reading the file …"));
    read();
}

void ImportPage::read()
{
    const quint64 number = m_number;
    ImportOptions asked;
    asked.kind = m_file->kind();
    asked.table = m_file->reading();
    asked.zone = m_file->zone();
    m_context.workspace.imports().preview(
        m_file->file(), asked, this, [this, number](const Result<ImportPreview>& preview) {
            if (number != m_number)
                return;
            if (preview)
                return takePreview(*preview);
            m_preview.reset();
            m_file->showError(preview.error());
            showSetup(true);
            showReadiness();
        });
}

void ImportPage::takePreview(const ImportPreview& preview)
{
    m_preview = preview;
    m_file->show(preview);
    if (m_kindIsChosen)
        return readCatalogue();
    if (nameEvents(preview.headers))
        return takeKind(ImportKind::Events);
    // Its columns may have been said to hold events before.
    const quint64 number = m_number;
    m_context.workspace.imports().remembered(ImportKind::Events, preview.headers, this,
        [this, number](const Result<std::optional<ImportOptions>>& lastTime) {
            if (number != m_number)
                return;
            const bool were = lastTime && *lastTime && ColumnPlan::areEvents(m_preview->headers, **lastTime);
            takeKind(were ? ImportKind::Events : ImportKind::People);
        });
}

// The preview may be of another kind: its rows are the same.
void ImportPage::takeKind(ImportKind kind)
{
    m_file->setKind(kind);
    readCatalogue();
}

void ImportPage::readCatalogue()
{
    const quint64 number = m_number;
    m_context.workspace.segments().catalogue(this, [this, number](const Result<Catalogue>& catalogue) {
        if (number != m_number)
            return;
        if (!catalogue)
            return m_message->show(Role::Error, errorText(catalogue.error()));
        m_catalogue = *catalogue;
        lookUpLastTime();
    });
}

void ImportPage::lookUpLastTime()
{
    if (m_restored) {
        const ImportOptions restored = *m_restored;
        m_restored.reset();
        m_file->setZone(restored.zone);
        m_mode->setOptions(restored);
        showColumns(restored, false);
        refine();
        return lookForEarlier();
    }
    const quint64 number = m_number;
    m_context.workspace.imports().remembered(
        m_file->kind(), m_preview->headers, this, [this, number](const Result<std::optional<ImportOptions>>& lastTime) {
            if (number != m_number)
                return;
            // How it was the last time is a help only: without it the columns are matched by their names.
            const bool known = lastTime && *lastTime;
            showColumns(known ? withOrderNumbers(**lastTime) : proposed(), known);
            refine();
            lookForEarlier();
        });
}

// As the names of the columns say, or as the values do.
ImportOptions ImportPage::proposed() const
{
    ImportOptions options;
    (m_file->kind() == ImportKind::Events ? options.personColumn : options.loginIdColumn) = m_preview->knownIds;
    return withOrderNumbers(options);
}

// As ids of the events, unless their column or another one is said to be something else.
ImportOptions ImportPage::withOrderNumbers(ImportOptions options) const
{
    const QString& column = m_preview->orderNumbers;
    const bool isUsed = options.mapping.contains(column)
        || QStringList{options.personColumn, options.visitorColumn, options.timeColumn, options.eventColumn}.contains(
            column);
    if (m_file->kind() == ImportKind::Events && options.eventIdColumn.isEmpty() && !isUsed)
        options.eventIdColumn = column;
    return options;
}

void ImportPage::showColumns(const ImportOptions& columns, bool remembered)
{
    ImportOptions found = columns;
    found.kind = m_file->kind();
    found.zone = m_file->zone();
    m_look->forget();
    m_columns->show(*m_preview, found, m_catalogue, remembered);
    if (m_file->kind() == ImportKind::People)
        m_mode->showPeople(m_columns->plan(), m_catalogue);
    else
        m_mode->showEvents(m_preview->latest);
    showKindNote();
    showSetup(m_run.state() == ImportRun::State::None);
    showReadiness();
}

void ImportPage::showKindNote()
{
    const QString times = m_file->kind() == ImportKind::People ? m_columns->plan().timesOfRepeatedIds() : QString();
    if (times.isEmpty())
        return m_kindNote->clear();
    if (!m_kindNote->text().isEmpty())
        return;
    m_kindNote->show(Role::Warning,
        tr("The same ids come several times, and “%1” holds times: this looks like events, such as orders. As users, "
           "each row would overwrite the one before.")
            .arg(times));
    m_kindNote->addAction(tr("Import as events"), QStringLiteral("importAsEvents"), [this] {
        m_kindIsChosen = true;
        m_file->setKind(ImportKind::Events);
        beginReading();
    });
}

void ImportPage::lookForEarlier()
{
    m_earlier->look(m_file->file(), m_file->kind(), m_preview->table.sheet);
}

void ImportPage::showEarlier()
{
    m_start->setText(m_earlier->isToGoOn() ? tr("Go on importing") : tr("Start import"));
    if (const ImportEntry* const unfinished = m_earlier->unfinished()) {
        // It goes on only as it was begun.
        m_mode->setOptions(unfinished->options);
        noteEdit();
    }
}

void ImportPage::noteEdit()
{
    m_message->clear();
    if (m_file->kind() == ImportKind::People)
        m_mode->showPeople(m_columns->plan(), m_catalogue);
    showKindNote();
    showReadiness();
    m_rest.start();
}

// With the columns as they are chosen now: what is doubtful in them, and how far events go.
void ImportPage::refine()
{
    if (!m_preview || m_columns->plan().hasFaults())
        return;
    const quint64 number = m_number;
    m_context.workspace.imports().preview(
        m_file->file(), options(), this, [this, number](const Result<ImportPreview>& preview) {
            if (number != m_number || !preview)
                return;
            m_columns->showDoubts(preview->warnings);
            if (m_file->kind() == ImportKind::Events && !m_look->isDone(lookedAs()))
                m_mode->showEvents(preview->latest);
            showReadiness();
        });
    if (m_columns->plan().lacking().isEmpty())
        m_look->look(m_file->file(), options(), lookedAs());
}

void ImportPage::showLooked()
{
    const std::optional<LookedThrough>& whole = m_look->whole();
    m_columns->showFound(whole ? whole->types : QList<FoundType>());
    if (whole && m_file->kind() == ImportKind::Events)
        m_mode->showEvents(*whole);
    showReadiness();
}

QStringList ImportPage::lookedAs() const
{
    const ColumnPlan& plan = m_columns->plan();
    QStringList uses{QString::fromLatin1(m_file->zone().id()), plan.eventName()};
    for (qsizetype i = 0; i < plan.size(); ++i)
        uses += plan.at(i).use == ColumnMatch::Use::Nothing ? QString::number(int(ColumnMatch::Use::Value))
                                                            : QString::number(int(plan.at(i).use));
    return uses;
}

ImportOptions ImportPage::options() const
{
    ImportOptions options;
    options.kind = m_file->kind();
    options.table = m_file->reading();
    options.zone = m_file->zone();
    return m_mode->applied(m_columns->plan().applied(options));
}

ListUploadOptions ImportPage::ids() const
{
    ListUploadOptions ids;
    ids.table = m_file->reading();
    if (!m_preview->table.hasHeader)
        ids.table.hasHeader = false;
    const ColumnPlan& plan = m_columns->plan();
    for (qsizetype i = 0; i < plan.size(); ++i) {
        const bool login = plan.at(i).use == ColumnMatch::Use::LoginId;
        if (!login && (plan.at(i).use != ColumnMatch::Use::VisitorId || !ids.idColumn.isEmpty()))
            continue;
        ids.idColumn = plan.at(i).header;
        ids.idKind = login ? UserKind::Login : UserKind::Visitor;
    }
    return ids;
}

void ImportPage::block(const QString& reason)
{
    setBlocked(m_start, reason);
    m_summary->hold(reason);
}

void ImportPage::showReadiness()
{
    if (m_file->file().isEmpty())
        return block(tr("Please choose a file first."));
    if (!m_preview)
        return block(tr("This file can't be read yet."));
    if (const QString missing = m_columns->missingText(); !missing.isEmpty())
        return block(missing);
    if (!m_columns->plan().hasFaults() && !m_look->isDone(lookedAs()))
        return block(tr("Looking through the whole file for the types of its columns …"));
    if (m_look->whole() && m_look->whole()->rows == 0)
        return block(tr("There is no row below the header."));
    if (!m_columns->plan().hasFaults() && !m_look->isCounted(lookedAs(), options().clearOthers))
        return block(tr("Counting who would lose a value …"));
    block({});
    const QString fault = m_file->fault().isEmpty() ? m_mode->fault() : m_file->fault();
    if (fault.isEmpty())
        showSummary();
    else
        m_summary->hold(fault);
}

void ImportPage::showSummary()
{
    ImportSummary::Plan plan;
    plan.kind = m_file->kind();
    plan.looked = m_look->whole();
    plan.fresh = m_columns->plan().freshKeys();
    plan.mode = m_mode->modeText();
    plan.remarks = m_columns->remarks();
    plan.unusual = m_mode->unusual(m_look->losers());
    if (!m_kindNote->text().isEmpty())
        plan.unusual.prepend(tr("Looks like events"));
    m_summary->show(plan);
}

void ImportPage::start()
{
    if (!m_preview || m_file->focusFault() || m_columns->focusFault() || m_mode->focusFault())
        return;
    m_message->clear();
    if (options().clearOthers.isEmpty() || m_look->losers() == 0)
        startOrAsk();
    else
        m_mode->askToClear(m_look->losers(), [this] { startOrAsk(); });
}

void ImportPage::startOrAsk()
{
    if (m_earlier->letsBegin(options(), m_preview->table))
        return begin(ImportRepeat::Continue);
    m_earlier->ask(this, [this] { begin(ImportRepeat::Again); });
}

void ImportPage::begin(ImportRepeat repeat)
{
    ImportOptions chosen = options();
    chosen.repeat = repeat;
    chosen.addAlike = repeat == ImportRepeat::Again; // as the question says
    m_run.start(m_file->file(), chosen, ids());
}

// Behind the rows of the import that was stopped: exactly as it was.
void ImportPage::goOn()
{
    ImportOptions same = m_run.options();
    same.repeat = ImportRepeat::Continue;
    const QString file = m_run.file();
    const ListUploadOptions ids = m_run.ids();
    m_run.start(file, same, ids);
}

void ImportPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (draggedFile(event->mimeData()).isEmpty() || m_run.state() == ImportRun::State::Running)
        return;
    event->acceptProposedAction();
    m_file->showDropping(true);
}

void ImportPage::dragLeaveEvent(QDragLeaveEvent*)
{
    m_file->showDropping(false);
}

void ImportPage::dropEvent(QDropEvent* event)
{
    m_file->showDropping(false);
    event->acceptProposedAction();
    openFile(draggedFile(event->mimeData()));
}

QVariantMap ImportPage::state() const
{
    if (m_file->file().isEmpty() || m_run.state() != ImportRun::State::None || !m_preview)
        return {};
    QVariantMap state = ImportReading::state(m_file->reading());
    state.insert(fileState, m_file->file());
    state.insert(kindState, int(m_file->kind()));
    state.insert(optionsState, QJsonDocument(importOptionsToJson(options())).toJson(QJsonDocument::Compact));
    return state;
}

void ImportPage::restore(const QVariantMap& state)
{
    if (m_run.state() != ImportRun::State::None || !state.contains(fileState))
        return;
    m_file->setFile(state.value(fileState).toString());
    m_file->setReading(ImportReading::fromState(state));
    m_file->setKind(static_cast<ImportKind>(state.value(kindState).toInt()));
    m_kindIsChosen = true;
    m_restored = importOptionsFromJson(QJsonDocument::fromJson(state.value(optionsState).toByteArray()).object());
    beginReading();
}

} // namespace wd
