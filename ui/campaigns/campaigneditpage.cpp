#include "ui/campaigns/campaigneditpage.h"

#include "models/base/zonedtime.h"
#include "models/campaigns/campaigncodec.h"
#include "models/workspace/workspace.h"
#include "ui/campaigns/changequestion.h"
#include "ui/campaigns/parameterform.h"
#include "ui/campaigns/reviewdialog.h"
#include "ui/campaigns/targetcard.h"
#include "ui/campaigns/timecard.h"
#include "ui/shared/buttons.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/shared/freename.h"
#include "ui/shared/icons.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/taborder.h"
#include "ui/testing/testpanels.h"
#include "ui/texts/errortexts.h"

#include <QJsonObject>
#include <QLineEdit>
#include <QPointer>

namespace wd {

namespace {

constexpr int autosaveMs = 1'000;
constexpr int longestName = 50;

} // namespace

CampaignEditPage::CampaignEditPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Campaign"), Body::Scrolling, parent)
    , m_context(context)
    , m_id(arguments.value(QStringLiteral("id")).toLongLong())
    , m_copyOf(arguments.value(QStringLiteral("copyOf")).toLongLong())
    , m_message(new InlineMessage(QStringLiteral("campaignMessage"), this))
    , m_live(new InlineMessage(QStringLiteral("campaignLive"), this))
{
    if (arguments.contains(QStringLiteral("segmentId")))
        m_chosenSegment = arguments.value(QStringLiteral("segmentId")).toLongLong();
    setCrumbs({{tr("Operations"), {}, {}}, {tr("Campaigns"), routes::campaigns, {}}, {tr("Campaign"), {}, {}}});
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("campaignName"));
    m_name->setMaxLength(longestName);
    m_nameField = new Field(tr("Name"), m_name, Field::Need::Required);
    m_nameField->setMaximumWidth(480);
    auto* row = new QHBoxLayout;
    row->addWidget(m_nameField);
    row->addStretch();
    body()->addWidget(m_message);
    body()->addWidget(m_live);
    body()->addLayout(row);
    makeCards();
    body()->addStretch();

    m_saved = mutedLabel(QString(), this);
    m_saved->setObjectName(QStringLiteral("draftSaved"));
    m_draft = secondaryButton(tr("Save draft"), QString(), QStringLiteral("saveDraft"), this);
    m_online = primaryButton(tr("Go online"), QStringLiteral("test"), QStringLiteral("goOnline"), this);
    footer()->addWidget(m_saved);
    footer()->addWidget(m_draft);
    footer()->addWidget(m_online);
    connect(m_draft, &QPushButton::clicked, this, [this] {
        m_dirty = m_dirty || savesItself();
        save([this] { leaveToList(); });
    });
    connect(m_online, &QPushButton::clicked, this, &CampaignEditPage::goOnline);
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        const Error taken{ErrorKind::Duplicate, {m_name->text().trimmed()}, {}};
        m_nameField->setError(isNameTaken() ? errorText(taken) : QString());
        noteEdit();
    });
    onKeys(QKeySequence::Save, [this] {
        m_dirty = m_dirty || savesItself();
        save({});
    });
    onKeys(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), [this] { goOnline(); });
    onKeys(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { test(); });
    for (QPushButton* button : {m_draft, m_online})
        setBlocked(button, tr("The campaign is still being read."));
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(autosaveMs);
    connect(&m_autosave, &QTimer::timeout, this, [this] { save({}); });
    load();
}

