// 暂停并修改: who has not been sent to gets the new content, everybody gets one message, whatever happens in between.
#include "models/campaigns/personvalues.h"
#include "models/scheduling/contentchange.h"
#include "models/scheduling/engine.h"
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

#include <QRegularExpression>

using namespace wd;

namespace {

constexpr int peopleCount = 8;
const QString greeting = QStringLiteral("greeting");
const QString message = QStringLiteral("message");
const QString oldText = QStringLiteral("old:{{ user.login_id }};");
const QString newText = QStringLiteral("new:{{ user.login_id }};");
// Reads an attribute whose values the run did not freeze.
const QString cityText = QStringLiteral("new:{{ user.login_id }};city:{{ user.city }}.");

QByteArray people(const QByteArray& cityOfLast)
{
    QByteArray csv = "login_id,city\n";
    for (int i = 1; i <= peopleCount; ++i)
        csv += "u" + QByteArray::number(i) + "," + (i < peopleCount ? QByteArray("Rome") : cityOfLast) + "\n";
    return csv;
}

// What arrived: person → texts ("old", "new").
QMap<QString, QStringList> received(const QList<LedgerEntry>& entries)
{
    static const QRegularExpression form(QStringLiteral("(old|new):(u\\d+);"));
    QMap<QString, QStringList> texts;
    for (const LedgerEntry& entry : entries) {
        const QRegularExpressionMatch match = form.match(QString::fromUtf8(entry.body));
        texts[match.captured(2)] += match.captured(1);
    }
    return texts;
}

} // namespace

class TestContentChange : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_desk.reset(); }

    void whoIsUnsentGetsTheNewContent_data();
    void whoIsUnsentGetsTheNewContent();
    void whatWaitsKeepsItsContent();
    void whoLacksWhatTheTextReadsIsNotSent();
    void aChangeThatIsCutOffLeavesTheOldContent();
    void resumingWaitsForTheChange();
    void whatIsFixedIsNamed();
    void onlyAPausedCampaignIsChanged();
    void withoutARunEverythingMayChange();
    void frozenValuesKeepTheirPlaces();

private:
    // Sends until `count` requests arrived, then pauses and waits for those under way.
    void sendSome(int count);
    Campaign edited(const QString& text)
    {
        Campaign campaign = m_desk->campaign(greeting);
        campaign.spec.parameters[message] = text;
        return campaign;
    }
    Errors apply(const Campaign& campaign)
    {
        const auto errors = m_desk->answerOf<Errors>(
            [&](auto then) { m_desk->workspace->campaigns().applyChange(campaign, m_desk->workspace.get(), then); });
        return errors.value_or(Errors{Error{ErrorKind::Cancelled, {}, {}}});
    }
    Result<ChangeCounts> counts()
    {
        return *m_desk->answerOf<Result<ChangeCounts>>([&](auto then) {
            m_desk->workspace->campaigns().changeCounts(m_desk->campaign(greeting).id, m_desk->workspace.get(), then);
        });
    }
    bool resume()
    {
        const auto done = m_desk->answerOf<Result<void>>([&](auto then) {
            m_desk->workspace->campaigns().resume(m_desk->campaign(greeting).id, m_desk->workspace.get(), then);
        });
        return done && *done;
    }
    int textsOf(const QString& kind)
    {
        int number = 0;
        for (const QStringList& texts : received(m_desk->ledger.entries()))
            number += int(texts.count(kind));
        return number;
    }

    SystemClock m_clock;
    std::unique_ptr<LiveDesk> m_desk;
};

void TestContentChange::init()
{
    m_desk = std::make_unique<LiveDesk>(m_clock);
    QVERIFY(m_desk->import(people("Oslo")));
    const QJsonObject oneByOne = QJsonDocument::fromJson(
        R"({"batch":1,"ratePerSecond":0,"inFlight":1,"timeoutSeconds":10,"retries":["5s"],"repeat":"atMostOnce"})")
                                     .object();
    QCOMPARE(m_desk->apply(liveDocument(m_desk->url(), oldText, {{QStringLiteral("limits"), oneByOne}})), Errors());
    m_desk->workspace->startSending();
}

