// campaign online, run, receiver, secret set, channel test.
#include "app/commandline/answerof.h"
#include "app/commandline/campaignwait.h"
#include "app/commandline/context.h"
#include "app/commandline/remotecontrol.h"
#include "app/commandline/signalwatch.h"
#include "models/base/zonedtime.h"
#include "models/campaigns/campaigncodec.h"
#include "models/campaigns/campaignrules.h"
#include "models/campaigns/campaignstore.h"
#include "models/channels/channelrules.h"
#include "models/channels/channelstore.h"
#include "models/receiver/receiver.h"
#include "models/scheduling/campaigncontext.h"
#include "models/sending/testrun.h"
#include "models/workspace/workspace.h"
#include "models/workspace/workspacefiles.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/hindrancetexts.h"
#include "ui/texts/reasontexts.h"
#include "ui/texts/verdicts.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

namespace wd {

namespace {

const QString secretOption = QStringLiteral("secret");

class SendingCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::SendingCommands)
public:
    static QString listening(quint16 port) { return tr("The receiver listens on http://127.0.0.1:%1/.").arg(port); }
    static QString scheduled(const QString& name) { return tr("“%1” is scheduled.").arg(name); }
    static QString waitsUntil(const QString& name, const QString& time)
    {
        return tr("“%1” is sent at %2: waiting until then.").arg(name, time);
    }
    static QString missed(const QString& name, const QString& time)
    {
        return tr("“%1” was not sent: no program was running at %2. Give it another time and put it online again.")
            .arg(name, time);
    }
    static QString notSent(qint64 people) { return tr("People it was meant for: %1.").arg(people); }
    static QString answered(int status, const QString& outcome) { return tr("Answer %1: %2").arg(status).arg(outcome); }
    static QString howToContinue()
    {
        return tr("To continue, press “Continue sending” in the window, or: webhook-desk-cli run --continue");
    }
    static QString counted(const QString& doubt)
    {
        return tr("%1 When a campaign sends, people with such an answer are counted as accepted.").arg(doubt);
    }
    static QString accepted() { return tr("The receiver accepted the request."); }
};

// Records the intention; the next program that sends carries it out.
int scheduleOnly(CliContext& context, const QString& name)
{
    const Result<std::unique_ptr<Workspace>> workspace
        = Workspace::open(context.folder, {}, context.clock, context.keychain);
    if (!workspace)
        return context.refuse(workspace.error());
    for (const Error& error : (*workspace)->contracts().errors())
        context.complain(errorText(error));
    const Result<FoundCampaign> found = findCampaign(context, name);
    if (!found)
        return context.refuse(found.error());
    const CampaignState state = found->campaign.state;
    if (state != CampaignState::Draft && state != CampaignState::Offline)
        return context.refuse({ErrorKind::NotAllowedInState, {QStringLiteral("online"), stateName(state)}, name});
    CampaignService& campaigns = (*workspace)->campaigns();
    campaigns.setOperator(cliOperator());
    const auto errors = answerOf<Errors>(
        [&](QObject* receiver, auto then) { campaigns.goOnline(found->campaign, std::nullopt, receiver, then); });
    if (!errors.isEmpty())
        return context.refuse(errors);
    context.answer({{QStringLiteral("name"), name}, {QStringLiteral("state"), stateName(CampaignState::Scheduled)}},
        SendingCommands::scheduled(name));
    return exitcode::done;
}

// Nothing goes out: whoever waits for it should know why.
void complainOfCopy(CliContext& context, const Workspace& workspace)
{
    if (!workspace.isFromElsewhere())
        return;
    const Hindrance copied{HindranceKind::Elsewhere, 0, 0, {}, {}};
    context.complain(hindranceText(copied, context.clock.nowUtc(), workspace.zone()));
    context.complain(SendingCommands::howToContinue());
}

