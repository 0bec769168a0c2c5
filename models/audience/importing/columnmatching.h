// Which column of a table is what: ids, event, time, and attributes or properties for the rest.
#pragma once

#include "models/audience/importing/importer.h"

namespace wd {

struct ColumnMatch {
    enum class Use { LoginId, VisitorId, Event, Time, SourceId, Value, Nothing };
    Use use = Use::Value;
    QString header;
    QString key; // Value: the attribute's or property's
};

// In the order of headers. Errors: BadValue (a column named in the options is not there), Duplicate (two columns for
// one key).
Result<QList<ColumnMatch>> guessColumns(
    const QStringList& headers, const ImportOptions& options, const Catalogue& catalogue);
// MissingField while no column is an id, an event or a time; its second argument: the headers.
std::optional<Error> missingColumn(const QList<ColumnMatch>& columns, ImportKind kind, const QString& eventName);
// Errors of both.
Result<QList<ColumnMatch>> matchColumns(
    const QStringList& headers, const ImportOptions& options, const Catalogue& catalogue);
// The keys of attributes that are named by key, label or column; NotOneOf, NotFound.
Result<QStringList> clearedKeys(
    const QStringList& names, const QList<ColumnMatch>& columns, const Catalogue& catalogue);
// Whether a column of this name is taken for an id, an event or a time unless told otherwise.
bool isWellKnownName(const QString& header);
// Whether a column of this name numbers orders or payments.
bool numbersOrders(const QString& header);
// Whether a column of these names is taken for a person's id.
bool namePerson(const QStringList& headers);
// Whether columns of these names tell of events: one names them, one says when they were.
bool nameEvents(const QStringList& headers);
qsizetype columnOf(const QList<ColumnMatch>& columns, ColumnMatch::Use use); // -1: none
QList<qsizetype> unusedColumns(const QList<ColumnMatch>& columns);

} // namespace wd