void TestContentChange::sendSome(int count)
{
    m_desk->ledger.answerWith(200, 60);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->ledger.entries().size() >= count, 20'000);
    const auto paused = m_desk->answerOf<Result<void>>([&](auto then) {
        m_desk->workspace->campaigns().pause(m_desk->campaign(greeting).id, m_desk->workspace.get(), then);
    });
    QVERIFY(paused && *paused);
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM message WHERE state=0"), 0);
    m_desk->ledger.answerWith(200, 0);
}

void TestContentChange::whoIsUnsentGetsTheNewContent_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("restart");
    QTest::newRow("another text") << newText << false;
    QTest::newRow("one that reads another attribute") << cityText << false;
    QTest::newRow("and the program ends before it goes on") << cityText << true;
}

void TestContentChange::whoIsUnsentGetsTheNewContent()
{
    QFETCH(QString, text);
    QFETCH(bool, restart);
    sendSome(3);
    const qint64 sent = m_desk->ledger.entries().size();
    QVERIFY(sent >= 3 && sent < peopleCount);
    const Result<ChangeCounts> before = counts();
    QVERIFY(before);
    QCOMPARE(*before, (ChangeCounts{peopleCount - sent, sent, 0}));

    QCOMPARE(apply(edited(text)), Errors());
    QCOMPARE(m_desk->campaign(greeting).state, CampaignState::Paused);
    QCOMPARE(m_desk->campaign(greeting).spec.parameters.value(message), text);
    QCOMPARE(m_desk->ledger.entries().size(), sent);
    if (restart) {
        m_desk->workspace.reset();
        m_desk->open();
        m_desk->workspace->startSending();
    }
    QVERIFY(resume());
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));

    const auto texts = received(m_desk->ledger.entries());
    QCOMPARE(texts.size(), peopleCount);
    for (const QStringList& ofOne : texts)
        QCOMPARE(ofOne.size(), 1);
    QCOMPARE(textsOf(QStringLiteral("old")), sent);
    QCOMPARE(textsOf(QStringLiteral("new")), before->unsent);
    if (text == cityText) {
        QCOMPARE(std::as_const(texts).value(QStringLiteral("u8")), QStringList{QStringLiteral("new")});
        QVERIFY(m_desk->ledger.entries().last().body.contains("city:Oslo."));
    }
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=1"), peopleCount);
}

// A request is made once: what waits for its retry goes out as it is.
void TestContentChange::whatWaitsKeepsItsContent()
{
    QVERIFY(m_desk->execute("UPDATE channel SET spec=json_set(spec,'$.limits.repeat','atLeastOnce')"));
    m_desk->ledger.answerWith(503, 60);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->number("SELECT count(*) FROM message WHERE state=1 AND attempts=1") > 0, 20'000);
    const auto paused = m_desk->answerOf<Result<void>>([&](auto then) {
        m_desk->workspace->campaigns().pause(m_desk->campaign(greeting).id, m_desk->workspace.get(), then);
    });
    QVERIFY(paused && *paused);
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM message WHERE state=0"), 0);
    const Result<ChangeCounts> before = counts();
    QVERIFY(before);
    QVERIFY(before->waitingRetry > 0 && before->waitingRetry < peopleCount);
    QCOMPARE(before->alreadySent, 0);
    QCOMPARE(before->unsent, peopleCount - before->waitingRetry);

    QCOMPARE(apply(edited(cityText)), Errors());
    QVERIFY(m_desk->execute("UPDATE message SET due_at=1 WHERE state=1"));
    m_desk->ledger.clear();
    m_desk->ledger.answerWith(200, 0);
    QVERIFY(resume());
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    const auto texts = received(m_desk->ledger.entries());
    QCOMPARE(texts.size(), peopleCount);
    for (const QStringList& ofOne : texts)
        QCOMPARE(ofOne.size(), 1);
    QCOMPARE(textsOf(QStringLiteral("old")), before->waitingRetry);
}

