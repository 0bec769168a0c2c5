#include "ui/audience/importing/importtexts.h"

#include "ui/shared/formatting.h"

#include <QCoreApplication>

namespace wd {

namespace {

class ImportTexts {
    Q_DECLARE_TR_FUNCTIONS(wd::ImportTexts)
};

} // namespace

QString importKindText(ImportKind kind)
{
    return kind == ImportKind::People ? ImportTexts::tr("Users") : ImportTexts::tr("Events");
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
    const QList<QPair<qint64, QString>> counts{{entry.added, ImportTexts::tr("%1 added")},
        {entry.updated, ImportTexts::tr("%1 updated")}, {entry.unchanged, ImportTexts::tr("%1 unchanged")},
        {entry.skipped, ImportTexts::tr("%1 skipped")}, {entry.failed, ImportTexts::tr("%1 failed")}};
    QStringList parts;
    for (const auto& [count, words] : counts)
        if (count > 0)
            parts += words.arg(numberText(count));
    return parts.isEmpty() ? ImportTexts::tr("nothing") : parts.join(QStringLiteral(" · "));
}

QString importStateText(const ImportEntry& entry, bool runs)
{
    switch (entry.state) {
    case ImportState::Running:
        return runs ? ImportTexts::tr("Running") : ImportTexts::tr("Broken off");
    case ImportState::Done:
        return ImportTexts::tr("Done");
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
        return Role::Ok;
    case ImportState::Stopped:
        return Role::Warning;
    case ImportState::Undone:
        break;
    }
    return Role::Neutral;
}

QString undoWords(const ImportEntry& entry)
{
    const QString rest
        = ImportTexts::tr("What has been sent to people stays on record. This can't be undone itself; the "
                          "file can be imported again.");
    if (entry.kind == ImportKind::Events)
        return ImportTexts::tr("The %1 events of “%2” are removed, and the %3 users it brought. Until when events are "
                               "complete becomes what it was.")
                   .arg(numberText(entry.added), entry.file, numberText(entry.peopleAdded))
            + QStringLiteral("\n\n") + rest;
    return ImportTexts::tr(
               "The %1 users added by “%2” are removed, also from lists; the %3 it changed become what they "
               "were before, also where they were changed since.")
               .arg(numberText(entry.added), entry.file, numberText(entry.updated))
        + QStringLiteral("\n\n") + rest;
}

} // namespace wd
