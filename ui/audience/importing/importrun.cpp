#include "ui/audience/importing/importrun.h"

namespace wd {

namespace {
constexpr qint64 leastMs = 300; // before that a rate says nothing
} // namespace

ImportRun::ImportRun(ImportService& imports, const Clock& clock)
    : QObject(&imports)
    , m_imports(imports)
    , m_clock(clock)
{
    connect(&imports, &ImportService::progressed, this, &ImportRun::note);
}

ImportRun& ImportRun::of(ImportService& imports, const Clock& clock)
{
    auto* run = imports.findChild<ImportRun*>(QString(), Qt::FindDirectChildrenOnly);
    return run ? *run : *new ImportRun(imports, clock);
}

void ImportRun::start(const QString& file, const ImportOptions& options, const ListUploadOptions& ids)
{
    if (m_state == State::Running)
        return;
    m_file = file;
    m_options = options;
    m_ids = ids;
    m_progress = {};
    m_first.reset();
    m_stopping = false;
    m_state = State::Running;
    m_imports.start(file, options, this, [this](const Result<ImportReport>& report) {
        m_report = report;
        m_state = State::Ended;
        emit changed();
    });
    emit changed();
}

void ImportRun::stop()
{
    if (m_state != State::Running)
        return;
    m_stopping = true;
    m_imports.stop();
    emit progressed();
}

void ImportRun::forget()
{
    if (m_state != State::Ended)
        return;
    m_state = State::None;
    emit changed();
}

void ImportRun::note(qint64 rows, qint64 bytesDone, qint64 bytesTotal)
{
    if (m_state != State::Running)
        return;
    m_progress = {rows, bytesDone, bytesTotal};
    if (!m_first) {
        m_first = m_progress;
        m_firstAt = m_clock.monotonic();
    }
    emit progressed();
}

qint64 ImportRun::rowsASecond() const
{
    const qint64 elapsed = m_clock.monotonic() - m_firstAt;
    return m_first && elapsed >= leastMs ? (m_progress.rows - m_first->rows) * 1000 / elapsed : 0;
}

std::optional<qint64> ImportRun::msLeft() const
{
    const qint64 elapsed = m_clock.monotonic() - m_firstAt;
    const qint64 done = m_first ? m_progress.bytesDone - m_first->bytesDone : 0;
    if (elapsed < leastMs || done <= 0)
        return std::nullopt;
    return elapsed * (m_progress.bytesTotal - m_progress.bytesDone) / done;
}

} // namespace wd
