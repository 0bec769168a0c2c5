#include "models/audience/importing/importservice.h"

#include "models/audience/importing/history/failedrows.h"
#include "models/audience/importing/history/rememberedcolumns.h"
#include "models/audience/importing/lookthrough.h"

#include <QPointer>

namespace wd {

namespace {
constexpr qint64 progressMs = 100;
constexpr int historyEntries = 200;
constexpr qint64 lookMs = 50; // others wait for so long
} // namespace

// A file that is looked through, and who wants to know.
struct ImportService::Looking {
    QString file;
    ImportOptions options;
    QPointer<QObject> listener;
    std::function<void(Result<QList<FoundType>>)> then;
    std::unique_ptr<LookThrough> look; // in the reader's thread
};

ImportService::ImportService(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
}

ImportService::~ImportService()
{
    stop();
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
    m_parts.reader.ask([file, options](Database& audience) { return previewImport(audience, file, options); }, receiver,
        std::move(then));
}

void ImportService::lookThrough(const QString& file, const ImportOptions& options, QObject* receiver,
    std::function<void(Result<QList<FoundType>>)> then)
{
    m_looking = std::make_shared<Looking>(Looking{file, options, receiver, std::move(then), nullptr});
    goOnLooking(m_looking);
}

void ImportService::lookNoFurther()
{
    m_looking.reset();
}

void ImportService::goOnLooking(const std::shared_ptr<Looking>& looking)
{
    m_parts.reader.ask(
        [looking](Database& audience) -> Result<bool> {
            if (!looking->look) {
                auto opened = LookThrough::open(audience, looking->file, looking->options);
                if (!opened)
                    return opened.error();
                looking->look = std::move(opened).value();
            }
            return looking->look->go(lookMs);
        },
        this,
        [this, looking](const Result<bool>& more) {
            if (looking != m_looking || !looking->listener)
                return;
            if (more && *more)
                return goOnLooking(looking);
            m_looking.reset();
            looking->then(more ? Result<QList<FoundType>>(looking->look->foundTypes()) : more.error());
        });
}

void ImportService::remembered(ImportKind kind, const QStringList& headers, QObject* receiver,
    std::function<void(Result<std::optional<ImportOptions>>)> then)
{
    m_parts.reader.ask([kind, headers](Database& audience) { return rememberedOptions(audience, kind, headers); },
        receiver, std::move(then));
}

void ImportService::earlier(const QString& file, ImportKind kind, const QString& sheet, QObject* receiver,
    std::function<void(Result<std::optional<ImportEntry>>)> then)
{
    m_parts.reader.ask(
        [file, kind, sheet](Database& audience) -> Result<std::optional<ImportEntry>> {
            const Result<QByteArray> digest = fileDigest(file, false);
            return digest ? importOfFile(audience, *digest, kind, sheet) : digest.error();
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
    const auto tell = [this, courier = Courier(this), clock = &m_parts.clock, last = std::optional<qint64>()](
                          const ImportProgress& progress) mutable {
        const qint64 at = clock->monotonic();
        if (last && at - *last < progressMs && progress.bytesDone < progress.bytesTotal)
            return;
        last = at;
        courier.post([this, progress] { emit progressed(progress.rows, progress.bytesDone, progress.bytesTotal); });
    };
    run<ImportReport>(
        [file, options, now = m_parts.clock.nowUtc(), tell](Database& audience, const std::atomic<bool>& stop) {
            return importFile(audience, file, options, now, stop, tell);
        },
        receiver, std::move(then));
}

void ImportService::undo(qint64 id, QObject* receiver, std::function<void(Result<UndoReport>)> then)
{
    run<UndoReport>([id, unused = m_parts.unused](Database& audience,
                        const std::atomic<bool>& stop) { return undoImport(audience, id, unused, stop); },
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
