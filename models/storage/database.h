// One connection to one SQLite file. Belongs to the thread that opened it.
#pragma once

#include "models/base/result.h"

#include <QSet>
#include <QSqlDatabase>

#include <atomic>
#include <memory>

struct sqlite3;

namespace wd {

class Database {
public:
    enum class Durability {
        Full, // synchronous=FULL: what is committed survives a power cut
        Normal, // synchronous=NORMAL: survives a crash of the program; the last commits may be lost with the power
    };

    // WAL, foreign keys off, busy timeout 5 s; creates the file (mode 0600) when it is missing.
    static Result<std::unique_ptr<Database>> openWriter(const QString& path, Durability durability);
    // Read-only connection; any number beside one writer.
    static Result<std::unique_ptr<Database>> openReader(const QString& path);

    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    QString path() const { return m_path; }
    // The driver's own handle: what Statement works on.
    sqlite3* handle() const { return m_handle; }

    // Runs one or more statements that return nothing.
    Result<void> execute(const char* sql);
    Result<void> execute(const QByteArray& sql) { return execute(sql.constData()); }

    // Makes another file's tables known on this connection as `name`.table; read-only if the connection is.
    Result<void> attach(const QString& path, const QByteArray& name);

    // A second, read-only connection to the same file, for work side by side; made when it is first asked for and
    // closed with this one. Statement works on it in any one thread at a time. Nothing: it can't be opened.
    Database* twin();
    // Whether a statement is under way or changes are being made: what is read is then that of an earlier moment.
    bool isBusy() const;

    // True the first time for each `what`: SQL functions that are added to a connection are added once. Those of a
    // statement that runs can't be replaced.
    bool isNew(const QByteArray& what);

    // Error about the last call on this connection.
    Error lastError() const;
    // Stops a running statement of this connection and of its twin; the one call that may come from another thread.
    void interrupt() const;

private:
    Database() = default;
    static Result<std::unique_ptr<Database>> open(const QString& path, bool readOnly);

    QString m_path;
    QString m_connection;
    QSqlDatabase m_sql;
    sqlite3* m_handle = nullptr;
    QSet<QByteArray> m_added;
    std::unique_ptr<Database> m_twin;
    std::atomic<sqlite3*> m_twinHandle{nullptr};
};

} // namespace wd
