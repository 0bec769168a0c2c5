// Tables for people at a terminal: cells stand under each other, in every script.
#pragma once

#include <QStringList>

namespace wd {

// Columns by the widest cell, two spaces apart, under their headings (none: no such line); columns of numbers are
// flush right. What would break a line or steer the terminal becomes a space.
QString columnsText(const QStringList& headings, const QList<QStringList>& rows);

} // namespace wd
