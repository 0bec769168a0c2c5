#include "models/scheduling/preparation.h"

#include "models/campaigns/personvalues.h"
#include "models/storage/transaction.h"

#include <QSet>

namespace wd {

namespace {

constexpr int chunkSize = 2000;
constexpr qint64 progressEvery = 5000;

TimeFrame frameOf(const Plan& plan)
{
    return {plan.at, QTimeZone(plan.zone.toLatin1())};
}

// Decides about one person after the other; remembers which recipient ids it has seen.
class Selection {
public:
    explicit Selection(const PreparationInput& input)
        : m_renderer(*input.renderer)
        , m_reached(input.reached)
    {
    }

    NewDelivery decide(qint64 personId, const QVariantList& values)
    {
        NewDelivery delivery;
        delivery.personId = personId;
        delivery.recipient = m_renderer.recipient(values);
        const PersonRendering person = m_renderer.userFields(values);
        delivery.reason = static_cast<int>(person.reason);
        delivery.detail = person.detail;
        if (person.reason == Reason::None && isRepeated(delivery.recipient))
            delivery.reason = static_cast<int>(Reason::DuplicateRecipient);
        if (delivery.reason == 0 && m_reached.contains(personId))
            delivery.reason = static_cast<int>(Reason::AlreadyReached);
        if (delivery.reason != 0)
            delivery.state = DeliveryState::NotSent;
        return delivery;
    }

private:
    // Login and visitor ids are unique in the audience; other recipient ids need not be.
    bool isRepeated(const QString& recipient)
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
        NewDelivery delivery = selection.decide(personId, values);
        if (delivery.state == DeliveryState::Queued)
            delivery.data = encodeValues(values);
        chunk.append(delivery);
        return chunk.size() < chunkSize || flush();
    });
    if (!people)
        return people;
    // One request for all, to nobody by name.
    if (!named && *people > 0)
        chunk.append(NewDelivery());
    if (!flush())
        return Error{ErrorKind::Cancelled, {}, {}};
    return people;
}

Result<Review> reviewPeople(Database& audience, const PreparationInput& input, const ChannelSpec& channel,
    const std::atomic<bool>& stop, const std::function<void(qint64)>& progress)
{
    const PlanRenderer& renderer = *input.renderer;
    Review review;
    review.at = renderer.plan().at;
    review.oneRequestForAll = !namesPeople(renderer.plan());
    MessageContent example = renderer.shared(QString(), input.now);
    Selection selection(input);
    const Result<qint64> people = visitPeople(audience, input, [&](qint64 personId, const QVariantList& values) {
        if (++review.selected % progressEvery == 0)
            progress(review.selected);
        const NewDelivery delivery = selection.decide(personId, values);
        PersonRendering person;
        if (delivery.state == DeliveryState::Queued)
            person = renderer.person(values, input.now);
        for (const QString& key : std::as_const(person.missingInText))
            ++review.missing[key];
        const int reason = delivery.reason != 0 ? delivery.reason : static_cast<int>(person.reason);
        if (reason != 0) {
            ++review.notSent[reason];
        } else if (++review.willSend == 1 && !review.oneRequestForAll) {
            review.exampleRecipient = delivery.recipient;
            example.recipients.append(person.fields);
        }
        return !stop;
    });
    if (!people)
        return people.error();
    if (const Result<void> added = addEventData(audience, input, review); !added)
        return added.error();
    if (review.oneRequestForAll)
        review.willSend = review.selected > 0 ? 1 : 0;
    review.requests = (review.willSend + input.batch - 1) / input.batch;
    if (review.willSend > 0)
        review.exampleBody
            = input.contract->request(channel, {}, input.contract->render(example), example.messageId, input.now).body;
    return review;
}

} // namespace wd
