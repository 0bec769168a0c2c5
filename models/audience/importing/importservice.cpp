#include "models/audience/importing/importservice.h"

#include "models/audience/importing/history/failedrows.h"

#include <QPointer>

namespace wd {

namespace {
constexpr qint64 progressMs = 100;
constexpr int historyEntries = 200;
} // namespace

ImportService::ImportService(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
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
    m_parts.reader.ask(
        [file, zoned](Database& audience) { return previewImport(audience, file, zoned); }, receiver, std::move(then));
}

void ImportService::remembered(ImportKind kind, const QStringList& headers, QObject* receiver,
    std::function<void(Result<std::optional<ImportOptions>>)> then)
{
    m_parts.reader.ask([kind, headers](Database& audience) { return rememberedOptions(audience, kind, headers); },
        receiver, std::move(then));
}

void ImportService::earlier(const QString& file, ImportKind kind, QObject* receiver,
    std::function<void(Result<std::optional<ImportEntry>>)> then)
{
    m_parts.reader.ask(
        [file, kind](Database& audience) -> Result<std::optional<ImportEntry>> {
            const Result<QByteArray> digest = fileDigest(file, false);
            return digest ? importOfFile(audience, *digest, kind) : digest.error();
        },
        receiver, std::move(then));
}

template <typename Answer>
void ImportService::run(std::function<Result<Answer>(Database&, const std::atomic<bool>&)> work, QObject* receiver,
    std::function<void(Result<Answer>)> then)
{
    if (m_stop) {
        const QStringList arguments{QStringLiteral("import"), QStringLiteral("running")};
        return Courier(receiver).post([then, arguments] { then(Error{ErrorKind::NotAllowedInState, arguments, {}}); });
    }
    m_stop = std::make_shared<std::atomic<bool>>(false);
    const QPointer<QObject> listener(receiver);
    m_parts.writer.ask([work = std::move(work), stop = m_stop](Database& audience) { return work(audience, *stop); },
        this,
        [this, listener, then = std::move(then)](Result<Answer> answer) {
            m_stop.reset();
            emit imported();
            if (listener)
                then(std::move(answer));
        });
}

void ImportService::start(const QString& file, const ImportOptions& options, QObject* receiver,
    std::function<void(Result<ImportReport>)> then)
{
    ImportOptions zoned = options;
    zoned.zone = m_zone;
    const auto tell = [this, courier = Courier(this), clock = &m_parts.clock, last = std::optional<qint64>()](
                          const ImportProgress& progress) mutable {
        const qint64 at = clock->monotonic();
        if (last && at - *last < progressMs && progress.bytesDone < progress.bytesTotal)
            return;
        last = at;
        courier.post([this, progress] { emit progressed(progress.rows, progress.bytesDone, progress.bytesTotal); });
    };
    run<ImportReport>([file, zoned, now = m_parts.clock.nowUtc(), tell](Database& audience,
                          const std::atomic<bool>& stop) { return importFile(audience, file, zoned, now, stop, tell); },
        receiver, std::move(then));
}

void ImportService::undo(qint64 id, QObject* receiver, std::function<void(Result<UndoReport>)> then)
{
    run<UndoReport>([id](Database& audience, const std::atomic<bool>& stop) { return undoImport(audience, id, stop); },
        receiver, std::move(then));
}

void ImportService::history(QObject* receiver, std::function<void(Result<QList<ImportEntry>>)> then)
{
    m_parts.reader.ask(
        [](Database& audience) { return importHistory(audience, historyEntries); }, receiver, std::move(then));
}

void ImportService::saveFailedRows(qint64 id, const QString& file, const QString& reasonHeader,
    std::function<QString(const Error&)> words, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    m_parts.reader.ask([=, words = std::move(words)](
                           Database& audience) { return writeFailedRows(audience, id, file, reasonHeader, words); },
        receiver, std::move(then));
}

} // namespace wd