void CampaignEditPage::makeCards()
{
    m_target = new TargetCard(m_context, this);
    m_trigger = new FoldCard(2, tr("Trigger"), QStringLiteral("triggerCard"), this);
    m_template = new FoldCard(3, tr("Template parameters"), QStringLiteral("templateCard"), this);
    m_time = new TimeCard(m_context, this);
    m_trigger->body()->addWidget(
        textLabel(tr("Once: at the time that you choose below, to everybody who is in the segment then."), m_trigger));
    m_trigger->setSummary(tr("Once"));
    m_trigger->setDone(true);
    m_parameters = new ParameterForm(m_context.workspace, m_template);
    m_template->body()->addWidget(m_parameters);
    QPushButton* const test
        = secondaryButton(tr("Test the effect"), QStringLiteral("beaker"), QStringLiteral("testEffect"), m_template);
    connect(test, &QPushButton::clicked, this, &CampaignEditPage::test);
    m_template->body()->addWidget(test, 0, Qt::AlignLeft);
    for (FoldCard* card : std::initializer_list<FoldCard*>{m_target, m_trigger, m_template, m_time}) {
        if (card != m_time)
            addNext(card);
        body()->addWidget(card);
    }
    connect(m_target, &TargetCard::edited, this, &CampaignEditPage::noteEdit);
    connect(m_target, &TargetCard::channelChanged, this, &CampaignEditPage::takeChannel);
    connect(m_target, &TargetCard::newSegmentWanted, this, [this] {
        m_dirty = m_dirty || savesItself();
        save([this] {
            m_context.navigate(
                routes::segmentEdit, {{QStringLiteral("returnTo"), QVariantMap{{QStringLiteral("id"), m_id}}}});
        });
    });
    connect(m_target, &TargetCard::channelWanted, this, [this](qint64 channel) {
        m_dirty = m_dirty || savesItself();
        save([this, channel] {
            m_context.navigate(
                channel == 0 ? routes::channelNew : routes::channelEdit, {{QStringLiteral("id"), channel}});
        });
    });
    connect(m_parameters, &ParameterForm::edited, this, &CampaignEditPage::noteEdit);
    connect(m_time, &TimeCard::edited, this, &CampaignEditPage::noteEdit);
}

void CampaignEditPage::addNext(FoldCard* card)
{
    QPushButton* const next
        = textButton(tr("Continue"), QStringLiteral("chevron-down"), card->objectName() + QStringLiteral("Next"), card);
    connect(next, &QPushButton::clicked, this, [this, card] {
        card->setOpen(false);
        openNext();
    });
    card->body()->addWidget(next, 0, Qt::AlignLeft);
}

// --- reading -------------------------------------------------------------------------------------------------------

void CampaignEditPage::load()
{
    m_context.workspace.segments().catalogue(this, [this](const Result<Catalogue>& catalogue) {
        if (!catalogue)
            return showFailure(catalogue.error());
        m_catalogue = *catalogue;
        loadSegments();
    });
}

void CampaignEditPage::loadSegments()
{
    m_context.workspace.segments().list(this, [this](const Result<QList<Segment>>& segments) {
        segments ? loadChannels(*segments) : showFailure(segments.error());
    });
}

void CampaignEditPage::loadChannels(const QList<Segment>& segments)
{
    m_context.workspace.channels().list(this, [this, segments](const Result<QList<Channel>>& channels) {
        if (!channels)
            return showFailure(channels.error());
        m_target->setChoices(segments, *channels, m_catalogue);
        loadCampaign();
    });
}

void CampaignEditPage::loadCampaign()
{
    m_context.workspace.campaigns().list(
        this, [this](const Result<QList<CampaignRow>>& rows) { rows ? take(*rows) : showFailure(rows.error()); });
}

void CampaignEditPage::take(const QList<CampaignRow>& rows)
{
    for (const CampaignRow& row : rows) {
        if (row.campaign.id == m_id)
            m_stored = row.campaign;
        else
            m_taken += row.campaign.name;
    }
    if (m_id == 0)
        begin(rows);
    else if (m_stored.id == 0)
        return m_message->show(Role::Error, tr("This campaign is not there any more."));
    fill();
}

// A new one, or the copy of another: nothing of it is stored yet.
void CampaignEditPage::begin(const QList<CampaignRow>& rows)
{
    m_stored.name = freshName();
    for (const CampaignRow& row : rows) {
        if (row.campaign.id != m_copyOf)
            continue;
        m_stored.name = freeName(row.campaign.name);
        m_stored.segmentId = row.campaign.segmentId;
        m_stored.channelId = row.campaign.channelId;
        m_stored.spec = row.campaign.spec;
    }
}

void CampaignEditPage::showFailure(const Error& error)
{
    m_message->show(Role::Error, errorText(error));
}

QString CampaignEditPage::freeName(const QString& wanted) const
{
    return wd::freeName(wanted, m_taken, longestName);
}

QString CampaignEditPage::freshName() const
{
    const QDateTime now = localDateTime(m_context.workspace.clock().nowUtc(), m_context.workspace.zone());
    return freeName(tr("webhook message %1").arg(now.toString(QStringLiteral("yyyyMMddHHmm"))));
}

