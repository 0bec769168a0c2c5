#include "ui/testing/testpanel.h"

#include "models/channels/channelrules.h"
#include "models/receiver/receiver.h"
#include "models/workspace/workspace.h"
#include "ui/shared/buttons.h"
#include "ui/shared/changereader.h"
#include "ui/shared/combobox.h"
#include "ui/shared/confirm.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/icons.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/retrynow.h"
#include "ui/shared/statepill.h"
#include "ui/testing/testresult.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/verdicts.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QShortcut>
#include <QTimer>

namespace wd {

namespace {

constexpr int mostReports = 50;
constexpr int gatherMs = 200;
constexpr int tickMs = 1000;

enum Whose { MadeUp, Chosen };

Role roleOf(const TestReport& report)
{
    const Outcome& outcome = report.outcome;
    switch (outcome.kind) {
    case OutcomeKind::Accepted:
        return report.doubt ? Role::Warning : Role::Ok;
    case OutcomeKind::Retry:
    case OutcomeKind::Uncertain:
        return outcome.reason == Reason::TooManyRequests || outcome.reason == Reason::Unavailable
                || outcome.reason == Reason::Stopped
            ? Role::Warning
            : Role::Error;
    case OutcomeKind::Failed:
    case OutcomeKind::ChannelFault:
        return Role::Error;
    }
    Q_UNREACHABLE();
}

// What there is to say against it.
std::optional<PoorTest> poorOf(const TestReport& report)
{
    const Exchange& exchange = report.exchange;
    if (report.outcome.kind == OutcomeKind::Accepted)
        return report.doubt ? std::optional(PoorTest{false, exchange.status, report.doubt}) : std::nullopt;
    const bool isCut = exchange.fault != TransportFault::None && exchange.status < 300;
    return PoorTest{false, isCut ? 0 : exchange.status, {}};
}

Segment personOf(const QString& loginId)
{
    Segment segment;
    segment.rule.kind = Rule::Kind::Attribute;
    segment.rule.attribute = loginIdAttribute().key;
    segment.rule.op = Operator::Equal;
    segment.rule.values = {loginId};
    return segment;
}

} // namespace

class TestPanel::Private final : public QObject {
public:
    Private(Workspace& openWorkspace, Receiver& receiver, TestPanel& owner);

    void start();
    void stop();
    bool isBusy() const { return m_preparing || m_run.isRunning(); }

    QPointer<QObject> m_page;
    Source m_source;

private:
    void build();
    void wire();
    // A step of the preparation that counts only while it is still wanted.
    template <typename Answer> std::function<void(const Answer&)> step(std::function<void(const Answer&)> then);
    void askAbout(const TestSubject& subject, const QString& id);
    bool isKnown(const Result<QList<Person>>& people, const QString& id);
    void prepare(const TestSubject& subject);
    void readSecret(TestInput input, const std::optional<QUuid>& stored);
    void readPerson(TestInput input);
    void run(const TestInput& input);
    void showFaults(const Errors& faults);
    void refuse(const QString& text);
    void showReport(const TestReport& report);
    void keep(const TestReport& report);
    void note(const std::optional<PoorTest>& poor);
    void showElapsed();
    void showBusy();
    void offerToGoOn();
    void offerReceiver(const TestReport& report);
    void showWaiting(const Hindrance& hindrance);
    void goOn(bool fault);