int sendNow(CliContext& context, const Arguments& arguments)
{
    if (const Result<void> kept = keepSecrets(context, arguments); !kept)
        return context.refuse(kept.error());
    const SignalWatch signalWatch; // until the workspace is closed, however often somebody asks
    const Result<std::unique_ptr<Workspace>> workspace
        = Workspace::open(context.folder, {}, context.clock, context.keychain);
    if (!workspace)
        return context.refuse(workspace.error());
    complainOfCopy(context, **workspace);
    const RemoteControl remote(**workspace, context.folder);
    Result<FoundCampaign> found = findCampaign(context, arguments.operands.first());
    if (!found)
        return context.refuse(found.error());
    found->readers = {}; // not needed while it sends
    const QTimeZone zone = (*workspace)->zone();
    const UtcMs now = context.clock.nowUtc();
    if (const UtcMs at = dueAt(found->campaign.spec, now, zone); at > now)
        context.complain(SendingCommands::waitsUntil(found->campaign.name, isoLocal(at, zone)));
    const WaitResult result = sendAndWait(**workspace, found->campaign, signalWatch);
    if (result.row) {
        const bool waits = (*workspace)->channelsWaitingForSecret().contains(result.row->sendingChannelId);
        context.answer(statusToJson(*result.row, waits), statusText(*result.row, waits, context.clock.nowUtc(), zone));
    }
    if (!result.errors.isEmpty()) {
        const int code = context.refuse(result.errors);
        return result.row ? exitcode::failed : code;
    }
    return result.clean() ? exitcode::done : exitcode::failed;
}

// Who was to be sent to at `at`.
Result<qint64> peopleAt(const CliContext& context, const Campaign& campaign, UtcMs at)
{
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return readers.error();
    const Result<CampaignContext> parts = loadContext(*readers->workspace, campaign);
    if (!parts)
        return parts.error();
    if (!parts->segment)
        return Error{ErrorKind::NotFound, {QStringLiteral("segment"), QString()}, campaign.name};
    const Result<Catalogue> catalogue = Catalogue::load(*readers->audience);
    if (!catalogue)
        return catalogue.error();
    const Result<SegmentQuery> query
        = SegmentQuery::build(*catalogue, parts->rule, parts->segment->userKind, {at, readers->zone});
    return query ? query->count(*readers->audience) : query.error();
}

// `run`: sends until its time is over or a signal comes, and says what goes wrong.
class Sending final : public QObject {
public:
    Sending(CliContext& context, Workspace& workspace, const SignalWatch& signalWatch)
        : m_context(context)
        , m_workspace(workspace)
    {
        connect(&signalWatch, &SignalWatch::interrupted, &m_loop, &QEventLoop::quit);
        connect(&workspace, &Workspace::failed, this, [this](const Error& error) {
            m_failed = true;
            m_context.complain(errorText(error));
        });
        connect(&workspace.campaigns(), &CampaignService::missed, this, &Sending::tellMissed);
    }

    int run(int seconds, bool goesOn)
    {
        if (seconds > 0)
            QTimer::singleShot(std::chrono::seconds(seconds), &m_loop, &QEventLoop::quit);
        m_workspace.startSending();
        if (goesOn)
            m_workspace.setAllPaused(false);
        m_loop.exec();
        return m_failed ? exitcode::failed : exitcode::done;
    }

private:
    void tellMissed(qint64 campaignId)
    {
        m_failed = true;
        const Result<Readers> readers = openReaders(m_context);
        const Result<Campaign> campaign
            = readers ? CampaignStore(*readers->workspace).find(campaignId) : Result<Campaign>(readers.error());
        if (!campaign)
            return m_context.complain(errorText(campaign.error()));
        const UtcMs at = dueAt(campaign->spec, m_context.clock.nowUtc(), readers->zone);
        const Result<qint64> people = peopleAt(m_context, *campaign, at);
        m_context.complain(SendingCommands::missed(campaign->name, isoLocal(at, readers->zone)) + u' '
            + (people ? SendingCommands::notSent(*people) : errorText(people.error())));
    }

    CliContext& m_context;
    Workspace& m_workspace;
    QEventLoop m_loop;
    bool m_failed = false;
};

// `channel test`: one request, and what came of it.
class Testing final : public QObject {
public:
    explicit Testing(CliContext& context)
        : m_context(context)
        , m_contracts(contractsOf(context))
        , m_test(context.clock, m_contracts)
    {
        connect(&m_test, &TestRun::finished, this, &Testing::tell);
        connect(&m_test, &TestRun::leftOut, this, [this](Reason reason, const QString& detail) {
            m_context.complain(reasonText(reason, detail));
            m_loop.quit();
        });
    }

