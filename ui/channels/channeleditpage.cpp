#include "ui/channels/channeleditpage.h"

#include "models/base/reason.h"
#include "models/channels/channelcodec.h"
#include "models/receiver/receiver.h"
#include "models/workspace/workspace.h"
#include "ui/channels/advancedsection.h"
#include "ui/channels/basicssection.h"
#include "ui/channels/channelform.h"
#include "ui/channels/purposetiles.h"
#include "ui/channels/rowssection.h"
#include "ui/channels/savequestion.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/changereader.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/retrynow.h"
#include "ui/testing/testpanel.h"
#include "ui/testing/testpanels.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/hindrancetexts.h"
#include "ui/texts/reasontexts.h"

#include <QJsonObject>

namespace wd {

namespace {

constexpr int gatherMs = 200;

} // namespace

ChannelEditPage::ChannelEditPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Channel"), Body::Scrolling, parent)
    , m_context(context)
    , m_id(arguments.value(QStringLiteral("id")).toLongLong())
    , m_secretWanted(arguments.value(QStringLiteral("secret")).toBool())
    , m_pauseReader(new ChangeReader([this] { readPause(); }, this, gatherMs))
    , m_form(new ChannelForm(context.workspace, this))
    , m_message(new InlineMessage(QStringLiteral("channelMessage"), this))
    , m_pause(new InlineMessage(QStringLiteral("channelPause"), this))
    , m_content(new QWidget(this))
    , m_note(mutedLabel({}, this))
{
    setCrumbs({{tr("Product settings"), {}, {}}, {tr("General"), {}, {}},
        {tr("Webhook channels"), routes::channels, {}}, {tr("Edit"), {}, {}}});
    QPushButton* const testButton
        = secondaryButton(tr("Test"), QStringLiteral("play"), QStringLiteral("editTest"), this);
    connect(testButton, &QPushButton::clicked, this, &ChannelEditPage::test);
    addTool(testButton);
    makeBody();
    makeFooter();
    connect(m_form, &ChannelForm::edited, this, &ChannelEditPage::showState);
    m_form->offer(context.receiver);
    connect(m_form, &ChannelForm::failed, this, [this](const QString& text) { m_message->show(Role::Error, text); });
    connect(m_form, &ChannelForm::secretRead, this, [this] {
        if (std::exchange(m_secretWanted, false))
            enterSecretAgain();
    });
    connect(&context.workspace.channels(), &ChannelService::changed, m_pauseReader, &ChangeReader::note);
    connect(&context.workspace.campaigns(), &CampaignService::changed, m_pauseReader, &ChangeReader::note);
    connect(&context.workspace, &Workspace::channelsWaitingForSecretChanged, m_pauseReader, &ChangeReader::note);
    connect(&context.receiver, &Receiver::changed, m_pauseReader, &ChangeReader::note);
    onKeys(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { test(); });
    onKeys(QKeySequence::Save, [this] { save(); });
    load();
    m_pauseReader->read();
}

QVariantMap ChannelEditPage::state() const
{
    if (!m_form->isEdited())
        return {};
    const Channel made = m_form->channel();
    return {{QStringLiteral("name"), made.name}, {QStringLiteral("spec"), channelToJson(made.spec)}};
}

void ChannelEditPage::restore(const QVariantMap& state)
{
    m_restored = state;
}

bool ChannelEditPage::hasUnsavedInput() const
{
    return m_form->isEdited();
}

void ChannelEditPage::makeBody()
{
    body()->addWidget(m_pause);
    body()->addWidget(m_message);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    auto* basics = new Card({}, m_content);
    basics->body()->setSpacing(16);
    basics->body()->addWidget(m_form->purpose());
    basics->body()->addWidget(m_form->basics());
    column->addWidget(basics);
    column->addWidget(m_form->rows());
    column->addWidget(m_form->advanced());
    body()->addWidget(m_content);
    body()->addStretch();
    m_content->hide();
}

void ChannelEditPage::makeFooter()
{
    m_note->setObjectName(QStringLiteral("whatIsMissing"));
    QPushButton* const cancel = secondaryButton(tr("Cancel"), {}, QStringLiteral("cancelButton"), this);
    m_save = primaryButton(tr("Save"), QStringLiteral("check"), QStringLiteral("saveButton"), this);
    footer()->addWidget(m_note, 1);
    footer()->addWidget(cancel);
    footer()->addWidget(m_save);
    connect(cancel, &QPushButton::clicked, this, [this] { m_context.back(routes::channels); });
    connect(m_save, &QPushButton::clicked, this, &ChannelEditPage::save);
    setBlocked(m_save, tr("Nothing has been changed yet."));
}

void ChannelEditPage::load()
{
    m_context.workspace.channels().find(m_id, this, [this](const Result<Channel>& channel) {
        if (!channel)
            return m_message->show(Role::Error, errorText(channel.error()));
        fill(*channel);
    });
    m_context.workspace.channels().uses(m_id, this, [this](const Result<QList<ChannelUse>>& uses) {
        QStringList names;
        for (const ChannelUse& use : uses ? *uses : QList<ChannelUse>())
            if (use.live)
                names += use.campaignName;
        if (names.isEmpty())
            return;
        m_affects = tr(
            "Saving affects %n campaign(s): %1. What was already sent stays as it was.", nullptr, int(names.size()))
                        .arg(names.join(tr(", ")));
        showState();
    });
}

void ChannelEditPage::fill(const Channel& channel)
{
    setTitle(channel.name);
    Channel shown = channel;
    if (!m_restored.isEmpty()) {
        Errors errors;
        shown.name = m_restored.value(QStringLiteral("name")).toString();
        shown.spec = channelFromJson(m_restored.value(QStringLiteral("spec")).toJsonObject(), {}, errors);
    }
    m_form->fill(shown);
    m_form->setEdited(!m_restored.isEmpty());
    m_content->show();
    showState();
}

void ChannelEditPage::enterSecretAgain()
{
    m_form->enterSecretAgain();
    showFocused();
}

void ChannelEditPage::readPause()
{
    m_context.workspace.channels().find(m_id, this, [this](const Result<Channel>& channel) {
        if (!channel) // load() says so
            return m_pauseReader->done();
        m_context.workspace.campaigns().hindrances(
            this, [this, channel = *channel](const Result<QHash<qint64, Hindrance>>& hindrances) {
                const bool hindered = hindrances && hindrances->contains(m_id);
                showPause(channel, hindered ? std::optional(hindrances->value(m_id)) : std::nullopt);
                m_pauseReader->done();
            });
    });
}

// Said anew only when it is something else; who pressed its button keeps the focus there.
void ChannelEditPage::showPause(const Channel& channel, const std::optional<Hindrance>& hindrance)
{
    const UtcMs now = m_context.workspace.clock().nowUtc();
    QString words;
    if (channel.pausedReason)
        words = tr("Paused by itself: %1 Nobody is lost; what is unsent waits here.")
                    .arg(reasonText(static_cast<Reason>(*channel.pausedReason), {}));
    else if (m_context.workspace.channelsWaitingForSecret().contains(m_id))
        words = tr("The secret is missing. What is to be sent waits until you have entered and saved it.");
    else if (hindrance && hindrance->kind == HindranceKind::Retrying)
        words = hindranceText(*hindrance, now, m_context.workspace.zone());
    const bool ownReceiver = hindrance && isOwnReceiverAtRest(channel, *hindrance);
    if (ownReceiver)
        words = tr("The local test receiver is not running.") + u' ' + words;
    if (words == m_pause->text())
        return;
    const bool focused = m_goOn && m_goOn->hasFocus();
    m_pause->clear();
    m_goOn = nullptr;
    if (words.isEmpty())
        return showState();
    m_pause->show(Role::Warning, words);
    showFocused(); // it pushes the form down
    if (channel.pausedReason)
        offerToResume(static_cast<Reason>(*channel.pausedReason));
    else if (hindrance && hindrance->kind == HindranceKind::Retrying)
        offerToRetry(ownReceiver);
    showState();
    if (focused && m_goOn)
        m_goOn->setFocus(Qt::OtherFocusReason);
}

bool ChannelEditPage::isOwnReceiverAtRest(const Channel& channel, const Hindrance& hindrance) const
{
    return hindrance.kind == HindranceKind::Retrying && m_context.receiver.port() == 0
        && m_context.receiver.isAt(QUrl(channel.spec.url));
}

void ChannelEditPage::offerToRetry(bool ownReceiver)
{
    const auto retry = [this] { retryNow(m_context, m_id, this); };
    if (!ownReceiver) {
        m_goOn = m_pause->addAction(tr("Try now"), QStringLiteral("pauseTryNow"), retry);
        return;
    }
    m_pause->addAction(tr("Start it"), QStringLiteral("pauseStartReceiver"), [this, retry] {
        if (const Result<quint16> port = m_context.receiver.start(m_context.receiver.options()); !port)
            return m_message->show(Role::Error, errorText(port.error()));
        retry();
    });
}

// It would go on with the secret and address of before.
void ChannelEditPage::blockUntilSaved()
{
    if (m_goOn)
        setBlocked(m_goOn, m_form->isEdited() ? tr("Please save your changes first.") : QString());
}

void ChannelEditPage::offerToResume(Reason reason)
{
    if (reason == Reason::Unauthorized || reason == Reason::Forbidden)
        m_pause->addAction(tr("Enter the secret again"), QStringLiteral("pauseSecret"), [this] { enterSecretAgain(); });
    m_pause->addAction(tr("Test"), QStringLiteral("pauseTest"), [this] { test(); });
    m_goOn = m_pause->addAction(tr("Continue sending"), QStringLiteral("pauseResume"), [this] {
        m_context.workspace.channels().resume(m_id, this, [this](const Result<void>& resumed) {
            if (!resumed)
                m_message->show(Role::Error, errorText(resumed.error()));
        });
    });
}

void ChannelEditPage::test()
{
    m_form->check(ChannelForm::Everything); // beside each field, what it lacks
    TestPanel* const panel = testPanel(m_context);
    takePanel(panel);
    panel->start();
}

void ChannelEditPage::takePanel(QWidget* panel)
{
    if (auto* const tests = qobject_cast<TestPanel*>(panel))
        m_form->offerTo(tests);
}

void ChannelEditPage::save()
{
    if (!m_form->isEdited())
        return;
    const bool enabled = m_form->channel().enabled;
    if (enabled && m_form->faulty().isEmpty() && m_form->poorTest())
        askHowToSave(
            this, *m_form->poorTest(), m_affects.isEmpty(), [this](SaveAs how) { store(how == SaveAs::Enabled); });
    else
        store(enabled);
}

void ChannelEditPage::store(bool enabled)
{
    m_disable = m_form->channel().enabled && !enabled;
    m_form->save(this, [this](const std::optional<Channel>& saved, const QString& note) {
        if (!saved)
            return;
        if (m_disable)
            m_context.workspace.channels().setEnabled(
                saved->id, false, &m_context.workspace, [toast = m_context.toast](const Result<void>& done) {
                    if (!done)
                        toast(errorText(done.error()), {}, {});
                });
        m_context.toast(tr("The channel “%1” was saved.").arg(saved->name), {}, {});
        leave(*saved, note);
    });
}

// Whoever waits for the channel may be what it was changed for.
void ChannelEditPage::leave(const Channel& saved, const QString& note)
{
    m_context.workspace.campaigns().hindrances(
        this, [this, saved, note](const Result<QHash<qint64, Hindrance>>& hindrances) {
            const Hindrance hindrance = hindrances ? hindrances->value(saved.id) : Hindrance();
            const bool fault = hindrance.kind == HindranceKind::ChannelFault;
            QVariantMap arguments;
            if (!note.isEmpty())
                arguments.insert(QStringLiteral("notice"), note);
            if (!m_disable && hindrance.people > 0 && (fault || hindrance.kind == HindranceKind::Retrying)) {
                const QString waiting = tr("%1 people wait for “%2”.", nullptr, int(hindrance.people))
                                            .arg(numberText(hindrance.people), saved.name);
                arguments.insert(QStringLiteral("notice"), note.isEmpty() ? waiting : note + u' ' + waiting);
                arguments.insert(fault ? QStringLiteral("resume") : QStringLiteral("tryNow"), saved.id);
            }
            m_context.navigate(routes::channels, arguments);
        });
}

void ChannelEditPage::showState()
{
    blockUntilSaved();
    if (m_content->isHidden()) // it is still being read
        return;
    const QStringList faulty = m_form->faulty();
    if (!faulty.isEmpty()) {
        m_note->setText(tr("Still missing or wrong: %1.").arg(faulty.join(tr(", "))));
        return setBlocked(m_save, {}); // pressed, it says so beside each field
    }
    if (!m_form->isEdited()) {
        m_note->setText({});
        return setBlocked(m_save, tr("Nothing has been changed yet."));
    }
    const QString goesOn = m_goOn ? tr("Please save your changes first, then continue sending.") : QString();
    m_note->setText(m_affects.isEmpty() || goesOn.isEmpty() ? m_affects + goesOn : goesOn + u'\n' + m_affects);
    setBlocked(m_save, {});
}

} // namespace wd