    TestPanel& q;
    Workspace& m_workspace;
    Receiver& m_receiver;
    TestRun m_run;
    quint64 m_preparation = 0;
    bool m_preparing = false;
    QList<TestReport> m_reports; // latest first
    QPushButton* m_button;
    StatePill* m_verdict;
    QLabel* m_time;
    QComboBox* m_whose;
    QLineEdit* m_person;
    Field* m_personField;
    InlineMessage* m_message;
    InlineMessage* m_help; // what can be done about the outcome at once
    TestSubject m_subject; // of the last test
    bool m_noted = false; // as unfinished
    QElapsedTimer m_since;
    QTimer m_tick;
    bool m_mayGoOn = false; // it succeeded
    ChangeReader* m_waiting;
    QLabel* m_hint;
    QComboBox* m_history;
    TestResult* m_result;
    QShortcut* m_escape;
};

TestPanel::Private::Private(Workspace& openWorkspace, Receiver& receiver, TestPanel& owner)
    : q(owner)
    , m_workspace(openWorkspace)
    , m_receiver(receiver)
    , m_run(openWorkspace.clock(), openWorkspace.contracts())
    , m_button(primaryButton(TestPanel::tr("Test"), QStringLiteral("play"), QStringLiteral("testButton"), &owner))
    , m_verdict(new StatePill(&owner))
    , m_time(mutedLabel({}, &owner))
    , m_whose(new ComboBox(&owner))
    , m_person(new QLineEdit(&owner))
    , m_personField(nullptr)
    , m_message(new InlineMessage(QStringLiteral("testMessage"), &owner))
    , m_help(new InlineMessage(QStringLiteral("testHelp"), &owner))
    , m_waiting(new ChangeReader([this] { offerToGoOn(); }, this, gatherMs))
    , m_hint(mutedLabel(
          TestPanel::tr("One real request goes to the channel's address; its answer is shown here."), &owner))
    , m_history(new ComboBox(&owner))
    , m_result(new TestResult(&owner))
    , m_escape(new QShortcut(QKeySequence(Qt::Key_Escape), &owner))
{
    build();
    wire();
    showBusy();
}

void TestPanel::Private::build()
{
    m_verdict->setObjectName(QStringLiteral("testVerdict"));
    m_verdict->hide();
    m_time->setObjectName(QStringLiteral("testTime"));
    m_time->setWordWrap(false);
    m_whose->setObjectName(QStringLiteral("testWhose"));
    m_whose->setAccessibleName(TestPanel::tr("Whose data"));
    m_whose->addItem(TestPanel::tr("A made-up person"), MadeUp);
    m_whose->addItem(TestPanel::tr("A person I choose"), Chosen);
    m_person->setObjectName(QStringLiteral("testPerson"));
    m_personField = new Field(TestPanel::tr("Login id of the person"), m_person, Field::Need::Required, &q);
    m_personField->hide();
    m_history->setObjectName(QStringLiteral("testHistory"));
    m_history->setAccessibleName(TestPanel::tr("Earlier tests"));
    m_history->hide();
    m_result->hide();
    m_tick.setInterval(tickMs);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_button);
    head->addWidget(m_whose, 1);
    auto* state = new QHBoxLayout;
    state->setSpacing(8);
    state->addWidget(m_verdict);
    state->addWidget(m_time);
    state->addStretch();
    auto* layout = new QVBoxLayout(&q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_personField);
    layout->addLayout(state);
    layout->addWidget(m_message);
    layout->addWidget(m_help);
    layout->addWidget(m_hint);
    layout->addWidget(m_history);
    layout->addWidget(m_result, 1);
    layout->addStretch();
}

void TestPanel::Private::wire()
{
    connect(m_button, &QPushButton::clicked, this, [this] { isBusy() ? stop() : start(); });
    connect(&m_workspace.campaigns(), &CampaignService::changed, this, [this] {
        if (m_mayGoOn)
            m_waiting->note();
    });
    connect(&m_workspace.channels(), &ChannelService::channelSaved, this, [this](qint64 id) {
        if (m_subject.unsaved && id == m_subject.savedChannel) {
            m_mayGoOn = false; // it is not what was tested, or its page says who waits
            m_help->clear();
        }
    });
    connect(m_escape, &QShortcut::activated, this, &Private::stop);
    connect(m_whose, &QComboBox::activated, this, [this] {
        const bool chosen = m_whose->currentData().toInt() == Chosen;
        m_personField->setVisible(chosen);
        if (chosen)
            m_person->setFocus();
    });
    connect(m_person, &QLineEdit::textEdited, this, [this] { m_personField->setError({}); });
    connect(m_person, &QLineEdit::returnPressed, this, &Private::start);
    connect(m_history, &QComboBox::activated, this, [this](int index) { showReport(m_reports.at(index)); });
    connect(&m_tick, &QTimer::timeout, this, &Private::showElapsed);
    connect(&m_run, &TestRun::phaseReached, this, [this](ExchangePhase phase) {
        if (phase != ExchangePhase::Finished)
            m_verdict->set(Role::Accent, phaseText(phase), QStringLiteral("clock"));
    });
    connect(&m_run, &TestRun::finished, this, [this](TestReport report) {
        report.signatureChecked
            = m_receiver.port() != 0 && m_receiver.isAt(report.request.url) && m_receiver.options().checkSignature;
        keep(report);
        showReport(report);
        showBusy();
        const std::optional<PoorTest> poor = poorOf(report);
        note(poor);
        if (poor)
            return offerReceiver(report);
        m_mayGoOn = m_subject.savedChannel != 0;
        m_waiting->read();
    });
    connect(&m_run, &TestRun::leftOut, this, [this](Reason reason, const QString& detail) {
        const Verdict verdict = verdictOf(reason, detail);
        m_verdict->set(Role::Warning, verdict.headline);
        m_time->clear();
        m_result->setVerdict(verdict);
        m_result->show();
        showBusy();
        note(PoorTest());
    });
}