bool CampaignEditPage::isNameTaken() const
{
    return m_taken.contains(m_name->text().trimmed());
}

void CampaignEditPage::fill()
{
    setTitle(m_id == 0 ? tr("New webhook campaign") : m_stored.name);
    m_name->setText(m_stored.name);
    m_missing = m_stored.spec.missingInText;
    m_target->choose(m_chosenSegment.value_or(m_stored.segmentId), m_stored.channelId);
    takeChannel();
    m_parameters->setValues(m_stored.spec.parameters);
    m_time->setSendAt(m_stored.spec.sendAt);
    fillRestored();
    fillFooter();
    m_loaded = true;
    showDone();
    openNext();
    if (m_chosenSegment || !m_restored.isEmpty())
        noteEdit();
}

bool CampaignEditPage::savesItself() const
{
    return m_stored.state == CampaignState::Draft || m_stored.state == CampaignState::Offline;
}

void CampaignEditPage::fillFooter()
{
    for (QPushButton* button : {m_draft, m_online})
        setBlocked(button, {});
    m_draft->setVisible(savesItself());
    if (m_stored.state == CampaignState::Scheduled)
        m_online->setText(tr("Save and schedule again"));
    else if (m_stored.state == CampaignState::Offline)
        m_online->setText(tr("Go online again"));
    else if (m_stored.state == CampaignState::Active)
        showRunning();
    else if (isPaused())
        showPaused();
    m_online->setAccessibleName(m_online->text());
}

void CampaignEditPage::showRunning()
{
    m_live->show(Role::Accent, tr("This campaign is sending. It can be changed while it is paused."));
    m_online->setText(tr("Pause and edit"));
    m_online->setIcon(icon(QStringLiteral("pause"), Token::OnAccent));
    m_name->setReadOnly(true);
    for (FoldCard* card : std::initializer_list<FoldCard*>{m_target, m_trigger, m_template, m_time})
        card->setBlocked(tr("Please pause the campaign first."));
}

// The run's people, channel and day are what they are.
void CampaignEditPage::showPaused()
{
    const QString reason = tr("Fixed until this run has ended: it goes to these people, through this channel.");
    m_live->show(Role::Accent,
        tr("Sending is paused. What you change goes to whoever has not been sent to; name, segment, channel and time "
           "are fixed until this run has ended."));
    m_online->setText(tr("Save changes"));
    m_online->setIcon(icon(QStringLiteral("check"), Token::OnAccent));
    setBlocked(m_online, tr("Nothing has been changed yet."));
    m_name->setReadOnly(true);
    m_name->setToolTip(reason);
    for (FoldCard* card : std::initializer_list<FoldCard*>{m_target, m_trigger, m_time})
        card->setBlocked(reason);
}

void CampaignEditPage::fillRestored()
{
    if (m_restored.isEmpty())
        return;
    Errors errors;
    const CampaignSpec spec
        = campaignSpecFromJson(m_restored.value(QStringLiteral("spec")).toJsonObject(), {}, {}, errors);
    m_name->setText(m_restored.value(QStringLiteral("name")).toString());
    m_missing = spec.missingInText;
    m_target->choose(m_chosenSegment.value_or(m_restored.value(QStringLiteral("segmentId")).toLongLong()),
        m_restored.value(QStringLiteral("channelId")).toLongLong());
    takeChannel();
    m_parameters->setValues(spec.parameters);
    m_time->setSendAt(spec.sendAt);
}

void CampaignEditPage::takeChannel()
{
    const Channel* const channel = m_target->channel();
    m_parameters->setParameters(
        channel ? channel->spec.templateParameters : QList<TemplateParameter>(), m_catalogue, m_target->userKind());
    // Parameters are made again with each channel.
    chainTabs(m_name, {m_target, m_trigger, m_template, m_time, m_draft, m_online});
    m_template->setBlocked(channel ? QString() : tr("Please choose a channel first."));
}

void CampaignEditPage::showDone()
{
    const bool done = m_target->channel() && m_parameters->isComplete();
    m_template->setDone(done);
    m_template->setSummary(done ? m_parameters->summary() : QString());
}

// The first card that isn't done; with all done, the last one.
void CampaignEditPage::openNext()
{
    if (isPaused())
        return m_template->setOpen(true, true);
    for (FoldCard* card : std::initializer_list<FoldCard*>{m_target, m_template, m_time})
        if (!card->isDone() || card == m_time)
            return card->setOpen(true, true);
}

