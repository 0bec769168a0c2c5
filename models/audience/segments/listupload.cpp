#include "models/audience/segments/listupload.h"

#include "models/audience/importing/columnmatching.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QSet>

namespace wd {

namespace {

constexpr qint64 rowsPerProgress = 10'000;
constexpr qsizetype unknownShown = 20;

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
        return IdColumn{0, UserKind::Login};
    if (!columns)
        return columns.error();
    const qsizetype login = columnOf(*columns, ColumnMatch::Use::LoginId);
    const qsizetype visitor = columnOf(*columns, ColumnMatch::Use::VisitorId);
    return login < 0 ? IdColumn{visitor, UserKind::Visitor} : IdColumn{login, UserKind::Login};
}

class Upload {
public:
    Upload(Database& audience, const PeopleList& list, const IdColumn& column, bool addUnknown)
        : m_find(
            audience, "SELECT id, erased_at IS NOT NULL FROM person WHERE source_id=0 AND " + idName(column) + "=?")
        , m_create(audience, "INSERT INTO person(" + idName(column) + ") VALUES(?)")
        , m_add(audience, "INSERT OR IGNORE INTO list_member(list_id, person_id) VALUES(?,?)")
        , m_column(column)
        , m_addUnknown(addUnknown)
    {
        m_add.bind(1, list.id);
        report.list = list;
        report.idKind = column.kind;
    }

    Result<void> take(const TableRow& row);

    ListUploadReport report;

private:
    static QByteArray idName(const IdColumn& column)
    {
        return column.kind == UserKind::Login ? "login_id" : "visitor_id";
    }
    Result<void> takeKnown(qint64 person);
    Result<void> takeUnknown(QByteArrayView id, bool erased);
    Result<bool> add(qint64 person);

    Statement m_find;
    Statement m_create;
    Statement m_add;
    IdColumn m_column;
    bool m_addUnknown;
    QSet<QByteArray> m_unknown;
};

Result<void> Upload::take(const TableRow& row)
{
    ++report.rows;
    if (row.fault) {
        ++report.failed;
        return {};
    }
    const QByteArrayView id = trimmedField(row.fields.at(size_t(m_column.index)));
    if (id.isEmpty()) {
        ++report.blank;
        return {};
    }
    const Result<bool> found = m_find.bindUtf8(1, id.data(), id.size()).step();
    if (!found)
        return found.error();
    const qint64 person = *found ? m_find.integer(0) : 0;
    const bool erased = *found && m_find.integer(1) != 0;
    m_find.reset();
    return person != 0 && !erased ? takeKnown(person) : takeUnknown(id, erased);
}

Result<bool> Upload::add(qint64 person)
{
    const Result<void> run = m_add.bind(2, person).run();
    return run ? Result<bool>(m_add.changes() > 0) : run.error();
}

Result<void> Upload::takeKnown(qint64 person)
{
    const Result<bool> isNew = add(person);
    if (!isNew)
        return isNew.error();
    ++(*isNew ? report.matched : report.duplicates);
    return {};
}

// An erased person is nobody, and must not come back by a list.
Result<void> Upload::takeUnknown(QByteArrayView id, bool erased)
{
    if (const qsizetype before = m_unknown.size(); m_unknown.insert(id.toByteArray()), m_unknown.size() == before) {
        ++report.duplicates;
        return {};
    }
    ++report.unknown;
    if (report.unknownIds.size() < unknownShown)
        report.unknownIds += QString::fromUtf8(id);
    if (!m_addUnknown || erased)
        return {};
    if (const Result<void> created = m_create.bindUtf8(1, id.data(), id.size()).run(); !created)
        return created;
    ++report.added;
    const Result<bool> added = add(m_create.lastInsertId());
    return added ? Result<void>() : added.error();
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

} // namespace

Result<ListUploadReport> uploadList(Database& audience, const QString& name, const QString& file,
    const ListUploadOptions& options, const QString& by, UtcMs now, const std::atomic<bool>& stop,
    const std::function<void(qint64, qint64)>& progress)
{
    const Result<std::unique_ptr<Table>> table = openTable(file, options.table);
    if (!table)
        return table.error();
    const Result<IdColumn> column = findIdColumn((*table)->headers(), options);
    if (!column)
        return column.error();
    Transaction transaction(audience);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<PeopleList> list = ListStore(audience).insert(name, by, now);
    if (!list)
        return list.error();
    Upload upload(audience, *list, *column, options.addUnknown);
    upload.report.idColumn = (*table)->headers().at(column->index);
    if (const Result<void> taken = takeAll(**table, upload, stop, progress); !taken)
        return taken.error();
    if (const Result<void> committed = transaction.commit(); !committed)
        return committed.error();
    upload.report.list.members = upload.report.matched + upload.report.added;
    return upload.report;
}

} // namespace wd
