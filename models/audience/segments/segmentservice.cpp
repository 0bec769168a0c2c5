#include "models/audience/segments/segmentservice.h"

#include "models/audience/catalogue/occurringvalues.h"
#include "models/audience/catalogue/peoplesearch.h"
#include "models/audience/rules/rulechecker.h"
#include "models/audience/rules/ruleresolver.h"
#include "models/audience/segments/liststore.h"
#include "models/audience/segments/segmentstore.h"
#include "models/storage/transaction.h"

#include <QPointer>

namespace wd {

namespace {

Result<Rule> resolved(Database& workspace, const Segment& segment)
{
    return resolveRule(segment.rule, segment.name, lookupIn(workspace), QStringLiteral("rule"));
}

Result<Segment> store(Database& workspace, Segment segment)
{
    Transaction transaction(workspace);
    if (!transaction.begun())
        return transaction.begun().error();
    SegmentStore segments(workspace);
    if (const Result<void> written = segment.id == 0 ? segments.insert(segment) : segments.update(segment); !written)
        return written.error();
    // With its new name and rule in place: a circle shows, and nothing of it is kept.
    if (const Result<Rule> rule = resolved(workspace, segment); !rule)
        return rule.error();
    if (const Result<void> fits = checkNamingSegments(workspace, segment.name, QStringLiteral("rule")); !fits)
        return fits.error();
    const Result<void> committed = transaction.commit();
    return committed ? Result<Segment>(segment) : committed.error();
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
void SegmentService::ask(const Segment& segment, std::function<Result<Answer>(Database&, const Asked&)> work,
    QObject* receiver, std::function<void(Result<Answer>)> then)
{
    const TimeFrame frame{m_parts.clock.nowUtc(), m_zone};
    m_parts.reader.ask([segment](Database& workspace) { return resolved(workspace, segment); }, receiver,
        [=, this](const Result<Rule>& rule) {
            if (!rule)
                return then(rule.error());
            m_parts.audience.ask(
                [work, rule = *rule, kind = segment.userKind, frame](Database& audience) -> Result<Answer> {
                    const Result<Catalogue> catalogue = Catalogue::load(audience);
                    return catalogue ? work(audience, {*catalogue, rule, kind, frame}) : catalogue.error();
                },
                receiver, then);
        });
}

// A receiver that goes takes its questions along.
std::shared_ptr<LatestOnly> SegmentService::latestOf(Question question, QObject* receiver)
{
    const std::pair key(question, receiver);
    if (!m_latest.contains(key)) {
        m_latest.insert(key, std::make_shared<LatestOnly>());
        connect(receiver, &QObject::destroyed, this, [this, key] {
            if (const auto gone = m_latest.take(key))
                gone->next(m_parts.audience);
        });
    }
    return m_latest.value(key);
}

template <typename Answer>
void SegmentService::askLatest(Question question, const Segment& segment,
    std::function<Result<Answer>(Database&, const Asked&)> work, QObject* receiver,
    std::function<void(Result<Answer>)> then)
{
    const std::shared_ptr<LatestOnly> latest = latestOf(question, receiver);
    const quint64 number = latest->next(m_parts.audience);
    ask<Answer>(
        segment,
        [latest, number, work = std::move(work)](Database& audience, const Asked& asked) {
            return latest->run(number, [&] { return work(audience, asked); });
        },
        receiver,
        [latest, number, then = std::move(then)](const Result<Answer>& answer) {
            if (latest->isLatest(number))
                then(answer);
        });
}

void SegmentService::count(const Segment& segment, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    askLatest<qint64>(
        Question::Count, segment,
        [](Database& audience, const Asked& asked) -> Result<qint64> {
            const auto query = SegmentQuery::build(asked.catalogue, asked.rule, asked.kind, asked.frame);
            return query ? query->count(audience) : query.error();
        },
        receiver, std::move(then));
}

void SegmentService::removals(const Segment& segment, QObject* receiver, std::function<void(Result<Removals>)> then)
{
    askLatest<Removals>(
        Question::Removals, segment,
        [](Database& audience, const Asked& asked) {
            return wd::removals(audience, asked.catalogue, asked.rule, asked.kind, asked.frame);
        },
        receiver, std::move(then));
}

void SegmentService::people(
    const Segment& segment, int limit, QObject* receiver, std::function<void(Result<QList<Person>>)> then)
{
    askLatest<QList<Person>>(
        Question::People, segment,
        [limit](Database& audience, const Asked& asked) -> Result<QList<Person>> {
            const auto query = SegmentQuery::build(asked.catalogue, asked.rule, asked.kind, asked.frame);
            return query ? query->people(audience, limit) : query.error();
        },
        receiver, std::move(then));
}

void SegmentService::explain(
    const Segment& segment, const QString& person, QObject* receiver, std::function<void(Result<ExplainedPerson>)> then)
{
    ask<ExplainedPerson>(
        segment,
        [person](Database& audience, const Asked& asked) -> Result<ExplainedPerson> {
            Result<Person> found = findPerson(audience, asked.catalogue, asked.kind, person);
            if (!found && found.error().kind == ErrorKind::NotFound)
                found = findPerson(audience, asked.catalogue,
                    asked.kind == UserKind::Login ? UserKind::Visitor : UserKind::Login, person);
            if (!found)
                return found.error();
            const auto explanation
                = wd::explain(audience, asked.catalogue, asked.rule, asked.kind, asked.frame, found->id);
            return explanation ? Result<ExplainedPerson>(ExplainedPerson{*found, *explanation}) : explanation.error();
        },
        receiver, std::move(then));
}

void SegmentService::usedBy(qint64 id, QObject* receiver, std::function<void(Result<QList<SegmentUse>>)> then)
{
    m_parts.reader.ask([id](Database& workspace) { return usesOfSegment(workspace, id); }, receiver, std::move(then));
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

void SegmentService::write(
    std::function<Result<void>(Database&)> work, QObject* receiver, std::function<void(Result<void>)> then)
{
    m_parts.writer.ask(std::move(work), this,
        [this, listener = QPointer<QObject>(receiver), then = std::move(then)](const Result<void>& written) {
            if (written)
                emit changed();
            if (listener)
                then(written);
        });
}

// What is written depends on both files.
template <typename Read, typename Found>
void SegmentService::writeWith(std::function<Result<Read>(Database&)> read,
    std::function<Result<Found>(Database&, const Read&)> find,
    std::function<Result<void>(Database&, const Found&)> work, QObject* receiver,
    std::function<void(Result<void>)> then)
{
    const QPointer<QObject> listener(receiver);
    const auto refuse = [listener, then](const Error& error) {
        if (listener)
            then(error);
    };
    m_parts.reader.ask(std::move(read), this, [=, this](const Result<Read>& known) {
        if (!known)
            return refuse(known.error());
        m_parts.audience.ask([find, known = *known](Database& audience) { return find(audience, known); }, this,
            [=, this](const Result<Found>& found) {
                if (!found)
                    return refuse(found.error());
                write([work, found = *found](Database& workspace) { return work(workspace, found); }, listener, then);
            });
    });
}

void SegmentService::remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    using Found = std::optional<Segment>;
    writeWith<Found, Meanings>([id](Database& workspace) { return SegmentStore(workspace).find(id); },
        [](Database& audience, const Found& segment) {
            return segment ? meaningsOf(audience, segment->rule, KeptIn::Audience) : Meanings();
        },
        [id, by = m_operator, at = m_parts.clock.nowUtc()](
            Database& workspace, const Meanings& lists) { return removeSegment(workspace, id, lists, by, at); },
        receiver, std::move(then));
}

void SegmentService::restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    using Found = std::optional<RemovedSegment>;
    writeWith<Found, RuleNames>([id](Database& workspace) { return SegmentStore(workspace).findRemoved(id); },
        [](Database& audience, const Found& removed) {
            return removed ? calledNow(audience, removed->segment.rule, removed->meant, KeptIn::Audience) : RuleNames();
        },
        [id, by = m_operator, at = m_parts.clock.nowUtc()](
            Database& workspace, const RuleNames& lists) { return restoreSegment(workspace, id, lists, by, at); },
        receiver, std::move(then));
}

void SegmentService::namedByRemoved(qint64 id, QObject* receiver, std::function<void(Result<QList<RuleName>>)> then)
{
    m_parts.reader.ask(
        [id](Database& workspace) -> Result<QList<RuleName>> {
            const Result<std::optional<RemovedSegment>> removed = SegmentStore(workspace).findRemoved(id);
            if (!removed)
                return removed.error();
            return *removed ? namesIn((*removed)->segment.rule) : QList<RuleName>();
        },
        receiver, std::move(then));
}

void SegmentService::removed(QObject* receiver, std::function<void(Result<QList<RemovedItem>>)> then)
{
    m_parts.reader.ask(
        [now = m_parts.clock.nowUtc()](Database& workspace) { return SegmentStore(workspace).removed(now); }, receiver,
        std::move(then));
}

} // namespace wd
