#include "ui/deliveries/deliverypanel.h"

#include "models/workspace/workspace.h"
#include "ui/deliveries/deliverylook.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/changereader.h"
#include "ui/shared/formatting.h"
#include "ui/shared/jsontext.h"
#include "ui/shared/statepill.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/reasontexts.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTabWidget>

namespace wd {

namespace {

QPlainTextEdit* readOnlyText(const QString& text, const QString& name, const QString& accessibleName)
{
    auto* edit = new QPlainTextEdit(text);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setReadOnly(true);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    return edit;
}

// Too long for a line, and nothing in it where a line could end: anywhere, then.
QString breakable(const QString& id)
{
    QString text;
    for (qsizetype i = 0; i < id.size(); i += 8)
        text += (i > 0 ? QString(QChar(0x200B)) : QString()) + id.mid(i, 8);
    return text;
}

QScrollArea* scrolling(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setProperty("look", QStringLiteral("pageBody")); // lets the panel's colour through
    area->setWidget(content);
    return area;
}

// The frozen bytes, with a mark where each attempt writes its time or signature.
QByteArray withMarks(const RenderedBody& body, const QByteArray& mark)
{
    QByteArray text = body.bytes;
    for (qsizetype i = body.late.size(); i-- > 0;)
        text.insert(body.late[i].offset, mark);
    return text;
}

} // namespace

DeliveryPanel::DeliveryPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_reader(new ChangeReader([this] { begin(); }, this))
    , m_recipient(headingLabel(QString(), this))
    , m_pill(new StatePill(this))
    , m_reason(mutedLabel(QString(), this))
    , m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("deliveryPanel"));
    setWindowTitle(tr("Delivery"));
    m_recipient->setObjectName(QStringLiteral("deliveryPanelRecipient"));
    m_reason->setObjectName(QStringLiteral("deliveryPanelReason"));
    m_tabs->setObjectName(QStringLiteral("deliveryPanelTabs"));
    m_tabs->setDocumentMode(true);
    auto* head = new QHBoxLayout;
    head->addWidget(m_recipient, 1);
    head->addWidget(m_pill);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addWidget(m_reason);
    layout->addWidget(m_tabs, 1);
    connect(&workspace.deliveries(), &DeliveryService::changed, m_reader, &ChangeReader::note);
    workspace.segments().catalogue(this, [this](const Result<Catalogue>& known) {
        if (known)
            m_catalogue = *known;
        m_shown = {}; // its reason is said anew
        if (m_id != 0)
            m_reader->note();
    });
}

void DeliveryPanel::showDelivery(qint64 id)
{
    m_id = id;
    m_shown = {};
    m_reader->read();
}

void DeliveryPanel::begin()
{
    m_workspace.deliveries().details(m_id, this, [this, id = m_id](const Result<DeliveryDetails>& details) {
        if (id == m_id)
            take(details);
        m_reader->done();
    });
}

void DeliveryPanel::take(const Result<DeliveryDetails>& details)
{
    if (!details) {
        m_reason->setText(errorText(details.error()));
        m_reason->show();
    } else if (details->row != m_shown) {
        fill(*details);
    }
}

void DeliveryPanel::fill(const DeliveryDetails& details)
{
    m_shown = details.row;
    m_recipient->setText(details.row.recipient.isEmpty() ? tr("One request for all") : details.row.recipient);
    m_pill->set(roleOf(details.row.state), deliveryStateText(details.row.state), iconOf(details.row.state));
    m_reason->setText(reasonText(static_cast<Reason>(details.row.reason), details.row.detail, m_catalogue));
    m_reason->setVisible(!m_reason->text().isEmpty());
    const int tab = m_tabs->currentIndex();
    while (m_tabs->count() > 0) {
        QWidget* const old = m_tabs->widget(0);
        m_tabs->removeTab(0);
        old->deleteLater();
    }
    m_tabs->addTab(scrolling(makeFacts(details)), tr("Overview"));
    m_tabs->addTab(scrolling(makeAttempts(details)), tr("Requests (%1)").arg(details.attempts.size()));
    if (!details.body.bytes.isEmpty())
        m_tabs->addTab(makeRequest(details), tr("Content"));
    m_tabs->setCurrentIndex(qBound(0, tab, m_tabs->count() - 1));
}