// --- preparing -----------------------------------------------------------------------------------------------------

template <typename Answer>
std::function<void(const Answer&)> TestPanel::Private::step(std::function<void(const Answer&)> then)
{
    return [this, number = m_preparation, then = std::move(then)](const Answer& answer) {
        if (m_preparing && number == m_preparation)
            then(answer);
    };
}

void TestPanel::Private::start()
{
    if (isBusy())
        return;
    m_message->clear();
    QString why = TestPanel::tr("Open a channel or a campaign to test it.");
    const std::optional<TestSubject> subject = m_page && m_source ? m_source(why) : std::nullopt;
    if (!subject)
        return refuse(why);
    if (m_whose->currentData().toInt() == MadeUp)
        return prepare(*subject);
    const QString person = m_person->text().trimmed();
    if (person.isEmpty())
        return m_personField->setError(TestPanel::tr("Please enter a login id."), Field::Focus::Take);
    if (subject->channel.environment != Environment::Production)
        return prepare(*subject);
    askAbout(*subject, person);
}

// Nobody is asked about who does not exist.
void TestPanel::Private::askAbout(const TestSubject& subject, const QString& id)
{
    ++m_preparation;
    m_preparing = true;
    showBusy();
    m_workspace.segments().people(
        personOf(id), 1, this, step<Result<QList<Person>>>([this, subject, id](const Result<QList<Person>>& people) {
            m_preparing = false;
            showBusy();
            if (!isKnown(people, id))
                return;
            ask(
                q.window(), TestPanel::tr("Send to a real person?"),
                TestPanel::tr("The channel is in production: %1 may really receive this.").arg(id),
                TestPanel::tr("Send the test to %1").arg(id),
                [this, subject] {
                    if (!isBusy())
                        prepare(subject);
                },
                Weight::Lasting);
        }));
}

bool TestPanel::Private::isKnown(const Result<QList<Person>>& people, const QString& id)
{
    if (people && !people->isEmpty())
        return true;
    refuse(people ? QString() : errorText(people.error()));
    if (people)
        m_personField->setError(TestPanel::tr("Nobody is known by the login id %1.").arg(id), Field::Focus::Take);
    return false;
}

void TestPanel::Private::prepare(const TestSubject& subject)
{
    ++m_preparation;
    m_preparing = true;
    m_subject = subject;
    m_subject.secret = {}; // not longer than it is needed
    m_mayGoOn = false;
    note(PoorTest{true, 0, {}});
    m_help->clear();
    m_hint->hide();
    m_result->hide(); // it is of another test
    m_since.start();
    m_verdict->set(Role::Accent, phaseText(ExchangePhase::Queued), QStringLiteral("clock"));
    m_verdict->show();
    m_time->clear();
    showBusy();
    TestInput input;
    input.channel = subject.channel;
    input.channelName = subject.channelName;
    input.campaignName = subject.campaignName;
    input.parameters = subject.parameters;
    input.secrets = subject.secret;
    input.zone = QString::fromLatin1(m_workspace.zone().id());
    readSecret(input, subject.storedSecret);
}

