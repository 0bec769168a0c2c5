// Reads the tables that the second opinion is told from.
#pragma once

#include <QHash>
#include <QList>
#include <QString>

using Texts = QHash<QString, QString>;

// Rows by their headers; fields in quotes hold commas, quotes and line ends. Blanks around a value are none of it, and
// an empty one is no value.
QList<Texts> table(const QString& file);
