#include "models/audience/importing/othersclearing.h"

namespace wd {

namespace {

// The statement that follows needs the table.
Database& withNames(Database& audience)
{
    static_cast<void>(audience.execute(
        "CREATE TEMP TABLE IF NOT EXISTS named(person_id INTEGER PRIMARY KEY); DELETE FROM temp.named"));
    return audience;
}

// JSON would keep 15 digits of a number.
QByteArray exactly(const QByteArray& column)
{
    return "iif(typeof(" + column + ")='real',json(printf('%!.17g'," + column + "))," + column + ')';
}

} // namespace

QByteArrayList imageObjects(const QByteArrayList& columns)
{
    constexpr qsizetype most = 60;
    QByteArrayList objects;
    for (qsizetype from = 0; from < columns.size(); from += most) {
        QByteArrayList members;
        for (const QByteArray& column : columns.mid(from, most))
            members += '\'' + column + "'," + exactly(column);
        objects += "json_object(" + members.join(',') + ')';
    }
    return objects;
}

OthersClearing::OthersClearing(
    Database& audience, qint64 importId, const QByteArray& idColumn, const QList<Attribute>& attributes)
    : m_audience(audience)
    , m_importId(QByteArray::number(importId))
    , m_idColumn(idColumn)
    , m_name(withNames(audience), "INSERT OR IGNORE INTO temp.named VALUES(?)")
{
    for (const Attribute& attribute : attributes)
        m_columns += attribute.column();
}

Result<void> OthersClearing::name(qint64 person)
{
    m_namesAny = true;
    return m_name.bind(1, person).run();
}

Result<void> OthersClearing::finish(ImportReport& report)
{
    report.nameless = m_missed;
    report.clearingWithheld = m_missed > 0 || !m_namesAny;
    return report.clearingWithheld || m_columns.isEmpty() ? Result<void>() : clear(report);
}

Result<void> OthersClearing::clear(ImportReport& report)
{
    const QByteArray others = " FROM person WHERE source_id=0 AND erased_at IS NULL AND " + m_idColumn
        + " IS NOT NULL AND (" + m_columns.join(" IS NOT NULL OR ")
        + " IS NOT NULL) AND id NOT IN (SELECT person_id FROM temp.named)";
    QByteArray both = "before";
    const QByteArrayList objects = imageObjects(m_columns);
    for (qsizetype i = 0; i < objects.size(); ++i)
        both = "json_insert(" + both + ",'$[#]',json_extract(excluded.before,'$[" + QByteArray::number(i) + "]'))";
    const QByteArray images = "INSERT INTO import_before(import_id, person_id, before) SELECT " + m_importId
        + ", id, json_array(" + objects.join(',') + ')' + others + " ON CONFLICT DO UPDATE SET before=" + both;
    if (const Result<void> kept = m_audience.execute(images); !kept)
        return kept;
    Statement clear(
        m_audience, "UPDATE person SET " + m_columns.join("=NULL,") + "=NULL WHERE id IN (SELECT id" + others + ')');
    if (const Result<void> cleared = clear.run(); !cleared)
        return cleared;
    report.cleared = clear.changes();
    return {};
}

} // namespace wd
