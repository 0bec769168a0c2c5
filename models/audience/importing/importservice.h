// Imports for the window: one at a time, in the audience's thread, with progress and a stop.
#pragma once

#include "models/audience/importing/history/importundo.h"
#include "models/audience/importing/history/pastimport.h"
#include "models/audience/importing/looked.h"
#include "models/storage/databaseworker.h"

#include <atomic>
#include <memory>

namespace wd {

class ImportService : public QObject {
    Q_OBJECT
public:
    struct Parts {
        DatabaseWorker& writer; // audience.db
        DatabaseWorker& reader; // audience.db
        const Clock& clock;
        FindUnused unused = {}; // asked in the writer's thread
    };

    explicit ImportService(const Parts& parts, QObject* parent = nullptr);
    // A running import stops after its slice.
    ~ImportService() override;

    // Reads the head of a file: encoding, delimiter, header, first rows, and how columns would be matched.
    void preview(const QString& file, const ImportOptions& options, QObject* receiver,
        std::function<void(Result<ImportPreview>)> then);
    // Reads the whole file for the types of its columns and the times of its events, see lookthrough.h; other questions
    // are answered meanwhile. An earlier look that goes on is given up without an answer.
    void lookThrough(const QString& file, const ImportOptions& options, QObject* receiver,
        std::function<void(Result<LookedThrough>)> then);
    // How many people would lose a value as the file doesn't name them, see unnamedpeople.h. An earlier count that goes
    // on is given up without an answer.
    void countUnnamed(
        const QString& file, const ImportOptions& options, QObject* receiver, std::function<void(Result<qint64>)> then);
    void lookNoFurther(); // neither of both
    // How columns with these headers were used before, see rememberedcolumns.h.
    void remembered(ImportKind kind, const QStringList& headers, QObject* receiver,
        std::function<void(Result<std::optional<ImportOptions>>)> then);
    // The latest import of the same bytes that was not undone; of a workbook, of this sheet.
    void earlier(const QString& file, ImportKind kind, const QString& sheet, QObject* receiver,
        std::function<void(Result<std::optional<ImportEntry>>)> then);
    // People or events, as the options say. NotAllowedInState while another import runs; else errors only for what
    // stops the whole import; bad rows are in the report.
    void start(const QString& file, const ImportOptions& options, QObject* receiver,
        std::function<void(Result<ImportReport>)> then);
    void stop(); // the import or undoing that runs
    bool isRunning() const;
    std::optional<qint64> undoing() const { return m_undoing; } // the import that is being undone

    void history(QObject* receiver, std::function<void(Result<QList<ImportEntry>>)> then); // latest first, 200
    // What is on record of one; NotFound.
    void past(qint64 id, QObject* receiver, std::function<void(Result<PastImport>)> then);
    // See undoImport(); what nothing uses goes. NotAllowedInState while an import runs.
    void undo(qint64 id, QObject* receiver, std::function<void(Result<UndoReport>)> then);
    // The rows an import refused, as .xlsx or CSV with the file's columns and one more, `reasonHeader`, with words()
    // of the error; called in the reader's thread. The answer: how many rows.
    void saveFailedRows(qint64 id, const QString& file, const QString& reasonHeader,
        std::function<QString(const Error&)> words, QObject* receiver, std::function<void(Result<qint64>)> then);

signals:
    void progressed(qint64 rows, qint64 bytesDone, qint64 bytesTotal);
    void imported(); // or undone: the audience is another one

private:
    struct Reading;
    using Place = std::shared_ptr<Reading> ImportService::*; // where the latest of its kind is
    void goOnReading(Place place, const std::shared_ptr<Reading>& reading);
    // Answers NotAllowedInState while something runs.
    template <typename Answer>
    void run(std::function<Result<Answer>(Database&, const std::atomic<bool>&)> work, QObject* receiver,
        std::function<void(Result<Answer>)> then);

    Parts m_parts;
    std::shared_ptr<std::atomic<bool>> m_stop;
    std::optional<qint64> m_undoing;
    std::shared_ptr<Reading> m_looking;
    std::shared_ptr<Reading> m_counting;
};

} // namespace wd
