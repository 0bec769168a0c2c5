#include "ui/testing/testresult.h"

#include "ui/shared/buttons.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/jsontext.h"
#include "ui/testing/phasebar.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QScrollArea>

namespace wd {

namespace {

enum Form { Pretty, Raw };

// More of an answer is not shown, nor copied.
constexpr qsizetype shownText = 64 * 1024;

QString shortened(const QString& text)
{
    return text.size() > shownText ? text.left(shownText) + QStringLiteral("\n…") : text;
}

QPlainTextEdit* readOnlyText(const QString& name, const QString& accessibleName, QWidget* parent)
{
    auto* edit = new QPlainTextEdit(parent);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setReadOnly(true);
    edit->setTabChangesFocus(true);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    return edit;
}

QByteArray headerLines(const HttpHeaders& headers)
{
    QByteArray lines;
    for (const auto& [name, value] : headers)
        lines += name + ": " + value + "\n";
    return lines;
}

QByteArray requestHead(const HttpRequest& request)
{
    return request.method + ' ' + request.url.toEncoded() + '\n' + headerLines(request.headers);
}

QByteArray answerHead(const Exchange& exchange)
{
    return exchange.status == 0
        ? QByteArray()
        : QByteArray::number(exchange.status) + ' ' + exchange.reasonPhrase + '\n' + headerLines(exchange.headers);
}

QVBoxLayout* tabLayout(QWidget* tab)
{
    auto* layout = new QVBoxLayout(tab);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    return layout;
}

} // namespace

WireText::WireText(const QString& name, const QString& accessibleName, QWidget* parent)
    : QWidget(parent)
    , m_form(new QButtonGroup(this))
    , m_text(readOnlyText(name, accessibleName, this))
{
    auto* forms = new QHBoxLayout;
    forms->setSpacing(4);
    const QStringList texts{tr("Laid out"), tr("As it is")};
    const QStringList names{name + QStringLiteral("Pretty"), name + QStringLiteral("Raw")};
    for (int form : {Pretty, Raw}) {
        QPushButton* const button = secondaryButton(texts.at(form), {}, names.at(form), this);
        button->setProperty("look", QStringLiteral("small"));
        button->setCheckable(true);
        m_form->addButton(button, form);
        forms->addWidget(button);
    }
    forms->addStretch();
    m_form->button(Pretty)->setChecked(true);
    QVBoxLayout* const layout = tabLayout(this);
    layout->addLayout(forms);
    layout->addWidget(m_text, 1);
    connect(m_form, &QButtonGroup::idClicked, this, &WireText::show);
}

void WireText::setText(const QByteArray& head, const QByteArray& body)
{
    m_head = head;
    m_body = body;
    show();
}

void WireText::show()
{
    m_text->setPlainText(
        shortened(m_form->checkedId() == Pretty ? prettyJson(m_body) : QString::fromUtf8(m_head + '\n' + m_body)));
}

TestResult::TestResult(QWidget* parent)
    : QTabWidget(parent)
    , m_answer(new WireText(QStringLiteral("testAnswer"), tr("Answer"), this))
    , m_request(new WireText(QStringLiteral("testRequest"), tr("Request"), this))
{
    setObjectName(QStringLiteral("testTabs"));
    setAccessibleName(tr("Result of the test"));
    setDocumentMode(true);
    addTab(makeVerdict(), tr("Verdict"));
    addTab(m_answer, tr("Answer"));
    addTab(m_request, tr("Request"));
    addTab(makeDetails(), tr("Details"));
}

QWidget* TestResult::makeVerdict()
{
    auto* content = new QWidget(this);
    QVBoxLayout* const layout = tabLayout(content);
    const auto add = [&](QLabel*& label, const QString& name) {
        label = textLabel({}, content);
        label->setObjectName(name);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        layout->addWidget(label);
    };
    layout->addWidget(m_stoodIn = new InlineMessage(QStringLiteral("testStoodIn"), content));
    add(m_cause, QStringLiteral("testCause"));
    layout->addWidget(m_nextTitle = mutedLabel(tr("What to do"), content));
    add(m_next, QStringLiteral("testNext"));
    layout->addWidget(m_whoTitle = mutedLabel(tr("Who can do it"), content));
    add(m_who, QStringLiteral("testWho"));
    layout->addWidget(m_person = mutedLabel({}, content));
    m_copy = textButton(
        tr("Copy for the receiver's team"), QStringLiteral("copy"), QStringLiteral("copyForTeam"), content);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_markdown); });
    layout->addWidget(m_copy, 0, Qt::AlignLeft);
    layout->addStretch();
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    content->setProperty("look", QStringLiteral("pageBody"));
    area->setWidget(content);
    content->setAutoFillBackground(false);
    return area;
}

