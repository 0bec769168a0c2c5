// import people, events, list, failed, undo.
#include "app/commandline/columns.h"
#include "app/commandline/context.h"
#include "app/commandline/importoptions.h"
#include "models/audience/importing/history/failedrows.h"
#include "models/audience/importing/history/importundo.h"
#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/desk/settings.h"
#include "models/records/audienceuse.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/foundtypetext.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <array>

namespace wd {

namespace {

class ImportCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::ImportCommands)
public:
    static QString imported(const ImportReport& report)
    {
        return tr("Rows read: %1, added: %2, updated: %3, unchanged: %4, skipped: %5, failed: %6.")
            .arg(report.rows)
            .arg(report.added)
            .arg(report.updated)
            .arg(report.unchanged)
            .arg(report.skipped)
            .arg(report.failed);
    }
    static QString peopleAdded(qint64 people) { return tr("People nobody knew before: %1.").arg(people); }
    static QStringList headings()
    {
        return {tr("Number"), tr("Time"), tr("File"), tr("Kind"), tr("State"), tr("Rows"), tr("Added"), tr("Updated"),
            tr("Unchanged"), tr("Skipped"), tr("Failed"), tr("New people")};
    }
    static QString kind(ImportKind kind) { return kind == ImportKind::People ? tr("Users") : tr("Events"); }
    static QString state(ImportState state);
    static QString nothing() { return tr("Nothing was imported yet."); }
    static QString badRow(qint64 line, const Error& error)
    {
        return tr("Line %1: %2").arg(QString::number(line), errorText(error));
    }
    static QString foundType(const FoundType& found)
    {
        const QString column
            = found.event.isEmpty() ? found.header : QStringLiteral("%1.%2").arg(found.event, found.header);
        return tr("Column “%1”: %2", "sentence").arg(column, foundTypeText(found));
    }
    static QString reason() { return tr("Reason"); }
    static QString written(int rows) { return tr("%n rows written.", nullptr, rows); }
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

// What an import added are rows: people, or events of people of whom some were not known.
qint64 newPeople(ImportKind kind, qint64 added, qint64 peopleAdded)
{
    return kind == ImportKind::People ? added : peopleAdded;
}

QJsonArray tellRows(const CliContext& context, const QList<RowError>& rows)
{
    QJsonArray told;
    for (const RowError& row : rows) {
        for (const Error& error : Errors{row.error} + row.more) {
            told.append(QJsonObject{{QStringLiteral("line"), row.line}, {QStringLiteral("column"), error.where},
                {QStringLiteral("reason"), errorText(error)}});
            context.complain(ImportCommands::badRow(row.line, error));
        }
    }
    return told;
}

QJsonArray tellTypes(const CliContext& context, const QList<FoundType>& types)
{
    QJsonArray told;
    for (const FoundType& found : types) {
        QJsonObject type{{QStringLiteral("column"), found.header},
            {QStringLiteral("type"), attributeTypeNames().key(found.type)}, {QStringLiteral("values"), found.values}};
        if (!found.event.isEmpty())
            type.insert(QStringLiteral("event"), found.event);
        if (found.mostly) {
            type.insert(QStringLiteral("mostly"), attributeTypeNames().key(*found.mostly));
            type.insert(QStringLiteral("unfit"), found.unfit);
            type.insert(QStringLiteral("line"), found.line);
            type.insert(QStringLiteral("value"), found.value);
            context.complain(ImportCommands::foundType(found));
        }
        told.append(type);
    }
    return told;
}

int printReport(const CliContext& context, const ImportReport& report, ImportKind kind)
{
    const QJsonArray errors = tellRows(context, report.errors);
    const QJsonArray warnings = tellRows(context, report.warnings);
    const QJsonArray types = tellTypes(context, report.foundTypes);
    QJsonObject complete;
    for (auto entry = report.completeUntil.begin(); entry != report.completeUntil.end(); ++entry)
        complete.insert(
            entry.key(), QDateTime::fromMSecsSinceEpoch(entry.value(), Qt::UTC).toString(Qt::ISODateWithMs));
    QString words = ImportCommands::imported(report);
    if (kind == ImportKind::Events && report.peopleAdded > 0)
        words += u' ' + ImportCommands::peopleAdded(report.peopleAdded);
    context.answer(
        {{QStringLiteral("rows"), report.rows}, {QStringLiteral("added"), report.added},
            {QStringLiteral("updated"), report.updated}, {QStringLiteral("unchanged"), report.unchanged},
            {QStringLiteral("skipped"), report.skipped}, {QStringLiteral("failed"), report.failed},
            {QStringLiteral("peopleAdded"), newPeople(kind, report.added, report.peopleAdded)},
            {QStringLiteral("cleared"), report.cleared}, {QStringLiteral("id"), report.id},
            {QStringLiteral("continuedAt"), report.continuedAt}, {QStringLiteral("errors"), errors},
            {QStringLiteral("warnings"), warnings}, {QStringLiteral("warned"), report.warned},
            {QStringLiteral("types"), types}, {QStringLiteral("completeUntil"), complete},
            {QStringLiteral("encoding"), report.table.encoding}, {QStringLiteral("sheet"), report.table.sheet}},
        words);
    return exitcode::done;
}

QJsonObject entryToJson(const ImportEntry& entry, const QTimeZone& zone)
{
    static const std::array<QString, 5> states{QStringLiteral("unfinished"), QStringLiteral("done"),
        QStringLiteral("stopped"), QStringLiteral("undoing"), QStringLiteral("undone")};
    const bool isPeople = entry.kind == ImportKind::People;
    return {{QStringLiteral("id"), entry.id}, {QStringLiteral("at"), isoLocal(entry.at, zone)},
        {QStringLiteral("file"), entry.file},
        {QStringLiteral("kind"), isPeople ? QStringLiteral("people") : QStringLiteral("events")},
        {QStringLiteral("state"), states[size_t(entry.state)]}, {QStringLiteral("rows"), entry.rows},
        {QStringLiteral("added"), entry.added}, {QStringLiteral("updated"), entry.updated},
        {QStringLiteral("unchanged"), entry.unchanged}, {QStringLiteral("skipped"), entry.skipped},
        {QStringLiteral("failed"), entry.failed},
        {QStringLiteral("peopleAdded"), newPeople(entry.kind, entry.added, entry.peopleAdded)}};
}

QStringList cellsOf(const ImportEntry& entry, const QTimeZone& zone)
{
    QStringList cells{QString::number(entry.id), isoLocal(entry.at, zone), entry.file, ImportCommands::kind(entry.kind),
        ImportCommands::state(entry.state)};
    for (const qint64 number : {entry.rows, entry.added, entry.updated, entry.unchanged, entry.skipped, entry.failed,
             newPeople(entry.kind, entry.added, entry.peopleAdded)})
        cells += QString::number(number);
    return cells;
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

// The failed rows as a file, where asked for.
Result<void> saveFailed(const Arguments& arguments, Database& audience, const ImportReport& report)
{
    const QString file = arguments.value(QStringLiteral("failed"));
    if (file.isEmpty() || report.failed == 0)
        return {};
    const Result<qint64> rows = writeFailedRows(audience, report.id, file, ImportCommands::reason(), errorText);
    return rows ? Result<void>() : rows.error();
}

int import(const CliContext& context, const Arguments& arguments, ImportKind kind)
{
    Result<ImportOptions> options = importOptions(arguments, kind);
    if (!options)
        return context.misuse(options.error());
    const QString file = arguments.operands.first();
    // Checked before a missing workspace is made.
    if (!QFile::exists(file))
        return context.refuse(
            Error{ErrorKind::FileUnreadable, {file, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "no such file"))}, {}});
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
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
    const Result<ImportReport> report
        = importFile(*writers->audience, file, *options, context.clock.nowUtc(), false, [](const ImportProgress&) {});
    if (!report)
        return context.refuse(report.error());
    if (const Result<void> saved = saveFailed(arguments, *writers->audience, *report); !saved)
        return context.refuse(saved.error());
    return printReport(context, *report, kind);
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
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<qint64> rows
        = writeFailedRows(*readers->audience, *id, arguments.operands.at(1), ImportCommands::reason(), errorText);
    if (!rows)
        return context.refuse(rows.error());
    context.answer({{QStringLiteral("rows"), *rows}}, ImportCommands::written(int(*rows)));
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
        return context.refuse(undone.error());
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
