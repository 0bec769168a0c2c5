#include "tests/gui/sampledesk.h"
#include "tests/support/suite.h"
#include "ui/deliveries/deliverymodel.h"

#include <QItemSelectionModel>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace wd;

namespace {

// Takes the first few requests whole and closes without an answer; accepts all others.
class ClosingServer : public QTcpServer {
public:
    ClosingServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                m_read[socket] += socket->readAll();
                if (!m_read[socket].contains("timestamp"))
                    return;
                m_read.remove(socket);
                if (++requests > unanswered)
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
                socket->disconnectFromHost();
            });
        });
    }

    static constexpr int unanswered = 3;
    int requests = 0;

private:
    QHash<QTcpSocket*, QByteArray> m_read;
};

const QString birthdays = QStringLiteral("生日祝福短信");

} // namespace

class DeliveriesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void nothingYetAndNothingMatchesDiffer();
    void receivedOnesCountAsAccepted();
    void unreceivedOnesAreSentAgain();
    void leftOnesStayAndAskNoMore();
    void theFirstClickOpensTheDetails();
    void detailsLeaveStateAndReasonInSight();
    void whatTheFilterShowsIsExported();
    void reasonsNameAttributesAsPeopleDo();

private:
    static DeliveryCounts send(SampleDesk& desk);
    static TableView* showUncertain(SampleDesk& desk);

    QTemporaryDir m_preferences;
};

void DeliveriesTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void DeliveriesTest::nothingYetAndNothingMatchesDiffer()
{
    ChannelDesk desk;
    desk.open(routes::deliveries);
    const auto texts = [&desk] {
        QStringList all;
        if (const auto* empty = desk.find<QWidget>(QStringLiteral("deliveriesEmpty")))
            for (const QLabel* label : empty->findChildren<QLabel*>())
                all += label->text();
        return all.join(u'\n');
    };
    QTRY_VERIFY(texts().contains(QStringLiteral("Nothing has been sent yet.")));
    auto* const recipient = desk.find<QLineEdit>(QStringLiteral("deliveryRecipient"));
    recipient->setFocus();
    QTest::keyClicks(recipient, QStringLiteral("nobody"));
    QTRY_VERIFY(texts().contains(QStringLiteral("No delivery matches the filter.")));
}

// All birthday messages went out, and nobody knows what became of some.
DeliveryCounts DeliveriesTest::send(SampleDesk& desk)
{
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), desk.campaign(birthdays).campaign.id}});
    desk.press(QStringLiteral("goOnline"));
    desk.press(QStringLiteral("missingEmpty")); // some have no gender, and the text nothing else to say
    desk.press(QStringLiteral("reviewGo"));
    const bool ended = QTest::qWaitFor(
        [&desk] {
            const DeliveryCounts counts = desk.campaign(birthdays).counts;
            return counts.uncertain > 0 && counts.queued == 0;
        },
        20'000);
    if (!ended)
        qFatal("still sending");
    return desk.campaign(birthdays).counts;
}

TableView* DeliveriesTest::showUncertain(SampleDesk& desk)
{
    desk.open(routes::deliveries);
    desk.choose(QStringLiteral("deliveryState"), QStringLiteral("Uncertain"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("deliveryTable"));
    if (!QTest::qWaitFor([&] { return table->model()->rowCount() == ClosingServer::unanswered; }))
        qFatal("%d rows", table->model()->rowCount());
    return table;
}

void DeliveriesTest::receivedOnesCountAsAccepted()
{
    ClosingServer server;
    SampleDesk desk(server.serverPort());
    const DeliveryCounts before = send(desk);
    QCOMPARE(before.uncertain, qint64(ClosingServer::unanswered));
    const int requests = server.requests;
    TableView* const table = showUncertain(desk);
    QVERIFY(!desk.find<QPushButton>(QStringLiteral("answerReceived"))); // nothing is chosen yet
    SampleDesk::clickCell(table, 0, DeliveryModel::Recipient);
    const QString person = table->model()->index(0, DeliveryModel::Recipient).data().toString();
    desk.press(QStringLiteral("answerReceived"));
    QVERIFY(desk.words(QStringLiteral("confirmWords")).contains(person));
    desk.press(QStringLiteral("confirmCancel"));
    QCOMPARE(desk.campaign(birthdays).counts, before); // only asked so far
    desk.press(QStringLiteral("answerReceived"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.campaign(birthdays).counts.uncertain, before.uncertain - 1);
    QCOMPARE(desk.campaign(birthdays).counts.accepted, before.accepted + 1);
    QTRY_COMPARE(table->model()->rowCount(), ClosingServer::unanswered - 1);
    QCOMPARE(SampleDesk::rowWith(table, DeliveryModel::Recipient, person), -1);
    QCOMPARE(server.requests, requests); // nothing was sent for it
    // Who comes next was not looked at yet: nothing offers an answer for them.
    QVERIFY(!table->selectionModel()->hasSelection());
    QVERIFY(!desk.find<QPushButton>(QStringLiteral("answerReceived")));
}

void DeliveriesTest::unreceivedOnesAreSentAgain()
{
    ClosingServer server;
    SampleDesk desk(server.serverPort());
    const DeliveryCounts before = send(desk);
    const int requests = server.requests;
    TableView* const table = showUncertain(desk);
    SampleDesk::clickCell(table, 0, DeliveryModel::Recipient);
    desk.press(QStringLiteral("answerResend"));
    desk.press(QStringLiteral("confirmCancel"));
    desk.press(QStringLiteral("answerResend"));
    QCOMPARE(server.requests, requests); // only asked so far
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.campaign(birthdays).counts.accepted, before.accepted + 1);
    QCOMPARE(server.requests, requests + 1);
    QTRY_COMPARE(table->model()->rowCount(), ClosingServer::unanswered - 1);
}

void DeliveriesTest::leftOnesStayAndAskNoMore()
{
    ClosingServer server;
    SampleDesk desk(server.serverPort());
    const DeliveryCounts before = send(desk);
    const int requests = server.requests;
    TableView* const table = showUncertain(desk);
    const auto foot = [&desk] { return desk.waitFor<QPushButton>(QStringLiteral("statusUncertain"))->text(); };
    QTRY_COMPARE(foot(), QStringLiteral("Uncertain: %1").arg(before.uncertain));
    table->setFocus();
    table->selectAll();
    desk.press(QStringLiteral("answerLeave"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_VERIFY(!desk.find<QPushButton>(QStringLiteral("statusUncertain"))); // nobody is asked about any more
    QCOMPARE(desk.campaign(birthdays).counts.uncertain, before.uncertain);
    QCOMPARE(table->model()->rowCount(), ClosingServer::unanswered);
    QCOMPARE(server.requests, requests);
}

void DeliveriesTest::theFirstClickOpensTheDetails()
{
    ClosingServer server;
    SampleDesk desk(server.serverPort());
    send(desk);
    TableView* const table = showUncertain(desk);
    const int last = table->model()->rowCount() - 1;
    const QPoint before
        = table->viewport()->mapToGlobal(table->visualRect(table->model()->index(last, DeliveryModel::Time)).topLeft());
    SampleDesk::clickCell(table, last, DeliveryModel::Time);
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("deliveryPanel")));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("deliveriesMessage")));
    const QPoint after
        = table->viewport()->mapToGlobal(table->visualRect(table->model()->index(last, DeliveryModel::Time)).topLeft());
    QCOMPARE(after.y(), before.y());
}

