// What an import did, or would do, in words and as JSON.
#pragma once

#include "app/commandline/context.h"
#include "models/audience/importing/importer.h"

namespace wd {

struct ToldImport {
    ImportReport report;
    ImportOptions options; // as asked for
    QTimeZone zone; // of the workspace
    std::optional<ImportPreview> trial; // it was one: nothing was written
};

// Rows, warnings and hints on stderr, the report on stdout; the answer is the exit code.
int tellImport(const CliContext& context, const ToldImport& told);

// What an import added are rows: people, or events of people of whom some were not known.
qint64 newPeople(ImportKind kind, qint64 added, qint64 peopleAdded);
// "UTF-8, separated by ,": how a table was read.
QString readingText(const TableInfo& table);
QString readingSentence(const TableInfo& table);
// The same for programs.
void insertReading(const TableInfo& table, QJsonObject& json);

} // namespace wd
