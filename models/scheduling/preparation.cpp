#include "models/scheduling/preparation.h"

#include "models/campaigns/personvalues.h"
#include "models/storage/transaction.h"

#include <QSet>

#include <algorithm>

namespace wd {

namespace {

constexpr int chunkSize = 2000;
constexpr qint64 progressEvery = 5000;

TimeFrame frameOf(const Plan& plan)
{
    return {plan.at, QTimeZone(plan.zone.toLatin1())};
}

// Decides about one person after the other; remembers which recipient ids are taken.
class Selection {
public:
    explicit Selection(const PreparationInput& input)
        : m_renderer(*input.renderer)
        , m_reached(input.reached)
        , m_now(input.now)
    {
    }

    struct Decision {
        NewDelivery delivery;
        PersonRendering person;
    };

    // Who is left out takes nobody's place: a recipient id is taken by who is sent to, or was by an earlier run.
    Decision decide(qint64 personId, const QVariantList& values)
    {
        Decision decision{{}, m_renderer.person(values, m_now)};
        NewDelivery& delivery = decision.delivery;
        delivery.personId = personId;
        delivery.recipient = m_renderer.recipient(values);
        delivery.detail = decision.person.detail;
        Reason reason = decision.person.reason;
        if (m_reached.contains(personId, delivery.recipient))
            reason = Reason::AlreadyReached;
        else if (reason == Reason::None && isTaken(delivery.recipient))
            reason = Reason::DuplicateRecipient;
        delivery.reason = static_cast<int>(reason);
        if (reason != Reason::None)
            delivery.state = DeliveryState::NotSent;
        return decision;
    }

private:
    // Login and visitor ids are unique in the audience; other recipient ids need not be.
    bool isTaken(const QString& recipient)
    {
        const auto& id = m_renderer.plan().recipientId;
        if (!id || id->attribute == loginIdAttribute().key || id->attribute == visitorIdAttribute().key)
            return false;
        const qsizetype before = m_seen.size();
        m_seen.insert(recipient);
        return m_seen.size() == before;
    }