    int run(const TestInput& input)
    {
        if (const Errors errors = m_test.start(input); !errors.isEmpty())
            return m_context.refuse(errors);
        m_loop.exec();
        return m_code;
    }

private:
    void tell(const TestReport& report)
    {
        const bool accepted = report.outcome.kind == OutcomeKind::Accepted;
        const QString doubt = report.doubt ? doubtText(report.exchange.status, *report.doubt) : QString();
        const QString reason = !accepted ? reasonText(report.outcome.reason, report.detail)
            : report.doubt               ? SendingCommands::counted(doubt)
                                         : SendingCommands::accepted();
        m_context.answer(
            {{QStringLiteral("status"), report.exchange.status}, {QStringLiteral("accepted"), accepted},
                {QStringLiteral("reason"), reason}, {QStringLiteral("doubt"), doubt},
                {QStringLiteral("messageId"), report.messageId}, {QStringLiteral("recipient"), report.recipient},
                {QStringLiteral("body"), QString::fromUtf8(report.request.body)}},
            SendingCommands::answered(report.exchange.status, reason));
        m_code = accepted ? exitcode::done : exitcode::failed;
        m_loop.quit();
    }

    CliContext& m_context;
    ContractLibrary m_contracts;
    TestRun m_test;
    QEventLoop m_loop;
    int m_code = exitcode::failed;
};

QHash<QString, QVariant> personNamed(const QString& id, const Catalogue& catalogue, Database& audience, bool& found)
{
    Rule rule;
    rule.kind = Rule::Kind::Any;
    for (const QString& key : {loginIdAttribute().key, visitorIdAttribute().key}) {
        Rule same;
        same.kind = Rule::Kind::Attribute;
        same.attribute = key;
        same.values = {id};
        rule.children += same;
    }
    for (const UserKind kind : {UserKind::Login, UserKind::Visitor}) {
        const Result<SegmentQuery> query = SegmentQuery::build(catalogue, rule, kind, {});
        const Result<QList<Person>> people = query ? query->people(audience, 1) : query.error();
        if (!people || people->isEmpty())
            continue;
        found = true;
        QHash<QString, QVariant> values = people->first().values;
        values.insert(loginIdAttribute().key, people->first().loginId);
        values.insert(visitorIdAttribute().key, people->first().visitorId);
        return values;
    }
    return {};
}

Result<TestInput> testInput(const CliContext& context, const Arguments& arguments)
{
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return readers.error();
    const Result<Channel> channel = ChannelStore(*readers->workspace).findByName(arguments.operands.first());
    if (!channel)
        return channel.error();
    const Result<Catalogue> catalogue = Catalogue::load(*readers->audience);
    if (!catalogue)
        return catalogue.error();
    TestInput input;
    input.channel = channel->spec;
    input.channelName = channel->name;
    input.zone = QString::fromLatin1(readers->zone.id());
    for (const QString& text : arguments.values(QStringLiteral("param"))) {
        const auto pair = assignment(text, QStringLiteral("param"));
        if (!pair)
            return pair.error();
        input.parameters.insert(pair->first, pair->second);
    }
    const QString person = arguments.value(QStringLiteral("person"));
    input.madeUp = person.isEmpty();
    if (input.madeUp) {
        input.person = madeUpPerson(channel->spec, input.parameters, *catalogue);
    } else {
        bool found = false;
        input.person = personNamed(person, *catalogue, *readers->audience, found);
        if (!found)
            return Error{ErrorKind::NotFound, {QStringLiteral("person"), person}, QStringLiteral("--person")};
    }
    const auto secrets = answerOf<Result<ChannelSecrets>>(
        [&](QObject* receiver, auto then) { context.keychain.read(channel->uuid, receiver, then); });
    if (!secrets && needsSecrets(channel->spec))
        return secrets.error();
    input.secrets = secrets ? *secrets : ChannelSecrets();
    return input;
}

} // namespace

