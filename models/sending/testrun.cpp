#include "models/sending/testrun.h"

#include "models/base/ids.h"
#include "models/base/zonedtime.h"
#include "models/campaigns/planrenderer.h"
#include "models/channels/channelrules.h"
#include "models/sending/secretmask.h"

#include <QDate>
#include <QDateTime>

namespace wd {

namespace {

QString sampleValue(const TemplateParameter& parameter, const QDate& today)
{
    switch (parameter.type) {
    case ParameterType::String:
    case ParameterType::Text:
        return QStringLiteral("test");
    case ParameterType::Integer:
    case ParameterType::Decimal:
    case ParameterType::Percent:
        return QStringLiteral("1");
    case ParameterType::Date:
        return today.toString(Qt::ISODate);
    case ParameterType::Boolean:
        return QStringLiteral("true");
    case ParameterType::Choice:
        return parameter.choices.value(0);
    }
    Q_UNREACHABLE();
}

QVariant sampleAttribute(const Attribute* attribute, const QString& id)
{
    const QDate day(2000, 1, 1);
    switch (attribute ? attribute->type : AttributeType::Text) {
    case AttributeType::Text:
        return id;
    case AttributeType::Number:
        return qint64(1);
    case AttributeType::Date:
        return day;
    case AttributeType::DateTime:
        return QDateTime(day, QTime(0, 0), Qt::UTC);
    case AttributeType::Boolean:
        return true;
    case AttributeType::Choice:
        return attribute->choices.value(0, id);
    }
    Q_UNREACHABLE();
}

bool needsSample(const TestInput& input, const TemplateParameter& parameter)
{
    return input.parameters.value(parameter.name).isEmpty() && !parameter.defaultValue && parameter.required;
}

Campaign campaignOf(const TestInput& input, const QDate& today)
{
    Campaign campaign;
    campaign.name = input.campaignName.isEmpty() ? input.channelName : input.campaignName;
    campaign.spec.parameters = input.parameters;
    for (const TemplateParameter& parameter : input.channel.templateParameters)
        if (needsSample(input, parameter))
            campaign.spec.parameters.insert(parameter.name, sampleValue(parameter, today));
    return campaign;
}

QDate todayOf(const TestInput& input, UtcMs now)
{
    return localDate(now, QTimeZone(input.zone.toLatin1()));
}

// A channel has no values of its own: that its test makes some up goes without saying.
QList<std::pair<QString, QString>> stoodIn(const TestInput& input, UtcMs now)
{
    QList<std::pair<QString, QString>> found;
    if (input.campaignName.isEmpty())
        return found;
    for (const TemplateParameter& parameter : input.channel.templateParameters)
        if (needsSample(input, parameter))
            found.emplaceBack(parameter.label.isEmpty() ? parameter.name : parameter.label,
                sampleValue(parameter, todayOf(input, now)));
    return found;
}

Result<Plan> planOf(const TestInput& input, UtcMs now)
{
    Channel channel;
    channel.name = input.channelName;
    channel.spec = input.channel;
    return makePlan(campaignOf(input, todayOf(input, now)), channel, Segment(), now, input.zone);
}

// The scheme of Basic and Bearer stays readable; a header of the channel's own is the secret from its first character.
void mask(HttpRequest& request, const ChannelSpec& channel)
{
    const QString own = channel.auth.type == AuthType::Header ? channel.auth.header : QString();
    for (auto& [name, value] : request.headers)
        if (QString::fromUtf8(name).compare(own, Qt::CaseInsensitive) == 0)
            value = "********";
        else if (name.compare("Authorization", Qt::CaseInsensitive) == 0)
            value = value.left(value.indexOf(' ') + 1) + "********";
}

// What the answer means for the one person in the request, once its secret is masked.
void judge(TestReport& report, const Outcome& outcome)
{
    report.outcome = outcome;
    report.detail = detailOf(report.exchange, outcome.reason);
    if (outcome.kind != OutcomeKind::Accepted)
        return;
    if (report.reading.rule.isEmpty()) {
        report.doubt = doubtOf(report.exchange.body);
    } else if (report.reading.perRecipient && !report.recipient.isEmpty()) {
        const PersonOutcome person = outcomeOf(report.reading, report.recipient);
        report.outcome = person.outcome;
        report.detail = person.words;
    }
}

} // namespace

QHash<QString, QVariant> madeUpPerson(
    const ChannelSpec& channel, const QMap<QString, QString>& parameters, const Catalogue& catalogue)
{
    TestInput input{channel, QStringLiteral("test"), {}, {}, {}, true, parameters, QStringLiteral("UTC")};
    const QString id = QStringLiteral("test_") + testMessageId().mid(5, 8);
    QHash<QString, QVariant> person{{loginIdAttribute().key, id}, {visitorIdAttribute().key, id}};
    // Without a valid plan there is nothing to test; start() says why.
    if (const Result<Plan> plan = planOf(input, 0))
        for (const QString& key : plan->attributes)
            if (!person.contains(key))
                person.insert(key, sampleAttribute(catalogue.attributeByKey(key), id));
    return person;
}

TestRun::TestRun(const Clock& clock, const ContractLibrary& contracts, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_contracts(contracts)
{
}

TestRun::~TestRun() = default;

Errors TestRun::start(const TestInput& input)
{
    Q_ASSERT(!m_running);
    const QString name = input.channelName.isEmpty() ? QStringLiteral("test") : input.channelName;
    if (const Errors faults = channelFaults(name, input.channel, m_contracts); !faults.isEmpty())
        return faults;
    const UtcMs now = m_clock.nowUtc();
    const Result<Plan> plan = planOf(input, now);
    if (!plan)
        return {plan.error()};
    const auto renderer = PlanRenderer::make(*plan);
    if (!renderer)
        return {renderer.error()};
    const Result<std::shared_ptr<const Contract>> bound = m_contracts.of(input.channel);
    if (!bound)
        return {bound.error()};
    const std::shared_ptr<const Contract> contract = *bound;
    if (const Result<void> usable = contract->checkSecret(input.secrets.secret); !usable)
        return {usable.error()};
    QVariantList values;
    for (const QString& key : plan->attributes)
        values += input.person.value(key);
    TestReport report;
    report.messageId = testMessageId();
    report.madeUp = input.madeUp;
    report.at = now;
    report.auth = input.channel.auth.type;
    report.stoodIn = stoodIn(input, now);
    SharedRendering shared = (*renderer)->shared(report.messageId, now);
    Reason reason = shared.reason;
    QString detail = shared.detail;
    if (namesPeople(*plan)) {
        const PersonRendering person = (*renderer)->person(values, now);
        reason = person.reason;
        detail = person.detail;
        report.recipient = person.fields.recipientId;
        shared.content.recipients.append(person.fields);
    }
    if (reason == Reason::None)
        send(input, contract, shared.content, report);
    else
        QMetaObject::invokeMethod(
            this, [this, reason, detail] { emit leftOut(reason, detail); }, Qt::QueuedConnection);
    return {};
}

void TestRun::send(const TestInput& input, const std::shared_ptr<const Contract>& contract,
    const MessageContent& content, TestReport report)
{
    HttpRequest request
        = contract->request(input.channel, input.secrets, contract->render(content), report.messageId, report.at);
    request.headers.emplaceBack(QByteArray("X-Webhook-Desk-Test"), QByteArray("1"));
    report.request = request;
    mask(report.request, input.channel);
    m_transport = std::make_unique<Transport>(m_clock,
        TransportOptions{1, input.channel.limits.timeoutSeconds, input.channel.connection, input.secrets.clientKey});
    m_running = true;
    m_transport->send(
        request,
        [this, report, contract, mask = SecretMask(input.channel.auth, input.secrets)](
            const Exchange& exchange) mutable {
            report.exchange = exchange;
            report.reading = readingOf(*contract, exchange);
            const Outcome outcome = classify(exchange, report.reading, Repeat::AtLeastOnce, false);
            mask.cover(report.exchange, report.reading);
            judge(report, outcome);
            m_running = false;
            emit finished(report);
        },
        [this, started = m_clock.monotonic()](
            ExchangePhase phase) { emit phaseReached(phase, m_clock.monotonic() - started); });
}

void TestRun::stop()
{
    if (m_transport)
        m_transport->cancelAll();
}

} // namespace wd
