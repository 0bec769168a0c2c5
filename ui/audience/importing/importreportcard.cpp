#include "ui/audience/importing/importreportcard.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/failedrowsdialog.h"
#include "ui/audience/importing/importtexts.h"
#include "ui/audience/importing/undoquestion.h"
#include "ui/shared/buttons.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/confirm.h"
#include "ui/shared/formatting.h"
#include "ui/shared/freename.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/foundtypetext.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QStandardItemModel>

namespace wd {

namespace {

constexpr int rowPixels = 40;
constexpr int mostShownRows = 5;
constexpr qsizetype longestName = 50; // of a list
constexpr qsizetype mostNamed = 12;

struct Figure {
    QString name;
    QString words;
    qint64 count;
};

} // namespace

ImportReportCard::ImportReportCard(const PageContext& context, QWidget* parent)
    : Card(QString(), parent)
    , m_context(context)
    , m_head(new InlineMessage(QStringLiteral("importResult"), this))
    , m_figures(new QGridLayout)
    , m_notes(mutedLabel({}, this))
    , m_warnings(new InlineMessage(QStringLiteral("importWarnings"), this))
    , m_failedTitle(headingLabel({}, this))
    , m_failed(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("importErrors"), tr("Rows that were not imported"), this))
    , m_message(new InlineMessage(QStringLiteral("reportMessage"), this))
{
    m_figures->setHorizontalSpacing(32);
    m_figures->setVerticalSpacing(0);
    m_notes->setObjectName(QStringLiteral("importNotes"));
    m_failedTitle->setObjectName(QStringLiteral("importFailedTitle"));
    m_failed->setHorizontalHeaderLabels({tr("Line"), tr("Column"), tr("Reason")});
    m_table->setModel(m_failed);
    m_table->setColumns({{Column::Fixed, 90}, {Column::Fixed, 160}, {Column::Stretch, 260}});
    body()->addWidget(m_head);
    body()->addLayout(m_figures);
    body()->addWidget(m_notes);
    body()->addWidget(m_warnings);
    body()->addWidget(m_failedTitle);
    body()->addWidget(m_table);
    body()->addWidget(m_message);
    body()->addWidget(makeActions());
}

QWidget* ImportReportCard::makeActions()
{
    auto* box = new QWidget(this);
    m_save
        = secondaryButton(tr("Export failed rows…"), QStringLiteral("export"), QStringLiteral("saveFailedRows"), box);
    m_segment
        = secondaryButton(tr("Make a segment"), QStringLiteral("segments"), QStringLiteral("segmentFromImport"), box);
    m_undo = dangerButton(tr("Undo this import"), QStringLiteral("trash"), QStringLiteral("undoImport"), box);
    m_continue
        = primaryButton(tr("Go on with this file"), QStringLiteral("play"), QStringLiteral("continueImport"), box);
    m_next = secondaryButton(tr("Import another file"), QStringLiteral("import"), QStringLiteral("nextImport"), box);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_save);
    row->addWidget(m_segment);
    row->addWidget(m_undo);
    row->addStretch();
    row->addWidget(m_next);
    row->addWidget(m_continue);
    connect(m_save, &QPushButton::clicked, this, &ImportReportCard::saveFailed);
    connect(m_segment, &QPushButton::clicked, this, &ImportReportCard::askToMakeSegment);
    connect(m_undo, &QPushButton::clicked, this, &ImportReportCard::askUndo);
    connect(m_next, &QPushButton::clicked, this, &ImportReportCard::nextAsked);
    connect(m_continue, &QPushButton::clicked, this, &ImportReportCard::continueAsked);
    return box;
}