void TestContentChange::whoLacksWhatTheTextReadsIsNotSent()
{
    sendSome(2);
    const qint64 sent = m_desk->ledger.entries().size();
    // He has lost it since; another one has got a new one.
    QVERIFY(m_desk->import("login_id,city\nu7,Lima\n"));
    m_desk->workspace.reset();
    {
        const Result<std::unique_ptr<Database>> audience = openAudienceWriter(m_desk->folder());
        QVERIFY(audience);
        Statement attribute(**audience, "SELECT id FROM attribute WHERE key='city'");
        QVERIFY(*attribute.step());
        QVERIFY((*audience)->execute(
            "UPDATE person SET a" + QByteArray::number(attribute.integer(0)) + "=NULL WHERE login_id='u8'"));
    }
    m_desk->open();
    m_desk->workspace->startSending();
    Campaign campaign = edited(cityText);
    campaign.spec.missingInText = MissingInText::SkipPerson;
    QCOMPARE(apply(campaign), Errors());
    QVERIFY(resume());
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    QCOMPARE(m_desk->ledger.entries().size(), peopleCount - 1);
    QCOMPARE(textsOf(QStringLiteral("old")), sent);
    QVERIFY(m_desk->ledger.entries().last().body.contains("city:Lima."));
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=4 AND reason=2 AND recipient='u8'"), 1);
}

void TestContentChange::aChangeThatIsCutOffLeavesTheOldContent()
{
    sendSome(2);
    const qint64 sent = m_desk->ledger.entries().size();
    // All values are written; the one step that makes them count is not.
    QVERIFY(m_desk->execute(
        "CREATE TRIGGER cut BEFORE UPDATE OF spec ON campaign BEGIN SELECT RAISE(ABORT, 'power'); END"));
    QCOMPARE(apply(edited(cityText)).size(), 1);
    QCOMPARE(m_desk->campaign(greeting).spec.parameters.value(message), oldText);
    m_desk->workspace.reset();
    m_desk->open();
    QVERIFY(m_desk->execute("DROP TRIGGER cut"));
    QCOMPARE(counts().value().unsent, peopleCount - sent);
    // Tried again with people who moved meanwhile, and once more with another text.
    QVERIFY(m_desk->import(people("Bonn")));
    m_desk->workspace->startSending();
    m_desk->ledger.answerWith(200, 60);
    QVERIFY(resume());
    QTRY_VERIFY(m_desk->ledger.entries().size() > sent);
    const auto paused = m_desk->answerOf<Result<void>>([&](auto then) {
        m_desk->workspace->campaigns().pause(m_desk->campaign(greeting).id, m_desk->workspace.get(), then);
    });
    QVERIFY(paused && *paused);
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM message WHERE state=0"), 0);
    QCOMPARE(textsOf(QStringLiteral("new")), 0);
    QCOMPARE(apply(edited(cityText)), Errors());
    QVERIFY(resume());
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    const auto texts = received(m_desk->ledger.entries());
    QCOMPARE(texts.size(), peopleCount);
    for (const QStringList& ofOne : texts)
        QCOMPARE(ofOne.size(), 1);
    for (const LedgerEntry& entry : m_desk->ledger.entries())
        QVERIFY(!entry.body.contains("city:Oslo."));
    QVERIFY(textsOf(QStringLiteral("old")) > sent);
    QVERIFY(textsOf(QStringLiteral("new")) > 0);
}

void TestContentChange::resumingWaitsForTheChange()
{
    sendSome(2);
    const qint64 sent = m_desk->ledger.entries().size();
    const Campaign campaign = edited(cityText);
    const auto applied = std::make_shared<std::optional<Result<void>>>();
    Engine& engine = m_desk->workspace->engine();
    const Result<void> early = m_desk->inEngine([&engine, campaign, applied](Database&) {
        engine.applyChange(campaign, [applied](const Result<void>& done) { *applied = done; });
        return engine.resume(campaign.id);
    });
    QVERIFY(!early);
    QCOMPARE(early.error().kind, ErrorKind::NotAllowedInState);
    QTRY_VERIFY(m_desk->inEngine([applied](Database&) { return applied->has_value(); }));
    QVERIFY(**applied);
    QVERIFY(resume());
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    QCOMPARE(textsOf(QStringLiteral("new")), peopleCount - sent);
}

