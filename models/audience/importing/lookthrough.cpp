#include "models/audience/importing/lookthrough.h"

#include "models/audience/importing/history/mendedtable.h"

#include <QElapsedTimer>

namespace wd {

LookThrough::LookThrough(std::unique_ptr<Table> table, const ImportOptions& options)
    : m_table(std::move(table))
    , m_options(options)
{
}

Result<std::unique_ptr<LookThrough>> LookThrough::open(
    Database& audience, const QString& file, const ImportOptions& options)
{
    Result<std::unique_ptr<Table>> table = openMendedTable(audience, file, options);
    if (!table)
        return table.error();
    std::unique_ptr<LookThrough> look(new LookThrough(std::move(table).value(), options));
    // Columns that are left out or mapped to one another are looked at as well: they can be used otherwise later.
    for (auto key = look->m_options.mapping.begin(); key != look->m_options.mapping.end(); ++key)
        if (*key != loginIdAttribute().key && *key != visitorIdAttribute().key)
            *key = key.key();
    const Result<QList<ColumnMatch>> columns = matchColumns(look->m_table->headers(), look->m_options, look->m_nothing);
    if (!columns)
        return columns.error();
    look->m_columns = *columns;
    look->m_rows = makeRowImporter(audience, look->m_nothing, look->m_columns, look->m_options, 0);
    return look;
}

Result<bool> LookThrough::go(qint64 ms)
{
    QElapsedTimer timer;
    timer.start();
    constexpr int rowsPerLook = 16; // at the clock
    while (timer.elapsed() < ms) {
        for (int rows = 0; rows < rowsPerLook; ++rows) {
            if (!m_table->next(m_row)) {
                const std::optional<Error> failed = m_table->readError();
                return failed ? Result<bool>(*failed) : Result<bool>(false);
            }
            if (m_row.fault)
                continue;
            if (const Result<void> looked = m_rows->look(m_row); !looked)
                return looked.error();
        }
    }
    return true;
}

} // namespace wd
