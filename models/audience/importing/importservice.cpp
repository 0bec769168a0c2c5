#include "models/audience/importing/importservice.h"

#include "models/audience/importing/history/failedrows.h"
#include "models/audience/importing/history/rememberedcolumns.h"
#include "models/audience/importing/lookthrough.h"
#include "models/audience/importing/unnamedpeople.h"

#include <QPointer>

namespace wd {

namespace {
constexpr qint64 progressMs = 100;
constexpr int historyEntries = 200;
constexpr qint64 lookMs = 50; // others wait for so long
} // namespace

// A file that is read for a question, slice by slice, and who asks.
struct ImportService::Reading {
    QPointer<QObject> listener;
    std::function<Result<bool>(Database&)> go; // in the reader's thread; false: to its end
    std::function<void(const Result<bool>&)> end;
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
    std::function<void(Result<LookedThrough>)> then)
{
    const auto look = std::make_shared<std::unique_ptr<LookThrough>>();
    const auto go = [look, file, options, now = m_parts.clock.nowUtc()](Database& audience) -> Result<bool> {
        if (!*look) {
            auto opened = LookThrough::open(audience, file, options, now);
            if (!opened)
                return opened.error();
            *look = std::move(opened).value();
        }
        return (*look)->go(lookMs);
    };
    const auto end = [look, then = std::move(then)](const Result<bool>& read) {
        then(read ? Result<LookedThrough>((*look)->looked()) : read.error());
    };
    m_looking = std::make_shared<Reading>(Reading{receiver, go, end});
    goOnReading(&ImportService::m_looking, m_looking);
}

void ImportService::countUnnamed(
    const QString& file, const ImportOptions& options, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    const auto people = std::make_shared<std::unique_ptr<UnnamedPeople>>();
    const auto counted = std::make_shared<Result<qint64>>(0);
    const auto go = [people, counted, file, options](Database& audience) -> Result<bool> {
        if (!*people) {
            auto opened = UnnamedPeople::open(audience, file, options);
            if (!opened)
                return opened.error();
            *people = std::move(opened).value();
        }
        const Result<bool> more = (*people)->go(lookMs);
        if (more && !*more)
            *counted = (*people)->count();
        return more;
    };
    const auto end = [counted, then = std::move(then)](
                         const Result<bool>& read) { then(read ? *counted : Result<qint64>(read.error())); };
    m_counting = std::make_shared<Reading>(Reading{receiver, go, end});
    goOnReading(&ImportService::m_counting, m_counting);
}

void ImportService::lookNoFurther()
{
    m_looking.reset();
    m_counting.reset();
}

void ImportService::goOnReading(Place place, const std::shared_ptr<Reading>& reading)
{
    m_parts.reader.ask([reading](Database& audience) { return reading->go(audience); }, this,
        [this, place, reading](const Result<bool>& more) {
            if (reading != this->*place || !reading->listener)
                return;
            if (more && *more)
                return goOnReading(place, reading);
            (this->*place).reset();
            reading->end(more);
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
            m_undoing.reset();
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
    if (!m_stop)
        m_undoing = id;
    run<UndoReport>([id, unused = m_parts.unused](Database& audience,
                        const std::atomic<bool>& stop) { return undoImport(audience, id, unused, stop); },
        receiver, std::move(then));
}

void ImportService::history(QObject* receiver, std::function<void(Result<QList<ImportEntry>>)> then)
{
    m_parts.reader.ask(
        [](Database& audience) { return importHistory(audience, historyEntries); }, receiver, std::move(then));
}

void ImportService::past(qint64 id, QObject* receiver, std::function<void(Result<PastImport>)> then)
{
    m_parts.reader.ask([id](Database& audience) { return pastImport(audience, id); }, receiver, std::move(then));
}

void ImportService::saveFailedRows(qint64 id, const QString& file, const QString& reasonHeader,
    std::function<QString(const Error&)> words, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    m_parts.reader.ask([=, words = std::move(words)](
                           Database& audience) { return writeFailedRows(audience, id, file, reasonHeader, words); },
        receiver, std::move(then));
}

} // namespace wd
