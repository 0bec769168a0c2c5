#include "ui/audience/importing/importtexts.h"

#include "models/audience/importing/history/importrecord.h"
#include "ui/shared/formatting.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace wd {

namespace {

class ImportTexts {
    Q_DECLARE_TR_FUNCTIONS(wd::ImportTexts)
};

QStringList countedParts(const ImportEntry& entry)
{
    const QList<QPair<qint64, QString>> counts{{entry.added, ImportTexts::tr("%1 added")},
        {entry.updated, ImportTexts::tr("%1 updated")}, {entry.unchanged, ImportTexts::tr("%1 unchanged")},
        {entry.skipped, ImportTexts::tr("%1 skipped")}};
    QStringList parts;
    for (const auto& [count, words] : counts)
        if (count > 0)
            parts += words.arg(numberText(count));
    return parts;
}

bool isWhollyRefused(const ImportEntry& entry)
{
    return entry.rows > 0 && entry.failed == entry.rows;
}

} // namespace

QString importKindText(ImportKind kind)
{
    return kind == ImportKind::People ? ImportTexts::tr("Users") : ImportTexts::tr("Events");
}

QString columnTitle(const QString& header, const TableInfo& table)
{
    static const QRegularExpression numbered(QStringLiteral("^column (\\d+)$"));
    const QRegularExpressionMatch number = numbered.match(header);
    return table.hasHeader || !number.hasMatch() ? header : ImportTexts::tr("Column %1").arg(number.captured(1));
}

QString readableCell(const QString& cell)
{
    static const QRegularExpression time(QStringLiteral("^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)$"));
    const QRegularExpressionMatch parts = time.match(cell);
    return parts.hasMatch() ? parts.captured(1) + u' ' + parts.captured(2) : cell;
}

QString tableFormatText(TableFormat format)
{
    switch (format) {
    case TableFormat::Csv:
        return ImportTexts::tr("delimited text");
    case TableFormat::Xlsx:
        return ImportTexts::tr("an Excel workbook");
    case TableFormat::JsonLines:
        return ImportTexts::tr("JSON Lines");
    }
    return {};
}

QString importCountsText(const ImportEntry& entry)
{
    QStringList parts = countedParts(entry);
    if (entry.failed > 0)
        parts += ImportTexts::tr("%1 failed").arg(numberText(entry.failed));
    return parts.isEmpty() ? ImportTexts::tr("nothing") : parts.join(QStringLiteral(" · "));
}

QString importedText(const ImportEntry& entry)
{
    const QStringList parts = countedParts(entry);
    return parts.isEmpty() ? ImportTexts::tr("nothing") : parts.join(QStringLiteral(" · "));
}

QString importStateText(const ImportEntry& entry, bool runs)
{
    switch (entry.state) {
    case ImportState::Running:
        return runs ? ImportTexts::tr("Running") : ImportTexts::tr("Broken off");
    case ImportState::Done:
        return isWhollyRefused(entry) ? ImportTexts::tr("All failed")
            : entry.failed > 0        ? ImportTexts::tr("Partly failed")
                                      : ImportTexts::tr("Done");
    case ImportState::Stopped:
        return ImportTexts::tr("Stopped");
    case ImportState::Undoing:
        return runs ? ImportTexts::tr("Being undone") : ImportTexts::tr("Half undone");
    case ImportState::Undone:
        return ImportTexts::tr("Undone");
    }
    return {};
}

Role importStateRole(const ImportEntry& entry, bool runs)
{
    switch (entry.state) {
    case ImportState::Running:
    case ImportState::Undoing:
        return runs ? Role::Accent : Role::Warning;
    case ImportState::Done:
        return isWhollyRefused(entry) ? Role::Error : entry.failed > 0 ? Role::Warning : Role::Ok;
    case ImportState::Stopped:
        return Role::Warning;
    case ImportState::Undone:
        break;
    }
    return Role::Neutral;
}

QString undoTitle(const ImportEntry& entry)
{
    return ImportTexts::tr("Undo the import of “%1”?").arg(entry.file);
}

QString undoWords(const PastImport& past)
{
    const ImportEntry& entry = past.entry;
    QStringList parts;
    if (entry.kind == ImportKind::Events) {
        parts += ImportTexts::tr("The %1 events it added are removed.").arg(numberText(entry.added));
        if (entry.peopleAdded > 0)
            parts += ImportTexts::tr("So are the %1 users nobody knew before.").arg(numberText(entry.peopleAdded));
        parts += ImportTexts::tr("Until when events are complete becomes what it was.");
        if (!past.brought.isEmpty())
            parts += ImportTexts::tr(
                "Kinds of events and properties it brought go, unless something uses them or they were changed since.");
    } else {
        if (entry.added > 0)
            parts += ImportTexts::tr("The %1 users it added are removed. Imported again, they are in the same lists.")
                         .arg(numberText(entry.added));
        if (past.changed > 0)
            parts += ImportTexts::tr("%Ln users who were there before become what they were, also where they were "
                                     "changed since.",
                nullptr, int(past.changed));
        if (!past.brought.isEmpty())
            parts
                += ImportTexts::tr("Attributes it brought go, unless something uses them or they were changed since.");
    }
    parts += ImportTexts::tr("What has been sent to people stays on record.");
    return parts.join(u'\n');
}

QString undoHindrance(const QList<ImportEntry>& entries, const ImportEntry& entry, bool isRunning)
{
    if (isRunning)
        return ImportTexts::tr("Please wait until the import that runs has ended.");
    if (entries.first().id - entry.id >= ImportRecord::importsThatCanBeUndone)
        return ImportTexts::tr("What people had before is kept for the last %1 imports only.")
            .arg(ImportRecord::importsThatCanBeUndone);
    for (const ImportEntry& later : entries) {
        if (later.id == entry.id)
            break;
        if (later.state != ImportState::Undone)
            return ImportTexts::tr("“%1” was imported later. Please undo that import first.").arg(later.file);
    }
    return {};
}

QString undoneText(const UndoReport& report)
{
    QStringList parts;
    if (report.eventsRemoved > 0)
        parts += ImportTexts::tr("%n events removed", nullptr, int(report.eventsRemoved));
    if (report.peopleRemoved > 0)
        parts += ImportTexts::tr("%n users removed", nullptr, int(report.peopleRemoved));
    if (report.peopleRestored > 0)
        parts += ImportTexts::tr("%n users as they were before", nullptr, int(report.peopleRestored));
    QString words = parts.isEmpty() ? ImportTexts::tr("Undone.")
                                    : ImportTexts::tr("Undone: %1.").arg(parts.join(ImportTexts::tr(", ", "between")));
    const auto add
        = [&words](const QString& sentence) { words = ImportTexts::tr("%1 %2", "sentences").arg(words, sentence); };
    if (const QStringList gone = report.gone.names(); !gone.isEmpty())
        add(ImportTexts::tr("Also gone, as nothing uses them: %1.").arg(namesText(gone)));
    if (const QStringList kept = report.kept.names(); !kept.isEmpty())
        add(ImportTexts::tr(
            "%1 stay, as they may be in use or were changed since; they can be removed under Users and events.")
                .arg(namesText(kept)));
    return words;
}

QString namesText(const QStringList& names)
{
    constexpr qsizetype mostNamed = 12;
    const QString first = names.mid(0, mostNamed).join(ImportTexts::tr(", ", "between names"));
    const int rest = int(qMax<qsizetype>(0, names.size() - mostNamed));
    return rest == 0 ? first : ImportTexts::tr("%1 and %n more", nullptr, rest).arg(first);
}

} // namespace wd
