#include "ui/channels/channelwizardpage.h"

#include "models/channels/channelcodec.h"
#include "models/workspace/workspace.h"
#include "ui/channels/advancedsection.h"
#include "ui/channels/basicssection.h"
#include "ui/channels/channelform.h"
#include "ui/channels/purposetiles.h"
#include "ui/channels/rowssection.h"
#include "ui/channels/savequestion.h"
#include "ui/channels/stepbar.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/field.h"
#include "ui/shared/inlinemessage.h"
#include "ui/testing/testpanel.h"
#include "ui/testing/testpanels.h"

#include <QJsonObject>
#include <QKeyEvent>

namespace wd {

namespace {

enum Step { PurposeStep, BasicsStep, RowsStep, TestStep };

} // namespace

ChannelWizardPage::ChannelWizardPage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("New webhook channel"), Body::Scrolling, parent)
    , m_context(context)
    , m_message(new InlineMessage(QStringLiteral("wizardMessage"), this))
    , m_missing(mutedLabel({}, this))
{
    // Made in the order in which Tab comes to them.
    setCrumbs({{tr("Product settings"), {}, {}}, {tr("General"), {}, {}},
        {tr("Webhook channels"), routes::channels, {}}, {tr("New"), {}, {}}});
    m_bar = new StepBar({tr("Purpose"), tr("Basics"), tr("Attributes and parameters"), tr("Test and save")}, this);
    m_form = new ChannelForm(context.workspace, this);
    body()->addWidget(m_bar);
    body()->addWidget(m_message);
    Channel fresh;
    fresh.spec.purpose = Purpose::Coupons;
    fresh.spec.auth.type = AuthType::SecretKey;
    m_form->fill(fresh);
    m_form->usePresets();
    makeSteps();
    makeFooter();
    connect(m_bar, &StepBar::chosen, this, &ChannelWizardPage::goTo);
    connect(m_form, &ChannelForm::edited, this, &ChannelWizardPage::showWhatIsMissing);
    m_form->offer(context.receiver);
    connect(m_form, &ChannelForm::failed, this, [this](const QString& text) { m_message->show(Role::Error, text); });
    onKeys(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { test(); });
    onKeys(QKeySequence::Save, [this] { save(); });
    show(PurposeStep);
}

QVariantMap ChannelWizardPage::state() const
{
    if (!m_form->isEdited())
        return {};
    const Channel made = m_form->channel();
    return {{QStringLiteral("name"), made.name}, {QStringLiteral("step"), m_step},
        {QStringLiteral("spec"), channelToJson(made.spec)}};
}

// The secret is not among what is kept; it has to be typed again.
void ChannelWizardPage::restore(const QVariantMap& state)
{
    Errors errors;
    Channel channel;
    channel.name = state.value(QStringLiteral("name")).toString();
    channel.spec = channelFromJson(state.value(QStringLiteral("spec")).toJsonObject(), {}, errors);
    m_form->fill(channel);
    m_form->setEdited(true);
    show(state.value(QStringLiteral("step")).toInt());
}

bool ChannelWizardPage::hasUnsavedInput() const
{
    return m_form->isEdited();
}

void ChannelWizardPage::makeSteps()
{
    auto* purpose = new Card(tr("What is the channel for?"), this);
    purpose->body()->addWidget(mutedLabel(
        tr("The purpose brings the usual recipient id, parameters and limits; all of it can be changed."), purpose));
    purpose->body()->addWidget(m_form->purpose());
    auto* basics = new Card({}, this);
    basics->body()->addWidget(m_form->basics());
    m_steps = {{purpose}, {basics}, {m_form->rows(), m_form->advanced()}, {makeLast()}};
    for (const QList<QWidget*>& step : std::as_const(m_steps))
        for (QWidget* widget : step)
            body()->addWidget(widget);
    body()->addStretch();
}

QWidget* ChannelWizardPage::makeLast()
{
    auto* card = new Card(tr("See what arrives"), this);
    card->body()->addWidget(textLabel(
        tr("A test sends one real request to the address, for a made-up person, and shows the answer at the right."),
        card));
    m_test = secondaryButton(tr("Test (Ctrl+Return)"), QStringLiteral("play"), QStringLiteral("wizardTest"), card);
    connect(m_test, &QPushButton::clicked, this, &ChannelWizardPage::test);
    card->body()->addWidget(m_test, 0, Qt::AlignLeft);
    return card;
}