void TestContentChange::whatIsFixedIsNamed()
{
    sendSome(2);
    const auto fault = [this](const std::function<void(Campaign&)>& change) {
        Campaign campaign = edited(newText);
        change(campaign);
        const Errors errors = apply(campaign);
        return errors.size() == 1 && errors.first().kind == ErrorKind::FixedWhileSending
            ? errors.first().arguments.value(0)
            : QStringLiteral("%1 errors").arg(errors.size());
    };
    QCOMPARE(fault([](Campaign& campaign) { campaign.name = QStringLiteral("another"); }), QStringLiteral("name"));
    QCOMPARE(fault([](Campaign& campaign) { campaign.segmentId = everyLoginUserId; }), QStringLiteral("segment"));
    // What can't go online can't be put in place either, and nothing is changed.
    Campaign broken = edited(QStringLiteral("{{ user.nobody }}"));
    QVERIFY(!apply(broken).isEmpty());
    broken = edited(QStringLiteral("{{ unfinished"));
    QVERIFY(!apply(broken).isEmpty());
    QCOMPARE(m_desk->campaign(greeting).spec.parameters.value(message), oldText);
    // The time of the run is over; the one for another going online may be set.
    Campaign later = edited(newText);
    later.spec.sendAt = LocalTime{QDate(2001, 1, 1), QTime(9, 0)};
    QCOMPARE(apply(later).value(0).kind, ErrorKind::InThePast);
    later.spec.sendAt = LocalTime{QDate(2099, 1, 1), QTime(9, 0)};
    QCOMPARE(apply(later), Errors());
    QCOMPARE(apply(m_desk->campaign(greeting)), Errors());
}

void TestContentChange::onlyAPausedCampaignIsChanged()
{
    QCOMPARE(counts().error().kind, ErrorKind::NotAllowedInState);
    QCOMPARE(apply(edited(newText)).value(0).kind, ErrorKind::NotAllowedInState);
    QCOMPARE(m_desk->campaign(greeting).spec.parameters.value(message), oldText);
}

void TestContentChange::withoutARunEverythingMayChange()
{
    QVERIFY(m_desk->execute("UPDATE campaign SET state=4"));
    QCOMPARE(counts().value(), ChangeCounts());
    Campaign campaign = edited(newText);
    campaign.name = QStringLiteral("another");
    QCOMPARE(apply(campaign), Errors());
    const Campaign stored = m_desk->campaign(QStringLiteral("another"));
    QCOMPARE(stored.state, CampaignState::Paused);
    QCOMPARE(stored.spec.parameters.value(message), newText);
}

void TestContentChange::frozenValuesKeepTheirPlaces()
{
    sendSome(2);
    const Campaign campaign = edited(cityText);
    const Result<ContentChange> change
        = m_desk->inEngine([campaign](Database& database) { return contentChange(database, campaign); });
    QVERIFY(change);
    const QStringList ids{QStringLiteral("login_id"), QStringLiteral("visitor_id")};
    QCOMPARE(change->before.attributes, ids);
    QCOMPARE(change->after.attributes, ids + QStringList{QStringLiteral("city")});
    QCOMPARE(change->after.at, change->before.at);
    QCOMPARE(apply(campaign), Errors());
    const QList<QVariantList> frozen = m_desk->inEngine([](Database& database) {
        QList<QVariantList> rows;
        Statement statement(database, "SELECT data FROM delivery WHERE recipient IN ('u7','u8') ORDER BY id");
        while (*statement.step())
            rows += decodeValues(statement.blob(0)).value();
        return rows;
    });
    QCOMPARE(frozen.value(0), (QVariantList{QStringLiteral("u7"), QVariant(), QStringLiteral("Rome")}));
    QCOMPARE(frozen.value(1), (QVariantList{QStringLiteral("u8"), QVariant(), QStringLiteral("Oslo")}));
}

WD_TEST(TestContentChange)
#include "tst_contentchange.moc"