// --- saving --------------------------------------------------------------------------------------------------------

Campaign CampaignEditPage::campaign() const
{
    Campaign campaign = m_stored;
    campaign.id = m_id;
    campaign.name = m_name->text().trimmed();
    campaign.segmentId = m_target->segmentId();
    campaign.channelId = m_target->channelId();
    campaign.spec.parameters = m_parameters->values();
    campaign.spec.missingInText = m_missing;
    campaign.spec.sendAt = m_time->sendAt();
    return campaign;
}

Campaign CampaignEditPage::draft() const
{
    Campaign draft = campaign();
    if (draft.name.isEmpty())
        draft.name = m_stored.name;
    draft.name = freeName(draft.name);
    return draft;
}

CampaignEditPage::~CampaignEditPage()
{
    CampaignService* const campaigns = &m_context.workspace.campaigns();
    if (m_dirty && m_loaded && savesItself() && !m_saving && !m_refused)
        campaigns->saveDraft(draft(), campaigns, [](const Result<Campaign>&) {});
}

bool CampaignEditPage::hasUnsavedInput() const
{
    return m_dirty && (!savesItself() || m_saving || m_refused);
}

void CampaignEditPage::noteEdit()
{
    if (!m_loaded)
        return;
    showDone();
    m_dirty = true;
    if (savesItself())
        m_autosave.start();
    else if (isPaused())
        setBlocked(m_online, {});
}

// One save at a time, so that a new campaign is not inserted twice.
void CampaignEditPage::save(std::function<void()> then)
{
    if (then)
        m_afterSave += std::move(then);
    if (!m_saving)
        saveNow();
}

void CampaignEditPage::saveNow()
{
    m_autosave.stop();
    const bool needed = m_dirty && m_loaded && savesItself();
    if (!needed) {
        for (const auto& then : std::exchange(m_afterSave, {}))
            then();
        return;
    }
    m_saving = true;
    m_dirty = false;
    m_context.workspace.campaigns().saveDraft(draft(), this, [this](const Result<Campaign>& saved) {
        m_saving = false;
        m_refused = !saved;
        if (!saved) {
            m_dirty = true;
            m_afterSave.clear();
            return showFaults({saved.error()});
        }
        m_id = saved->id;
        m_stored = *saved;
        m_saved->setText(tr("Draft saved %1")
                             .arg(nearTimeText(saved->audit.updatedAt, m_context.workspace.clock().nowUtc(),
                                 m_context.workspace.zone())));
        saveNow();
    });
}

// --- going online --------------------------------------------------------------------------------------------------

void CampaignEditPage::goOnline()
{
    if (!m_loaded)
        return;
    m_message->clear();
    if (isPaused())
        saveChanges();
    else if (m_stored.state == CampaignState::Active)
        pauseToEdit();
    else
        review();
}

void CampaignEditPage::pauseToEdit()
{
    m_context.workspace.campaigns().pause(m_id, this, [this](const Result<void>& paused) {
        if (!paused)
            return showFailure(paused.error());
        m_context.navigate(routes::campaignEdit, {{QStringLiteral("id"), m_id}});
    });
}

void CampaignEditPage::saveChanges()
{
    if (!m_dirty || findChild<QDialog*>(QStringLiteral("change")))
        return;
    m_context.workspace.campaigns().changeCounts(m_id, this, [this](const Result<ChangeCounts>& counts) {
        if (!counts)
            return showFailure(counts.error());
        askAboutChange(this, *counts, [this](bool goOn) { applyChange(goOn); });
    });
}

void CampaignEditPage::applyChange(bool goOn)
{
    setBlocked(m_online, tr("The changes are being saved."));
    m_context.workspace.campaigns().applyChange(campaign(), this, [this, goOn](const Errors& errors) {
        setBlocked(m_online, {});
        if (!errors.isEmpty())
            return showFaults(errors);
        m_dirty = false;
        if (!goOn)
            return leaveToList();
        m_context.workspace.campaigns().resume(m_id, this,
            [this](const Result<void>& resumed) { resumed ? leaveToList() : showFailure(resumed.error()); });
    });
}

void CampaignEditPage::leaveToList()
{
    m_context.navigate(routes::campaigns, {{QStringLiteral("id"), m_id}});
}

