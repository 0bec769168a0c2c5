#include "ui/campaigns/reviewdialog.h"

#include "models/workspace/workspace.h"
#include "ui/channels/channeltexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/jsontext.h"
#include "ui/shared/statepill.h"
#include "ui/shared/taborder.h"
#include "ui/testing/lasttest.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/reasontexts.h"
#include "ui/texts/rulesentence.h"
#include "ui/texts/verdicts.h"
#include "ui/texts/zonetexts.h"

#include <QAbstractTextDocumentLayout>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace wd {

namespace {

constexpr int gutter = 16; // a scroll bar and its distance
constexpr int indent = 20; // of a part below its sum
constexpr int leastHigh = 580;
constexpr int roomAround = 32; // above and below, in the window it stands over
constexpr int mostText = 640; // of the sample request; a longer one scrolls
constexpr int aroundText = 24; // frame, padding and margin of a text

// As high as its text: a request is read whole, and one bar scrolls all that was found.
void fitHeight(QPlainTextEdit& text)
{
    const QAbstractTextDocumentLayout* const layout = text.document()->documentLayout();
    const auto fit = [&text, layout] {
        qreal height = 0; // lines with Chinese in them are higher than others
        for (QTextBlock block = text.document()->begin(); block.isValid(); block = block.next())
            height += layout->blockBoundingRect(block).height();
        text.setFixedHeight(qMin(qCeil(height), mostText) + aroundText);
    };
    QObject::connect(layout, &QAbstractTextDocumentLayout::documentSizeChanged, &text, fit);
    fit();
}

} // namespace

ReviewDialog::ReviewDialog(Workspace& workspace, const Campaign& campaign, const Catalogue& catalogue, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_campaign(campaign)
    , m_catalogue(catalogue)
    , m_counting(makeCounting())
    , m_scroll(new QScrollArea(this))
    , m_found(new QWidget(this))
    , m_rows(new QVBoxLayout(m_found))
    , m_message(new InlineMessage(QStringLiteral("reviewMessage"), this))
    , m_cancel(secondaryButton(tr("Back"), QString(), QStringLiteral("reviewCancel"), this))
    , m_go(primaryButton(tr("Go online"), QStringLiteral("test"), QStringLiteral("reviewGo"), this))
{
    setObjectName(QStringLiteral("reviewDialog"));
    setWindowTitle(tr("Review: %1").arg(campaign.name));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(640, leastHigh);
    m_rows->setContentsMargins(0, 0, gutter, 0);
    m_rows->setSpacing(12);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidget(m_found);
    // The bar stands in the margin: what is found ends where the buttons do, with it and without.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int last) {
        const int bar = last > 0 ? m_scroll->verticalScrollBar()->sizeHint().width() : 0;
        m_rows->setContentsMargins(0, 0, qMax(0, gutter - bar), 0);
    });
    auto* head = new QVBoxLayout;
    head->setContentsMargins(0, 0, gutter, 0);
    head->addWidget(m_message);
    head->addWidget(m_counting);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 0, gutter, 0);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_go);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24 - gutter, 20);
    layout->setSpacing(16);
    layout->addLayout(head);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(buttons);
    // What leaves this computer is pressed on purpose: Return alone goes back.
    m_go->setAutoDefault(true);
    m_cancel->setAutoDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &ReviewDialog::goOnline);
    count();
}

ReviewDialog::~ReviewDialog()
{
    m_workspace.campaigns().cancelReview();
}

QWidget* ReviewDialog::makeCounting()
{
    auto* box = new QWidget(this);
    auto* bar = new QProgressBar(box);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    m_progress = textLabel(QString(), box);
    m_progress->setObjectName(QStringLiteral("reviewProgress"));
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_progress);
    layout->addWidget(bar);
    return box;
}

void ReviewDialog::count()
{
    clearFound();
    showProgress(0);
    m_counting->show();
    m_cancel->setText(tr("Stop"));
    setBlocked(m_go, tr("Counting goes on."));
    m_workspace.campaigns().review(
        m_campaign, this, [this](qint64 people) { showProgress(people); },
        [this](const Result<Review>& review) { showReview(review); });
}

void ReviewDialog::showProgress(qint64 people)
{
    m_progress->setText(tr("Counting: %1 people so far …").arg(numberText(people)));
}

void ReviewDialog::clearFound()
{
    clearLayout(*m_rows);
}

