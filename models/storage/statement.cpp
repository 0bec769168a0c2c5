#include "models/storage/statement.h"

#include <sqlite3.h>

#include <utility>

namespace wd {

Statement::Statement(Database& database, const QByteArray& sql)
    : m_database(database)
    , m_bindResult(sqlite3_prepare_v3(
          database.handle(), sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr))
{
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_bindResult(other.m_bindResult)
{
}

Statement& Statement::bind(int position, qint64 value)
{
    m_bindResult |= sqlite3_bind_int64(m_statement, position, value);
    return *this;
}

Statement& Statement::bind(int position, double value)
{
    m_bindResult |= sqlite3_bind_double(m_statement, position, value);
    return *this;
}

Statement& Statement::bind(int position, const QString& value)
{
    if (value.isNull())
        return bindNull(position);
    const QByteArray utf8 = value.toUtf8();
    m_bindResult |= sqlite3_bind_text64(
        m_statement, position, utf8.constData(), sqlite3_uint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(int position, const QByteArray& blob)
{
    m_bindResult
        |= sqlite3_bind_blob64(m_statement, position, blob.constData(), sqlite3_uint64(blob.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::bindNull(int position)
{
    m_bindResult |= sqlite3_bind_null(m_statement, position);
    return *this;
}

Statement& Statement::bind(int position, const QVariant& value)
{
    if (!value.isValid() || value.isNull())
        return bindNull(position);
    switch (value.typeId()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        return bind(position, value.toLongLong());
    case QMetaType::Double:
        return bind(position, value.toDouble());
    case QMetaType::QByteArray:
        return bind(position, value.toByteArray());
    default:
        return bind(position, value.toString());
    }
}

Statement& Statement::bindPointer(int position, void* pointer, const char* type)
{
    m_bindResult |= sqlite3_bind_pointer(m_statement, position, pointer, type, nullptr);
    return *this;
}

Statement& Statement::bindUtf8(int position, const char* bytes, qsizetype size)
{
    m_bindResult |= sqlite3_bind_text64(m_statement, position, bytes, sqlite3_uint64(size), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Result<bool> Statement::step()
{
    if (m_bindResult != SQLITE_OK) {
        reset();
        return m_database.lastError();
    }
    const int result = sqlite3_step(m_statement);
    if (result == SQLITE_ROW)
        return true;
    if (result == SQLITE_DONE) {
        reset();
        return false;
    }
    const Error error = m_database.lastError();
    reset();
    return error;
}

Result<QList<qint64>> Statement::integers()
{
    QList<qint64> values;
    for (;;) {
        const Result<bool> row = step();
        if (!row)
            return row.error();
        if (!*row)
            return values;
        values.append(integer(0));
    }
}

Result<void> Statement::run()
{
    const Result<bool> stepped = step();
    if (!stepped)
        return stepped.error();
    reset();
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
}

int Statement::columnCount() const
{
    return sqlite3_column_count(m_statement);
}
bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}
qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}
double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QByteArrayView Statement::utf8(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {bytes, bytes ? sqlite3_column_bytes(m_statement, column) : 0};
}

QString Statement::text(int column) const
{
    const QByteArrayView bytes = utf8(column);
    return bytes.data() ? QString::fromUtf8(bytes) : QString();
}

QByteArray Statement::blob(int column) const
{
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
    return {bytes, bytes ? sqlite3_column_bytes(m_statement, column) : 0};
}

std::optional<qint64> Statement::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

QVariant Statement::value(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER:
        return integer(column);
    case SQLITE_FLOAT:
        return real(column);
    case SQLITE_TEXT:
        return text(column);
    case SQLITE_BLOB:
        return blob(column);
    default:
        return {};
    }
}

qint64 Statement::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_database.handle());
}
int Statement::changes() const
{
    return sqlite3_changes(m_database.handle());
}

} // namespace wd