void TestPanel::Private::readSecret(TestInput input, const std::optional<QUuid>& stored)
{
    if (!input.secrets.isEmpty() || !stored || !needsSecrets(input.channel))
        return readPerson(input);
    m_workspace.keychain().read(
        *stored, this, step<Result<ChannelSecrets>>([this, input](const Result<ChannelSecrets>& secrets) {
            if (!secrets)
                return refuse(errorText(secrets.error()));
            TestInput complete = input;
            complete.secrets = *secrets;
            readPerson(complete);
        }));
}

void TestPanel::Private::readPerson(TestInput input)
{
    if (m_whose->currentData().toInt() == MadeUp) {
        m_workspace.segments().catalogue(this, step<Result<Catalogue>>([this, input](const Result<Catalogue>& known) {
            if (!known)
                return refuse(errorText(known.error()));
            TestInput complete = input;
            complete.person = madeUpPerson(input.channel, input.parameters, *known);
            run(complete);
        }));
        return;
    }
    const QString id = m_person->text().trimmed();
    m_workspace.segments().people(
        personOf(id), 1, this, step<Result<QList<Person>>>([this, input, id](const Result<QList<Person>>& people) {
            if (!isKnown(people, id))
                return;
            TestInput complete = input;
            complete.madeUp = false;
            complete.person = people->constFirst().values;
            complete.person.insert(loginIdAttribute().key, people->constFirst().loginId);
            complete.person.insert(visitorIdAttribute().key, people->constFirst().visitorId);
            run(complete);
        }));
}

void TestPanel::Private::run(const TestInput& input)
{
    m_preparing = false;
    if (const Errors faults = m_run.start(input); !faults.isEmpty())
        showFaults(faults);
    showBusy();
}

void TestPanel::Private::stop()
{
    if (m_preparing)
        refuse(TestPanel::tr("Stopped before anything was sent."));
    else
        m_run.stop();
}

// --- showing -------------------------------------------------------------------------------------------------------

void TestPanel::Private::showFaults(const Errors& faults)
{
    QStringList texts;
    for (const Error& fault : faults)
        texts += errorText(fault);
    refuse(texts.join(QLatin1Char('\n')));
}

// Nothing was sent; an empty text says so elsewhere.
void TestPanel::Private::refuse(const QString& text)
{
    m_preparing = false;
    m_mayGoOn = false;
    m_help->clear();
    m_verdict->hide();
    m_time->clear();
    m_hint->hide();
    m_result->hide(); // it is of another test
    if (m_noted)
        note(PoorTest());
    if (!text.isEmpty())
        m_message->show(Role::Warning, text);
    showBusy();
}

// After a success, for as long as somebody waits for the channel.
void TestPanel::Private::offerToGoOn()
{
    m_workspace.campaigns().hindrances(this, [this](const Result<QHash<qint64, Hindrance>>& hindrances) {
        if (m_mayGoOn)
            showWaiting(hindrances ? hindrances->value(m_subject.savedChannel) : Hindrance());
        m_waiting->done();
    });
}

void TestPanel::Private::showWaiting(const Hindrance& hindrance)
{
    const bool fault = hindrance.kind == HindranceKind::ChannelFault;
    if (hindrance.people == 0 || (!fault && hindrance.kind != HindranceKind::Retrying))
        return m_help->clear();
    QString words = TestPanel::tr("%1 people wait for this channel.", nullptr, int(hindrance.people))
                        .arg(numberText(hindrance.people));
    if (m_subject.unsaved)
        words += u' ' + TestPanel::tr("Please save it first, then continue sending.");
    if (words == m_help->text())
        return;
    m_help->show(Role::Accent, words);
    if (m_subject.unsaved)
        return;
    m_help->addAction(fault ? TestPanel::tr("Continue sending") : TestPanel::tr("Try now"), QStringLiteral("testGoOn"),
        [this, fault] { goOn(fault); });
}

