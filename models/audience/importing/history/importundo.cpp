#include "models/audience/importing/history/importundo.h"

#include "models/audience/importing/awaitedmembers.h"
#include "models/audience/importing/awaypeople.h"
#include "models/audience/importing/history/importrecord.h"
#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wd {

namespace {

constexpr int eventsPerSlice = 5'000;

// Of a before-image: the person had been away.
const QByteArray cameBack = "json_type(before,'$[0].erased_at')='integer'";

QByteArray notErased(const QByteArray& person)
{
    return "coalesce(" + person + ".erased_at," + QByteArray::number(erasedByUndo)
        + ")=" + QByteArray::number(erasedByUndo);
}

class Undo {
public:
    Undo(Database& audience, qint64 id, const FindUnused& unused)
        : m_audience(audience)
        , m_id(id)
        , m_unused(unused)
        , m_number(QByteArray::number(id))
        , m_away(audience, std::nullopt)
    {
    }

    Result<void> run(const std::atomic<bool>& stop);
    const UndoReport& report() const { return m_report; }

private:
    Result<bool> removeEvents();
    Result<void> people();
    Result<void> restoreAll(const Catalogue& catalogue);
    Result<void> restore(qint64 person, const QByteArray& before, const QStringList& known);
    Result<void> sendAway(const Catalogue& catalogue);
    Result<void> restoreComplete();
    Result<void> clearCatalogue();
    Result<int> change(const QByteArray& sql);

    Database& m_audience;
    qint64 m_id;
    const FindUnused& m_unused;
    QByteArray m_number;
    AwayPeople m_away;
    UndoReport m_report;
};

Result<int> Undo::change(const QByteArray& sql)
{
    Statement statement(m_audience, sql);
    const Result<void> run = statement.run();
    return run ? Result<int>(statement.changes()) : run.error();
}

Result<void> Undo::run(const std::atomic<bool>& stop)
{
    if (const Result<int> marked = change("UPDATE import SET state=3 WHERE id=" + m_number); !marked)
        return marked.error();
    for (;;) {
        if (stop)
            return Error{ErrorKind::Cancelled, {}, {}};
        const Result<bool> more = removeEvents();
        if (!more)
            return more.error();
        if (!*more)
            return people();
    }
}

// True: there may be more.
Result<bool> Undo::removeEvents()
{
    const Result<int> removed = change("DELETE FROM event WHERE id IN (SELECT e.id FROM event e WHERE e.id>="
                                       "(SELECT first_event FROM import WHERE id="
        + m_number + ") AND e.import_id=" + m_number + " LIMIT " + QByteArray::number(eventsPerSlice) + ')');
    if (!removed)
        return removed.error();
    m_report.eventsRemoved += *removed;
    return *removed == eventsPerSlice;
}

Result<void> Undo::people()
{
    Transaction transaction(m_audience);
    if (!transaction.begun())
        return transaction.begun();
    const Result<Catalogue> catalogue = Catalogue::load(m_audience);
    if (!catalogue)
        return catalogue.error();
    if (const Result<void> removed = sendAway(*catalogue); !removed)
        return removed;
    if (const Result<void> waiting = letWait(m_audience, m_id); !waiting)
        return waiting;
    if (const Result<void> restored = restoreAll(*catalogue); !restored)
        return restored;
    // Ids that were given back may be waited for as well.
    if (const Result<void> taken = takeInArrived(m_audience); !taken)
        return taken;
    if (const Result<void> restored = restoreComplete(); !restored)
        return restored;
    if (const Result<void> cleared = clearCatalogue(); !cleared)
        return cleared;
    for (const QByteArray& sql : {"DELETE FROM import_before WHERE import_id=" + m_number,
             "DELETE FROM import_failed WHERE import_id=" + m_number, "UPDATE import SET state=4 WHERE id=" + m_number})
        if (const Result<int> done = change(sql); !done)
            return done.error();
    return transaction.commit();
}

// Its new people, and those who came back by it. They keep their ids.
Result<void> Undo::sendAway(const Catalogue& catalogue)
{
    QByteArray changes = "erased_at=" + QByteArray::number(erasedByUndo);
    for (const Attribute& attribute : catalogue.attributes())
        if (attribute.id > 0)
            changes += ',' + attribute.column() + "=NULL";
    const Result<int> removed = change("UPDATE person SET " + changes
        + " WHERE erased_at IS NULL AND id IN (SELECT id FROM person WHERE id>=(SELECT first_person FROM import"
          " WHERE id="
        + m_number + ") AND import_id=" + m_number
        + " UNION SELECT person_id FROM import_before WHERE import_id=" + m_number + " AND " + cameBack + ')');
    if (!removed)
        return removed.error();
    m_report.peopleRemoved = *removed;
    return {};
}

// Visitor ids may have changed hands: nobody has them before they are given back. Who was erased since stays erased.
Result<void> Undo::restoreAll(const Catalogue& catalogue)
{
    QStringList known{QStringLiteral("import_id"), QStringLiteral("erased_at")};
    for (const Attribute& attribute : catalogue.attributes())
        known += QString::fromLatin1(attribute.column());
    const Result<int> freed = change("UPDATE person SET visitor_id=NULL WHERE login_id IS NOT NULL AND "
        + notErased("person") + " AND id IN (SELECT person_id FROM import_before WHERE import_id=" + m_number
        + " AND json_type(before,'$[0].visitor_id') IS NOT NULL)");
    if (!freed)
        return freed.error();
    Statement images(m_audience,
        "SELECT b.person_id, b.before, json_extract(b.before,'$[0].visitor_id'), p.erased_at IS NOT NULL FROM "
        "import_before b CROSS JOIN person p ON p.id=b.person_id WHERE b.import_id="
            + m_number + " AND " + notErased("p"));
    for (;;) {
        const Result<bool> row = images.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        const qint64 person = images.integer(0);
        if (const Result<void> room = m_away.makeRoom({}, images.utf8(2), person); !room)
            return room;
        if (const Result<void> restored = restore(person, images.blob(1), known); !restored)
            return restored;
        m_report.peopleRestored += images.integer(3) == 1 ? 0 : 1;
    }
}

// An attribute may have been removed since: nobody has its values any more.
Result<void> Undo::restore(qint64 person, const QByteArray& before, const QStringList& known)
{
    QByteArrayList columns;
    QVariantList values;
    const QJsonArray objects = QJsonDocument::fromJson(before).array();
    for (const auto& object : objects) {
        const QJsonObject members = object.toObject();
        for (auto it = members.begin(); it != members.end(); ++it) {
            if (!known.contains(it.key()))
                continue;
            columns += it.key().toLatin1() + "=?";
            values += it.value().toVariant();
        }
    }
    if (columns.isEmpty())
        return {};
    Statement update(m_audience, "UPDATE person SET " + columns.join(',') + " WHERE id=?");
    for (qsizetype i = 0; i < values.size(); ++i)
        update.bind(int(i) + 1, values[i]);
    update.bind(int(values.size()) + 1, person);
    return update.run();
}

// Of the events of this import, where nobody has said anything else since. An earlier version noted no more than what
// was before.
Result<void> Undo::restoreComplete()
{
    const QByteArray of = " FROM import i, json_each(i.";
    const QByteArray id = " WHERE i.id=" + m_number;
    const QByteArray before = of + "complete_before) b" + id;
    const Result<int> restored = change("UPDATE event_name SET complete_until=(SELECT b.value" + before
        + " AND b.key=event_name.id) WHERE EXISTS(SELECT 1" + of + "mapping,'$.completeUntil') s" + id
        + " AND s.key=event_name.key AND s.value=event_name.complete_until) OR ((SELECT kind=1 AND"
          " json_type(mapping,'$.completeUntil') IS NULL FROM import WHERE id="
        + m_number + ") AND (id IN (SELECT b.key" + before
        + ") OR NOT EXISTS(SELECT 1 FROM event WHERE name_id=event_name.id)))");
    return restored ? Result<void>() : restored.error();
}

Result<void> Undo::clearCatalogue()
{
    const Result<Brought> unchanged = broughtUnchanged(m_audience, m_id);
    if (!unchanged)
        return unchanged.error();
    // A damaged rule may hide a use: then all counts as used.
    const Result<Brought> unused = m_unused ? m_unused(*unchanged) : Brought();
    const Result<Brought> gone = removeEmpty(m_audience, unused ? *unused : Brought());
    if (!gone)
        return gone.error();
    m_report.gone = *gone;
    const Result<Brought> kept = broughtBy(m_audience, m_id);
    if (!kept)
        return kept.error();
    m_report.kept = *kept;
    return {};
}

} // namespace

