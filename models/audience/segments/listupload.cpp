#include "models/audience/segments/listupload.h"

#include "models/audience/importing/awaitedmembers.h"
#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/doubts.h"
#include "models/audience/importing/firstline.h"
#include "models/audience/segments/listpeople.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QFileInfo>
#include <QSet>

namespace wd {

namespace {

constexpr qint64 rowsPerProgress = 10'000;
constexpr qsizetype rowsShown = 20;

struct IdColumn {
    qsizetype index = 0;
    UserKind kind = UserKind::Login;
};

Result<IdColumn> findIdColumn(const QStringList& headers, const ListUploadOptions& options)
{
    if (!options.idColumn.isEmpty()) {
        const qsizetype index = headers.indexOf(options.idColumn);
        if (index < 0)
            return Error{ErrorKind::BadValue, {options.idColumn, headers.join(QStringLiteral(", "))}, {}};
        return IdColumn{index, options.idKind};
    }
    const Result<QList<ColumnMatch>> columns = matchColumns(headers, ImportOptions(), Catalogue());
    if (!columns && columns.error().kind == ErrorKind::MissingField && headers.size() == 1)
        return IdColumn{0, options.idKind};
    if (!columns)
        return columns.error();
    const qsizetype login = columnOf(*columns, ColumnMatch::Use::LoginId);
    const qsizetype visitor = columnOf(*columns, ColumnMatch::Use::VisitorId);
    return login < 0 ? IdColumn{visitor, UserKind::Visitor} : IdColumn{login, UserKind::Login};
}

// Of the other columns nothing is asked.
QList<ColumnMatch> columnsOf(const QStringList& headers, const IdColumn& ids)
{
    QList<ColumnMatch> columns;
    for (const QString& header : headers)
        columns.append({ColumnMatch::Use::Nothing, header, {}});
    columns[ids.index].use = ids.kind == UserKind::Login ? ColumnMatch::Use::LoginId : ColumnMatch::Use::VisitorId;
    return columns;
}

// Nobody says whether the first line is a name.
bool needsGuess(const Table& table, const ListUploadOptions& options)
{
    return options.idColumn.isEmpty() && mayBeIdsAlone(table, options.table);
}

Result<std::unique_ptr<Table>> openList(Database& audience, const QString& file, const ListUploadOptions& options)
{
    TableOptions asked = options.table;
    if (!options.idColumn.isEmpty())
        asked.columns = QStringList{options.idColumn};
    Result<std::unique_ptr<Table>> table = openTable(file, asked);
    if (!table || !needsGuess(**table, options))
        return table;
    return withFirstId(audience, file, asked, options.idKind, std::move(table).value());
}

// A list's file, and the column of its ids.
struct ListFile {
    std::unique_ptr<Table> table;
    IdColumn ids;
    QList<ColumnMatch> columns;
    ListUploadReport report; // without any row
};

Result<ListFile> openIds(Database& audience, const QString& file, const ListUploadOptions& options)
{
    Result<std::unique_ptr<Table>> table = openList(audience, file, options);
    if (!table)
        return table.error();
    const QStringList& headers = (*table)->headers();
    const Result<IdColumn> ids = findIdColumn(headers, options);
    if (!ids)
        return ids.error();
    const QList<ColumnMatch> columns = columnsOf(headers, *ids);
    (*table)->leaveOut(unusedColumns(columns) + QList{Table::noColumn});
    ListUploadReport report;
    report.table = (*table)->info();
    report.idColumn = headers.at(ids->index);
    report.idKind = ids->kind;
    report.hasHeader = report.table.hasHeader && report.table.format != TableFormat::JsonLines;
    report.isGuessed = needsGuess(**table, options);
    return ListFile{std::move(table).value(), *ids, columns, report};
}

// What becomes of the rows, each counted once.
class ListRows {
public:
    explicit ListRows(const ListFile& file)
        : report(file.report)
        , m_ids(file.ids)
        , m_doubts(file.columns)
    {
    }
    virtual ~ListRows() = default;

    Result<void> take(const TableRow& row);

