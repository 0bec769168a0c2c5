// An empty audience and files to import into it.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/importing/history/importundo.h"
#include "models/audience/importing/importer.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"

#include <QFile>
#include <QTemporaryDir>

namespace wd {

struct ImportFixture {
    ImportFixture()
    {
        auto opened
            = Database::openWriter(folder.filePath(QStringLiteral("audience.db")), Database::Durability::Normal);
        if (opened && migrate(**opened, migrationScripts(QStringLiteral("audience")), 1))
            audience = std::move(opened).value();
    }

    QString file(const QByteArray& bytes) const
    {
        const QString path = folder.filePath(QStringLiteral("table.csv"));
        QFile written(path);
        if (written.open(QIODevice::WriteOnly))
            written.write(bytes);
        return path;
    }
    Result<ImportReport> import(const QByteArray& bytes, const ImportOptions& options = {})
    {
        return importFile(*audience, file(bytes), options, now, stop, progress);
    }
    Result<UndoReport> undo(qint64 id) { return undoImport(*audience, id, {}, stop); }
    // What people who are here have of an attribute, as rows() with their login ids.
    QStringList values(const char* key)
    {
        return rows("SELECT login_id, "
            + Catalogue::load(*audience).value().attributeByKey(QString::fromLatin1(key))->column()
            + " FROM person WHERE erased_at IS NULL ORDER BY id");
    }
    // All rows of a query: columns joined by "|", NULL as "-".
    QStringList rows(const QByteArray& sql)
    {
        QStringList all;
        Statement statement(*audience, sql);
        for (Result<bool> row = statement.step(); row && *row; row = statement.step()) {
            QStringList columns;
            for (int i = 0; i < statement.columnCount(); ++i)
                columns += statement.isNull(i) ? QStringLiteral("-") : statement.value(i).toString();
            all += columns.join(u'|');
        }
        return all;
    }

    static constexpr UtcMs now = 1'790'000'000'000;
    QTemporaryDir folder;
    std::unique_ptr<Database> audience;
    std::atomic<bool> stop = false;
    std::function<void(const ImportProgress&)> progress;
};

inline ImportOptions eventOptions()
{
    ImportOptions options;
    options.kind = ImportKind::Events;
    return options;
}

inline QByteArray manyEvents(int rows)
{
    QByteArray text = "login_id,event,time,amount\n";
    for (int i = 0; i < rows; ++i)
        text += "u" + QByteArray::number(i % 97) + ",order,2026-07-01 10:00:00," + QByteArray::number(i) + '\n';
    return text;
}

} // namespace wd