    const PlanRenderer& m_renderer;
    const ReachedPeople& m_reached;
    UtcMs m_now;
    QSet<QString> m_seen;
};

// Calls visit(personId, values) for every person of the segment until it returns false.
Result<qint64> visitPeople(
    Database& audience, const PreparationInput& input, const std::function<bool(qint64, const QVariantList&)>& visit)
{
    const Plan& plan = input.renderer->plan();
    const Transaction snapshot(audience, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    Result<PeopleCursor> cursor = openPeople(audience, input.rule, plan, plan.attributes);
    if (!cursor)
        return cursor.error();
    QVariantList values(plan.attributes.size());
    qint64 people = 0;
    for (;;) {
        const Result<bool> row = cursor->next();
        if (!row)
            return row.error();
        if (!*row)
            return people;
        ++people;
        for (qsizetype i = 0; i < values.size(); ++i)
            values[i] = cursor->value(i);
        if (!visit(cursor->id(), values))
            return Error{ErrorKind::Cancelled, {}, {}};
    }
}

Result<void> addEventData(Database& audience, const PreparationInput& input, Review& review)
{
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Plan& plan = input.renderer->plan();
    const Result<SegmentQuery> query = SegmentQuery::build(*catalogue, input.rule, plan.userKind, frameOf(plan));
    if (!query)
        return query.error();
    for (const DataNeed& need : query->dataNeeds()) {
        const EventName* const known = catalogue->eventByKey(need.event);
        Review::EventData data;
        data.event.key = need.event;
        if (known)
            data.event = *known;
        data.completeUntil = data.event.completeUntil;
        data.needed = need.waitFor;
        const bool isComplete = data.completeUntil && *data.completeUntil >= need.waitFor;
        (isComplete ? review.complete : review.stale).append(data);
    }
    return {};
}

// The one delivery of a run that names nobody.
NewDelivery toEverybody(const SharedRendering& shared)
{
    NewDelivery delivery;
    delivery.reason = static_cast<int>(shared.reason);
    delivery.detail = shared.detail;
    if (shared.reason != Reason::None)
        delivery.state = DeliveryState::NotSent;
    return delivery;
}

// Counts one person of the segment; true: the first who is in a request.
bool addPerson(const Selection::Decision& decision, Review& review)
{
    // Who is left out anyway lacks nothing.
    if (decision.delivery.reason == static_cast<int>(decision.person.reason))
        for (const QString& key : std::as_const(decision.person.missingInText))
            ++review.missing[key];
    if (decision.delivery.reason != 0) {
        ++review.notSent[decision.delivery.reason];
        return false;
    }
    if (decision.person.notANumber)
        ++review.notANumber;
    return ++review.willSend == 1;
}

} // namespace

Result<PeopleCursor> openPeople(Database& audience, const Rule& rule, const Plan& plan, const QStringList& keys)
{
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Result<SegmentQuery> query = SegmentQuery::build(*catalogue, rule, plan.userKind, frameOf(plan));
    return query ? query->open(audience, keys) : query.error();
}

Result<qint64> preparePeople(
    Database& audience, const PreparationInput& input, const std::function<bool(const QList<NewDelivery>&)>& sink)
{
    const bool named = namesPeople(input.renderer->plan());
    Selection selection(input);
    QList<NewDelivery> chunk;
    const auto flush = [&chunk, &sink] {
        const bool goOn = chunk.isEmpty() || sink(chunk);
        chunk.clear();
        return goOn;
    };
    const Result<qint64> people = visitPeople(audience, input, [&](qint64 personId, const QVariantList& values) {
        if (!named)
            return true;
        NewDelivery delivery = selection.decide(personId, values).delivery;
        if (delivery.state == DeliveryState::Queued)
            delivery.data = encodeValues(values);
        chunk.append(delivery);
        return chunk.size() < chunkSize || flush();
    });
    if (!people)
        return people;
    if (!named && *people > 0)
        chunk.append(toEverybody(input.renderer->shared(QString(), input.now)));
    if (!flush())
        return Error{ErrorKind::Cancelled, {}, {}};
    return people;
}

Result<Review> reviewPeople(Database& audience, const PreparationInput& input, const Contract& contract,
    const ChannelSpec& channel, const std::atomic<bool>& stop, const std::function<void(qint64)>& progress)
{
    const PlanRenderer& renderer = *input.renderer;
    Review review;
    review.at = renderer.plan().at;
    review.oneRequestForAll = !namesPeople(renderer.plan());
    const SharedRendering shared = renderer.shared(QString(), input.now);
    MessageContent example = shared.content;
    Selection selection(input);
    const Result<qint64> people = visitPeople(audience, input, [&](qint64 personId, const QVariantList& values) {
        if (++review.selected % progressEvery == 0)
            progress(review.selected);
        if (review.oneRequestForAll)
            return !stop;
        const Selection::Decision decision = selection.decide(personId, values);
        if (decision.delivery.reason == 0)
            for (auto other = input.reachedByOthers.cbegin(); other != input.reachedByOthers.cend(); ++other)
                if (other->contains(personId, decision.delivery.recipient))
                    ++review.reachedToday[other.key()];
        if (addPerson(decision, review)) {
            review.exampleRecipient = decision.delivery.recipient;
            example.recipients.append(decision.person.fields);
        }
        return !stop;
    });
    if (!people)
        return people.error();
    if (const Result<void> added = addEventData(audience, input, review); !added)
        return added.error();
    if (review.oneRequestForAll && review.selected > 0) {
        const int reason = toEverybody(shared).reason;
        review.willSend = reason == 0 ? 1 : 0;
        if (reason != 0)
            review.notSent[reason] = review.selected;
        else if (shared.notANumber)
            review.notANumber = 1;
    }
    const int batch = std::clamp(channel.limits.batch, 1, contract.maximumBatch());
    review.requests = (review.willSend + batch - 1) / batch;
    if (review.willSend > 0)
        review.exampleBody = contract.request(channel, {}, contract.render(example), example.messageId, input.now).body;
    return review;
}

} // namespace wd
