// Whether the first line of a file of ids alone is an id, too, or the name of their column.
#pragma once

#include "models/audience/importing/tables/table.h"
#include "models/audience/rules/segment.h"

namespace wd {

class Database;

// Unlike a name it has no letters, or the form of most lines `below` it (which letters, with digits or without), and no
// word that columns of ids are named by. In doubt it is an id: who is taken for a name is nobody.
bool readsLikeId(const QString& first, const QStringList& below);

// One value a line, and neither the options nor the first line itself say whether that one is a name.
bool mayBeIdsAlone(const Table& table, const TableOptions& options);

// The table, opened with these options; opened again without a header when it may be ids alone and its first line is
// one, as somebody of that kind is known by it or as it reads like the lines below it.
Result<std::unique_ptr<Table>> withFirstId(
    Database& audience, const QString& file, const TableOptions& options, UserKind kind, std::unique_ptr<Table> table);

} // namespace wd
