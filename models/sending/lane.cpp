#include "models/sending/lane.h"

#include "models/campaigns/personvalues.h"
#include "models/channels/channelrules.h"
#include "models/sending/settlementof.h"

#include <QRandomGenerator>

#include <algorithm>

namespace wd {

namespace {

constexpr int successesKeptPerRun = 100;
// So that rendering never holds the engine's loop.
constexpr int peoplePerCommit = 2000;

TransportOptions transportOptions(const ChannelSpec& channel, const ChannelSecrets& secrets)
{
    return {channel.limits.inFlight, channel.limits.timeoutSeconds, channel.connection, secrets.clientKey};
}

} // namespace

Lane::Lane(Clock& clock, const ContractLibrary& contracts, ManagerLimit& managers, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_contracts(contracts)
    , m_managers(managers)
    , m_wake(clock, this, [this] { wake(); })
    , m_recovery(clock, this, [this] {
        awaitRecovery();
        emit recovers();
    })
{
}

void Lane::setChannel(const Channel& channel)
{
    // What it refused, it may refuse again: one request asks first.
    if (m_channel.pausedReason && !channel.pausedReason)
        for (LaneRun& run : m_runs)
            run.slowStart = {};
    m_channel = channel;
    const auto contract = m_contracts.of(channel.spec);
    m_contract = contract ? *contract : nullptr;
    m_mask = SecretMask(channel.spec.auth, m_secrets);
    m_trouble.formatMissing = !m_contract;
    const TransportOptions options = transportOptions(channel.spec, m_secrets);
    if (m_transport)
        m_transport->setOptions(options);
    else
        m_transport = std::make_unique<Transport>(m_clock, options, &m_managers);
    m_throttle.setRate(channel.spec.limits.ratePerSecond);
}

bool Lane::needsSecret() const
{
    return needsSecrets(m_channel.spec);
}

bool Lane::canUse(const ChannelSecrets& secrets) const
{
    // Other ways of authentication have a secret of another kind, which signs nothing.
    const bool signs = m_contract && m_channel.spec.auth.type == AuthType::SecretKey;
    return hasSecretsFor(m_channel.spec, secrets) && (!signs || m_contract->checkSecret(secrets.secret));
}

void Lane::setSecrets(const ChannelSecrets& secrets, SecretState state)
{
    m_secrets = secrets;
    if (m_transport)
        m_transport->setOptions(transportOptions(m_channel.spec, secrets));
    m_mask = SecretMask(m_channel.spec.auth, secrets);
    m_secretState = state;
    m_trouble.secretMissing = state == SecretState::Missing;
}

void Lane::addRun(LaneRun run)
{
    m_runs.push_back(std::move(run));
}

LaneRun* Lane::run(qint64 runId)
{
    const auto found = std::find_if(
        m_runs.begin(), m_runs.end(), [runId](const LaneRun& candidate) { return candidate.id == runId; });
    return found == m_runs.end() ? nullptr : &*found;
}

void Lane::removeRun(qint64 runId)
{
    std::erase_if(m_runs, [runId](const LaneRun& run) { return run.id == runId; });
}

void Lane::setHeld(bool held)
{
    m_held = held;
}

bool Lane::isOpen() const
{
    return !m_held && m_channel.enabled && !m_channel.pausedReason && m_contract && m_transport
        && (!needsSecret() || m_secretState == SecretState::Known);
}

bool Lane::passesBreaker() const
{
    return m_breaker.wouldAdmit(m_clock.monotonic());
}

int Lane::roomFor(const LaneRun& run) const
{
    const int window = run.slowStart.window(m_channel.spec.limits.inFlight);
    // At most once: what is claimed is sent at once, so that a crash leaves as little as possible uncertain.
    const bool atMostOnce = m_channel.spec.limits.repeat == Repeat::AtMostOnce;
    return (atMostOnce ? window - inFlightOf(run.id) : window) - run.inReserve;
}

// However many runs share the channel, no more is claimed ahead than may be under way at once.
int Lane::freeReserve() const
{
    const Limits& limits = m_channel.spec.limits;
    const int reserved = int(m_reserve.size());
    if (m_breaker.isOpen()) // a probe, and nothing that would only wait for it
        return std::max(0, 1 - m_inFlight - reserved);
    if (limits.repeat != Repeat::AtMostOnce)
        return std::max(0, limits.inFlight - reserved);
    // At most once: nothing that would only wait for the rate, either.
    const int now = m_throttle.messagesNow(batch(), m_clock.monotonic());
    return std::max(0, std::min(limits.inFlight - m_inFlight, now) - reserved);
}

QList<RetryWish> Lane::retryWishes(const QSet<qint64>& dueRuns) const
{
    QList<RetryWish> wishes;
    int free = isOpen() && passesBreaker() ? freeReserve() : 0;
    for (const LaneRun& run : m_runs) {
        const int messages = run.active && dueRuns.contains(run.id) ? std::min(roomFor(run), free) : 0;
        if (messages <= 0)
            continue;
        wishes.append({run.id, messages});
        free -= messages;
    }
    return wishes;
}

std::optional<ClaimWish> Lane::nextWish() const
{
    if (!isOpen() || !passesBreaker())
        return std::nullopt;
    for (const LaneRun& run : m_runs) {
        if (!run.active || run.drained)
            continue;
        const int messages = std::min({roomFor(run), freeReserve(), std::max(1, peoplePerCommit / batch())});
        if (messages > 0)
            return ClaimWish{run.id, messages, batch(), renderFor(run)};
    }
    return std::nullopt;
}

int Lane::batch() const
{
    return std::clamp(m_channel.spec.limits.batch, 1, m_contract->maximumBatch());
}

Result<ClaimWish> Lane::wishFor(const LaneRun& run) const
{
    if (!m_contract)
        return Error{ErrorKind::NotFound, {QStringLiteral("contract"), m_channel.spec.contract}, {}};
    return ClaimWish{run.id, 0, batch(), renderFor(run)};
}

RenderMessage Lane::renderFor(const LaneRun& run) const
{
    return [renderer = run.renderer, contract = m_contract, now = m_clock.nowUtc()](
               const QString& messageId, const QList<QueuedDelivery>& people) {
        RenderedMessage rendered;
        SharedRendering shared = renderer->shared(messageId, now);
        for (const QueuedDelivery& delivery : people) {
            PersonRendering person;
            if (delivery.personId == 0) { // the one request of a run that names nobody
                person.reason = shared.reason;
                person.detail = shared.detail;
            } else if (const Result<QVariantList> values = decodeValues(delivery.data); values) {
                person = renderer->person(*values, now);
            } else {
                person.reason = Reason::StoredUnreadable;
            }
            if (person.reason != Reason::None) {
                rendered.leftOut.append({delivery.id, static_cast<int>(person.reason), person.detail});
                continue;
            }
            ++rendered.people;
            if (delivery.personId != 0)
                shared.content.recipients.append(std::move(person.fields));
        }
        if (rendered.people > 0)
            rendered.body = contract->render(shared.content);
        return rendered;
    };
}

void Lane::add(const QList<ClaimedMessage>& claims)
{
    for (const ClaimedMessage& message : claims) {
        m_reserve.push_back(message);
        if (LaneRun* const of = run(message.runId))
            ++of->inReserve;
    }
}

QList<qint64> Lane::takeReserve(std::optional<qint64> runId)
{
    QList<qint64> taken;
    std::erase_if(m_reserve, [this, &taken, runId](const ClaimedMessage& message) {
        if (runId && message.runId != *runId)
            return false;
        if (LaneRun* const of = run(message.runId))
            --of->inReserve;
        taken.append(message.id);
        return true;
    });
    return taken;
}

void Lane::wakeWhen(qint64 waitMs)
{
    m_wake.set(m_clock.nowUtc() + std::max<qint64>(1, waitMs));
}

// A probe or a slow first request of one run does not hold back another run's messages.
std::deque<ClaimedMessage>::iterator Lane::nextInReserve()
{
    const int limit = m_channel.spec.limits.inFlight;
    return std::find_if(m_reserve.begin(), m_reserve.end(), [this, limit](const ClaimedMessage& message) {
        const LaneRun* const of = run(message.runId);
        return !of || inFlightOf(message.runId) < of->slowStart.window(limit);
    });
}

bool Lane::mayGo(const ClaimedMessage& message, Breaker::Pass& pass)
{
    const qint64 now = m_clock.monotonic();
    if (const qint64 wait = m_throttle.waitMs(message.people, now); wait > 0) {
        wakeWhen(wait);
        return false;
    }
    pass = m_breaker.admit(now);
    // While a probe is under way, its end calls pump().
    if (pass == Breaker::Pass::Refused && !m_breaker.isProbing())
        wakeWhen(m_breaker.probeDueMs() - now);
    return pass != Breaker::Pass::Refused;
}

void Lane::pump()
{
    const int limit = m_channel.spec.limits.inFlight;
    // Where no manager is free, other lanes' requests are under way: what they settle pumps this one, too.
    while (isOpen() && m_inFlight < limit && m_transport->hasRoom()) {
        const auto next = nextInReserve();
        Breaker::Pass pass = Breaker::Pass::Free;
        if (next == m_reserve.end() || !mayGo(*next, pass))
            break;
        const ClaimedMessage message = std::move(*next);
        m_reserve.erase(next);
        m_throttle.take(message.people, m_clock.monotonic());
        send(message, pass);
    }
    const bool rest = m_breaker.isOpen() && !m_breaker.isProbing() && !passesBreaker();
    if (rest && !m_reserve.empty())
        emit rests();
    if (m_reserve.empty() && isOpen() && !passesBreaker() && !m_breaker.isProbing())
        wakeWhen(m_breaker.probeDueMs() - m_clock.monotonic());
    else if (m_reserve.empty() && isOpen())
        if (const qint64 wait = m_throttle.waitMs(batch(), m_clock.monotonic()); wait > 0)
            wakeWhen(wait); // then more is claimed
    if (const std::optional<ClaimWish> wish = nextWish()) {
        const LaneRun* const of = run(wish->runId);
        if (of && of->inReserve * 2 <= of->slowStart.window(limit))
            emit wantsClaims();
    }
}

void Lane::wake()
{
    pump();
    // The breaker lets a probe pass: it may be a message whose retry is due, which only the dispatcher knows of.
    if (m_reserve.empty())
        emit wantsClaims();
}

void Lane::send(const ClaimedMessage& message, Breaker::Pass pass)
{
    LaneRun* const of = run(message.runId);
    const Sent sent{message, m_clock.nowUtc(), pass, m_contract, of && of->hadSuccess, m_mask};
    ++m_inFlight;
    ++m_inFlightOf[message.runId];
    if (of)
        --of->inReserve;
    const HttpRequest request
        = m_contract->request(m_channel.spec, m_secrets, message.body, message.messageId, sent.startedAt);
    m_transport->send(request, [this, sent](const Exchange& exchange) { finish(sent, exchange); });
}

void Lane::finish(const Sent& sent, const Exchange& exchange)
{
    --m_inFlight;
    if (--m_inFlightOf[sent.message.runId] == 0)
        m_inFlightOf.remove(sent.message.runId);
    LaneRun* const of = run(sent.message.runId);
    const AnswerReading reading = readingOf(*sent.contract, exchange);
    const bool hadSuccess = sent.hadSuccess || (of && of->hadSuccess);
    const Outcome outcome = classify(exchange, reading, m_channel.spec.limits.repeat, hadSuccess);
    const bool keep = of && of->keptSuccesses < successesKeptPerRun;
    learn(sent, exchange, outcome);
    noteTrouble(sent, exchange, outcome);
    noteRest();
    const Settlement settlement = settlementOf({sent.message, exchange, outcome, reading, m_channel.spec.limits,
        sent.mask, sent.startedAt, m_clock.nowUtc(), QRandomGenerator::global()->generateDouble(), keep});
    const bool firstFault = outcome.kind == OutcomeKind::ChannelFault && !m_channel.pausedReason;
    if (firstFault)
        m_channel.pausedReason = static_cast<int>(outcome.reason);
    emit settled(settlement);
    if (firstFault)
        emit channelFault(outcome.reason);
    pump();
}

void Lane::learn(const Sent& sent, const Exchange& exchange, const Outcome& outcome)
{
    const qint64 now = m_clock.monotonic();
    if (exchange.fault == TransportFault::Cancelled)
        m_breaker.withdraw(sent.pass);
    else
        m_breaker.record(sent.pass, outcome.kind == OutcomeKind::Retry || outcome.kind == OutcomeKind::Uncertain, now);
    if (exchange.status == 429) {
        m_throttle.tooManyRequests(now);
        awaitRecovery();
    }
    LaneRun* const of = run(sent.message.runId);
    if (!of || outcome.kind != OutcomeKind::Accepted)
        return;
    of->hadSuccess = true;
    ++of->keptSuccesses;
    of->slowStart.accepted();
}

// An answer about the people themselves ends the trouble, a fault of the channel is told by its pause.
void Lane::noteTrouble(const Sent& sent, const Exchange& exchange, const Outcome& outcome)
{
    const bool failed = outcome.kind == OutcomeKind::Retry || outcome.kind == OutcomeKind::Uncertain;
    if (exchange.fault == TransportFault::Cancelled || outcome.kind == OutcomeKind::ChannelFault)
        return;
    if (!failed) {
        m_trouble.failingSince.reset();
        m_trouble.failures = 0;
        m_trouble.reason = 0;
        return;
    }
    if (!m_trouble.failingSince)
        m_trouble.failingSince = sent.startedAt;
    ++m_trouble.failures;
    m_trouble.reason = static_cast<int>(outcome.reason);
}

void Lane::noteRest()
{
    if (!m_breaker.isOpen()) {
        m_trouble.restsUntil.reset();
        m_restKnown = 0;
    } else if (m_restKnown != m_breaker.probeDueMs()) {
        m_restKnown = m_breaker.probeDueMs();
        m_trouble.restsUntil = m_clock.nowUtc() + m_restKnown - m_clock.monotonic();
    }
}

void Lane::awaitRecovery()
{
    const qint64 now = m_clock.monotonic();
    if (m_throttle.isSlowed(now))
        m_recovery.set(m_clock.nowUtc() + m_throttle.recoversInMs(now));
}

ChannelTrouble Lane::trouble() const
{
    ChannelTrouble trouble = m_trouble;
    if (const qint64 now = m_clock.monotonic(); m_throttle.isSlowed(now))
        trouble.slowedTo = m_throttle.effectiveRate(now);
    return trouble;
}

void Lane::tryNow()
{
    if (!isOpen())
        return;
    m_breaker.probeNow(m_clock.monotonic());
    noteRest();
    pump();
}

void Lane::cancelAll()
{
    if (m_transport)
        m_transport->cancelAll();
}

} // namespace wd
