#include "ui/overview/welcome.h"

#include "models/workspace/workspace.h"
#include "models/workspace/workspacefiles.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/field.h"
#include "ui/shared/icons.h"
#include "ui/shared/operatorfield.h"

#include <QLineEdit>

namespace wd {

namespace {

constexpr int fieldWidth = 360;
constexpr int widest = 1024;

// Icon, heading, what it is, what happens next, the button.
Card* makeChoice(const QString& iconName, const QString& heading, const QString& what, const QString& next,
    QPushButton* button, QWidget* parent)
{
    auto* card = new Card({}, parent);
    card->layout()->setContentsMargins(24, 24, 24, 24);
    card->body()->addWidget(new IconLabel(iconName, Token::Accent, 32, card));
    card->body()->addWidget(headingLabel(heading, card));
    card->body()->addWidget(textLabel(what, card));
    card->body()->addWidget(mutedLabel(next, card));
    card->body()->addStretch();
    card->body()->addSpacing(4);
    card->body()->addWidget(button, 0, Qt::AlignLeft);
    return card;
}

Segment everybody(UserKind kind)
{
    Segment all;
    all.id = kind == UserKind::Login ? everyLoginUserId : everyVisitorId;
    all.userKind = kind;
    return all;
}

QWidget* makeStep(const QString& sign, bool done, const QString& words, QWidget* parent)
{
    auto* line = new QWidget(parent);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    if (done) {
        row->addWidget(new IconLabel(QStringLiteral("success"), Token::Ok, 24, line));
    } else {
        auto* number = new QLabel(sign, line);
        number->setProperty("look", QStringLiteral("step"));
        number->setFixedSize(24, 24);
        number->setAlignment(Qt::AlignCenter);
        row->addWidget(number);
    }
    row->addWidget(textLabel(words, line), 1);
    return line;
}

} // namespace

Welcome::Welcome(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    auto* content = new QWidget(this);
    content->setMaximumWidth(widest);
    m_choices = makeChoices();
    m_steps = makeSteps();
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_choices);
    column->addWidget(m_steps);
    m_choices->hide();
    m_steps->hide();
    // In a row of its own: a column would measure the wrapped words for the whole page's width.
    auto* row = new QHBoxLayout;
    row->addWidget(content, 1);
    row->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addLayout(row);
    outer->addStretch();
    connect(&context.workspace.imports(), &ImportService::imported, this, &Welcome::lookForUsers);
    lookForUsers();
}

QWidget* Welcome::makeChoices()
{
    auto* box = new QWidget(this);
    box->setObjectName(QStringLiteral("welcome"));
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(headingLabel(tr("Reach your users through your own systems"), box));
    column->addWidget(mutedLabel(tr("Choose people, choose a webhook channel, fill in a template and go online. "
                                    "Everything stays on this computer, and requests are sent from here."),
        box));
    column->addWidget(makeOperator());

    // Whoever has seen the sample is here for the other way.
    const bool sampleSeen = workspaceExists(sampleWorkspaceFolder());
    QPushButton* const sample = (sampleSeen ? secondaryButton : primaryButton)(
        tr("Try the sample “Baige”"), QStringLiteral("play"), QStringLiteral("trySample"), box);
    QPushButton* const scratch = (sampleSeen ? primaryButton : secondaryButton)(
        tr("Start from scratch"), QStringLiteral("import"), QStringLiteral("startFromScratch"), box);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(makeChoice(QStringLiteral("beaker"), tr("Look around with made-up data"),
                       tr("A members' shop with 1,200 users, three channels and three campaigns. It is a workspace of "
                          "its own; its requests go to a receiver inside this program and never leave this computer."),
                       tr("Next: a campaign that lacks one number opens in the list."), sample, box),
        1);
    row->addWidget(makeChoice(QStringLiteral("users"), tr("Begin with your own data"),
                       tr("Your users and your company's own system: import users, create a webhook channel, then a "
                          "campaign. Nothing is sent before you go online."),
                       tr("Next: “Users and events” opens, where you import users from a CSV, Excel or JSON "
                          "Lines file."),
                       scratch, box),
        1);
    column->addLayout(row);
    connect(sample, &QPushButton::clicked, this, [this] { m_context.openWorkspace(WorkspaceChoice::Sample); });
    connect(scratch, &QPushButton::clicked, this, [this] { m_context.navigate(routes::people, {}); });
    return box;
}

QWidget* Welcome::makeOperator()
{
    Field* const field = makeOperatorField(m_context.workspace.settings(), QStringLiteral("welcomeOperator"));
    field->setMaximumWidth(fieldWidth);
    qobject_cast<QLineEdit*>(field->editor())->setPlaceholderText(tr("Your name"));
    return field;
}

Card* Welcome::makeSteps()
{
    auto* card = new Card(tr("Your users are here. What comes next"), this);
    card->setObjectName(QStringLiteral("firstSteps"));
    card->body()->addWidget(makeStep({}, true, tr("Import users"), card));
    card->body()->addWidget(makeStep(
        QStringLiteral("2"), false, tr("Create a webhook channel: where requests go and how they are signed"), card));
    card->body()->addWidget(makeStep(QStringLiteral("3"), false,
        tr("Create a campaign: who gets what, and when. Nothing is sent before you go online."), card));
    QPushButton* const channel
        = primaryButton(tr("New webhook channel"), QStringLiteral("plus"), QStringLiteral("firstChannel"), card);
    QPushButton* const more
        = secondaryButton(tr("Import more"), QStringLiteral("import"), QStringLiteral("importMore"), card);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(channel);
    buttons->addWidget(more);
    buttons->addStretch();
    card->body()->addLayout(buttons);
    connect(channel, &QPushButton::clicked, this, [this] { m_context.navigate(routes::channelNew, {}); });
    connect(more, &QPushButton::clicked, this, [this] { m_context.navigate(routes::people, {}); });
    return card;
}

// An audience that can't be read counts as none: the page of users says what is wrong with it.
void Welcome::lookForUsers()
{
    SegmentService& segments = m_context.workspace.segments();
    segments.people(everybody(UserKind::Login), 1, this, [this](const Result<QList<Person>>& login) {
        if (login && !login->isEmpty())
            return showFor(true);
        m_context.workspace.segments().people(everybody(UserKind::Visitor), 1, this,
            [this](const Result<QList<Person>>& visitors) { showFor(visitors && !visitors->isEmpty()); });
    });
}

void Welcome::showFor(bool hasUsers)
{
    m_choices->setVisible(!hasUsers);
    m_steps->setVisible(hasUsers);
}

} // namespace wd