void ReviewDialog::showReview(const Result<Review>& review)
{
    m_counting->hide();
    m_cancel->setText(tr("Back"));
    if (!review) {
        emit refused({review.error()});
        return reject();
    }
    m_review = *review;
    clearFound();
    addTarget();
    addTime();
    addCounts();
    addData();
    addMissing();
    addNotANumber();
    addPause();
    addPoorTests();
    addEarlier();
    addExample();
    m_rows->addStretch();
    showGoText();
    // Once it is shown: before, it has no height.
    QMetaObject::invokeMethod(this, &ReviewDialog::growToFit, Qt::QueuedConnection);
    // What was found is made after the buttons.
    chainTabs(m_found, {m_found, m_cancel, m_go});
    focusFirst();
}

// What was found stands whole where the window below has room for it.
void ReviewDialog::growToFit()
{
    layout()->activate();
    const int wanted = m_rows->totalHeightForWidth(m_scroll->viewport()->width()) + height() - m_scroll->height();
    const int high = qMin(wanted, parentWidget()->window()->height() - roomAround);
    if (high <= height())
        return;
    QRect place = geometry();
    place.translate(0, (height() - high) / 2);
    place.setHeight(high);
    setGeometry(place);
}

QHBoxLayout* ReviewDialog::addRow(const QString& name, const QString& value, const QString& objectName)
{
    auto* row = new QWidget(m_found);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    QLabel* const words = mutedLabel(name, row);
    words->setWordWrap(false);
    QLabel* const figure = headingLabel(value, row);
    figure->setObjectName(objectName);
    figure->setWordWrap(true);
    figure->setAlignment(Qt::AlignRight);
    layout->addWidget(words, 0, Qt::AlignTop);
    layout->addWidget(figure, 1, Qt::AlignTop);
    m_rows->addWidget(row);
    return layout;
}

// Of a sum above: words of any length, and their figure.
void ReviewDialog::addPart(const QString& words, qint64 people, const QString& objectName, int level)
{
    auto* row = new QWidget(m_found);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(level * indent, 0, 0, 0);
    layout->setSpacing(24);
    layout->addWidget(mutedLabel(words, row), 1);
    QLabel* const figure = headingLabel(numberText(people), row);
    figure->setObjectName(objectName);
    layout->addWidget(figure, 0, Qt::AlignTop);
    m_rows->addWidget(row);
}

// Whom it goes to, and where: what the operator could have mistaken.
void ReviewDialog::addTarget()
{
    addRow(tr("Segment"),
        tr("%1 (%2 people)", nullptr, int(m_review.selected))
            .arg(segmentLabel(m_review.segment), numberText(m_review.selected)),
        QStringLiteral("reviewSelected"));
    const Channel& channel = m_review.channel;
    const Environment environment = channel.spec.environment;
    QHBoxLayout* const row = addRow(tr("Channel"), channel.name, QStringLiteral("reviewChannel"));
    auto* pill = new StatePill(
        environmentRole(environment), environmentText(environment), environmentIcon(environment), m_found);
    pill->setObjectName(QStringLiteral("reviewEnvironment"));
    row->addWidget(pill, 0, Qt::AlignTop);
    addRow(tr("Sent to"), hostText(channel.spec.url), QStringLiteral("reviewHost"));
}

void ReviewDialog::addTime()
{
    const QTimeZone zone = m_workspace.zone();
    addRow(tr("Time"),
        m_campaign.spec.sendAt ? tr("%1 (%2)", "time, zone").arg(dateTimeText(m_review.at, zone), zoneText(zone))
                               : tr("Now"),
        QStringLiteral("reviewTime"));
}

void ReviewDialog::addCounts()
{
    qint64 skipped = 0;
    for (const qint64 people : std::as_const(m_review.notSent))
        skipped += people;
    addRow(tr("Skipped"), numberText(skipped), QStringLiteral("reviewSkipped"));
    for (auto reason = m_review.notSent.cbegin(); reason != m_review.notSent.cend(); ++reason) {
        addPart(reasonText(static_cast<Reason>(reason.key()), QString()), reason.value(),
            QStringLiteral("reviewReason%1").arg(reason.key()));
        if (reason.key() == static_cast<int>(Reason::MissingAttribute))
            addLeftOut();
    }
    addRow(tr("Requests"), numberText(m_review.requests), QStringLiteral("reviewRequests"));
    if (m_review.oneRequestForAll) {
        auto* message = new InlineMessage(QStringLiteral("reviewOneForAll"), m_found);
        message->show(Role::Warning,
            tr("Only one request is sent, and it names no user: the channel has neither a recipient id nor user "
               "attributes."));
        m_rows->addWidget(message);
    }
    if (m_review.selected == 0) {
        auto* message = new InlineMessage(QStringLiteral("reviewNobody"), m_found);
        message->show(Role::Warning, tr("The segment is empty now: nobody would be sent to."));
        m_rows->addWidget(message);
    }
}

