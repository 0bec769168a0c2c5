#include "models/audience/segments/listservice.h"

#include <QPointer>

namespace wd {

ListService::ListService(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
}

ListService::~ListService()
{
    stop();
}

void ListService::setOperator(const QString& name)
{
    m_operator = name;
}

void ListService::stop()
{
    if (m_stop)
        *m_stop = true;
}

void ListService::all(QObject* receiver, std::function<void(Result<QList<PeopleList>>)> then)
{
    m_parts.reader.ask([](Database& audience) { return ListStore(audience).all(); }, receiver, std::move(then));
}

void ListService::uses(QObject* receiver, std::function<void(Result<QHash<QString, QStringList>>)> then)
{
    m_parts.workspace.ask([](Database& workspace) { return listUses(workspace); }, receiver, std::move(then));
}

void ListService::upload(const QString& name, const QString& file, const ListUploadOptions& options, QObject* receiver,
    std::function<void(Result<ListUploadReport>)> then)
{
    if (m_stop) {
        const QStringList arguments{QStringLiteral("upload"), QStringLiteral("running")};
        return Courier(receiver).post([then, arguments] { then(Error{ErrorKind::NotAllowedInState, arguments, {}}); });
    }
    m_stop = std::make_shared<std::atomic<bool>>(false);
    const auto progress = [this, courier = Courier(this)](qint64 done, qint64 total) {
        courier.post([this, done, total] { emit progressed(done, total); });
    };
    const QPointer<QObject> listener(receiver);
    m_parts.writer.ask(
        [=, by = m_operator, now = m_parts.clock.nowUtc(), stop = m_stop](
            Database& audience) { return uploadList(audience, name, file, options, by, now, *stop, progress); },
        this,
        [this, listener, onlyCounted = options.onlyCount, then = std::move(then)](
            const Result<ListUploadReport>& report) {
            m_stop.reset();
            if (report && !onlyCounted)
                emit changed();
            if (report && !onlyCounted && report->added > 0)
                emit peopleAdded();
            if (listener)
                then(report);
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