int campaignOnlineCommand(CliContext& context, const Arguments& arguments)
{
    const QString wait = QStringLiteral("wait");
    if (!workspaceExists(context.folder))
        return context.refuse({ErrorKind::WorkspaceMissing, {context.folder}, {}});
    if (arguments.has(wait))
        return sendNow(context, arguments);
    if (arguments.has(secretOption))
        return context.misuse({ErrorKind::MissingField, {QStringLiteral("--wait")}, QStringLiteral("--secret")});
    return scheduleOnly(context, arguments.operands.first());
}

int runCommand(CliContext& context, const Arguments& arguments)
{
    if (arguments.has(QStringLiteral("events")))
        return context.misuse({ErrorKind::NotBuilt, {QStringLiteral("--events")}, {}});
    const Result<int> seconds = numberOption(arguments, QStringLiteral("for"), 0, 1, 2'000'000);
    if (!seconds)
        return context.misuse(seconds.error());
    if (!workspaceExists(context.folder))
        return context.refuse({ErrorKind::WorkspaceMissing, {context.folder}, {}});
    if (const Result<void> kept = keepSecrets(context, arguments); !kept)
        return context.refuse(kept.error());
    const SignalWatch signalWatch;
    const Result<std::unique_ptr<Workspace>> workspace
        = Workspace::open(context.folder, {}, context.clock, context.keychain);
    if (!workspace)
        return context.refuse(workspace.error());
    for (const Error& error : (*workspace)->contracts().errors())
        context.complain(errorText(error));
    const bool goesOn = arguments.has(QStringLiteral("continue"));
    if (!goesOn)
        complainOfCopy(context, **workspace);
    const RemoteControl remote(**workspace, context.folder);
    return Sending(context, **workspace, signalWatch).run(*seconds, goesOn);
}

int receiverCommand(CliContext& context, const Arguments& arguments)
{
    const Result<int> port = numberOption(arguments, QStringLiteral("port"), 9000, 0, 65'535);
    const Result<int> status = numberOption(arguments, QStringLiteral("status"), 200, 100, 599);
    const Result<int> delay = numberOption(arguments, QStringLiteral("delay"), 0, 0, 600'000);
    for (const Result<int>* number : {&port, &status, &delay})
        if (!*number)
            return context.misuse(number->error());
    ReceiverOptions options{quint16(*port), *status, *delay, {}, false, arguments.value(QStringLiteral("record"))};
    if (arguments.has(secretOption)) {
        const Result<Secret> secret = secretFrom(arguments.value(secretOption), secretOption);
        if (!secret)
            return context.refuse(secret.error());
        options.secret = *secret;
        options.checkSignature = true;
    }
    Receiver receiver(context.clock);
    const Result<quint16> started = receiver.start(options);
    if (!started)
        return context.refuse(started.error());
    context.answer({{QStringLiteral("port"), *started}}, SendingCommands::listening(*started));
    const SignalWatch signalWatch;
    QEventLoop loop;
    QObject::connect(&signalWatch, &SignalWatch::interrupted, &loop, &QEventLoop::quit);
    loop.exec();
    return exitcode::done;
}

int secretSetCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<Channel> channel = ChannelStore(*readers->workspace).findByName(arguments.operands.first());
    if (!channel)
        return context.refuse(channel.error());
    QByteArray bytes = context.io.in.readAll();
    while (bytes.endsWith('\n') || bytes.endsWith('\r'))
        bytes.chop(1);
    if (bytes.isEmpty())
        return context.refuse({ErrorKind::Empty, {QStringLiteral("secret")}, QStringLiteral("stdin")});
    const auto written = answerOf<Result<void>>(
        [&](QObject* receiver, auto then) { context.keychain.write(channel->uuid, Secret(bytes), receiver, then); });
    return written ? exitcode::done : context.refuse(written.error());
}

int channelTestCommand(CliContext& context, const Arguments& arguments)
{
    if (const Result<void> kept = keepSecrets(context, arguments); !kept)
        return context.refuse(kept.error());
    const Result<TestInput> input = testInput(context, arguments);
    if (!input)
        return context.refuse(input.error());
    return Testing(context).run(*input);
}

} // namespace wd
