#include "models/audience/importing/importrecord.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace wd {

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
        break;
    }
    return column.key;
}

ImportRecord::ImportRecord(Database& audience)
    : m_audience(audience)
    , m_update(audience, "UPDATE import SET rows_done=?, added=?, updated=?, skipped=?, failed=?, state=? WHERE id=?")
{
}

Result<qint64> ImportRecord::begin(const QString& file, const QByteArray& digest, const QList<ColumnMatch>& columns,
    const ImportOptions& options, UtcMs now)
{
    QJsonObject uses;
    for (const ColumnMatch& column : columns)
        uses.insert(column.header, useName(column, options.kind));
    const QString kind = options.kind == ImportKind::People ? QStringLiteral("people") : QStringLiteral("events");
    const QJsonObject mapping{{QStringLiteral("kind"), kind}, {QStringLiteral("columns"), uses}};
    Statement insert(m_audience,
        "INSERT INTO import(at, file, digest, mapping, rows_done, added, updated, skipped, failed, state) "
        "VALUES(?,?,?,?,0,0,0,0,0,0)");
    insert.bind(1, now).bind(2, file).bind(3, digest);
    insert.bind(4, QString::fromUtf8(QJsonDocument(mapping).toJson(QJsonDocument::Compact)));
    if (const Result<void> inserted = insert.run(); !inserted)
        return inserted.error();
    m_id = insert.lastInsertId();
    return m_id;
}

Result<void> ImportRecord::update(const ImportReport& report, State state)
{
    m_update.bind(1, report.rows).bind(2, report.added).bind(3, report.updated).bind(4, report.skipped);
    m_update.bind(5, report.failed).bind(6, int(state)).bind(7, m_id);
    return m_update.run();
}

} // namespace wd
