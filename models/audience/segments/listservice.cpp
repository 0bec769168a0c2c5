#include "models/audience/segments/listservice.h"

#include <QPointer>

namespace wd {

namespace {
constexpr qint64 countMs = 50; // others wait for so long
} // namespace

// A file that is counted, slice by slice, and who asks.
struct ListService::Counting {
    QPointer<QObject> listener;
    std::function<void(const Result<ListUploadReport>&)> then;
    std::function<Result<bool>(Database&)> go; // in the reader's thread; false: to its end
    std::unique_ptr<ListCount> count; // belongs to that thread while it goes on
};

// An upload, and whether the writer has it yet.
struct ListService::Uploading {
    enum Stage { Waiting, Begun, GivenUp };
    // False: the other side was first.
    bool leaveWaiting(Stage to)
    {
        Stage from = Waiting;
        return stage.compare_exchange_strong(from, to);
    }

    QPointer<QObject> listener;
    std::function<void(const Result<ListUploadReport>&)> then;
    std::atomic<Stage> stage{Waiting};
    std::atomic<bool> stop{false};
};

ListService::ListService(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
}

ListService::~ListService()
{
    if (m_uploading && !m_uploading->leaveWaiting(Uploading::GivenUp))
        m_uploading->stop = true;
}

void ListService::setOperator(const QString& name)
{
    m_operator = name;
}

void ListService::stop()
{
    const Error cancelled{ErrorKind::Cancelled, {}, {}};
    if (const std::shared_ptr<Counting> counting = std::exchange(m_counting, nullptr); counting && counting->listener)
        counting->then(cancelled);
    if (!m_uploading)
        return;
    if (!m_uploading->leaveWaiting(Uploading::GivenUp)) {
        m_uploading->stop = true;
        return;
    }
    if (const std::shared_ptr<Uploading> uploading = std::exchange(m_uploading, nullptr); uploading->listener)
        uploading->then(cancelled);
}

void ListService::all(QObject* receiver, std::function<void(Result<QList<PeopleList>>)> then)
{
    m_parts.reader.ask([](Database& audience) { return ListStore(audience).all(); }, receiver, std::move(then));
}

void ListService::uses(QObject* receiver, std::function<void(Result<QHash<QString, QStringList>>)> then)
{
    m_parts.workspace.ask([](Database& workspace) { return listUses(workspace); }, receiver, std::move(then));
}

void ListService::count(const QString& file, const ListUploadOptions& options, QObject* receiver,
    std::function<void(Result<ListUploadReport>)> then)
{
    m_counting = std::make_shared<Counting>();
    m_counting->listener = receiver;
    m_counting->then = std::move(then);
    m_counting->go = [file, options, counting = m_counting.get(), courier = Courier(this), this](
                         Database& audience) -> Result<bool> {
        if (!counting->count) {
            auto opened = ListCount::open(audience, file, options);
            if (!opened)
                return opened.error();
            counting->count = std::move(opened).value();
        }
        const Result<bool> more = counting->count->go(countMs);
        courier.post([this, done = counting->count->bytesDone(), total = counting->count->bytesTotal()] {
            emit progressed(done, total);
        });
        return more;
    };
    goOnCounting(m_counting);
}

void ListService::goOnCounting(const std::shared_ptr<Counting>& counting)
{
    m_parts.reader.ask([counting](Database& audience) { return counting->go(audience); }, this,
        [this, counting](const Result<bool>& more) {
            if (counting != m_counting || !counting->listener)
                return;
            if (more && *more)
                return goOnCounting(counting);
            m_counting.reset();
            counting->then(more ? Result<ListUploadReport>(counting->count->report()) : more.error());
        });
}

void ListService::upload(const QString& name, const QString& file, const ListUploadOptions& options, QObject* receiver,
    std::function<void(Result<ListUploadReport>)> then)
{
    if (m_uploading) {
        const QStringList arguments{QStringLiteral("upload"), QStringLiteral("running")};
        return Courier(receiver).post([then, arguments] { then(Error{ErrorKind::NotAllowedInState, arguments, {}}); });
    }
    const auto uploading = std::make_shared<Uploading>();
    m_uploading = uploading;
    uploading->listener = receiver;
    uploading->then = std::move(then);
    const Courier courier(this);
    const auto progress = [this, courier](qint64 done, qint64 total) {
        courier.post([this, done, total] { emit progressed(done, total); });
    };
    const auto work
        = [=, this, by = m_operator, now = m_parts.clock.nowUtc()](Database& audience) -> Result<ListUploadReport> {
        if (!uploading->leaveWaiting(Uploading::Begun))
            return Error{ErrorKind::Cancelled, {}, {}};
        courier.post([this] { emit begun(); });
        return uploadList(audience, name, file, options, by, now, uploading->stop, progress);
    };
    m_parts.writer.ask(work, this, [this, uploading](const Result<ListUploadReport>& report) {
        if (uploading != m_uploading)
            return;
        m_uploading.reset();
        if (report)
            emit changed();
        if (report && report->added > 0)
            emit peopleAdded();
        if (uploading->listener)
            uploading->then(report);
    });
}

void ListService::change(Work work, QObject* receiver, std::function<void(Result<void>)> then)
{
    m_parts.writer.ask(
        [work = std::move(work)](Database& audience) {
            ListStore lists(audience);
            return work(lists);
        },
        this,
        [this, listener = QPointer<QObject>(receiver), then = std::move(then)](const Result<void>& done) {
            if (done)
                emit changed();
            if (listener)
                then(done);
        });
}

void ListService::rename(const PeopleList& list, const QString& name, QObject* receiver, Then then)
{
    const auto answer
        = [this, listener = QPointer<QObject>(receiver), then = std::move(then)](const Result<void>& renamed) {
              if (renamed)
                  emit changed();
              if (listener)
                  then(renamed);
          };
    m_parts.writer.ask([id = list.id, name, by = m_operator, at = m_parts.clock.nowUtc()](
                           Database& audience) { return ListStore(audience).rename(id, name, by, at); },
        this, [this, answer](const Result<void>& renamed) { renamed ? follow(answer) : answer(renamed); });
}

void ListService::finishRenamings()
{
    follow([](const Result<void>&) {});
}

// Rules are in the other file: what they still have to follow is on record in this one.
void ListService::follow(Then then)
{
    using Renamings = Result<QList<ListRenaming>>;
    m_parts.writer.ask([](Database& audience) { return ListStore(audience).renamings(); }, this,
        [this, then](const Renamings& renamings) {
            if (!renamings || renamings->isEmpty())
                return then(renamings ? Result<void>() : renamings.error());
            m_parts.workspaceWriter.ask(
                [all = *renamings](Database& workspace) { return followListNames(workspace, all); }, this,
                [this, then, all = *renamings](const Result<void>& followed) {
                    if (!followed)
                        return then(followed);
                    emit rulesFollowed();
                    m_parts.writer.ask(
                        [all](Database& audience) { return ListStore(audience).followed(all); }, this, then);
                });
        });
}

// The rules are in the other file: what is named between the question and the change is refused by the next count.
void ListService::remove(const PeopleList& list, QObject* receiver, Then then)
{
    const QPointer<QObject> listener(receiver);
    const Work work = [id = list.id, by = m_operator, at = m_parts.clock.nowUtc()](
                          ListStore& lists) { return lists.remove(id, by, at); };
    m_parts.workspace.ask([name = list.name](Database& workspace) { return refuseWhileListNamed(workspace, name); },
        this,
        [this, listener, then = std::move(then), work](const Result<void>& free) {
            if (free)
                return change(work, listener, then);
            if (listener)
                then(free);
        });
}

void ListService::restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    change([id, by = m_operator, at = m_parts.clock.nowUtc()](ListStore& lists) { return lists.restore(id, by, at); },
        receiver, std::move(then));
}

void ListService::removed(QObject* receiver, std::function<void(Result<QList<RemovedItem>>)> then)
{
    m_parts.reader.ask([now = m_parts.clock.nowUtc()](Database& audience) { return ListStore(audience).removed(now); },
        receiver, std::move(then));
}

void ListService::unknownIds(qint64 id, int limit, QObject* receiver, std::function<void(Result<QStringList>)> then)
{
    m_parts.reader.ask([id, limit](Database& audience) { return ListStore(audience).unknownIds(id, limit); }, receiver,
        std::move(then));
}

void ListService::addUnknown(qint64 id, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    m_parts.writer.ask(
        [id, now = m_parts.clock.nowUtc()](Database& audience) { return ListStore(audience).addUnknown(id, now); },
        this,
        [this, listener = QPointer<QObject>(receiver), then = std::move(then)](const Result<qint64>& added) {
            if (added)
                emit changed();
            if (added && *added > 0)
                emit peopleAdded();
            if (listener)
                then(added);
        });
}

} // namespace wd
