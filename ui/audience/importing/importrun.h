// The import that runs, or the last one that ran: outlives the pages that show it.
#pragma once

#include "models/audience/importing/importservice.h"
#include "models/audience/segments/listupload.h"

namespace wd {

class ImportRun final : public QObject {
    Q_OBJECT
public:
    enum class State { None, Running, Ended };

    // The one of this workspace; made on first use.
    static ImportRun& of(ImportService& imports, const Clock& clock);

    // `ids`: the column that tells who the rows are about.
    void start(const QString& file, const ImportOptions& options, const ListUploadOptions& ids);
    void stop(); // after the slice at hand
    // The report has been seen. Nothing while an import runs.
    void forget();

    State state() const { return m_state; }
    const QString& file() const { return m_file; }
    const ImportOptions& options() const { return m_options; }
    const ListUploadOptions& ids() const { return m_ids; }
    // While it runs. Rows that an earlier import of the file had done are among them.
    const ImportProgress& progress() const { return m_progress; }
    qint64 rowsASecond() const; // 0: not known yet
    std::optional<qint64> msLeft() const;
    bool isStopping() const { return m_stopping; }
    // Once it has ended.
    const Result<ImportReport>& report() const { return m_report; }

signals:
    void changed(); // the state
    void progressed();

private:
    ImportRun(ImportService& imports, const Clock& clock);
    void note(qint64 rows, qint64 bytesDone, qint64 bytesTotal);

    ImportService& m_imports;
    const Clock& m_clock;
    State m_state = State::None;
    QString m_file;
    ImportOptions m_options;
    ListUploadOptions m_ids;
    ImportProgress m_progress;
    std::optional<ImportProgress> m_first; // rates are measured from here
    qint64 m_firstAt = 0;
    bool m_stopping = false;
    Result<ImportReport> m_report{ImportReport()};
};

} // namespace wd
