// import people, events, list, failed, undo.
#include "app/commandline/columns.h"
#include "app/commandline/context.h"
#include "app/commandline/importoptions.h"
#include "app/commandline/importreport.h"
#include "app/commandline/stopsignal.h"
#include "models/audience/importing/history/failedrows.h"
#include "models/audience/importing/history/importrecord.h"
#include "models/audience/importing/history/importundo.h"
#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/desk/settings.h"
#include "models/records/audienceuse.h"
#include "ui/texts/errortexts.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>

#include <array>

#include <unistd.h>

namespace wd {

namespace {

const QString failedOption = QStringLiteral("failed");

class ImportCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::ImportCommands)
public:
    static QStringList headings()
    {
        return {tr("Number"), tr("Time"), tr("File"), tr("Kind"), tr("State"), tr("Rows"), tr("Added"), tr("Updated"),
            tr("Unchanged"), tr("Skipped"), tr("Failed"), tr("New people"), tr("Lost a value"), tr("Read as")};
    }
    static QString kind(const ImportEntry& entry)
    {
        if (!entry.list.isEmpty())
            return tr("List");
        return entry.kind == ImportKind::People ? tr("Users") : tr("Events");
    }
    static QString state(ImportState state);
    static QString nothing() { return tr("Nothing was imported yet."); }
    static QString reason() { return tr("Reason"); }
    static QString people()
    {
        return tr("Nor does any column say when something was. If the file says who people are: import people FILE.");
    }
    static QString missing(const QString& field, const QString& headers, ImportKind kind);
    static QString again() { return tr("--again imports it all the same, from its beginning."); }
    static QString progress(qint64 rows, int percent)
    {
        return tr("%1 rows, %2 % of the file. Ctrl+C stops; what is in stays in.").arg(rows).arg(percent);
    }
    static QString written(qint64 rows, qint64 failed)
    {
        return rows < failed ? partlyWritten(rows, failed) : tr("%n rows written.", nullptr, int(rows));
    }
    static QString partlyWritten(qint64 rows, qint64 failed)
    {
        const int n = int(rows);
        return rows < ImportRecord::mostFailedRows
            ? tr("%n of %1 refused rows written: the others were not kept.", nullptr, n).arg(failed)
            : tr("%n of %1 refused rows written: more of one import are not kept.", nullptr, n).arg(failed);
    }
    static QString undone(const UndoReport& report)
    {
        QString words = tr("Events removed: %1, people removed: %2, people as they were before: %3.")
                            .arg(report.eventsRemoved)
                            .arg(report.peopleRemoved)
                            .arg(report.peopleRestored);
        if (const QStringList gone = report.gone.names(); !gone.isEmpty())
            words += u'\n' + tr("Also gone, as nothing uses them: %1.").arg(gone.join(QStringLiteral(", ")));
        if (const QStringList kept = report.kept.names(); !kept.isEmpty())
            words += u'\n'
                + tr("Kept, as they may be in use or were changed since: %1. See attribute remove and event remove.")
                      .arg(kept.join(QStringLiteral(", ")));
        return words;
    }
};

QString ImportCommands::missing(const QString& field, const QString& headers, ImportKind kind)
{
    if (field == u"event")
        return tr("No column names the event. The file has: %1. Please name it: --event COL, or name the event of all "
                  "rows: --event-name NAME.")
            .arg(headers);
    if (field == u"time")
        return tr("No column says when it was. The file has: %1. Please name it: --time COL.").arg(headers);
    return kind == ImportKind::People
        ? tr("No column holds the users' ids. The file has: %1. Please name it: --login-id COL or --visitor-id COL.")
              .arg(headers)
        : tr("No column holds the users' ids. The file has: %1. Please name it: --person COL or --visitor COL.")
              .arg(headers);
}

QString ImportCommands::state(ImportState state)
{
    switch (state) {
    case ImportState::Running:
        return tr("unfinished");
    case ImportState::Done:
        return tr("done");
    case ImportState::Stopped:
        return tr("stopped");
    case ImportState::Undoing:
        return tr("being undone");
    case ImportState::Undone:
        return tr("undone");
    }
    Q_UNREACHABLE();
}

