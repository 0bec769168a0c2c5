#include "models/audience/importing/history/importrecord.h"

#include "models/audience/importing/newids.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>

namespace wd {

namespace {

QByteArray compact(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

QString timesText(const QMap<QString, UtcMs>& times)
{
    QJsonObject json;
    for (auto it = times.cbegin(); it != times.cend(); ++it)
        json.insert(it.key(), it.value());
    return QString::fromUtf8(compact(json));
}

QJsonObject errorToJson(const Error& error)
{
    return {{QStringLiteral("kind"), QLatin1String(QMetaEnum::fromType<ErrorKind>().valueToKey(int(error.kind)))},
        {QStringLiteral("arguments"), QJsonArray::fromStringList(error.arguments)},
        {QStringLiteral("where"), error.where}};
}

QByteArray warningsText(const QList<RowError>& warnings)
{
    QJsonArray list;
    for (const RowError& warning : warnings) {
        QJsonObject json = errorToJson(warning.error);
        json.insert(lineMember, warning.line);
        list.append(json);
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QString mappingText(const QList<ColumnMatch>& columns, const ImportOptions& options, const TableInfo& table)
{
    QJsonArray headers;
    QJsonObject uses;
    for (const ColumnMatch& column : columns) {
        headers.append(column.header);
        uses.insert(column.header, useName(column, options.kind));
    }
    return QString::fromUtf8(compact({{QStringLiteral("headers"), headers}, {QStringLiteral("columns"), uses},
        {QStringLiteral("options"), importOptionsToJson(options)}, {tableMember, tableInfoToJson(table)},
        {completeMember, QJsonObject()}}));
}

} // namespace

QString useName(const ColumnMatch& column, ImportKind kind)
{
    switch (column.use) {
    case ColumnMatch::Use::LoginId:
        return kind == ImportKind::Events ? QStringLiteral("person") : loginIdAttribute().key;
    case ColumnMatch::Use::VisitorId:
        return visitorIdAttribute().key;
    case ColumnMatch::Use::Event:
        return QStringLiteral("event");
    case ColumnMatch::Use::Time:
        return QStringLiteral("time");
    case ColumnMatch::Use::SourceId:
        return QStringLiteral("event_id");
    case ColumnMatch::Use::Value:
        return column.key;
    case ColumnMatch::Use::Nothing:
        break;
    }
    return {};
}

ImportRecord::ImportRecord(Database& audience)
    : m_audience(audience)
    , m_update(audience,
          "UPDATE import SET rows_done=?, added=?, updated=?, unchanged=?, skipped=?, failed=?, people_added=?,"
          " state=?, ended_at=? WHERE id=?")
    , m_failed(audience, "INSERT INTO import_failed(import_id, number, line, fields, error) VALUES(?,?,?,?,?)")
{
}

Result<void> ImportRecord::begin(const QString& file, const QByteArray& digest, const QList<ColumnMatch>& columns,
    const ImportOptions& options, const TableInfo& table, UtcMs now)
{
    const Result<qint64> person = NewIds(m_audience, "person").next();
    if (!person)
        return person.error();
    const Result<qint64> event = NewIds(m_audience, "event").next();
    if (!event)
        return event.error();
    Statement insert(m_audience,
        "INSERT INTO import(at, file, digest, kind, mapping, rows_done, added, updated, skipped, failed, state,"
        " first_person, first_event, complete_before) SELECT ?,?,?,?,?,0,0,0,0,0,0,?,?,"
        " (SELECT json_group_object(id, complete_until) FROM event_name)");
    insert.bind(1, now).bind(2, file).bind(3, digest).bind(4, int(options.kind));
    insert.bind(5, mappingText(columns, options, table)).bind(6, *person).bind(7, *event);
    if (const Result<void> inserted = insert.run(); !inserted)
        return inserted;
    m_id = insert.lastInsertId();
    return forgetOld();
}

// What undoing older imports would need, and the rows they refused.
Result<void> ImportRecord::forgetOld()
{
    for (const QByteArray& table : {QByteArray("import_before"), QByteArray("import_failed")}) {
        Statement forget(m_audience, "DELETE FROM " + table + " WHERE import_id<=?");
        forget.bind(1, m_id - importsThatCanBeUndone);
        if (const Result<void> forgotten = forget.run(); !forgotten)
            return forgotten;
    }
    return {};
}

Result<void> ImportRecord::resume(const ImportEntry& entry, ImportReport& report)
{
    m_id = entry.id;
    report.rows = entry.rows;
    report.added = entry.added;
    report.updated = entry.updated;
    report.unchanged = entry.unchanged;
    report.skipped = entry.skipped;
    report.failed = entry.failed;
    report.peopleAdded = entry.peopleAdded;
    report.alike = entry.alike;
    report.warned = entry.warned;
    report.latest = entry.latest;
    report.continuedAt = entry.rows;
    m_failedRows = entry.failed;
    const Result<QList<RowError>> warnings = warningsOf(m_audience, m_id);
    if (!warnings)
        return warnings.error();
    report.warnings = *warnings;
    return failedRows(m_audience, m_id, [&report](const FailedRow& row) {
        report.errors.append({row.line, row.errors.first(), row.errors.mid(1)});
        return report.errors.size() < ImportReport::mostErrors;
    });
}

Result<void> ImportRecord::addFailed(const TableRow& row, const Errors& errors, const QString& whole)
{
    if (++m_failedRows > mostFailedRows)
        return {};
    QJsonArray fields;
    for (const QByteArrayView field : row.fields)
        fields.append(QString::fromUtf8(field));
    QJsonObject reason = errorToJson(errors.first());
    if (errors.size() > 1) {
        QJsonArray more;
        for (const Error& error : errors.mid(1))
            more.append(errorToJson(error));
        reason.insert(QStringLiteral("more"), more);
    }
    if (!whole.isEmpty())
        reason.insert(wholeMember, whole);
    m_failed.bind(1, m_id).bind(2, m_failedRows).bind(3, row.line);
    m_failed.bind(4, QString::fromUtf8(QJsonDocument(fields).toJson(QJsonDocument::Compact)));
    m_failed.bind(5, QString::fromUtf8(compact(reason)));
    return m_failed.run();
}

Result<void> ImportRecord::update(const ImportReport& report, ImportState state, std::optional<UtcMs> endedAt)
{
    m_update.bind(1, report.rows).bind(2, report.added).bind(3, report.updated).bind(4, report.unchanged);
    m_update.bind(5, report.skipped).bind(6, report.failed).bind(7, report.peopleAdded).bind(8, int(state));
    m_update.bind(9, endedAt).bind(10, m_id);
    return m_update.run();
}

Result<void> ImportRecord::note(const ImportReport& report, ImportState state)
{
    Statement update(m_audience,
        "UPDATE import SET mapping=json_set(mapping,'$.cleared',?,'$.alike',?,'$.warned',?,'$.latest',json(?),"
        "'$.completeUntil',json(?),'$.warnings',json(?)) WHERE id=?");
    update.bind(1, report.cleared).bind(2, report.alike).bind(3, report.warned).bind(4, timesText(report.latest));
    const bool goesOn = state != ImportState::Done;
    return update.bind(5, timesText(report.completeUntil))
        .bind(6, QString::fromUtf8(goesOn ? warningsText(report.warnings) : QByteArray("[]")))
        .bind(7, m_id)
        .run();
}

} // namespace wd