// Of the people left out for want of a value: which one.
void ReviewDialog::addLeftOut()
{
    if (m_campaign.spec.missingInText != MissingInText::SkipPerson)
        return;
    for (auto missing = m_review.missing.cbegin(); missing != m_review.missing.cend(); ++missing)
        addPart(tr("“%1” in a text").arg(labelOf(missing.key())), missing.value(), QStringLiteral("reviewLeftOut"), 2);
}

QString ReviewDialog::labelOf(const QString& key) const
{
    const Attribute* const attribute = m_catalogue.attributeByKey(key);
    return attribute ? attributeLabel(*attribute) : key;
}

void ReviewDialog::addMissing()
{
    if (m_campaign.spec.missingInText == MissingInText::SkipPerson)
        return;
    for (auto missing = m_review.missing.cbegin(); missing != m_review.missing.cend(); ++missing) {
        auto* message = new InlineMessage(QStringLiteral("reviewMissing"), m_found);
        const bool decided = m_campaign.spec.missingInText == MissingInText::SendEmpty;
        const QString text
            = tr("%1 people have no “%2”, and the text has no default for it.", nullptr, int(missing.value()))
                  .arg(numberText(missing.value()), labelOf(missing.key()));
        message->show(
            decided ? Role::Neutral : Role::Warning, decided ? text + u' ' + tr("For them it stays empty.") : text);
        if (!decided) {
            message->addAction(tr("Set a default"), QStringLiteral("missingDefault"), [this, key = missing.key()] {
                reject();
                emit defaultWanted(key);
            });
            message->addAction(
                tr("Skip these people"), QStringLiteral("missingSkip"), [this] { decide(MissingInText::SkipPerson); });
            message->addAction(
                tr("Send it empty"), QStringLiteral("missingEmpty"), [this] { decide(MissingInText::SendEmpty); });
        }
        m_rows->addWidget(message);
    }
}

void ReviewDialog::addNotANumber()
{
    if (m_review.notANumber == 0)
        return;
    auto* message = new InlineMessage(QStringLiteral("reviewNotANumber"), m_found);
    message->show(Role::Warning,
        tr("For %1 people “NaN” or “Infinity” stands in the text: a calculation in it, such as a division by 0, has no "
           "result.",
            nullptr, int(m_review.notANumber))
            .arg(numberText(m_review.notANumber)));
    m_rows->addWidget(message);
}

void ReviewDialog::addPause()
{
    if (!m_workspace.allPaused())
        return;
    auto* message = new InlineMessage(QStringLiteral("reviewPaused"), m_found);
    message->show(Role::Warning, tr("Sending is paused: nothing goes out before you continue it."));
    m_rows->addWidget(message);
}

// What speaks against sending now: some have it already.
void ReviewDialog::addEarlier()
{
    if (m_review.reachedToday.isEmpty())
        return;
    QList<std::pair<qint64, QString>> others;
    for (auto other = m_review.reachedToday.cbegin(); other != m_review.reachedToday.cend(); ++other)
        others.append({other.value(), other.key()});
    std::sort(others.begin(), others.end(), std::greater<>());
    constexpr qsizetype mostNamed = 3;
    QStringList named;
    for (const auto& [people, name] : others.mid(0, mostNamed))
        named += tr("“%1” to %2 of them", "a campaign was sent to so many", int(people)).arg(name, numberText(people));
    if (others.size() > mostNamed)
        named += tr("%n more campaign(s)", nullptr, int(others.size() - mostNamed));
    const auto& [people, name] = others.constFirst();
    const QString words = others.size() == 1
        ? tr("%1 of these people were already sent “%2” today.", nullptr, int(people)).arg(numberText(people), name)
        : tr("Some of these people were already sent something today: %1.").arg(named.join(tr(", ")));
    auto* message = new InlineMessage(QStringLiteral("reviewReachedToday"), m_found);
    message->show(Role::Warning, words);
    m_rows->addWidget(message);
}

// Whether it works is not known.
void ReviewDialog::addPoorTests()
{
    const SettingsService& settings = m_workspace.settings();
    const auto add = [this](const QString& name, const QString& words) {
        auto* message = new InlineMessage(name, m_found);
        message->show(Role::Warning, words);
        m_rows->addWidget(message);
    };
    if (const auto poor = poorTest(settings, m_review.channel.uuid))
        add(QStringLiteral("reviewChannelTestFailed"),
            poor->unfinished ? tr("The last test of the channel has brought no result.")
                : poor->doubt
                ? tr("The last test of the channel is doubtful. %1").arg(doubtText(poor->status, *poor->doubt))
                : poor->status == 0
                ? tr("The last test of the channel did not succeed.")
                : tr("The last test of the channel did not succeed (%1).", "HTTP status").arg(poor->status));
    if (const auto poor = poorTest(settings, m_campaign.uuid))
        add(QStringLiteral("reviewTestFailed"),
            poor->unfinished ? tr("The last test of this campaign has brought no result.")
                : poor->doubt
                ? tr("The last test of this campaign is doubtful. %1").arg(doubtText(poor->status, *poor->doubt))
                : poor->status == 0
                ? tr("The last test of this campaign did not succeed.")
                : tr("The last test of this campaign did not succeed (%1).", "HTTP status").arg(poor->status));
}