QWidget* DeliveryPanel::makeFacts(const DeliveryDetails& details)
{
    auto* facts = new QWidget;
    auto* column = new QVBoxLayout(facts);
    column->setContentsMargins(0, 12, 0, 0);
    auto* form = new QFormLayout;
    column->addLayout(form);
    column->addStretch();
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    if (m_openPerson && details.personId != 0) {
        QPushButton* const open = secondaryButton(
            tr("Open the user"), QStringLiteral("user"), QStringLiteral("deliveryPanelPerson"), facts);
        open->setProperty("look", QStringLiteral("small"));
        connect(open, &QPushButton::clicked, this, [this, person = details.personId] { m_openPerson(person); });
        auto* row = new QHBoxLayout;
        row->addWidget(open);
        row->addStretch();
        form->addRow(row);
    }
    const auto add = [form](const QString& name, const QString& value) {
        QLabel* const words = textLabel(value);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        form->addRow(mutedLabel(name), words);
    };
    const auto addText = [form, facts](const QString& name, const QByteArray& text) {
        form->addRow(mutedLabel(name));
        QPlainTextEdit* const shown = readOnlyText(prettyJson(text), QStringLiteral("deliveryAnswer"), name);
        shown->setParent(facts);
        shown->setFixedHeight(96);
        form->addRow(shown);
    };
    if (!m_reason->text().isEmpty())
        add(tr("Reason"), m_reason->text());
    if (details.row.http)
        add(tr("HTTP"), QString::number(*details.row.http));
    add(tr("Campaign"), details.row.campaignName);
    add(tr("Channel"), details.row.channelName);
    add(tr("Time"), dateTimeSecondsText(details.row.at, m_workspace.zone()));
    const bool waits = details.row.state == DeliveryState::Waiting && details.row.nextAttemptAt;
    // A time that is over says nothing: what holds the channel up stands with its campaign.
    if (waits && *details.row.nextAttemptAt > m_workspace.clock().nowUtc())
        add(tr("Next request"), dateTimeSecondsText(*details.row.nextAttemptAt, m_workspace.zone()));
    if (!details.messageId.isEmpty()) {
        QLabel* const id = textLabel(breakable(details.messageId), facts);
        id->setObjectName(QStringLiteral("deliveryRequestId"));
        id->setAccessibleName(tr("Request id %1").arg(details.messageId));
        form->addRow(mutedLabel(tr("Request id")), id);
        add(tr("People in the request"), numberText(details.messagePeople));
        QPushButton* const copy
            = textButton(tr("Copy request id"), QStringLiteral("copy"), QStringLiteral("copyRequestId"), facts);
        connect(
            copy, &QPushButton::clicked, copy, [id = details.messageId] { QGuiApplication::clipboard()->setText(id); });
        form->addRow(copy);
    }
    if (!details.attempts.isEmpty() && !details.attempts.last().answer.isEmpty())
        addText(tr("Answer"), details.attempts.last().answer);
    return facts;
}

QWidget* DeliveryPanel::makeAttempts(const DeliveryDetails& details)
{
    auto* list = new QWidget;
    auto* layout = new QVBoxLayout(list);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(12);
    for (const AttemptRow& attempt : details.attempts)
        layout->addWidget(makeAttempt(attempt));
    if (details.attempts.isEmpty())
        layout->addWidget(mutedLabel(tr("No request has been sent for this person.")));
    layout->addStretch(1); // all of it: a card would take its share
    return list;
}

QWidget* DeliveryPanel::makeAttempt(const AttemptRow& attempt)
{
    auto* card
        = new Card(tr("Request %1: %2").arg(QString::number(attempt.number), attemptOutcomeText(attempt.outcome)));
    QStringList facts{dateTimeSecondsText(attempt.at, m_workspace.zone()), durationText(attempt.ms)};
    if (attempt.http)
        facts.insert(1, tr("HTTP %1").arg(*attempt.http));
    card->body()->addWidget(mutedLabel(facts.join(QStringLiteral(" · "))));
    if (attempt.reason != 0)
        card->body()->addWidget(textLabel(reasonText(static_cast<Reason>(attempt.reason), attempt.words)));
    if (!attempt.answer.isEmpty()) {
        QPlainTextEdit* const answer
            = readOnlyText(prettyJson(attempt.answer), QStringLiteral("attemptAnswer"), tr("Answer"));
        answer->setFixedHeight(120);
        card->body()->addWidget(mutedLabel(tr("Answer")));
        card->body()->addWidget(answer);
    } else if (attempt.outcome == AttemptOutcome::Accepted) {
        card->body()->addWidget(mutedLabel(tr("No answer is on record: it was empty, or not among the answers that are "
                                              "kept, those of a run's first hundred successes.")));
    }
    return card;
}

QWidget* DeliveryPanel::makeRequest(const DeliveryDetails& details)
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(
        readOnlyText(prettyJson(withMarks(details.body, "…")), QStringLiteral("deliveryBody"), tr("Content")), 1);
    if (!details.body.late.isEmpty())
        layout->addWidget(mutedLabel(tr("Where “…” stands, each request writes its own time or signature.")));
    return content;
}

} // namespace wd
