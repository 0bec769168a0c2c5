#include "models/audience/segmentservice.h"

#include "models/audience/occurringvalues.h"
#include "models/audience/rulechecker.h"
#include "models/audience/segmentresolver.h"
#include "models/audience/segmentstore.h"
#include "models/storage/statement.h"

#include <QPointer>

namespace wd {

namespace {

Result<Rule> resolved(Database& workspace, const Segment& segment)
{
    SegmentStore store(workspace);
    return resolveSegments(
        segment.rule, segment.name, [&store](const QString& name) { return store.findByName(name); },
        QStringLiteral("rule"));
}

// Campaign states 1 scheduled, 2 active, 4 paused; a draft only points at the segment.
Result<void> refuseWhileUsed(Database& workspace, qint64 id)
{
    Statement users(workspace,
        "SELECT name FROM campaign WHERE segment_id=? AND state IN (1,2,4) AND deleted_at IS NULL ORDER BY name");
    users.bind(1, id);
    QStringList names;
    for (;;) {
        const Result<bool> row = users.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        names += users.text(0);
    }
    if (!names.isEmpty())
        return Error{ErrorKind::InUse, {names.join(QStringLiteral(", "))}, {}};
    return {};
}

Result<Segment> store(Database& workspace, Segment segment)
{
    // A cycle is refused before it is stored.
    if (const Result<Rule> rule = resolved(workspace, segment); !rule)
        return rule.error();
    SegmentStore segments(workspace);
    const Result<void> written = segment.id == 0 ? segments.insert(segment) : segments.update(segment);
    return written ? Result<Segment>(segment) : written.error();
}

} // namespace

SegmentService::SegmentService(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void SegmentService::setOperator(const QString& name)
{
    m_operator = name;
}
void SegmentService::setZone(const QTimeZone& zone)
{
    m_zone = zone;
}

void SegmentService::list(QObject* receiver, std::function<void(Result<QList<Segment>>)> then)
{
    m_parts.reader.ask([](Database& database) { return SegmentStore(database).all(); }, receiver, std::move(then));
}

void SegmentService::catalogue(QObject* receiver, std::function<void(Result<Catalogue>)> then)
{
    m_parts.audience.ask([](Database& database) { return Catalogue::load(database); }, receiver, std::move(then));
}

void SegmentService::values(const QString& attribute, QObject* receiver, std::function<void(Result<QStringList>)> then)
{
    constexpr int most = 12;
    m_parts.audience.ask([attribute](Database& database) { return occurringValues(database, attribute, most); },
        receiver, std::move(then));
}

template <typename Answer>
void SegmentService::ask(const Segment& segment, std::function<Result<Answer>(Database&, const SegmentQuery&)> work,
    QObject* receiver, std::function<void(Result<Answer>)> then)
{
    const TimeFrame frame{m_parts.clock.nowUtc(), m_zone};
    m_parts.reader.ask([segment](Database& workspace) { return resolved(workspace, segment); }, receiver,
        [=, this](const Result<Rule>& rule) {
            if (!rule)
                return then(rule.error());
            m_parts.audience.ask(
                [=, rule = *rule](Database& audience) -> Result<Answer> {
                    const Result<Catalogue> catalogue = Catalogue::load(audience);
                    if (!catalogue)
                        return catalogue.error();
                    const auto query = SegmentQuery::build(*catalogue, rule, segment.userKind, frame);
                    return query ? work(audience, *query) : query.error();
                },
                receiver, then);
        });
}

void SegmentService::count(const Segment& segment, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    m_parts.audience.interrupt();
    const quint64 number = ++m_latestCount;
    ask<qint64>(
        segment, [](Database& audience, const SegmentQuery& query) { return query.count(audience); }, receiver,
        [this, number, then = std::move(then)](const Result<qint64>& people) {
            if (number == m_latestCount)
                then(people);
        });
}

void SegmentService::people(
    const Segment& segment, int limit, QObject* receiver, std::function<void(Result<QList<Person>>)> then)
{
    ask<QList<Person>>(
        segment, [limit](Database& audience, const SegmentQuery& query) { return query.people(audience, limit); },
        receiver, std::move(then));
}

void SegmentService::save(const Segment& segment, QObject* receiver, std::function<void(Result<Segment>)> then)
{
    Segment stored = segment;
    stored.audit.updatedBy = m_operator;
    stored.audit.updatedAt = m_parts.clock.nowUtc();
    if (segment.id == 0) {
        stored.audit.createdBy = stored.audit.updatedBy;
        stored.audit.createdAt = stored.audit.updatedAt;
    }
    const QPointer<QObject> listener(receiver);
    const auto answer = [this, listener, then = std::move(then)](const Result<Segment>& saved) {
        if (saved)
            emit changed();
        if (listener)
            then(saved);
    };
    const auto write = [this, stored, answer] {
        m_parts.writer.ask([stored](Database& workspace) { return store(workspace, stored); }, this, answer);
    };
    const TimeFrame frame{m_parts.clock.nowUtc(), m_zone};
    m_parts.audience.ask(
        [stored, frame](Database& audience) -> Result<void> {
            const Result<Catalogue> catalogue = Catalogue::load(audience);
            if (!catalogue)
                return catalogue.error();
            const Errors errors = checkRule(stored.rule, *catalogue, frame, QStringLiteral("rule"));
            return errors.isEmpty() ? Result<void>() : errors.first();
        },
        this, [answer, write](const Result<void>& checked) { checked ? write() : answer(checked.error()); });
}

void SegmentService::remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    const QPointer<QObject> listener(receiver);
    m_parts.writer.ask(
        [id, by = m_operator, at = m_parts.clock.nowUtc()](Database& workspace) -> Result<void> {
            if (const Result<void> unused = refuseWhileUsed(workspace, id); !unused)
                return unused;
            return SegmentStore(workspace).remove(id, by, at);
        },
        this,
        [this, listener, then = std::move(then)](const Result<void>& removed) {
            if (removed)
                emit changed();
            if (listener)
                then(removed);
        });
}

} // namespace wd