    ListUploadReport report;

protected:
    virtual Result<Meant> find(QByteArrayView id) = 0;
    // False: the id has a place on the list.
    virtual Result<bool> place(QByteArrayView id, qint64 person) = 0;
    virtual Result<void> placeUnknown(QByteArrayView id, const Meant& who) = 0;

    IdColumn m_ids;

private:
    Result<void> takeKnown(QByteArrayView id, qint64 person);
    Result<void> takeUnknown(QByteArrayView id, const Meant& who);
    void warn(const TableRow& row);

    Doubts m_doubts;
    QSet<QByteArray> m_unknown;
};

Result<void> ListRows::take(const TableRow& row)
{
    ++report.rows;
    if (const std::optional<Error> fault = row.fault ? row.fault : m_doubts.refusal(row)) {
        ++report.failed;
        if (report.faults.size() < rowsShown)
            report.faults += ListUploadReport::Fault{row.line, *fault};
        return {};
    }
    const QByteArrayView id = trimmedField(row.fields.at(size_t(m_ids.index)));
    if (id.isEmpty()) {
        ++report.blank;
        return {};
    }
    warn(row);
    const Result<Meant> who = find(id);
    if (!who)
        return who.error();
    return who->standing == Standing::Here ? takeKnown(id, who->person) : takeUnknown(id, *who);
}

void ListRows::warn(const TableRow& row)
{
    const QList<Error> doubts = m_doubts.of(row);
    report.warned += doubts.size();
    for (const Error& doubt : doubts)
        if (report.warnings.size() < rowsShown)
            report.warnings += ListUploadReport::Fault{row.line, doubt};
}

Result<void> ListRows::takeKnown(QByteArrayView id, qint64 person)
{
    const Result<bool> isNew = place(id, person);
    if (!isNew)
        return isNew.error();
    ++(*isNew ? report.matched : report.duplicates);
    return {};
}

// Who was erased for good is nobody, and must not come back by a list.
Result<void> ListRows::takeUnknown(QByteArrayView id, const Meant& who)
{
    if (const qsizetype before = m_unknown.size(); m_unknown.insert(id.toByteArray()), m_unknown.size() == before) {
        ++report.duplicates;
        return {};
    }
    ++report.unknown;
    if (report.unknownIds.size() < rowsShown)
        report.unknownIds += QString::fromUtf8(id);
    return who.standing == Standing::Erased ? Result<void>() : placeUnknown(id, who);
}

class Upload final : public ListRows {
public:
    Upload(Database& audience, const PeopleList& list, const ListFile& file, const QString& name, bool addUnknown,
        UtcMs now)
        : ListRows(file)
        , m_people(audience, list, file.ids.kind, name, now)
        , m_add(audience, addPlace())
        , m_await(audience, "INSERT INTO list_unknown(list_id, kind, id) VALUES(?,?,?)")
        , m_addUnknown(addUnknown)
    {
        m_add.bind(1, list.id).bind(3, int(file.ids.kind));
        m_await.bind(1, list.id).bind(2, int(file.ids.kind));
        report.list = list;
    }

    Result<void> end();

private:
    Result<Meant> find(QByteArrayView id) override { return m_people.find(id); }
    Result<bool> place(QByteArrayView id, qint64 person) override;
    Result<void> placeUnknown(QByteArrayView id, const Meant& who) override;

