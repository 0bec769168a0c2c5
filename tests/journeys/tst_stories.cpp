#include "models/base/zonedtime.h"
#include "tests/journeys/clidesk.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace wd;

namespace {

const QByteArray zoneName = "Asia/Shanghai";
const QString amount = QStringLiteral("amount");
const QString couponChannel = QStringLiteral("白鸽卡券中心");
const QString spenderChannel = QStringLiteral("白鸽卡券中心（按用户id）");
const QString smsChannel = QStringLiteral("白鸽短信通道");
const QString coupons = QStringLiteral("黄金会员发券");
const QString bigSpenders = QStringLiteral("高消费会员发券");
const QString birthday = QStringLiteral("生日祝福短信");

QJsonObject parsed(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

// What the receiver got under one campaign's name: whom (in order, repeats kept) and what was said to each.
struct Received {
    QStringList recipients;
    QHash<QString, QString> messages;
    QStringList amounts;
    bool allSigned = true;
    QSet<QByteArray> messageIds;

    QSet<QString> people() const { return {recipients.cbegin(), recipients.cend()}; }
};

Received receivedFor(const QList<LedgerEntry>& entries, const QString& campaign, const QString& idName)
{
    Received received;
    for (const LedgerEntry& entry : entries) {
        const QJsonObject body = parsed(entry.body);
        if (body.value(QStringLiteral("name")).toString() != campaign)
            continue;
        received.allSigned = received.allSigned && entry.signedWith(CliDesk::secret);
        received.messageIds.insert(entry.messageId());
        received.amounts += body.value(QStringLiteral("templateParam")).toObject().value(amount).toString();
        for (const QJsonValue& user : body.value(QStringLiteral("userAttr")).toArray()) {
            const QString id = user[idName].toString();
            received.recipients += id;
            received.messages.insert(id, user[QStringLiteral("message")].toString());
        }
    }
    return received;
}

QJsonObject condition(const QJsonObject& document, int segment, int index)
{
    return document[QStringLiteral("segments")][segment][QStringLiteral("rule")][QStringLiteral("all")][index]
        .toObject();
}

// A copy of a segment and of its campaign under another name, one condition exchanged or (null) left out.
void addVariant(QJsonObject& document, int story, const QString& name, int index, const QJsonValue& changed)
{
    QJsonArray segments = document[QStringLiteral("segments")].toArray();
    QJsonArray campaigns = document[QStringLiteral("campaigns")].toArray();
    QJsonObject segment = segments[story].toObject();
    QJsonArray conditions = segment[QStringLiteral("rule")][QStringLiteral("all")].toArray();
    if (changed.isNull())
        conditions.removeAt(index);
    else
        conditions.replace(index, changed);
    segment[QStringLiteral("name")] = name;
    segment[QStringLiteral("rule")] = QJsonObject{{QStringLiteral("all"), conditions}};
    QJsonObject campaign = campaigns[story].toObject();
    campaign[QStringLiteral("name")] = name;
    campaign[QStringLiteral("segment")] = name;
    segments.append(segment);
    campaigns.append(campaign);
    document[QStringLiteral("segments")] = segments;
    document[QStringLiteral("campaigns")] = campaigns;
}

} // namespace

class TestStories : public QObject {
    Q_OBJECT
private slots:
    void couponsReachGoldMembersWhoLeftTheCart();
    void bigSpendersGetTheirsOnce();
    void birthdayTextsNameEachPerson();
    void wrongRulesReachOthers_data();
    void wrongRulesReachOthers();
    void demoCountsWhatItsFilesSay();

private:
    static void everythingHasChineseLabels(const CliDesk& desk, const QString& what);
    // Files, import, document: all through the command line; `change` may alter the document first.
    void makeDesk(CliDesk& desk, StoryPeople& people, const std::function<void(QJsonObject&)>& change = {});
};

void TestStories::makeDesk(CliDesk& desk, StoryPeople& people, const std::function<void(QJsonObject&)>& change)
{
    QVERIFY(desk.ledger.port() != 0);
    const QTimeZone zone(zoneName);
    const UtcMs now = SystemClock().nowUtc();
    const Result<SampleFiles> files = writeSample(desk.file(QStringLiteral("files")), now, zone, desk.ledger.port());
    QVERIFY(files);
    people = countStories(files->people, files->events, localDate(now, zone));
    QJsonObject document = parsed(files->desk);
    QJsonArray campaigns = document[QStringLiteral("campaigns")].toArray();
    QJsonObject first = campaigns.first().toObject();
    first[QStringLiteral("parameters")] = QJsonObject{{amount, QStringLiteral("100")}};
    campaigns.replace(0, first);
    document[QStringLiteral("campaigns")] = campaigns;
    if (change)
        change(document);
    const QJsonObject zoneOnly{
        {QStringLiteral("version"), 1}, {QStringLiteral("timeZone"), QString::fromLatin1(zoneName)}};
    QCOMPARE(desk.apply(zoneOnly).code, 0);
    for (const auto& [kind, file] :
        {std::pair(QStringLiteral("people"), files->people), std::pair(QStringLiteral("events"), files->events)}) {
        const CliAnswer imported = desk.run({QStringLiteral("import"), kind, file});
        QVERIFY2(imported.code == 0, imported.errors.constData());
        QCOMPARE(imported.number("failed"), 0);
    }
    const CliAnswer applied = desk.apply(document);
    QVERIFY2(applied.code == 0, applied.errors.constData());
}

void TestStories::couponsReachGoldMembersWhoLeftTheCart()
{
    CliDesk desk;
    StoryPeople people;
    makeDesk(desk, people);
    QVERIFY(!people.coupons.isEmpty());
    const CliAnswer sent = desk.send(coupons, couponChannel);
    QVERIFY2(sent.code == 0, sent.errors.constData());
    QCOMPARE(sent.text("state"), QStringLiteral("finished"));
    QCOMPARE(sent.number("accepted"), int(people.coupons.size()));
    QCOMPARE(sent.number("notSent"), 0);
    const Received received = receivedFor(desk.ledger.entries(), coupons, QStringLiteral("userid"));
    QCOMPARE(received.people(), people.coupons);
    QCOMPARE(received.recipients.size(), people.coupons.size());
    QCOMPARE(received.messageIds.size(), desk.ledger.entries().size());
    QVERIFY(received.allSigned);
    QCOMPARE(QSet<QString>(received.amounts.cbegin(), received.amounts.cend()), QSet{QStringLiteral("100")});
}

void TestStories::bigSpendersGetTheirsOnce()
{
    CliDesk desk;
    StoryPeople people;
    makeDesk(desk, people);
    QVERIFY(!people.bigSpenders.isEmpty() && people.bigSpenders != people.coupons);
    const CliAnswer sent = desk.send(bigSpenders, spenderChannel);
    QVERIFY2(sent.code == 0, sent.errors.constData());
    QCOMPARE(sent.number("accepted"), int(people.bigSpenders.size()));
    const Received received = receivedFor(desk.ledger.entries(), bigSpenders, QStringLiteral("userid"));
    QCOMPARE(received.people(), people.bigSpenders);
    QCOMPARE(received.recipients.size(), people.bigSpenders.size());
    QVERIFY(received.allSigned);
    QCOMPARE(QSet<QString>(received.amounts.cbegin(), received.amounts.cend()), QSet{QStringLiteral("100")});
    // The recipient id and the user attribute of the same name are one row, sent once.
    const QByteArray body = desk.ledger.entries().first().body;
    QCOMPARE(body.count("\"userid\""), 1);
}

void TestStories::birthdayTextsNameEachPerson()
{
    CliDesk desk;
    StoryPeople people;
    makeDesk(desk, people);
    QVERIFY(!people.phones.isEmpty());
    const CliAnswer sent = desk.send(birthday, smsChannel);
    QVERIFY2(sent.code == 0, sent.errors.constData());
    QCOMPARE(sent.number("accepted"), int(people.phones.size()));
    QCOMPARE(sent.number("notSent"), people.birthdays - int(people.phones.size()));
    const Received received = receivedFor(desk.ledger.entries(), birthday, QStringLiteral("phone"));
    QCOMPARE(received.people(), people.phones);
    QCOMPARE(received.recipients.size(), people.phones.size());
    QVERIFY(received.allSigned);
    QCOMPARE(received.messages, people.greetings);
}

void TestStories::wrongRulesReachOthers_data()
{
    QTest::addColumn<int>("story");
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("change");
    QTest::newRow("without the not") << 0 << 2 << QString();
    QTest::newRow("today instead of yesterday")
        << 0 << 1 << QStringLiteral(R"({"event":"add_to_cart","period":"today"})");
    QTest::newRow("Gold") << 0 << 0 << QStringLiteral(R"({"attribute":"vip","op":"=","value":"Gold"})");
    QTest::newRow("5000 itself")
        << 1 << 3
        << QStringLiteral(R"({"event":"order","period":"ever","sum":{"property":"amount","op":">=","value":5000}})");
    QTest::newRow("birthday tomorrow") << 2 << 1
                                       << QStringLiteral(R"({"attribute":"birthday","op":"anniversary","value":1})");
}

// The comparison above can tell right from wrong: each slip in a rule reaches other people.
void TestStories::wrongRulesReachOthers()
{
    QFETCH(int, story);
    QFETCH(int, index);
    QFETCH(QString, change);
    const QString wrong = QStringLiteral("wrong");
    CliDesk desk;
    StoryPeople people;
    makeDesk(desk, people, [&](QJsonObject& document) {
        QVERIFY(!condition(document, story, index).isEmpty());
        addVariant(
            document, story, wrong, index, change.isEmpty() ? QJsonValue() : QJsonValue(parsed(change.toUtf8())));
    });
    const QStringList channels{couponChannel, spenderChannel, smsChannel};
    const QList<QSet<QString>> expected{people.coupons, people.bigSpenders, people.phones};
    const CliAnswer sent = desk.send(wrong, channels[story]);
    QVERIFY2(sent.code == 0, sent.errors.constData());
    const Received received
        = receivedFor(desk.ledger.entries(), wrong, story == 2 ? QStringLiteral("phone") : QStringLiteral("userid"));
    QCOMPARE(sent.number("accepted"), int(received.recipients.size()));
    QVERIFY(received.people() != expected[story]);
}

void TestStories::demoCountsWhatItsFilesSay()
{
    CliDesk desk;
    const QString record = desk.file(QStringLiteral("record.jsonl"));
    Program program = Program::cli({QStringLiteral("--json"), QStringLiteral("demo"), QStringLiteral("--keep"),
                                       desk.workspace(), QStringLiteral("--record"), record},
        desk.variables());
    const QDate today = localDate(SystemClock().nowUtc(), QTimeZone(zoneName));
    QVERIFY(program.waitForEnd());
    QCOMPARE(program.exitCode(), 0);
    const QJsonArray stories = parsed(program.output()).value(QStringLiteral("stories")).toArray();
    const StoryPeople people = countStories(
        desk.workspace() + QStringLiteral("/people.csv"), desk.workspace() + QStringLiteral("/events.csv"), today);
    const QMap<QString, qsizetype> expected{
        {coupons, people.coupons.size()}, {bigSpenders, people.bigSpenders.size()}, {birthday, people.phones.size()}};
    QCOMPARE(stories.size(), expected.size());
    qsizetype requests = 0;
    for (const QJsonValue& story : stories) {
        const qsizetype count = expected.value(story[QStringLiteral("campaign")].toString(), -1);
        QCOMPARE(story[QStringLiteral("accepted")].toInt(), count);
        QCOMPARE(story[QStringLiteral("requests")].toInt(), count);
        QCOMPARE(story[QStringLiteral("validSignatures")].toInt(), count);
        QCOMPARE(story[QStringLiteral("failed")].toInt(), 0);
        QCOMPARE(story[QStringLiteral("uncertain")].toInt(), 0);
        requests += count;
    }
    QFile lines(record);
    QVERIFY(lines.open(QIODevice::ReadOnly));
    QCOMPARE(lines.readAll().count('\n'), requests);
    everythingHasChineseLabels(desk, QStringLiteral("attribute"));
    everythingHasChineseLabels(desk, QStringLiteral("event"));
}

// What a CSV file can't hold: people read 会员等级, not vip.
void TestStories::everythingHasChineseLabels(const CliDesk& desk, const QString& what)
{
    Program list = Program::cli(
        {QStringLiteral("--workspace"), desk.workspace(), QStringLiteral("--json"), what, QStringLiteral("list")},
        desk.variables());
    QVERIFY(list.waitForEnd());
    QCOMPARE(list.exitCode(), 0);
    const QJsonArray rows = parsed(list.output()).value(what + u's').toArray();
    QVERIFY(rows.size() >= 3);
    for (const QJsonValue& row : rows) {
        static const QRegularExpression chinese(QStringLiteral("\\p{Han}"));
        const QJsonArray properties = row[QStringLiteral("properties")].toArray();
        QVERIFY2(row[QStringLiteral("labelZh")].toString().contains(chinese),
            qPrintable(row[QStringLiteral("key")].toString()));
        for (const QJsonValue& property : properties)
            QVERIFY2(property[QStringLiteral("labelZh")].toString().contains(chinese),
                qPrintable(property[QStringLiteral("key")].toString()));
    }
}

WD_TEST(TestStories)
#include "tst_stories.moc"
