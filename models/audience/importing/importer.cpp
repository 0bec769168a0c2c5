#include "models/audience/importing/importer.h"

#include "models/audience/importing/awaitedmembers.h"
#include "models/audience/importing/doubts.h"
#include "models/audience/importing/history/brought.h"
#include "models/audience/importing/history/importrecord.h"
#include "models/audience/importing/history/mendedtable.h"
#include "models/audience/importing/history/rememberedcolumns.h"
#include "models/audience/importing/rowimporter.h"
#include "models/audience/query/eventindexes.h"
#include "models/base/zonedtime.h"
#include "models/storage/transaction.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonObject>

namespace wd {

namespace {

// A commit writes each index page that its rows touched, once: with 3,000,000 events, slices of 0.2 s took twice as
// long as those of 4 s. So much is read again after a crash.
constexpr qint64 sliceMs = 4000;
constexpr int rowsPerLook = 16;

// While an import runs: a bigger page cache and rarer checkpoints, as its rows hit index pages all over the file; and
// no wait for the disk at each slice, as a repeat goes on behind the last one that is there.
class RoomyDatabase {
public:
    explicit RoomyDatabase(Database& database)
        : m_database(database)
    {
        set("PRAGMA cache_size=-131072; PRAGMA wal_autocheckpoint=8000; PRAGMA synchronous=NORMAL");
    }
    ~RoomyDatabase() { set("PRAGMA cache_size=-2000; PRAGMA wal_autocheckpoint=1000; PRAGMA synchronous=FULL"); }
    RoomyDatabase(const RoomyDatabase&) = delete;
    RoomyDatabase& operator=(const RoomyDatabase&) = delete;

private:
    // Only speed depends on it.
    void set(const char* pragmas) { static_cast<void>(m_database.execute(pragmas)); }
    Database& m_database;
};

enum class Kind { Real, Trial };

// A transaction of its own, or a part of the trial's, which is rolled back in the end.
class Part {
public:
    Part(Database& audience, Kind kind)
    {
        if (kind == Kind::Real)
            m_own.emplace(audience);
    }
    Result<void> begun() const { return m_own ? m_own->begun() : Result<void>(); }
    Result<void> commit() { return m_own ? m_own->commit() : Result<void>(); }

private:
    std::optional<Transaction> m_own;
};

class Import {
public:
    Import(Database& audience, Kind kind, Table& table, RowImporter& rows, const QList<ColumnMatch>& columns, UtcMs now,
        const std::atomic<bool>& stop, const std::function<void(const ImportProgress&)>& progress)
        : m_audience(audience)
        , m_kind(kind)
        , m_table(table)
        , m_rows(rows)
        , m_doubts(columns)
        , m_now(now)
        , m_stop(stop)
        , m_progress(progress)
        , m_record(audience)
    {
        m_report.table = table.info();
        m_timer.start();
    }

    ImportRecord& record() { return m_record; }
    ImportReport& report() { return m_report; }

    Result<void> look();
    // `known`: what is there before.
    Result<void> prepare(
        const Catalogue& known, const std::function<Result<void>(ImportRecord&, ImportReport&)>& begin);
    // Until the end of the file or a stop.
    Result<void> takeAll();

private:
    Result<void> passOver();
    Result<void> pass();
    bool namesSomebody() const;
    Result<bool> takeSlice();
    Result<bool> takeRows();
    Result<void> record(ImportState state, std::optional<UtcMs> endedAt);
    Result<void> takeRow();
    void warn();
    Result<void> end(ImportState state);