void DeliveriesTest::detailsLeaveStateAndReasonInSight()
{
    ClosingServer server;
    SampleDesk desk(server.serverPort());
    desk.window.resize(1024, 680);
    send(desk);
    TableView* const table = showUncertain(desk);
    SampleDesk::clickCell(table, 0, DeliveryModel::State);
    const auto* const panel = desk.waitFor<QWidget>(QStringLiteral("deliveryPanel"));
    const auto right = [table] { return table->mapToGlobal(QPoint(table->width(), 0)).x(); };
    QTRY_VERIFY(right() <= panel->mapToGlobal(QPoint()).x());
    for (const int column : {DeliveryModel::Recipient, DeliveryModel::State, DeliveryModel::Why}) {
        const int end = table->columnViewportPosition(column) + table->columnWidth(column);
        QVERIFY2(!table->isColumnHidden(column) && end <= table->viewport()->width(), qPrintable(QString::number(end)));
    }
}

void DeliveriesTest::whatTheFilterShowsIsExported()
{
    ClosingServer server;
    SampleDesk desk(server.serverPort());
    const DeliveryCounts counts = send(desk);
    const auto lines = [&desk](const QString& file) {
        const QString path = desk.folder.filePath(file);
        desk.press(QStringLiteral("exportDeliveries"));
        desk.giveFile(QStringLiteral("exportDialog"), path);
        QFile written(path);
        if (!QTest::qWaitFor([&] { return written.exists(); }) || !written.open(QIODevice::ReadOnly))
            qFatal("no file");
        return QString::fromUtf8(written.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    };
    showUncertain(desk);
    const QStringList uncertain = lines(QStringLiteral("uncertain.csv"));
    QCOMPARE(uncertain.size(), 1 + counts.uncertain);
    QVERIFY2(uncertain[0].contains(QStringLiteral("Recipient id,Login user id")), qPrintable(uncertain[0]));
    for (const QString& line : uncertain.mid(1))
        QVERIFY2(line.contains(birthdays) && line.contains(QStringLiteral("Uncertain"))
                && line.contains(QStringLiteral(",u_1")),
            qPrintable(line));
    desk.choose(QStringLiteral("deliveryState"), QStringLiteral("All states"));
    QCOMPARE(lines(QStringLiteral("all.csv")).size(), 1 + counts.total());
}

void DeliveriesTest::reasonsNameAttributesAsPeopleDo()
{
    SampleDesk desk;
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), desk.campaign(birthdays).campaign.id}});
    desk.press(QStringLiteral("goOnline"));
    desk.press(QStringLiteral("missingSkip"));
    desk.press(QStringLiteral("reviewGo"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdays).campaign.state, CampaignState::Finished, 20'000);
    const QString reason = QStringLiteral("The attribute “Gender” has no value.");
    desk.open(routes::deliveries);
    desk.choose(QStringLiteral("deliveryState"), QStringLiteral("Not sent"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("deliveryTable"));
    QTRY_VERIFY(SampleDesk::rowWith(table, DeliveryModel::Why, reason) >= 0);
    SampleDesk::clickCell(table, SampleDesk::rowWith(table, DeliveryModel::Why, reason), DeliveryModel::Recipient);
    QTRY_COMPARE(desk.words(QStringLiteral("deliveryPanelReason")), reason);
}

WD_TEST(DeliveriesTest)
#include "tst_deliveries.moc"