    ListPeople m_people;
    Statement m_add;
    Statement m_await;
    bool m_addUnknown;
};

Result<bool> Upload::place(QByteArrayView id, qint64 person)
{
    const Result<void> run = m_add.bind(2, person).bindUtf8(4, id.data(), id.size()).run();
    return run ? Result<bool>(m_add.changes() > 0) : run.error();
}

Result<void> Upload::placeUnknown(QByteArrayView id, const Meant& who)
{
    if (!m_addUnknown) {
        ++report.list.unknown;
        return m_await.bindUtf8(3, id.data(), id.size()).run();
    }
    const Result<qint64> person = m_people.make(id, who);
    if (!person)
        return person.error();
    ++report.added;
    const Result<bool> added = place(id, *person);
    return added ? Result<void>() : added.error();
}

Result<void> Upload::end()
{
    report.list.members = report.matched + report.added;
    return m_people.made() > 0 ? m_people.end() : Result<void>();
}

Result<void> takeAll(
    Table& table, Upload& upload, const std::atomic<bool>& stop, const std::function<void(qint64, qint64)>& progress)
{
    TableRow row;
    while (!stop && table.next(row)) {
        if (const Result<void> taken = upload.take(row); !taken)
            return taken;
        if (upload.report.rows % rowsPerProgress == 0)
            progress(table.bytesDone(), table.bytesTotal());
    }
    if (stop)
        return Error{ErrorKind::Cancelled, {}, {}};
    const std::optional<Error> failed = table.readError();
    return failed ? Result<void>(*failed) : Result<void>();
}

Result<PeopleList> emptyList(
    Database& audience, const QString& name, const ListUploadOptions& options, const QString& by, UtcMs now)
{
    ListStore lists(audience);
    return options.replaces != 0 ? lists.clear(options.replaces, by, now) : lists.insert(name, by, now);
}

} // namespace

Result<ListUploadReport> uploadList(Database& audience, const QString& name, const QString& file,
    const ListUploadOptions& options, const QString& by, UtcMs now, const std::atomic<bool>& stop,
    const std::function<void(qint64, qint64)>& progress)
{
    const Result<ListFile> opened = openIds(audience, file, options);
    if (!opened)
        return opened.error();
    Transaction transaction(audience);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<PeopleList> list = emptyList(audience, name, options, by, now);
    if (!list)
        return list.error();
    Upload upload(audience, *list, *opened, QFileInfo(file).fileName(), options.addUnknown, now);
    if (const Result<void> taken = takeAll(*opened->table, upload, stop, progress); !taken)
        return taken.error();
    if (const Result<void> ended = upload.end(); !ended)
        return ended.error();
    const Result<void> committed = transaction.commit();
    return committed ? Result<ListUploadReport>(upload.report) : committed.error();
}

// --- counting ------------------------------------------------------------------------------------------------------

class ListCount::Rows final : public ListRows {
public:
    Rows(Database& audience, ListFile file)
        : ListRows(file)
        , m_audience(audience)
        , m_file(std::move(file))
    {
    }

    const Table& table() const { return *m_file.table; }
    Result<bool> go(qint64 ms)
    {
        m_people.emplace(m_audience, m_ids.kind);
        const Result<bool> more = readFor(ms, *m_file.table, m_row, [this] { return take(m_row); });
        m_people.reset();
        report.list.members = report.matched;
        return more;
    }

private:
    Result<Meant> find(QByteArrayView id) override { return m_people->find(id); }
    Result<bool> place(QByteArrayView, qint64 person) override
    {
        const qsizetype before = m_placed.size();
        m_placed.insert(person);
        return m_placed.size() > before;
    }
    Result<void> placeUnknown(QByteArrayView, const Meant&) override
    {
        ++report.list.unknown;
        return {};
    }

    Database& m_audience;
    ListFile m_file;
    TableRow m_row;
    std::optional<MeantPeople> m_people;
    QSet<qint64> m_placed;
};

ListCount::ListCount(std::unique_ptr<Rows> rows)
    : m_rows(std::move(rows))
{
}

ListCount::~ListCount() = default;

Result<std::unique_ptr<ListCount>> ListCount::open(
    Database& audience, const QString& file, const ListUploadOptions& options)
{
    Result<ListFile> opened = openIds(audience, file, options);
    if (!opened)
        return opened.error();
    auto rows = std::make_unique<Rows>(audience, std::move(opened).value());
    return std::unique_ptr<ListCount>(new ListCount(std::move(rows)));
}

Result<bool> ListCount::go(qint64 ms)
{
    return m_rows->go(ms);
}

const ListUploadReport& ListCount::report() const
{
    return m_rows->report;
}

qint64 ListCount::bytesDone() const
{
    return m_rows->table().bytesDone();
}

qint64 ListCount::bytesTotal() const
{
    return m_rows->table().bytesTotal();
}

} // namespace wd