void ChannelWizardPage::makeFooter()
{
    m_missing->setObjectName(QStringLiteral("whatIsMissing"));
    m_back = secondaryButton(tr("Back"), QStringLiteral("arrow-left"), QStringLiteral("backButton"), this);
    m_next = primaryButton(tr("Next"), QStringLiteral("chevron-right"), QStringLiteral("nextButton"), this);
    m_save = primaryButton(tr("Save"), QStringLiteral("check"), QStringLiteral("saveButton"), this);
    // The last to come to by Tab, although it stands first.
    QPushButton* const cancel = secondaryButton(tr("Cancel"), {}, QStringLiteral("cancelButton"), this);
    footer()->addWidget(m_missing, 1);
    for (QPushButton* button : {cancel, m_back, m_next, m_save})
        footer()->addWidget(button);
    connect(cancel, &QPushButton::clicked, this, [this] { m_context.back(routes::channels); });
    connect(m_back, &QPushButton::clicked, this, [this] { show(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, &ChannelWizardPage::next);
    connect(m_save, &QPushButton::clicked, this, &ChannelWizardPage::save);
}

void ChannelWizardPage::show(int step)
{
    m_step = qBound(0, step, int(TestStep));
    m_reached = qMax(m_reached, m_step);
    m_bar->setStep(m_step, m_reached);
    for (int i = 0; i < m_steps.size(); ++i)
        for (QWidget* widget : m_steps.at(i))
            widget->setVisible(i == m_step);
    m_back->setVisible(m_step > PurposeStep);
    m_next->setVisible(m_step < TestStep);
    m_save->setVisible(m_step == TestStep);
    showWhatIsMissing();
    if (m_step == PurposeStep)
        m_form->purpose()->focusChosen();
    else if (m_step == BasicsStep)
        m_form->basics()->fields().constFirst()->editor()->setFocus(Qt::OtherFocusReason);
    else if (m_step == TestStep)
        m_test->setFocus(Qt::OtherFocusReason);
    else
        m_next->setFocus(Qt::OtherFocusReason);
}

bool ChannelWizardPage::isStepGood()
{
    if (m_step == BasicsStep)
        return m_form->check(ChannelForm::Basics);
    return m_step != RowsStep || m_form->check(ChannelForm::Rows | ChannelForm::Advanced);
}

void ChannelWizardPage::next()
{
    if (isStepGood())
        show(m_step + 1);
}

// Return in a field, which buttons keep for themselves.
void ChannelWizardPage::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || (event->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier || m_step == TestStep)
        return Page::keyPressEvent(event);
    if (!event->isAutoRepeat())
        next();
}

// Back at once; forward as far as every step between is right.
void ChannelWizardPage::goTo(int step)
{
    if (step < m_step)
        return show(step);
    while (m_step < step && isStepGood())
        show(m_step + 1);
}

void ChannelWizardPage::test()
{
    if (m_step == PurposeStep)
        return;
    TestPanel* const panel = testPanel(m_context);
    takePanel(panel);
    panel->start();
}

void ChannelWizardPage::takePanel(QWidget* panel)
{
    if (auto* const tests = qobject_cast<TestPanel*>(panel))
        m_form->offerTo(tests);
}

void ChannelWizardPage::save()
{
    if (m_form->faulty().isEmpty() && m_form->poorTest())
        askHowToSave(this, *m_form->poorTest(), true, [this](SaveAs how) { store(how == SaveAs::Enabled); });
    else
        store(true);
}

void ChannelWizardPage::store(bool enabled)
{
    m_form->setEnabled(enabled);
    m_form->save(this, [this](const std::optional<Channel>& saved, const QString& note) {
        if (!saved)
            return;
        m_context.toast(tr("The channel “%1” was saved.").arg(saved->name), {}, {});
        m_context.navigate(
            routes::channels, note.isEmpty() ? QVariantMap() : QVariantMap{{QStringLiteral("notice"), note}});
    });
}

void ChannelWizardPage::showWhatIsMissing()
{
    const QStringList faulty = m_step == TestStep ? m_form->faulty() : QStringList();
    m_missing->setText(faulty.isEmpty() ? QString() : tr("Still missing or wrong: %1.").arg(faulty.join(tr(", "))));
    setBlocked(m_save, m_missing->text());
}

} // namespace wd
