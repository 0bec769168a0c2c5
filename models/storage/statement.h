// A prepared SQLite statement: bound by position, stepped forward only, every result checked.
#pragma once

#include "models/storage/database.h"

#include <QByteArray>
#include <QVariant>

#include <optional>

struct sqlite3_stmt;

namespace wd {

class Statement {
public:
    // An invalid `sql` is a fault in the program, not of its input: the first step reports it.
    Statement(Database& database, const QByteArray& sql);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement& operator=(Statement&&) = delete;

    // Positions count from 1. Text is UTF-16 in, UTF-8 stored.
    Statement& bind(int position, qint64 value);
    Statement& bind(int position, int value) { return bind(position, qint64(value)); }
    Statement& bind(int position, double value);
    Statement& bind(int position, const QString& value);
    Statement& bind(int position, const QByteArray& blob);
    Statement& bindNull(int position);
    template <typename T> Statement& bind(int position, const std::optional<T>& value)
    {
        return value ? bind(position, *value) : bindNull(position);
    }
    // By the variant's type: null, bool and integers, double, QByteArray (blob), everything else as text.
    Statement& bind(int position, const QVariant& value);
    // For functions of ours that know the type, a literal; see sqlite3_bind_pointer().
    Statement& bindPointer(int position, void* pointer, const char* type);
    // Bytes that outlive the step are not copied.
    Statement& bindUtf8(int position, const char* bytes, qsizetype size);

    // True: a row is there. False: done. Resets by itself when done or failed, bindings stay.
    Result<bool> step();
    // For statements that return no row.
    Result<void> run();
    // The first column of all rows.
    Result<QList<qint64>> integers();
    void reset();

    int columnCount() const;
    bool isNull(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;
    QByteArray blob(int column) const;
    // Valid until the next step.
    QByteArrayView utf8(int column) const;
    std::optional<qint64> optionalInteger(int column) const;
    // qint64, double, QString, QByteArray or an invalid variant, as stored.
    QVariant value(int column) const;

    qint64 lastInsertId() const;
    int changes() const;

private:
    Database& m_database;
    sqlite3_stmt* m_statement = nullptr;
    int m_bindResult;
};

} // namespace wd
