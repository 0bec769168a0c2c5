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

class Upload {
public:
    Upload(Database& audience, const PeopleList& list, const QList<ColumnMatch>& columns, const IdColumn& column,
        const QString& file, bool addUnknown, UtcMs now)
        : m_people(audience, list, column.kind, file, now)
        , m_add(audience, addPlace())
        , m_await(audience, "INSERT INTO list_unknown(list_id, kind, id) VALUES(?,?,?)")
        , m_doubts(columns)
        , m_column(column)
        , m_addUnknown(addUnknown)
    {
        m_add.bind(1, list.id).bind(3, int(column.kind));
        m_await.bind(1, list.id).bind(2, int(column.kind));
        report.list = list;
        report.idKind = column.kind;
    }

    Result<void> take(const TableRow& row);
    Result<void> end();

    ListUploadReport report;

private:
    Result<void> takeKnown(QByteArrayView id, qint64 person);
    Result<void> takeUnknown(QByteArrayView id, const Meant& who);
    Result<bool> add(QByteArrayView id, qint64 person);
    void warn(const TableRow& row);

    ListPeople m_people;
    Statement m_add;
    Statement m_await;
    Doubts m_doubts;
    IdColumn m_column;
    bool m_addUnknown;
    QSet<QByteArray> m_unknown;
};

Result<void> Upload::take(const TableRow& row)
{
    ++report.rows;
    if (const std::optional<Error> fault = row.fault ? row.fault : m_doubts.refusal(row)) {
        ++report.failed;
        if (report.faults.size() < rowsShown)
            report.faults += ListUploadReport::Fault{row.line, *fault};
        return {};
    }
    const QByteArrayView id = trimmedField(row.fields.at(size_t(m_column.index)));
    if (id.isEmpty()) {
        ++report.blank;
        return {};
    }
    warn(row);
    const Result<Meant> who = m_people.find(id);
    if (!who)
        return who.error();
    return who->standing == Standing::Here ? takeKnown(id, who->person) : takeUnknown(id, *who);
}

void Upload::warn(const TableRow& row)
{
    const QList<Error> doubts = m_doubts.of(row);
    report.warned += doubts.size();
    for (const Error& doubt : doubts)
        if (report.warnings.size() < rowsShown)
            report.warnings += ListUploadReport::Fault{row.line, doubt};
}

Result<bool> Upload::add(QByteArrayView id, qint64 person)
{
    const Result<void> run = m_add.bind(2, person).bindUtf8(4, id.data(), id.size()).run();
    return run ? Result<bool>(m_add.changes() > 0) : run.error();
}

Result<void> Upload::takeKnown(QByteArrayView id, qint64 person)
{
    const Result<bool> isNew = add(id, person);
    if (!isNew)
        return isNew.error();
    ++(*isNew ? report.matched : report.duplicates);
    return {};
}

// Who was erased for good is nobody, and must not come back by a list.
Result<void> Upload::takeUnknown(QByteArrayView id, const Meant& who)
{
    if (const qsizetype before = m_unknown.size(); m_unknown.insert(id.toByteArray()), m_unknown.size() == before) {
        ++report.duplicates;
        return {};
    }
    ++report.unknown;
    if (report.unknownIds.size() < rowsShown)
        report.unknownIds += QString::fromUtf8(id);
    if (who.standing == Standing::Erased)
        return {};
    if (!m_addUnknown) {
        ++report.list.unknown;
        return m_await.bindUtf8(3, id.data(), id.size()).run();
    }
    const Result<qint64> person = m_people.make(id, who);
    if (!person)
        return person.error();
    ++report.added;
    const Result<bool> added = add(id, *person);
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

// When it is only counted it goes again, whatever it is called.
Result<PeopleList> emptyList(
    Database& audience, const QString& name, const ListUploadOptions& options, const QString& by, UtcMs now)
{
    ListStore lists(audience);
    if (options.replaces != 0 && !options.onlyCount)
        return lists.clear(options.replaces, by, now);
    return lists.insert(options.onlyCount ? QUuid::createUuid().toString() : name, by, now);
}

} // namespace

Result<ListUploadReport> uploadList(Database& audience, const QString& name, const QString& file,
    const ListUploadOptions& options, const QString& by, UtcMs now, const std::atomic<bool>& stop,
    const std::function<void(qint64, qint64)>& progress)
{
    const Result<std::unique_ptr<Table>> table = openList(audience, file, options);
    if (!table)
        return table.error();
    const Result<IdColumn> column = findIdColumn((*table)->headers(), options);
    if (!column)
        return column.error();
    Transaction transaction(audience);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<PeopleList> list = emptyList(audience, name, options, by, now);
    if (!list)
        return list.error();
    const QStringList& headers = (*table)->headers();
    const QList<ColumnMatch> columns = columnsOf(headers, *column);
    (*table)->leaveOut(unusedColumns(columns) + QList{Table::noColumn});
    Upload upload(audience, *list, columns, *column, QFileInfo(file).fileName(), options.addUnknown, now);
    upload.report.table = (*table)->info();
    upload.report.idColumn = headers.at(column->index);
    upload.report.hasHeader = (*table)->info().hasHeader && (*table)->info().format != TableFormat::JsonLines;
    upload.report.isGuessed = needsGuess(**table, options);
    if (const Result<void> taken = takeAll(**table, upload, stop, progress); !taken)
        return taken.error();
    if (const Result<void> ended = upload.end(); !ended)
        return ended.error();
    if (options.onlyCount) {
        upload.report.list.id = 0;
        upload.report.list.name.clear();
        return upload.report;
    }
    const Result<void> committed = transaction.commit();
    return committed ? Result<ListUploadReport>(upload.report) : committed.error();
}

} // namespace wd