    Database& m_audience;
    Kind m_kind;
    Table& m_table;
    RowImporter& m_rows;
    Doubts m_doubts;
    UtcMs m_now; // when it began
    QElapsedTimer m_timer;
    const std::atomic<bool>& m_stop;
    const std::function<void(const ImportProgress&)>& m_progress;
    ImportRecord m_record;
    ImportReport m_report;
    TableRow m_row;
};

Result<void> Import::look()
{
    if (!m_rows.wantsLook())
        return {};
    m_table.rewind();
    while (!m_stop && m_table.next(m_row))
        if (!m_row.fault && !m_doubts.holdsTotals(m_row))
            if (const Result<void> looked = m_rows.look(m_row); !looked)
                return looked;
    return m_stop ? Result<void>() : m_rows.endLook();
}

Result<void> Import::prepare(
    const Catalogue& known, const std::function<Result<void>(ImportRecord&, ImportReport&)>& begin)
{
    Part transaction(m_audience, m_kind);
    if (!transaction.begun())
        return transaction.begun();
    if (const Result<void> begun = begin(m_record, m_report); !begun)
        return begun;
    m_report.id = m_record.id();
    if (const Result<void> prepared = m_rows.prepare(m_record.id(), m_report); !prepared)
        return prepared;
    const Result<Catalogue> now = Catalogue::load(m_audience);
    if (!now)
        return now.error();
    if (const Result<void> recorded = recordBrought(m_audience, m_record.id(), broughtBetween(known, *now)); !recorded)
        return recorded;
    return transaction.commit();
}

// What an earlier import has taken or refused.
Result<void> Import::passOver()
{
    m_table.rewind();
    if (m_report.continuedAt == 0)
        return {};
    Part transaction(m_audience, m_kind);
    if (!transaction.begun())
        return transaction.begun();
    for (qint64 row = 0; row < m_report.continuedAt && m_table.next(m_row); ++row)
        if (const Result<void> passed = pass(); !passed)
            return passed;
    return transaction.commit();
}

Result<void> Import::pass()
{
    return m_doubts.holdsTotals(m_row) ? Result<void>() : m_rows.pass(m_row, namesSomebody());
}

// Whether its ids can be relied upon: the fault is that of another cell.
bool Import::namesSomebody() const
{
    return !(m_row.fault && m_row.fault->where.isEmpty()) && !m_doubts.refusal(m_row);
}

Result<void> Import::takeAll()
{
    if (const Result<void> passed = passOver(); !passed)
        return passed;
    for (;;) {
        if (m_stop) {
            m_report.stopped = true;
            return end(ImportState::Stopped);
        }
        const Result<bool> more = takeSlice();
        if (!more) {
            // Best effort: the error that ended the import is the one to tell.
            static_cast<void>(end(ImportState::Stopped));
            return more.error();
        }
        if (!*more)
            return end(ImportState::Done);
    }
}

// A stop ends it early. False: that was the last one.
Result<bool> Import::takeSlice()
{
    Part transaction(m_audience, m_kind);
    if (const Result<void> begun = transaction.begun(); !begun)
        return begun.error();
    QElapsedTimer timer;
    timer.start();
    bool more = true;
    while (more && !m_stop && timer.elapsed() < sliceMs) {
        const Result<bool> taken = takeRows();
        if (!taken)
            return taken.error();
        more = *taken;
        if (m_progress)
            m_progress({m_report.rows, m_table.bytesDone(), m_table.bytesTotal()});
    }
    if (const std::optional<Error> failed = m_table.readError())
        return *failed;
    if (const Result<void> recorded = record(ImportState::Running, std::nullopt); !recorded)
        return recorded.error();
    // The trial's people are gone at its end.
    if (m_kind == Kind::Real)
        if (const Result<void> taken = takeInArrived(m_audience); !taken)
            return taken.error();
    if (const Result<void> committed = transaction.commit(); !committed)
        return committed.error();
    return more;
}

Result<void> Import::record(ImportState state, std::optional<UtcMs> endedAt)
{
    m_rows.tell(m_report);
    if (const Result<void> updated = m_record.update(m_report, state, endedAt); !updated)
        return updated;
    return m_record.note(m_report, state);
}

// A few of them. False: those were the last ones.
Result<bool> Import::takeRows()
{
    for (int rows = 0; rows < rowsPerLook; ++rows) {
        if (!m_table.next(m_row))
            return false;
        if (const Result<void> taken = takeRow(); !taken)
            return taken.error();
    }
    return true;
}

Result<void> Import::takeRow()
{
    ++m_report.rows;
    Errors refused;
    if (m_row.fault)
        refused += *m_row.fault;
    else if (const std::optional<Error> doubtful = m_doubts.refusal(m_row))
        refused += *doubtful;
    const bool isRead = refused.isEmpty();
    if (isRead) {
        const Result<Errors> taken = m_rows.take(m_row, m_report);
        if (!taken)
            return taken.error();
        refused = *taken;
    }
    if (refused.isEmpty()) {
        warn();
        return {};
    }
    ++m_report.failed;
    if (m_report.errors.size() < ImportReport::mostErrors)
        m_report.errors.append({m_row.line, refused.first(), refused.mid(1)});
    if (const Result<void> passed = pass(); !passed)
        return passed;
    const bool tellsItself = isRead || refused.first().kind == ErrorKind::TotalsRow; // is refused once more as it is
    return m_record.addFailed(m_row, refused, tellsItself ? QString() : wholeRow(m_row, m_table.info()));
}

// By the table itself, which knows the cell.
bool isToldOf(const TableRow& row, const Error& doubt)
{
    return std::any_of(row.warnings.begin(), row.warnings.end(),
        [&doubt](const Error& told) { return told.kind == doubt.kind && told.where == doubt.where; });
}

void Import::warn()
{
    QList<Error> doubts = m_doubts.of(m_row);
    for (const Error& doubt : m_rows.doubts())
        if (!isToldOf(m_row, doubt))
            doubts += doubt;
    m_report.warned += doubts.size();
    for (const Error& doubt : doubts)
        if (m_report.warnings.size() < ImportReport::mostErrors)
            m_report.warnings.append({m_row.line, doubt, {}});
}

// What a stopped import has seen says nothing about how complete the data are. What is said to be in is on the disk:
// this commit waits for it, and with it for all before.
Result<void> Import::end(ImportState state)
{
    if (m_kind == Kind::Real)
        if (const Result<void> durable = m_audience.execute("PRAGMA synchronous=FULL"); !durable)
            return durable;
    Part transaction(m_audience, m_kind);
    if (!transaction.begun())
        return transaction.begun();
    if (state == ImportState::Done)
        if (const Result<void> finished = m_rows.finish(m_report); !finished)
            return finished;
    if (const Result<void> recorded = record(state, m_now + m_timer.elapsed()); !recorded)
        return recorded;
    return transaction.commit();
}

// The one that this import goes on with; a finished one is noted in the report.
Result<std::optional<ImportEntry>> earlierImport(Database& audience, const QString& file, const QByteArray& digest,
    const ImportOptions& options, ImportReport& report)
{
    const TableInfo& table = report.table;
    if (options.repeat == ImportRepeat::Again || digest.isEmpty())
        return std::optional<ImportEntry>();
    const Result<std::optional<ImportEntry>> entry = importOfFile(audience, digest, options.kind, table.sheet);
    if (!entry || !*entry)
        return entry;
    const QStringList arguments{QFileInfo(file).fileName(), isoLocal((*entry)->at, options.zone)};
    if ((*entry)->isFinished() && options.kind == ImportKind::Events)
        return Error{ErrorKind::AlreadyImported, arguments, {}};
    if ((*entry)->isFinished()) {
        report.sameAs = (*entry)->id;
        report.sameAt = (*entry)->at;
        return std::optional<ImportEntry>();
    }
    if (!isAlike(**entry, options, table))
        return Error{ErrorKind::ImportUnfinished, arguments, {}};
    if ((*entry)->isOvertaken && !options.addAlike) {
        report.anewAfter = (*entry)->id;
        report.sameAt = (*entry)->at;
        return std::optional<ImportEntry>();
    }
    return entry;
}

// The columns of a file that is to be imported, and the options with all that the file and the catalogue tell.
struct Setting {
    QStringList remembered;
    Catalogue catalogue;
    QList<ColumnMatch> columns;
    ImportOptions options;
};

Result<Setting> settingOf(Database& audience, const QStringList& headers, const ImportOptions& asked)
{
    Setting setting;
    const Result<ImportOptions> remembered = remembering(audience, headers, asked, setting.remembered);
    if (!remembered)
        return remembered.error();
    setting.options = *remembered;
    ImportOptions& options = setting.options;
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Result<QList<ColumnMatch>> columns = matchColumns(headers, options, *catalogue);
    if (!columns)
        return columns.error();
    const Result<QStringList> cleared = clearedKeys(options.clearOthers, *columns, *catalogue);
    if (!cleared)
        return cleared.error();
    setting.catalogue = *catalogue;
    setting.columns = *columns;
    options.clearOthers = *cleared;
    return setting;
}

Result<ImportReport> run(Kind kind, Database& audience, const QString& file, const ImportOptions& asked, UtcMs now,
    const std::atomic<bool>& stop, const std::function<void(const ImportProgress&)>& progress)
{
    const Result<std::unique_ptr<Table>> table = openMendedTable(audience, file, asked);
    if (!table)
        return table.error();
    const Result<Setting> setting = settingOf(audience, (*table)->headers(), asked);
    if (!setting)
        return setting.error();
    const ImportOptions& options = setting->options;
    (*table)->leaveOut(unusedColumns(setting->columns));
    const Result<QByteArray> digest = fileDigest(file, stop);
    if (!digest)
        return digest.error();
    const RoomyDatabase roomy(audience);
    std::optional<Transaction> trial; // rolled back
    if (kind == Kind::Trial && !trial.emplace(audience).begun())
        return trial->begun().error();
    const std::unique_ptr<RowImporter> rows
        = makeRowImporter(audience, setting->catalogue, setting->columns, options, now);
    Import import(audience, kind, **table, *rows, setting->columns, now, stop, progress);
    import.report().remembered = setting->remembered;
    if (options.eventName != asked.eventName)
        import.report().rememberedEvent = options.eventName;
    import.report().nameEvents = options.kind == ImportKind::People && nameEvents((*table)->headers());
    const Result<std::optional<ImportEntry>> earlier = earlierImport(audience, file, *digest, options, import.report());
    if (!earlier)
        return earlier.error();
    if (const Result<void> looked = import.look(); !looked)
        return looked.error();
    if (const std::optional<Error> failed = (*table)->readError())
        return *failed;
    if (stop) {
        import.report().stopped = true;
        return import.report();
    }
    if (const Result<void> checked = rows->check(); !checked)
        return checked.error();
    for (const FoundType& found : rows->foundTypes())
        if (!options.types.contains(found.header))
            import.report().foundTypes += found;
    const auto begin = [&](ImportRecord& record, ImportReport& report) {
        return *earlier
            ? record.resume(**earlier, report)
            : record.begin(QFileInfo(file).fileName(), *digest, setting->columns, options, (*table)->info(), now);
    };
    if (const Result<void> prepared = import.prepare(setting->catalogue, begin); !prepared)
        return prepared.error();
    if (const Result<void> taken = import.takeAll(); !taken)
        return taken.error();
    if (kind == Kind::Trial)
        return import.report();
    static_cast<void>(prepareForCounting(audience)); // only speed depends on it
    return import.report();
}

} // namespace

Result<ImportReport> importFile(Database& audience, const QString& file, const ImportOptions& options, UtcMs now,
    const std::atomic<bool>& stop, const std::function<void(const ImportProgress&)>& progress)
{
    return run(Kind::Real, audience, file, options, now, stop, progress);
}

Result<ImportReport> tryImport(Database& audience, const QString& file, const ImportOptions& options, UtcMs now,
    const std::atomic<bool>& stop, const std::function<void(const ImportProgress&)>& progress)
{
    return run(Kind::Trial, audience, file, options, now, stop, progress);
}

} // namespace wd
