#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/doubts.h"
#include "models/audience/importing/history/importrecord.h"
#include "models/audience/importing/history/mendedtable.h"
#include "models/audience/importing/history/rememberedcolumns.h"
#include "models/audience/importing/rowimporter.h"
#include "models/audience/importing/typeguess.h"
#include "models/audience/importing/valueparsing.h"
#include "models/storage/statement.h"

#include <QSet>

namespace wd {

namespace {

constexpr qsizetype previewRows = 100;

AttributeType guessedType(const ImportPreview& preview, qsizetype column)
{
    TypeGuess guess(preview.headers[column]);
    for (const QStringList& row : std::as_const(preview.rows))
        if (column < row.size())
            guess.look(row[column].toUtf8());
    return guess.type();
}

// A property is known when any event has it; events share their columns.
const Property* knownProperty(const Catalogue& catalogue, const QString& key)
{
    for (const EventName& event : catalogue.events())
        if (const Property* property = event.propertyByKey(key))
            return property;
    return nullptr;
}

ImportPreview::Column columnOfPreview(const ImportPreview& preview, qsizetype index, const ColumnMatch& match,
    const Catalogue& catalogue, const ImportOptions& options)
{
    const QString use = useName(match, options.kind);
    if (match.use == ColumnMatch::Use::Time)
        return {use, AttributeType::DateTime, false};
    if (match.use != ColumnMatch::Use::Value)
        return {use, AttributeType::Text, false};
    if (options.kind == ImportKind::People) {
        if (const Attribute* attribute = catalogue.attributeByKey(match.key))
            return {use, attribute->type, false};
    } else if (const Property* property = knownProperty(catalogue, match.key)) {
        return {use, property->type, false};
    }
    return {use, options.types.value(match.header, guessedType(preview, index)), true};
}

QMap<QString, UtcMs> latestTimes(
    const ImportPreview& preview, const QList<ColumnMatch>& matches, const ImportOptions& options)
{
    QMap<QString, UtcMs> latest;
    const qsizetype event = columnOf(matches, ColumnMatch::Use::Event);
    const qsizetype time = columnOf(matches, ColumnMatch::Use::Time);
    if ((event < 0 && options.eventName.isEmpty()) || time < 0)
        return latest;
    WallClock clock(options.zone);
    for (const QStringList& row : std::as_const(preview.rows)) {
        const std::optional<UtcMs> at = parseEventTime(row.value(time).toUtf8(), clock);
        const QString name = event < 0 ? options.eventName : row.value(event);
        if (at && !name.isEmpty())
            latest[name] = std::max(latest.value(name, *at), *at);
    }
    return latest;
}

// Of the columns most of whose different first values are login ids of people here, the one with the most: small
// numbers may be ids, too.
Result<QString> columnOfKnownIds(Database& audience, const ImportPreview& preview, const QList<ColumnMatch>& matches)
{
    Statement known(audience, "SELECT 1 FROM person WHERE source_id=0 AND erased_at IS NULL AND login_id=?");
    QString best;
    qsizetype most = 0;
    for (qsizetype i = 0; i < matches.size(); ++i) {
        if (matches[i].use != ColumnMatch::Use::Value)
            continue;
        QSet<QString> values;
        for (const QStringList& row : preview.rows)
            values += row.value(i);
        values.remove(QString());
        qsizetype ids = 0;
        for (const QString& value : std::as_const(values)) {
            known.reset();
            known.bind(1, value);
            const Result<bool> found = known.step();
            if (!found)
                return found.error();
            ids += *found ? 1 : 0;
        }
        if (2 * ids > values.size() && ids > most) {
            most = ids;
            best = matches[i].header;
        }
    }
    return best;
}

// Unless a column is named for ids of events. What is a property already stays one.
QString orderNumbersIn(const ImportPreview& preview, const Catalogue& catalogue)
{
    ImportOptions events;
    events.kind = ImportKind::Events;
    const Result<QList<ColumnMatch>> columns = guessColumns(preview.headers, events, Catalogue());
    if (!columns || columnOf(*columns, ColumnMatch::Use::SourceId) >= 0)
        return {};
    for (qsizetype i = 0; i < columns->size(); ++i) {
        const QString& header = preview.headers[i];
        const bool isFree = (*columns)[i].use == ColumnMatch::Use::Value && !knownProperty(catalogue, header);
        if (!isFree || !numbersOrders(header))
            continue;
        QSet<QString> values;
        for (const QStringList& row : preview.rows)
            values += row.value(i);
        values.remove(QString());
        if (!values.isEmpty() && values.size() == preview.rows.size())
            return header;
    }
    return {};
}

// What the table has warned of is told already.
void warnOfLostDigits(ImportPreview& preview, const QList<qint64>& lines)
{
    const QList<RowError> told = preview.warnings;
    for (qsizetype i = 0; i < preview.rows.size(); ++i) {
        for (qsizetype column = 0; column < std::min(preview.rows[i].size(), preview.columns.size()); ++column) {
            const ImportPreview::Column& plan = preview.columns[column];
            const auto isIt = [&](const RowError& warning) {
                return warning.line == lines[i] && warning.error.where == preview.headers[column];
            };
            const std::optional<Error> lost
                = digitsLost(preview.rows[i][column].toUtf8(), plan.type, preview.headers[column]);
            if (lost && std::none_of(told.begin(), told.end(), isIt))
                preview.warnings.append({lines[i], *lost, {}});
        }
    }
}

} // namespace

Result<ImportPreview> previewImport(Database& audience, const QString& file, const ImportOptions& asked)
{
    const Result<std::unique_ptr<Table>> table = openMendedTable(audience, file, asked);
    if (!table)
        return table.error();
    QStringList used;
    const Result<ImportOptions> remembered = remembering(audience, (*table)->headers(), asked, used);
    if (!remembered)
        return remembered.error();
    const ImportOptions& options = *remembered;
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Result<QList<ColumnMatch>> matches = guessColumns((*table)->headers(), options, *catalogue);
    if (!matches)
        return matches.error();
    ImportPreview preview;
    preview.missing = missingColumn(*matches, options.kind, options.eventName);
    preview.table = (*table)->info();
    preview.headers = (*table)->headers();
    Doubts doubts(*matches);
    QList<qint64> lines;
    TableRow row;
    while (preview.rows.size() < previewRows && (*table)->next(row)) {
        QStringList fields;
        for (const QByteArrayView field : row.fields)
            fields += QString::fromUtf8(trimmedField(field));
        preview.rows += fields;
        lines += row.line;
        if (!row.fault)
            for (const Error& doubt : doubts.of(row))
                preview.warnings.append({row.line, doubt, {}});
    }
    for (qsizetype i = 0; i < matches->size(); ++i)
        preview.columns += columnOfPreview(preview, i, (*matches)[i], *catalogue, options);
    warnOfLostDigits(preview, lines);
    preview.orderNumbers = orderNumbersIn(preview, *catalogue);
    preview.latest = latestTimes(preview, *matches, options);
    if (columnOf(*matches, ColumnMatch::Use::LoginId) < 0 && columnOf(*matches, ColumnMatch::Use::VisitorId) < 0) {
        const Result<QString> known = columnOfKnownIds(audience, preview, *matches);
        if (!known)
            return known.error();
        preview.knownIds = *known;
    }
    return preview;
}

} // namespace wd