void ImportReportCard::show(const ShownImport& import)
{
    m_import = import;
    const ImportReport& report = m_import.report;
    const bool isUndone = import.past && import.past->state == ImportState::Undone;
    setTitle(import.past ? QString() : tr("Import of %1").arg(QFileInfo(import.file).fileName()));
    m_message->clear();
    block({});
    showHead(report);
    showFigures(report);
    showNotes(report);
    showFailed(report);
    m_continue->setVisible(report.stopped && !import.past);
    m_save->setVisible(report.failed > 0 && !isUndone);
    m_segment->setVisible(!report.stopped && !import.past);
    setBlocked(m_segment, bringsAnybody() ? QString() : tr("Nobody in the file is known here."));
    m_undo->setVisible(report.id > 0 && !isUndone);
    m_next->setVisible(!import.past);
    QWidget::show();
}

void ImportReportCard::blockUndo(const QString& reason)
{
    setBlocked(m_undo, reason);
}

// Somebody whom the file names is there.
bool ImportReportCard::bringsAnybody() const
{
    const ImportReport& report = m_import.report;
    return report.added + report.updated + report.unchanged + report.skipped > 0;
}

QPushButton* ImportReportCard::firstButton() const
{
    return m_import.report.stopped ? m_continue : m_next;
}

void ImportReportCard::showHead(const ImportReport& report)
{
    if (m_import.past && m_import.past->state == ImportState::Undone)
        return m_head->show(Role::Neutral, tr("This import was undone: nothing of it is there any more."));
    if (m_import.past && m_import.past->state == ImportState::Undoing)
        return m_head->show(Role::Warning, tr("This import is half undone. Undo it again to go on."));
    if (report.stopped && report.rows == 0)
        return m_head->show(Role::Warning, tr("Stopped before the first row. Nothing is in yet."));
    if (report.stopped)
        return m_head->show(Role::Warning,
            tr("Stopped after %1 rows. They are in; importing the same file again goes on behind them.")
                .arg(numberText(report.rows)));
    if (report.failed == 0 && report.skipped > 0)
        return m_head->show(Role::Ok,
            tr("No row was refused; %1 of %2 were skipped.").arg(numberText(report.skipped), numberText(report.rows)));
    if (report.failed == 0 && report.rows > 0 && report.unchanged == report.rows && report.cleared == 0)
        return m_head->show(
            Role::Neutral, tr("Nothing changed: all of the %Ln rows were known.", nullptr, int(report.rows)));
    if (report.failed == 0)
        return m_head->show(Role::Ok, tr("All %n rows are in.", nullptr, int(report.rows)));
    if (report.failed == report.rows)
        return m_head->show(Role::Error,
            tr("Nothing was imported: all %Ln rows were refused, for the reasons below.", nullptr, int(report.rows)));
    m_head->show(Role::Warning,
        tr("%1 of %2 rows were refused. Export them, put them right in the same columns, and import that file.")
            .arg(numberText(report.failed), numberText(report.rows)));
}

void ImportReportCard::showFigures(const ImportReport& report)
{
    clearLayout(*m_figures);
    QList<Figure> figures{{QStringLiteral("importAdded"), tr("added"), report.added},
        {QStringLiteral("importUpdated"), tr("updated"), report.updated},
        {QStringLiteral("importUnchanged"), tr("unchanged"), report.unchanged},
        {QStringLiteral("importSkipped"), tr("skipped"), report.skipped},
        {QStringLiteral("importFailed"), tr("failed"), report.failed}};
    if (m_import.options.kind == ImportKind::Events)
        figures = {{QStringLiteral("importAdded"), tr("events added"), report.added},
            {QStringLiteral("importSkipped"), tr("events already there"), report.skipped},
            {QStringLiteral("importFailed"), tr("failed"), report.failed},
            {QStringLiteral("importPeopleAdded"), tr("new users"), report.peopleAdded}};
    if (report.cleared > 0)
        figures.append({QStringLiteral("importCleared"), tr("not in the file, cleared"), report.cleared});
    int column = 0;
    for (const Figure& figure : std::as_const(figures)) {
        QLabel* const number = figureLabel(numberText(figure.count), this);
        number->setObjectName(figure.name);
        number->setAccessibleName(figure.words);
        QLabel* const words = mutedLabel(figure.words, this);
        words->setWordWrap(false);
        m_figures->addWidget(number, 0, column);
        m_figures->addWidget(words, 1, column++);
    }
    m_figures->setColumnStretch(column, 1);
}

