#include "models/audience/importservice.h"

#include "models/audience/eventindexes.h"

#include <QPointer>

namespace wd {

namespace {
constexpr qint64 progressMs = 100;
}

ImportService::ImportService(DatabaseWorker& audience, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_audience(audience)
    , m_clock(clock)
{
}

ImportService::~ImportService()
{
    stop();
}

void ImportService::setZone(const QTimeZone& zone)
{
    m_zone = zone;
}
bool ImportService::isRunning() const
{
    return m_stop != nullptr;
}

void ImportService::stop()
{
    if (m_stop)
        *m_stop = true;
}

void ImportService::preview(const QString& file, const ImportOptions& options, QObject* receiver,
    std::function<void(Result<ImportPreview>)> then)
{
    ImportOptions zoned = options;
    zoned.zone = m_zone;
    m_audience.ask(
        [file, zoned](Database& audience) { return previewImport(audience, file, zoned); }, receiver, std::move(then));
}

void ImportService::start(const QString& file, const ImportOptions& options, QObject* receiver,
    std::function<void(Result<ImportReport>)> then)
{
    if (m_stop) {
        const QStringList arguments{QStringLiteral("import"), QStringLiteral("running")};
        return Courier(receiver).post([then, arguments] { then(Error{ErrorKind::NotAllowedInState, arguments, {}}); });
    }
    m_stop = std::make_shared<std::atomic<bool>>(false);
    ImportOptions zoned = options;
    zoned.zone = m_zone;
    const auto tell = [this, courier = Courier(this), clock = &m_clock, last = std::optional<qint64>()](
                          const ImportProgress& progress) mutable {
        const qint64 at = clock->monotonic();
        if (last && at - *last < progressMs && progress.bytesDone < progress.bytesTotal)
            return;
        last = at;
        courier.post([this, progress] { emit progressed(progress.rows, progress.bytesDone, progress.bytesTotal); });
    };
    const QPointer<QObject> listener(receiver);
    m_audience.ask(
        [file, zoned, now = m_clock.nowUtc(), stop = m_stop, tell](Database& audience) {
            const Result<ImportReport> report = importFile(audience, file, zoned, now, *stop, tell);
            // Only speed depends on it.
            if (report)
                static_cast<void>(prepareForCounting(audience));
            return report;
        },
        this,
        [this, listener, then = std::move(then)](Result<ImportReport> report) {
            m_stop.reset();
            if (report)
                emit imported();
            if (listener)
                then(std::move(report));
        });
}

} // namespace wd