Result<void> canUndoImport(Database& audience, qint64 id)
{
    const Result<ImportEntry> entry = importEntry(audience, id);
    if (!entry)
        return entry.error();
    if (entry->state == ImportState::Undone)
        return Error{ErrorKind::ImportUndone, {entry->file}, {}};
    Statement newest(audience, "SELECT max(id) FROM import");
    const Result<bool> any = newest.step();
    if (!any)
        return any.error();
    constexpr qint64 most = ImportRecord::importsThatCanBeUndone;
    if (newest.integer(0) - id >= most)
        return Error{ErrorKind::BadValue,
            {QString::number(id),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase",
                           "one of the last %1 imports, undone ones among them: what people had before older ones is "
                           "not kept"),
                    {QString::number(most)})},
            {}};
    Statement later(audience, "SELECT file, at FROM import WHERE id>? AND state<>4 ORDER BY id DESC LIMIT 1");
    later.bind(1, id);
    const Result<bool> row = later.step();
    if (!row)
        return row.error();
    if (*row)
        return Error{ErrorKind::LaterImport, {later.text(0), isoUtc(later.integer(1))}, {}};
    return {};
}

Result<UndoReport> undoImport(Database& audience, qint64 id, const FindUnused& unused, const std::atomic<bool>& stop)
{
    if (const Result<void> can = canUndoImport(audience, id); !can)
        return can.error();
    Undo undo(audience, id, unused);
    const Result<void> done = undo.run(stop);
    return done ? Result<UndoReport>(undo.report()) : done.error();
}

} // namespace wd