void ReviewDialog::decide(MissingInText decision)
{
    m_campaign.spec.missingInText = decision;
    emit missingDecided(decision);
    count();
}

void ReviewDialog::addData()
{
    const QTimeZone zone = m_workspace.zone();
    for (const Review::EventData& event : std::as_const(m_review.complete))
        addRow(tr("Data of “%1”").arg(eventLabel(event.event)),
            tr("✓ complete until %1").arg(dateTimeText(*event.completeUntil, zone)), QStringLiteral("reviewComplete"));
    for (const Review::EventData& event : std::as_const(m_review.stale)) {
        auto* message = new InlineMessage(QStringLiteral("reviewStale"), m_found);
        const QString until = event.completeUntil ? dateTimeText(*event.completeUntil, zone) : tr("an unknown time");
        message->show(Role::Warning,
            tr("Data of “%1” are complete until %2, the segment needs them until %3: people who did it later may be "
               "sent to, or left out, wrongly.")
                .arg(eventLabel(event.event), until, dateTimeText(event.needed, zone)));
        m_rows->addWidget(message);
    }
}

void ReviewDialog::addExample()
{
    if (m_review.exampleBody.isEmpty())
        return;
    m_rows->addWidget(mutedLabel(m_review.exampleRecipient.isEmpty()
            ? tr("The request:")
            : tr("One of the requests, for %1:").arg(m_review.exampleRecipient),
        m_found));
    auto* example = new QPlainTextEdit(prettyJson(m_review.exampleBody), m_found);
    example->setObjectName(QStringLiteral("reviewExample"));
    example->setAccessibleName(tr("Example of a request"));
    example->setReadOnly(true);
    example->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    example->setTabChangesFocus(true);
    m_rows->addWidget(example);
    fitHeight(*example);
    // The same parameter stands elsewhere once its text holds an attribute: whoever reads requests has to know.
    if (!m_campaign.spec.parameters.isEmpty() && !m_review.oneRequestForAll)
        m_rows->addWidget(
            mutedLabel(tr("A parameter whose text holds a user attribute stands with each person; what is "
                          "the same for everybody stands once, for the whole request."),
                m_found));
}

void ReviewDialog::showGoText()
{
    const bool undecided = !m_review.missing.isEmpty() && m_campaign.spec.missingInText == MissingInText::Undecided;
    if (m_campaign.spec.sendAt)
        m_go->setText(tr("Schedule %1 (about %2 people)", nullptr, int(m_review.willSend))
                          .arg(dateTimeText(m_review.at, m_workspace.zone()), numberText(m_review.willSend)));
    else if (m_review.oneRequestForAll)
        m_go->setText(tr("Send the request"));
    else
        m_go->setText(tr("Send to %1 people", nullptr, int(m_review.willSend)).arg(numberText(m_review.willSend)));
    m_go->setAccessibleName(m_go->text());
    setBlocked(m_go, undecided ? tr("Please say first what happens to people whose value is missing.") : QString());
}

// What has to be decided, else the way back: nothing is sent by a Return that was meant for something else.
void ReviewDialog::focusFirst()
{
    for (QPushButton* button : m_found->findChildren<QPushButton*>())
        if (button->isEnabled())
            return button->setFocus();
    m_cancel->setFocus();
}

void ReviewDialog::reject()
{
    if (!m_going)
        QDialog::reject();
}

void ReviewDialog::goOnline()
{
    m_going = true;
    m_cancel->setEnabled(false);
    setBlocked(m_go, tr("Going online …"));
    m_message->clear();
    const std::optional<qint64> expected
        = m_campaign.spec.sendAt ? std::nullopt : std::optional<qint64>(m_review.selected);
    m_workspace.campaigns().goOnline(m_campaign, expected, this, [this](const Errors& errors) {
        m_going = false;
        m_cancel->setEnabled(true);
        if (errors.isEmpty()) {
            emit wentOnline();
            return accept();
        }
        if (errors.first().kind == ErrorKind::CountChanged) {
            m_message->show(Role::Warning, errorText(errors.first()));
            return count();
        }
        emit refused(errors);
        reject();
    });
}

} // namespace wd