QWidget* TestResult::makeDetails()
{
    auto* content = new QWidget(this);
    QVBoxLayout* const layout = tabLayout(content);
    layout->addWidget(m_phases = new PhaseBar(content));
    layout->addWidget(m_phaseWords = mutedLabel({}, content));
    layout->addWidget(m_connection = textLabel({}, content));
    layout->addWidget(mutedLabel(tr("Headers of the answer"), content));
    layout->addWidget(m_headers = readOnlyText(QStringLiteral("testHeaders"), tr("Headers of the answer"), content), 1);
    return content;
}

void TestResult::setVerdict(const Verdict& verdict)
{
    m_stoodIn->clear();
    m_cause->setText(verdict.cause);
    m_next->setText(verdict.nextStep);
    m_who->setText(verdict.who);
    m_nextTitle->setVisible(!verdict.nextStep.isEmpty());
    m_next->setVisible(!verdict.nextStep.isEmpty());
    m_whoTitle->setVisible(!verdict.who.isEmpty());
    m_who->setVisible(!verdict.who.isEmpty());
    m_person->hide();
    m_copy->hide();
    for (int tab = 1; tab < count(); ++tab)
        setTabEnabled(tab, false);
    setCurrentIndex(0);
}

void TestResult::setReport(const TestReport& report)
{
    const int tab = currentIndex();
    setVerdict(verdictOf(report));
    m_person->setText(report.recipient.isEmpty() ? tr("The request names nobody.")
            : report.madeUp                      ? tr("Sent for the made-up person %1.").arg(report.recipient)
                                                 : tr("Sent for %1.").arg(report.recipient));
    m_person->show();
    if (!report.stoodIn.isEmpty())
        m_stoodIn->show(Role::Warning, stoodInText(report));
    m_copy->show();
    m_markdown = markdown(report);
    m_answer->setText(answerHead(report.exchange), report.exchange.body);
    m_request->setText(requestHead(report.request), report.request.body);
    setDetails(report);
    setTabEnabled(1, report.exchange.status != 0);
    setTabEnabled(2, true);
    setTabEnabled(3, true);
    setCurrentIndex(isTabEnabled(tab) ? tab : 0);
}

void TestResult::setDetails(const TestReport& report)
{
    const Exchange& exchange = report.exchange;
    m_phases->setExchange(exchange);
    m_phaseWords->setText(PhaseBar::words(exchange));
    QStringList connection;
    for (const QString& part : {exchange.protocol, exchange.tlsProtocol, exchange.cipher, exchange.faultText})
        if (!part.isEmpty())
            connection += part;
    connection += tr("Request id %1").arg(report.messageId);
    m_connection->setText(connection.join(QStringLiteral(" · ")));
    m_headers->setPlainText(QString::fromUtf8(headerLines(exchange.headers)));
}

QString TestResult::stoodInText(const TestReport& report)
{
    QStringList lines;
    for (const auto& [label, value] : report.stoodIn)
        lines += tr("“%1” has no value yet; the test sent “%2” in its place.").arg(label, value);
    return lines.join(QLatin1Char('\n'));
}

QString TestResult::markdown(const TestReport& report)
{
    const Verdict verdict = verdictOf(report);
    const QString fence = QStringLiteral("```");
    QStringList lines{QStringLiteral("## ") + verdict.headline, verdict.cause, QString(),
        tr("Request id: %1").arg(report.messageId), tr("Phases: %1").arg(PhaseBar::words(report.exchange)), QString(),
        tr("Request:"), fence, QString::fromUtf8(requestHead(report.request) + '\n' + report.request.body), fence};
    if (report.exchange.status != 0)
        lines += {QString(), tr("Answer:"), fence,
            shortened(QString::fromUtf8(answerHead(report.exchange) + '\n' + report.exchange.body)), fence};
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace wd