QJsonObject entryToJson(const ImportEntry& entry, const QTimeZone& zone)
{
    static const std::array<QString, 5> states{QStringLiteral("unfinished"), QStringLiteral("done"),
        QStringLiteral("stopped"), QStringLiteral("undoing"), QStringLiteral("undone")};
    const bool isPeople = entry.kind == ImportKind::People;
    QJsonObject json{{QStringLiteral("id"), entry.id}, {QStringLiteral("at"), isoLocal(entry.at, zone)},
        {QStringLiteral("file"), entry.file},
        {QStringLiteral("kind"), isPeople ? QStringLiteral("people") : QStringLiteral("events")},
        {QStringLiteral("state"), states[size_t(entry.state)]}, {QStringLiteral("rows"), entry.rows},
        {QStringLiteral("added"), entry.added}, {QStringLiteral("updated"), entry.updated},
        {QStringLiteral("unchanged"), entry.unchanged}, {QStringLiteral("skipped"), entry.skipped},
        {QStringLiteral("failed"), entry.failed},
        {QStringLiteral("peopleAdded"), newPeople(entry.kind, entry.added, entry.peopleAdded)},
        {QStringLiteral("cleared"), entry.cleared}, {QStringLiteral("alike"), entry.alike}};
    if (!entry.options.clearOthers.isEmpty())
        json.insert(QStringLiteral("clearOthers"), QJsonArray::fromStringList(entry.options.clearOthers));
    if (entry.table)
        insertReading(*entry.table, json);
    return json;
}

QStringList cellsOf(const ImportEntry& entry, const QTimeZone& zone)
{
    QStringList cells{QString::number(entry.id), isoLocal(entry.at, zone), entry.file, ImportCommands::kind(entry),
        ImportCommands::state(entry.state)};
    for (const qint64 number : {entry.rows, entry.added, entry.updated, entry.unchanged, entry.skipped, entry.failed,
             newPeople(entry.kind, entry.added, entry.peopleAdded), entry.cleared})
        cells += QString::number(number);
    return cells + QStringList{entry.table ? readingText(*entry.table) : QString()};
}

Result<qint64> importId(const QString& text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    if (isNumber)
        return id;
    return Error{ErrorKind::BadValue,
        {text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the number of an import, see import list"))}, {}};
}

bool isTableName(const QString& file)
{
    const QString ending = QFileInfo(file).suffix().toLower();
    return ending == u"xlsx" || ending == u"csv";
}

Error notATableName(const QString& file)
{
    return {
        ErrorKind::BadValue, {file, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a name that ends in .xlsx or .csv"))}, {}};
}

// Its time as import list shows it.
Error inZone(Error error, Database& workspace)
{
    const Result<QString> zone = workspaceZone(workspace);
    const QDateTime at = QDateTime::fromString(error.arguments.value(1), Qt::ISODateWithMs);
    if (error.kind == ErrorKind::LaterImport && zone && at.isValid())
        error.arguments[1] = isoLocal(at.toMSecsSinceEpoch(), QTimeZone(zone->toUtf8()));
    return error;
}

// Before anything is imported.
std::optional<Error> failedFileFault(const Arguments& arguments, const QString& source)
{
    const QString file = arguments.value(failedOption);
    if (!arguments.has(failedOption))
        return std::nullopt;
    if (!isTableName(file))
        return notATableName(file);
    const QFileInfo info(file);
    if (info.exists() && info.canonicalFilePath() == QFileInfo(source).canonicalFilePath())
        return Error{ErrorKind::BadValue,
            {file, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "another file than the one that is imported"))}, {}};
    if (info.isDir() || !QFileInfo(info.absolutePath()).isWritable())
        return Error{ErrorKind::FileUnwritable,
            {file, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "its folder is not there or can't be written to"))}, {}};
    return std::nullopt;
}

