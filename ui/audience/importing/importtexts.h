// Words about imports that several pages use.
#pragma once

#include "models/audience/importing/history/importundo.h"
#include "models/audience/importing/history/pastimport.h"
#include "ui/shared/role.h"

class QWidget;

namespace wd {

QString importKindText(ImportKind kind);
// Of a table without a header the columns are numbered.
QString columnTitle(const QString& header, const TableInfo& table);
// A time of a workbook as people write it.
QString readableCell(const QString& cell);
QString tableFormatText(TableFormat format);
// 1,204 added · 30 updated · 2 failed; what is zero is left out.
QString importCountsText(const ImportEntry& entry);
// The same without what failed.
QString importedText(const ImportEntry& entry);
QString importStateText(const ImportEntry& entry, bool runs);
Role importStateRole(const ImportEntry& entry, bool runs);
// The question before undoing it, and what that will do.
QString undoTitle(const ImportEntry& entry);
QString undoWords(const PastImport& past);
// Why one of all the imports can't be undone now; empty: it can.
QString undoHindrance(const QList<ImportEntry>& entries, const ImportEntry& entry, bool isRunning);
QString undoneText(const UndoReport& report);
// The first ones, and how many more.
QString namesText(const QStringList& names);

} // namespace wd
