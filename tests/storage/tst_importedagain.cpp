// An import that brought the people of a campaign is undone and done again: nobody is sent to twice, or who must not
// be.
#include "models/base/reason.h"
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

using namespace wd;

namespace {
const QString greeting = QStringLiteral("greeting");
}

class TestImportedAgain : public QObject {
    Q_OBJECT
private slots:
    void whoIsImportedAgainIsWhoHeWas();
    void aRecipientIsReachedOnce();

private:
    SystemClock m_clock;
};

// Everybody's import is undone and done again: who was sent to has had it, and the list keeps its people out.
void TestImportedAgain::whoIsImportedAgainIsWhoHeWas()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\nu3\nu4\n"));
    QVERIFY(desk.list(QStringLiteral("blocked"), "login_id\nu4\n"));
    QJsonObject document = liveDocument(desk.url(), QStringLiteral("hello"));
    const auto everybodyBut = [](const char* name, const char* rule) {
        return QJsonObject{{QStringLiteral("name"), QLatin1String(name)},
            {QStringLiteral("userKind"), QStringLiteral("login")},
            {QStringLiteral("rule"), QJsonDocument::fromJson(rule).object()}};
    };
    document[QStringLiteral("segments")] = QJsonArray{everybodyBut("all", R"({"not":{"list":"blocked"}})")};
    QCOMPARE(desk.apply(document), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 3);

    QCOMPARE(desk.undo(1)->peopleRemoved, 4);
    QVERIFY(desk.execute("UPDATE campaign SET state=5"));
    QVERIFY(desk.import("login_id\nu1\nu2\nu3\nu4\nu5\n"));
    desk.ledger.clear();
    const Campaign again = desk.campaign(greeting);
    const auto review = desk.answerOf<Result<Review>>([&](auto then) {
        desk.workspace->campaigns().review(
            again, desk.workspace.get(), [](qint64) {}, then);
    });
    QVERIFY(review && *review);
    QCOMPARE((*review)->selected, 4);
    QCOMPARE((*review)->willSend, 1);
    QCOMPARE((*review)->notSent, (QMap<int, qint64>{{static_cast<int>(Reason::AlreadyReached), 3}}));
    QCOMPARE(desk.goOnline(again), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 1);
    QVERIFY(desk.ledger.entries().first().body.contains("u5"));

    // A rule about who received something knows them too: another campaign's people are the two it did not reach.
    document[QStringLiteral("segments")]
        = QJsonArray{everybodyBut("others", R"({"not":{"received":{"campaign":"greeting"}}})")};
    document[QStringLiteral("campaigns")] = QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("second")},
        {QStringLiteral("segment"), QStringLiteral("others")}, {QStringLiteral("channel"), QStringLiteral("gateway")},
        {QStringLiteral("parameters"), QJsonObject{{QStringLiteral("message"), QStringLiteral("hi")}}}}};
    QCOMPARE(desk.apply(document), Errors());
    desk.ledger.clear();
    QCOMPARE(desk.goOnline(desk.campaign(QStringLiteral("second"))), Errors());
    QVERIFY(desk.waitForState(QStringLiteral("second"), CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 1);
    QVERIFY(desk.ledger.entries().first().body.contains("u4"));
}

// Another person with a recipient's id is the same one for the receiver.
void TestImportedAgain::aRecipientIsReachedOnce()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id,phone\nu1,13800000001\nu2,13800000002\n"));
    const QJsonObject recipient{
        {QStringLiteral("name"), QStringLiteral("mobile")}, {QStringLiteral("attribute"), QStringLiteral("phone")}};
    QCOMPARE(desk.apply(liveDocument(
                 desk.url(), QStringLiteral("hello"), QJsonObject{{QStringLiteral("recipientId"), recipient}})),
        Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 2);
    QCOMPARE(desk.undo(1)->peopleRemoved, 2);
    QVERIFY(desk.execute("UPDATE campaign SET state=5"));
    QVERIFY(desk.import("login_id,phone\nm1,13800000001\nm2,13800000002\nm3,13800000003\n"));
    desk.ledger.clear();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 1);
    QVERIFY(desk.ledger.entries().first().body.contains("13800000003"));
}

WD_TEST(TestImportedAgain)
#include "tst_importedagain.moc"