// Written where it was asked for, even if there are none: an older file is not this import's.
Result<void> saveFailed(
    const CliContext& context, const Arguments& arguments, Database& audience, const ImportReport& report)
{
    if (!arguments.has(failedOption) || report.id == 0)
        return {};
    const Result<qint64> rows
        = writeFailedRows(audience, report.id, arguments.value(failedOption), ImportCommands::reason(), errorText);
    if (rows && *rows < report.failed)
        context.complain(ImportCommands::partlyWritten(*rows, report.failed));
    return rows ? Result<void>() : rows.error();
}

bool namesNoTime(Database& audience, const QString& file, const ImportOptions& options)
{
    const Result<ImportPreview> preview = previewImport(audience, file, options);
    const auto isTime = [](const ImportPreview::Column& column) { return column.use == u"time"; };
    return preview && std::none_of(preview->columns.begin(), preview->columns.end(), isTime);
}

// What is missing, what there is, and which option names it.
int refuseImport(const CliContext& context, const Error& error, ImportKind kind, bool namesNoTime)
{
    if (error.kind == ErrorKind::MissingField && error.arguments.size() == 2) {
        context.complain(ImportCommands::missing(error.arguments[0], error.arguments[1], kind));
        if (error.arguments[0] == u"event" && namesNoTime)
            context.complain(ImportCommands::people());
        return exitcode::badInput;
    }
    const int code = context.refuse(error);
    if (error.kind == ErrorKind::AlreadyImported || error.kind == ErrorKind::ImportUnfinished)
        context.complain(ImportCommands::again());
    return code;
}

// How far it is, on one line of the terminal that is written over; elsewhere nothing.
class ProgressLine {
public:
    explicit ProgressLine(const CliContext& context)
        : m_context(context)
    {
        const auto* const file = qobject_cast<QFileDevice*>(&context.io.err);
        m_shown = file && file->handle() >= 0 && ::isatty(file->handle()) == 1;
    }
    ~ProgressLine()
    {
        if (m_last)
            write("\r\x1b[K");
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const ImportProgress& progress)
    {
        const qint64 now = m_shown ? m_context.clock.monotonic() : 0;
        if (!m_shown || (m_last && now - *m_last < 200))
            return;
        m_last = now;
        const int percent = progress.bytesTotal > 0 ? int(100 * progress.bytesDone / progress.bytesTotal) : 0;
        write("\r" + ImportCommands::progress(progress.rows, percent).toUtf8() + "\x1b[K");
    }

private:
    void write(const QByteArray& bytes)
    {
        m_context.io.err.write(bytes);
        if (auto* const file = qobject_cast<QFileDevice*>(&m_context.io.err))
            file->flush();
    }

    const CliContext& m_context;
    bool m_shown = false;
    std::optional<qint64> m_last;
};

int import(CliContext& context, const Arguments& arguments, ImportKind kind)
{
    Result<ImportOptions> options = importOptions(arguments, kind);
    if (!options)
        return context.misuse(options.error());
    const QString file = arguments.operands.first();
    const bool isTrial = arguments.has(dryRunOption());
    // Checked before a missing workspace is made.
    if (!QFile::exists(file))
        return context.refuse(
            Error{ErrorKind::FileUnreadable, {file, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "no such file"))}, {}});
    if (const std::optional<Error> fault = failedFileFault(arguments, file))
        return context.refuse(*fault);
    std::optional<StopSignal> stop(std::in_place); // before anything is written
    const QTemporaryDir nowhere; // where a trial has no workspace yet
    if (isTrial && !workspaceExists(context.folder))
        context.folder = nowhere.filePath(QStringLiteral("workspace"));
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    Database& audience = *writers->audience;
    const Result<QString> zone = workspaceZone(*writers->workspace);
    if (!zone)
        return context.refuse(zone.error());
    const QTimeZone workspaceZone(zone->toUtf8());
    if (!arguments.has(zoneOption()))
        options->zone = workspaceZone;
    if (const QString until = QStringLiteral("complete-until"); arguments.has(until)) {
        const Result<UtcMs> at = timeFrom(arguments.value(until), until, workspaceZone);
        if (!at)
            return context.refuse(at.error());
        options->completeUntil = *at;
    }
    ToldImport told{{}, *options, workspaceZone, std::nullopt};
    const auto refuse
        = [&](const Error& error) { return refuseImport(context, error, kind, namesNoTime(audience, file, *options)); };
    if (isTrial) {
        const Result<ImportPreview> preview = previewImport(audience, file, *options);
        if (!preview)
            return refuse(preview.error());
        told.trial = *preview;
    }
    {
        ProgressLine line(context);
        const Result<ImportReport> report = (isTrial ? tryImport : importFile)(audience, file, *options,
            context.clock.nowUtc(), stop->flag(), [&line](const ImportProgress& progress) { line.show(progress); });
        if (!report)
            return refuse(report.error());
        told.report = *report;
    }
    stop.reset();
    const int code = tellImport(context, told);
    if (isTrial)
        return code;
    const Result<void> saved = saveFailed(context, arguments, audience, told.report);
    return saved ? code : context.refuse(saved.error());
}

} // namespace