void CampaignEditPage::review()
{
    m_dirty = m_dirty || savesItself();
    save([this] {
        if (findChild<ReviewDialog*>()) // asked for twice while the draft was saved
            return;
        if (m_tested)
            noteTest(m_context.workspace.settings(), m_stored.uuid, m_poorTest);
        auto* review = new ReviewDialog(m_context.workspace, campaign(), m_catalogue, this);
        connect(review, &ReviewDialog::refused, this, &CampaignEditPage::showFaults);
        connect(review, &ReviewDialog::missingDecided, this, [this](MissingInText decision) { m_missing = decision; });
        connect(review, &ReviewDialog::defaultWanted, this, [this](const QString& attribute) {
            m_template->setOpen(true);
            m_parameters->openGear(attribute);
        });
        connect(review, &ReviewDialog::wentOnline, this, [this] {
            m_dirty = false;
            leaveToList();
        });
        review->open();
    });
}

Field* CampaignEditPage::fieldOf(const QString& where) const
{
    if (where == QLatin1String("name"))
        return m_nameField;
    if (where == QLatin1String("segment"))
        return m_target->segmentField();
    if (where == QLatin1String("channel"))
        return m_target->channelField();
    if (where == QLatin1String("send.at"))
        return m_time->field();
    return where.startsWith(QLatin1String("parameters."))
        ? m_parameters->field(where.section(u'.', 1).section(u':', 0, 0))
        : nullptr;
}

FoldCard* CampaignEditPage::cardOf(const QString& where) const
{
    if (where == QLatin1String("segment") || where == QLatin1String("channel"))
        return m_target;
    if (where == QLatin1String("send.at"))
        return m_time;
    return where.startsWith(QLatin1String("parameters.")) ? m_template : nullptr;
}

void CampaignEditPage::showFaults(const Errors& errors)
{
    bool focused = false;
    for (const Error& error : errors) {
        const QString place
            = error.kind == ErrorKind::Duplicate && error.where.isEmpty() ? QStringLiteral("name") : error.where;
        Field* const field = fieldOf(place);
        if (!field) {
            m_message->show(Role::Error, errorText(error));
            continue;
        }
        if (FoldCard* const card = cardOf(place))
            card->setOpen(true);
        Error here = error;
        here.where.clear();
        field->setError(errorText(here), focused ? Field::Focus::Keep : Field::Focus::Take);
        focused = true;
    }
}

// --- testing -------------------------------------------------------------------------------------------------------

void CampaignEditPage::test()
{
    TestPanel* const panel = testPanel(m_context);
    takePanel(panel);
    panel->start();
}

void CampaignEditPage::takePanel(QWidget* panel)
{
    auto* const tests = qobject_cast<TestPanel*>(panel);
    if (!tests)
        return;
    tests->setSource(this, [this](QString& why) -> std::optional<TestSubject> {
        const Channel* const channel = m_target->channel();
        if (!channel) {
            why = tr("Please choose a channel first.");
            return std::nullopt;
        }
        if (why = m_parameters->fault(); !why.isEmpty())
            return std::nullopt;
        const Campaign tested = campaign();
        return TestSubject{channel->spec, channel->name, tested.name, tested.spec.parameters, Secret(), channel->uuid,
            channel->id, false, channel->uuid, tested.uuid};
    });
    connect(tests, &TestPanel::tested, this, &CampaignEditPage::takeTest, Qt::UniqueConnection);
}

QVariantMap CampaignEditPage::state() const
{
    QVariantMap state{{QStringLiteral("id"), m_id}};
    if (m_dirty && m_loaded && (!savesItself() || m_refused)) {
        const Campaign made = campaign();
        state.insert(QStringLiteral("unsaved"),
            QVariantMap{{QStringLiteral("name"), made.name}, {QStringLiteral("segmentId"), made.segmentId},
                {QStringLiteral("channelId"), made.channelId},
                {QStringLiteral("spec"), campaignSpecToJson(made.spec)}});
    }
    return state;
}

// Before anything was read: what is stored comes in the event loop.
void CampaignEditPage::restore(const QVariantMap& state)
{
    m_id = state.value(QStringLiteral("id")).toLongLong();
    m_restored = state.value(QStringLiteral("unsaved")).toMap();
}

} // namespace wd
