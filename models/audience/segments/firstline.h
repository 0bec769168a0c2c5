// Whether the first line of a file of ids alone is an id, too, or the name of their column.
#pragma once

#include <QStringList>

namespace wd {

// Unlike a name it has no letters, or the form of most lines `below` it (which letters, with digits or without), and no
// word that columns of ids are named by. In doubt it is an id: who is taken for a name is nobody.
bool readsLikeId(const QString& first, const QStringList& below);

} // namespace wd