int importPeopleCommand(CliContext& context, const Arguments& arguments)
{
    return import(context, arguments, ImportKind::People);
}

int importEventsCommand(CliContext& context, const Arguments& arguments)
{
    return import(context, arguments, ImportKind::Events);
}

int importListCommand(CliContext& context, const Arguments& arguments)
{
    const Result<int> limit = numberOption(arguments, QStringLiteral("limit"), 20, 1, 100'000);
    if (!limit)
        return context.misuse(limit.error());
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<QList<ImportEntry>> history = importHistory(*readers->audience, *limit);
    if (!history)
        return context.refuse(history.error());
    QJsonArray list;
    QList<QStringList> rows;
    for (const ImportEntry& entry : *history) {
        list.append(entryToJson(entry, readers->zone));
        rows += cellsOf(entry, readers->zone);
    }
    context.answer({{QStringLiteral("imports"), list}},
        rows.isEmpty() ? ImportCommands::nothing() : columnsText(ImportCommands::headings(), rows));
    return exitcode::done;
}

int importFailedCommand(CliContext& context, const Arguments& arguments)
{
    const Result<qint64> id = importId(arguments.operands.first());
    if (!id)
        return context.misuse(id.error());
    if (!isTableName(arguments.operands.at(1)))
        return context.refuse(notATableName(arguments.operands.at(1)));
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<ImportEntry> entry = importEntry(*readers->audience, *id);
    if (!entry)
        return context.refuse(entry.error());
    const Result<qint64> rows
        = writeFailedRows(*readers->audience, *id, arguments.operands.at(1), ImportCommands::reason(), errorText);
    if (!rows)
        return context.refuse(rows.error());
    context.answer({{QStringLiteral("rows"), *rows}, {QStringLiteral("failed"), entry->failed}},
        ImportCommands::written(*rows, entry->failed));
    return exitcode::done;
}

int importUndoCommand(CliContext& context, const Arguments& arguments)
{
    const Result<qint64> id = importId(arguments.operands.first());
    if (!id)
        return context.misuse(id.error());
    if (!workspaceExists(context.folder))
        return context.refuse(Error{ErrorKind::WorkspaceMissing, {context.folder}, {}});
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    const auto unused = [&writers](const Brought& brought) { return unusedOf(*writers->workspace, brought); };
    const Result<UndoReport> undone = undoImport(*writers->audience, *id, unused, false);
    if (!undone)
        return context.refuse(inZone(undone.error(), *writers->workspace));
    const QStringList gone = undone->gone.names();
    const QStringList kept = undone->kept.names();
    context.answer({{QStringLiteral("eventsRemoved"), undone->eventsRemoved},
                       {QStringLiteral("peopleRemoved"), undone->peopleRemoved},
                       {QStringLiteral("peopleRestored"), undone->peopleRestored},
                       {QStringLiteral("removed"), QJsonArray::fromStringList(gone)},
                       {QStringLiteral("kept"), QJsonArray::fromStringList(kept)}},
        ImportCommands::undone(*undone));
    return exitcode::done;
}

} // namespace wd
