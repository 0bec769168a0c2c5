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

// The rules are in the other file: what is named between the question and the change is refused by the next count.
void ListService::changeUnlessNamed(
    const QString& name, Work work, QObject* receiver, std::function<void(Result<void>)> then)
{
    const QPointer<QObject> listener(receiver);
    m_parts.workspace.ask([name](Database& workspace) { return refuseWhileListNamed(workspace, name); }, this,
        [this, listener, then = std::move(then), work = std::move(work)](const Result<void>& free) {
            if (free)
                return change(work, listener, then);
            if (listener)
                then(free);
        });
}

void ListService::rename(
    const PeopleList& list, const QString& name, QObject* receiver, std::function<void(Result<void>)> then)
{
    changeUnlessNamed(
        list.name,
        [id = list.id, name, by = m_operator, at = m_parts.clock.nowUtc()](
            ListStore& lists) { return lists.rename(id, name, by, at); },
        receiver, std::move(then));
}

void ListService::remove(const PeopleList& list, QObject* receiver, std::function<void(Result<void>)> then)
{
    changeUnlessNamed(
        list.name,
        [id = list.id, by = m_operator, at = m_parts.clock.nowUtc()](
            ListStore& lists) { return lists.remove(id, by, at); },
        receiver, std::move(then));
}

void ListService::restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    change([id, by = m_operator, at = m_parts.clock.nowUtc()](ListStore& lists) { return lists.restore(id, by, at); },
        receiver, std::move(then));
}

} // namespace wd