void TestPanel::Private::goOn(bool fault)
{
    m_mayGoOn = false;
    m_help->clear();
    if (!fault)
        return retryNow(m_workspace, m_subject.savedChannel, this,
            [this](const QString& words) { m_help->show(Role::Accent, words); });
    m_workspace.channels().resume(m_subject.savedChannel, this, [this](const Result<void>& resumed) {
        if (!resumed)
            m_message->show(Role::Error, errorText(resumed.error()));
    });
}

// A refused connection to the program's own receiver: that one is not running.
void TestPanel::Private::offerReceiver(const TestReport& report)
{
    const bool refused = report.exchange.fault == TransportFault::Refused;
    if (!refused || m_receiver.port() != 0 || !m_receiver.isAt(report.request.url))
        return;
    m_help->show(Role::Warning, TestPanel::tr("The local test receiver is not running."));
    m_help->addAction(TestPanel::tr("Start it"), QStringLiteral("testStartReceiver"), [this] {
        m_help->clear();
        if (const Result<quint16> port = m_receiver.start(m_receiver.options()); !port)
            return m_message->show(Role::Error, errorText(port.error()));
        start();
    });
}

// A campaign's success shows that its channel works, too; its failure may be of its own making.
void TestPanel::Private::note(const std::optional<PoorTest>& poor)
{
    SettingsService& settings = m_workspace.settings();
    const bool campaign = !m_subject.campaignName.isEmpty();
    m_noted = poor && poor->unfinished;
    noteTest(settings, m_subject.campaignUuid, poor);
    if (!m_subject.unsaved && (!campaign || !poor))
        noteTest(settings, m_subject.channelUuid, poor);
    emit q.tested(poor);
}

void TestPanel::Private::showElapsed()
{
    const qint64 seconds = m_since.elapsed() / 1000;
    m_time->setText(seconds < 60 ? QStringLiteral("%1 s").arg(seconds) : durationText(seconds * 1000));
}

void TestPanel::Private::keep(const TestReport& report)
{
    m_reports.prepend(report);
    m_history->insertItem(
        0, TestPanel::tr("%1, %2").arg(dateTimeSecondsText(report.at, m_workspace.zone()), verdictOf(report).headline));
    if (m_reports.size() > mostReports) {
        m_reports.removeLast();
        m_history->removeItem(m_history->count() - 1);
    }
    m_history->setCurrentIndex(0);
    m_history->setVisible(m_reports.size() > 1);
}

void TestPanel::Private::showReport(const TestReport& report)
{
    m_verdict->set(roleOf(report), verdictOf(report).headline);
    m_verdict->setAccessibleName(m_verdict->text());
    m_verdict->show();
    m_time->setText(report.exchange.totalMs < 0 ? QString() : durationText(report.exchange.totalMs));
    m_result->setReport(report);
    m_result->show();
}

void TestPanel::Private::showBusy()
{
    const bool busy = isBusy();
    m_button->setText(busy ? TestPanel::tr("Stop") : TestPanel::tr("Test"));
    m_button->setAccessibleName(m_button->text());
    m_button->setIcon(icon(busy ? QStringLiteral("stop") : QStringLiteral("play"), Token::OnAccent));
    m_button->setToolTip(busy ? TestPanel::tr("Esc") : TestPanel::tr("Ctrl+Return"));
    m_whose->setEnabled(!busy);
    m_person->setEnabled(!busy);
    m_escape->setEnabled(busy);
    m_history->setEnabled(!busy);
    if (!busy)
        m_tick.stop();
    else if (!m_tick.isActive())
        m_tick.start();
}

TestPanel::TestPanel(Workspace& workspace, Receiver& receiver, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("testPanel"));
    setWindowTitle(tr("Test effect"));
    d = std::make_unique<Private>(workspace, receiver, *this);
}

TestPanel::~TestPanel() = default;

void TestPanel::setSource(QObject* page, Source source)
{
    d->m_page = page;
    d->m_source = std::move(source);
}

void TestPanel::start()
{
    d->start();
}

void TestPanel::stop()
{
    d->stop();
}

bool TestPanel::isRunning() const
{
    return d->isBusy();
}

} // namespace wd
