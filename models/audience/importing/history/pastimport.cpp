#include "models/audience/importing/history/pastimport.h"

#include "models/audience/importing/columnmatching.h"
#include "models/storage/statement.h"

namespace wd {

namespace {

Result<QList<EventName>> eventsOf(Database& audience, const Catalogue& catalogue, qint64 id)
{
    Statement names(audience,
        "SELECT DISTINCT name_id FROM event WHERE id>=(SELECT first_event FROM import WHERE id=?1) AND import_id=?1");
    const Result<QList<qint64>> ids = names.bind(1, id).integers();
    if (!ids)
        return ids.error();
    QList<EventName> events;
    for (const EventName& event : catalogue.events())
        if (ids->contains(event.id))
            events += event;
    return events;
}

// Those who had been away go again.
Result<qint64> changedBy(Database& audience, qint64 id)
{
    Statement count(audience,
        "SELECT count(*) FROM import_before WHERE import_id=? AND json_type(before,'$[0].erased_at') IS NOT 'integer'");
    count.bind(1, id);
    const Result<bool> row = count.step();
    return row ? Result<qint64>(count.integer(0)) : row.error();
}

QList<Attribute> attributesOf(const Catalogue& catalogue, const ImportEntry& entry)
{
    QList<Attribute> attributes;
    const Result<QList<ColumnMatch>> columns = guessColumns(entry.headers, entry.options, catalogue);
    if (!columns)
        return attributes;
    QStringList keys = entry.options.clearOthers;
    for (const ColumnMatch& column : *columns)
        if (column.use == ColumnMatch::Use::Value)
            keys += column.key;
    for (const Attribute& attribute : catalogue.attributes())
        if (attribute.id > 0 && keys.contains(attribute.key))
            attributes += attribute;
    return attributes;
}

} // namespace

Result<PastImport> pastImport(Database& audience, qint64 id)
{
    const Result<ImportEntry> entry = importEntry(audience, id);
    if (!entry)
        return entry.error();
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Result<Brought> brought = broughtBy(audience, id);
    if (!brought)
        return brought.error();
    const Result<qint64> changed = changedBy(audience, id);
    if (!changed)
        return changed.error();
    PastImport past{*entry, brought->names(), {}, *changed, {}, {}};
    const Result<void> read = failedRows(audience, id, [&past](const FailedRow& row) {
        past.errors.append({row.line, row.errors.first(), row.errors.mid(1)});
        return past.errors.size() < ImportReport::mostErrors;
    });
    if (!read)
        return read.error();
    if (entry->kind == ImportKind::People) {
        past.attributes = attributesOf(*catalogue, *entry);
        return past;
    }
    const Result<QList<EventName>> events = eventsOf(audience, *catalogue, id);
    if (!events)
        return events.error();
    past.events = *events;
    return past;
}

} // namespace wd
