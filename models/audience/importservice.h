// Imports for the window: one at a time, in the audience's thread, with progress and a stop.
#pragma once

#include "models/audience/importing/importer.h"
#include "models/storage/databaseworker.h"

#include <atomic>
#include <memory>

namespace wd {

class ImportService : public QObject {
    Q_OBJECT
public:
    ImportService(DatabaseWorker& audience, const Clock& clock, QObject* parent = nullptr);
    // A running import stops after its slice.
    ~ImportService() override;

    void setZone(const QTimeZone& zone);

    // Reads the head of a file: encoding, delimiter, header, first rows, and how columns would be matched.
    void preview(const QString& file, const ImportOptions& options, QObject* receiver,
        std::function<void(Result<ImportPreview>)> then);
    // People or events, as the options say. NotAllowedInState while
    // another import runs; else errors only for what stops the whole import; bad rows are in the report.
    void start(const QString& file, const ImportOptions& options, QObject* receiver,
        std::function<void(Result<ImportReport>)> then);
    void stop();
    bool isRunning() const;

signals:
    void progressed(qint64 rows, qint64 bytesDone, qint64 bytesTotal);
    void imported();

private:
    DatabaseWorker& m_audience;
    const Clock& m_clock;
    QTimeZone m_zone = QTimeZone::utc();
    std::shared_ptr<std::atomic<bool>> m_stop;
};

} // namespace wd