void ImportReportCard::showNotes(const ImportReport& report)
{
    QStringList notes;
    if (m_import.past)
        notes += tr("Imported on %1.").arg(dateTimeText(m_import.past->at, m_context.workspace.zone()));
    if (report.skipped > 0)
        notes += skippedText();
    if (report.continuedAt > 0)
        notes += tr("Went on behind the %1 rows that were in already.").arg(numberText(report.continuedAt));
    if (!report.newAttributes.isEmpty())
        notes += (m_import.options.kind == ImportKind::People ? tr("New attributes: %1.") : tr("New properties: %1."))
                     .arg(namesText(report.newAttributes));
    for (const FoundType& found : report.foundTypes)
        if (found.type == AttributeType::Text && found.mostly)
            notes += tr("“%1”: %2", "column, sentence").arg(found.header, foundTypeText(found));
    if (report.cleared > 0)
        notes += tr("%Ln users whom the file doesn't name lost what was known of %1.", nullptr, int(report.cleared))
                     .arg(namesText(m_import.options.clearOthers));
    if (report.clearingWithheld)
        notes += withheldText();
    if (report.anewAfter > 0)
        notes += tr("An import of this file was stopped on %1 and others came after it: its rows were taken again from "
                    "the first.")
                     .arg(dateTimeText(report.sameAt, m_context.workspace.zone()));
    int events = 0;
    for (auto it = report.completeUntil.cbegin(); it != report.completeUntil.cend() && events < mostNamed;
         ++it, ++events)
        notes += tr("“%1” is complete until %2.")
                     .arg(it.key(), dateTimeSecondsText(it.value(), m_context.workspace.zone()));
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
    m_warnings->clear();
    if (report.warned > 0)
        m_warnings->show(Role::Warning, warningText());
}

// Those of the rows before a stop are counted, and not kept.
QString ImportReportCard::warningText() const
{
    const ImportReport& report = m_import.report;
    const int values = int(report.warned);
    if (report.warnings.isEmpty())
        return tr("%Ln values are in, but are probably not what was meant.", nullptr, values);
    const RowError& first = report.warnings.first();
    return tr(
        "%n values are in, but are probably not what was meant. The first: line %1, column “%2”: %3", nullptr, values)
        .arg(numberText(first.line), first.error.where, errorText({first.error.kind, first.error.arguments, {}}));
}

QString ImportReportCard::withheldText() const
{
    const QString names = namesText(m_import.options.clearOthers);
    if (m_import.report.nameless == 0)
        return tr("Nobody lost what was known of %1: the file names nobody.").arg(names);
    return tr(
        "Nobody lost what was known of %1: %Ln refused rows may be about anybody. Please mend them and import the "
        "whole file again.",
        nullptr, int(m_import.report.nameless))
        .arg(names);
}

QString ImportReportCard::skippedText() const
{
    const int rows = int(m_import.report.skipped);
    if (m_import.options.kind == ImportKind::Events)
        return tr("%Ln rows skipped: their events are there already.", nullptr, rows);
    switch (m_import.options.mode) {
    case ImportMode::AddOnly:
        return tr("%Ln rows skipped: their users are known, and only new ones were to be added.", nullptr, rows);
    case ImportMode::UpdateOnly:
        return tr(
            "%Ln rows skipped: their users are not known, and only known ones were to be updated.", nullptr, rows);
    case ImportMode::AddAndUpdate:
        break;
    }
    return tr("%Ln rows skipped: their users were erased here and don't come back.", nullptr, rows);
}

