#include "models/audience/importing/lookthrough.h"

#include "models/audience/importing/history/mendedtable.h"

namespace wd {

LookThrough::LookThrough(
    Database& audience, std::unique_ptr<Table> table, const ImportOptions& options, std::optional<UtcMs> now)
    : m_audience(audience)
    , m_table(std::move(table))
    , m_options(options)
    , m_now(now)
    , m_clock(options.zone)
    , m_nameOfAll(options.eventName.toUtf8())
{
}

Result<std::unique_ptr<LookThrough>> LookThrough::open(
    Database& audience, const QString& file, const ImportOptions& options, std::optional<UtcMs> now)
{
    Result<std::unique_ptr<Table>> table = openMendedTable(audience, file, options);
    if (!table)
        return table.error();
    std::unique_ptr<LookThrough> look(new LookThrough(audience, std::move(table).value(), options, now));
    // Columns that are left out or mapped to one another are looked at as well: they can be used otherwise later.
    const auto isId
        = [](const QString& key) { return key == loginIdAttribute().key || key == visitorIdAttribute().key; };
    for (auto key = look->m_options.mapping.begin(); key != look->m_options.mapping.end(); ++key)
        if (!isId(*key) && !isId(key.key()))
            *key = key.key();
    const Result<QList<ColumnMatch>> columns = matchColumns(look->m_table->headers(), look->m_options, look->m_nothing);
    if (!columns)
        return columns.error();
    look->m_columns = *columns;
    look->m_doubts.emplace(*columns);
    look->m_people.emplace(*columns);
    look->m_rows = makeRowImporter(audience, look->m_nothing, look->m_columns, look->m_options, 0);
    return look;
}

Result<bool> LookThrough::go(qint64 ms)
{
    Forecast::LookUps people(m_audience);
    const Result<bool> more = readFor(ms, *m_table, m_row, [&] { return lookAtRow(people); });
    if (!more || *more)
        return more;
    if (const Result<void> foreseen = m_people->end(m_audience); !foreseen)
        return foreseen.error();
    const Result<void> ended = m_rows->endLook();
    return ended ? more : ended.error();
}

Result<void> LookThrough::lookAtRow(Forecast::LookUps& people)
{
    ++m_told.rows;
    if (m_row.fault || m_doubts->holdsTotals(m_row)) {
        ++m_told.refused;
        return {};
    }
    if (const Result<void> looked = m_rows->look(m_row); !looked)
        return looked;
    if (m_options.kind == ImportKind::Events) {
        noteTime();
        noteId();
    }
    if (m_people->namesSomebody(m_row) && !m_doubts->refusal(m_row))
        return m_people->look(people, m_row);
    ++m_told.refused;
    return {};
}

QByteArrayView LookThrough::field(ColumnMatch::Use use) const
{
    const qsizetype column = columnOf(m_columns, use);
    return column < 0 ? QByteArrayView() : trimmedField(m_row.fields[size_t(column)]);
}

void LookThrough::noteId()
{
    const QByteArrayView id = field(ColumnMatch::Use::SourceId);
    if (id.isEmpty() || m_ids.size() == ForeseenPeople::mostRows)
        return;
    const qsizetype before = m_ids.size();
    m_ids.insert(id.toByteArray());
    m_told.sameIds += m_ids.size() == before ? 1 : 0;
}

void LookThrough::noteTime()
{
    const QByteArrayView event
        = columnOf(m_columns, ColumnMatch::Use::Event) < 0 ? m_nameOfAll : field(ColumnMatch::Use::Event);
    const std::optional<UtcMs> at = parseEventTime(field(ColumnMatch::Use::Time), m_clock);
    if (event.isEmpty() || !at)
        return;
    if (m_now && *at > *m_now) {
        if (m_told.ahead++ == 0 || *at > m_told.farthest) {
            m_told.farthest = *at;
            m_told.farthestLine = m_row.line;
        }
        return;
    }
    const auto known = m_latest.find(QByteArray::fromRawData(event.data(), event.size()));
    if (known == m_latest.end())
        m_latest.insert(event.toByteArray(), *at);
    else
        *known = std::max(*known, *at);
}

LookedThrough LookThrough::looked() const
{
    LookedThrough told = m_told;
    told.types = m_rows->foundTypes();
    told.people = m_people->foreseen();
    for (auto it = m_latest.cbegin(); it != m_latest.cend(); ++it)
        told.latest.insert(QString::fromUtf8(it.key()), it.value());
    return told;
}

} // namespace wd
