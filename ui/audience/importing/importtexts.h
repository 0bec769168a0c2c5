// Words about imports that several pages use.
#pragma once

#include "models/audience/importing/history/importundo.h"
#include "ui/shared/role.h"

class QWidget;

namespace wd {

QString importKindText(ImportKind kind);
QString tableFormatText(TableFormat format);
// 1,204 added · 30 updated · 2 failed; what is zero is left out.
QString importCountsText(const ImportEntry& entry);
QString importStateText(const ImportEntry& entry, bool runs);
Role importStateRole(const ImportEntry& entry, bool runs);
// The question before undoing it, and what that will do.
QString undoTitle(const ImportEntry& entry);
QString undoWords(const ImportEntry& entry);
QString undoneText(const UndoReport& report);
// The first ones, and how many more.
QString namesText(const QStringList& names);

} // namespace wd