void ImportReportCard::showFailed(const ImportReport& report)
{
    m_failed->removeRows(0, m_failed->rowCount());
    for (const RowError& failed : report.errors) {
        QStringList columns;
        QStringList reasons;
        for (const Error& error : Errors{failed.error} + failed.more) {
            columns += error.where;
            reasons += errorText({error.kind, error.arguments, {}});
        }
        m_failed->appendRow({readOnlyItem(numberText(failed.line)), readOnlyItem(namesText(columns)),
            readOnlyItem(reasons.join(u' '))});
    }
    const int rows = int(qMin<qsizetype>(report.errors.size(), mostShownRows));
    m_table->setFixedHeight((rows + 1) * rowPixels + 2);
    m_table->setVisible(rows > 0);
    m_failedTitle->setVisible(rows > 0);
    m_failedTitle->setText(report.failed > report.errors.size()
            ? tr("The first %1 of %2 refused rows").arg(numberText(report.errors.size()), numberText(report.failed))
            : tr("Refused rows"));
}

void ImportReportCard::block(const QString& reason)
{
    for (QPushButton* button : {m_save, m_segment, m_undo, m_continue, m_next})
        setBlocked(button, reason);
}

void ImportReportCard::saveFailed()
{
    saveFailedRowsAs(this, m_context.workspace.imports(), m_import.report.id, m_import.file,
        [this](const Result<qint64>& rows, const QString& path) {
            if (!rows)
                return m_message->show(Role::Error, errorText(rows.error()));
            m_message->show(Role::Ok, failedRowsText(*rows, m_import.report.failed, path));
        });
}

// --- a segment of these people -------------------------------------------------------------------------------------

void ImportReportCard::askToMakeSegment()
{
    m_context.workspace.lists().all(this, [this](const Result<QList<PeopleList>>& lists) {
        if (!lists)
            return m_message->show(Role::Error, errorText(lists.error()));
        QStringList taken;
        for (const PeopleList& list : *lists)
            taken += list.name;
        const QString name = freeName(QFileInfo(m_import.file).completeBaseName(), taken, longestName);
        ask(this, tr("Make a list of the people in the file?"),
            tr("It is called “%1” and is kept under Segments. A new segment of it opens next.").arg(name),
            tr("Make the list"), [this, name] { makeSegment(name); });
    });
}

void ImportReportCard::makeSegment(const QString& name)
{
    block(tr("The list is being made."));
    m_message->show(Role::Neutral, tr("Making a list of the people in the file …"));
    m_context.workspace.lists().upload(
        name, m_import.file, m_import.ids, this, [this](const Result<ListUploadReport>& report) {
            block({});
            if (!report)
                return m_message->show(Role::Error, errorText(report.error()));
            m_context.toast(
                tr("List “%1” made: %n people.", nullptr, int(report->list.members)).arg(report->list.name), {}, {});
            m_context.navigate(routes::segmentEdit, {{QStringLiteral("list"), report->list.name}});
        });
}

// --- undoing -------------------------------------------------------------------------------------------------------

void ImportReportCard::askUndo()
{
    askToUndo(this, m_context, m_import.report.id, m_message, [this] { undo(); });
}

void ImportReportCard::undo()
{
    block(tr("The import is being undone."));
    m_message->show(Role::Neutral, tr("Undoing the import …"));
    m_message->addAction(tr("Stop"), QStringLiteral("stopUndo"), [this] { m_context.workspace.imports().stop(); });
    m_context.workspace.imports().undo(m_import.report.id, this, [this](const Result<UndoReport>& undone) {
        block({});
        if (!undone && undone.error().kind == ErrorKind::Cancelled)
            return m_message->show(Role::Warning, tr("Stopped halfway. Undo it again to go on."));
        if (!undone)
            return m_message->show(Role::Error, errorText(undone.error()));
        m_context.toast(undoneText(*undone), {}, {});
        emit this->undone();
    });
}

} // namespace wd
