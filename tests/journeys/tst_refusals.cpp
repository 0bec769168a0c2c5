#include "app/commandline/cli.h"
#include "models/base/zonedtime.h"
#include "models/storage/database.h"
#include "tests/journeys/clidesk.h"
#include "tests/support/suite.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");

QJsonValue parsedValue(const QString& json)
{
    return QJsonDocument::fromJson('[' + json.toUtf8() + ']').array().first();
}

// `value` at a place such as "channels.0.auth.type"; an undefined value removes what is there.
QJsonValue withValue(const QJsonValue& whole, const QStringList& place, const QJsonValue& value)
{
    if (place.isEmpty())
        return value;
    const QString step = place.first();
    if (whole.isArray()) {
        QJsonArray list = whole.toArray();
        if (step.toInt() == list.size())
            list.append(value);
        else
            list.replace(step.toInt(), withValue(list.at(step.toInt()), place.mid(1), value));
        return list;
    }
    QJsonObject object = whole.toObject();
    object.insert(step, withValue(object.value(step), place.mid(1), value));
    return object;
}

// A time that stands still.
class StillClock final : public Clock {
public:
    explicit StillClock(UtcMs now)
        : m_now(now)
    {
    }
    UtcMs nowUtc() const override { return m_now; }
    qint64 monotonic() const override { return m_now; }

protected:
    std::unique_ptr<QObject> schedule(UtcMs, QObject*, std::function<void()>) override
    {
        return std::make_unique<QObject>();
    }

private:
    UtcMs m_now;
};

} // namespace

class TestRefusals : public QObject {
    Q_OBJECT
private slots:
    void oneFaultChangesNothing_data();
    void oneFaultChangesNothing();
    void brokenJsonNamesItsLine_data();
    void brokenJsonNamesItsLine();
    void workspaceInUseNamesTheProcess();
    void missedWhileOffIsRecordedAndNotSent();
    void whoWaitsForAMissedCampaignIsTold();
    void onlineRefusesWhatIsIncomplete();
    void exportNamesWhatIsDamaged();
    void aFolderThatIsThereKeepsItsMode();
    void everybodysFolderIsRefused();
    void whatIsWrittenIsPrivate();
    void aLiveCampaignMakesABadDocument();
    void onlyWhatComesHasANextRun();
    void whatIsMissingIsNamed();

private:
    static QString urlOf(const CliDesk& desk)
    {
        return QStringLiteral("http://127.0.0.1:%1/hook").arg(desk.ledger.port());
    }
    void makeDesk(const CliDesk& desk);
    static QString scheduleForThePast(CliDesk& desk);
};

void TestRefusals::makeDesk(const CliDesk& desk)
{
    const CliAnswer applied = desk.apply(smallDesk(urlOf(desk)));
    QVERIFY2(applied.code == 0, applied.errors.constData());
    writeFile(desk.file(QStringLiteral("people.csv")), "login_id\nu_1\nu_2\n");
    QCOMPARE(
        desk.run({QStringLiteral("import"), QStringLiteral("people"), desk.file(QStringLiteral("people.csv"))}).code,
        0);
}

void TestRefusals::oneFaultChangesNothing_data()
{
    QTest::addColumn<QString>("place"); // where the fault is put
    QTest::addColumn<QString>("value"); // as JSON
    QTest::addColumn<QString>("named"); // what the complaint names
    const auto row = [](const char* name, const QString& place, const QString& value, const QString& named) {
        QTest::newRow(name) << place << value << named;
    };
    row("unknown field", QStringLiteral("colour"), QStringLiteral("1"), QStringLiteral("colour"));
    row("version", QStringLiteral("version"), QStringLiteral("7"), QStringLiteral("version"));
    row("zone", QStringLiteral("timeZone"), QStringLiteral(R"("Mars/Olympus")"), QStringLiteral("timeZone"));
    row("address", QStringLiteral("channels.0.url"), QStringLiteral(R"("ftp://x/y")"),
        QStringLiteral("channels[0].url"));
    row("authentication", QStringLiteral("channels.0.auth.type"), QStringLiteral(R"("magic")"),
        QStringLiteral("channels[0].auth.type"));
    row("batch", QStringLiteral("channels.0.limits.batch"), QStringLiteral("501"),
        QStringLiteral("channels[0].limits.batch"));
    row("type", QStringLiteral("channels.0.limits.timeoutSeconds"), QStringLiteral(R"("soon")"),
        QStringLiteral("channels[0].limits.timeoutSeconds"));
    row("contract", QStringLiteral("channels.0.contract"), QStringLiteral(R"("telegram")"),
        QStringLiteral("channels[0].contract"));
    QStringList rows;
    for (int i = 0; i < 11; ++i)
        rows += QStringLiteral(R"({"name":"p%1","label":"P","type":"string"})").arg(i);
    row("eleven rows", QStringLiteral("channels.0.templateParameters"), u'[' + rows.join(u',') + u']',
        QStringLiteral("channels[0].templateParameters"));
    row("operator", QStringLiteral("segments.0.rule"), QStringLiteral(R"({"attribute":"vip","op":"~","value":1})"),
        QStringLiteral("segments[0].rule.op"));
    row("period", QStringLiteral("segments.0.rule"), QStringLiteral(R"({"event":"order","period":"lastCentury"})"),
        QStringLiteral("segments[0].rule.period"));
    row("segment", QStringLiteral("campaigns.0.segment"), QStringLiteral(R"("nobody")"),
        QStringLiteral("campaigns[0].segment"));
    row("channel", QStringLiteral("campaigns.0.channel"), QStringLiteral(R"("nowhere")"),
        QStringLiteral("campaigns[0].channel"));
    row("trigger", QStringLiteral("campaigns.0.trigger.type"), QStringLiteral(R"("never")"),
        QStringLiteral("campaigns[0].trigger.type"));
    row("hour", QStringLiteral("campaigns.0.send"), QStringLiteral(R"({"at":"2026-12-01T24:00"})"),
        QStringLiteral("campaigns[0].send.at"));
    row("year", QStringLiteral("campaigns.0.send"), QStringLiteral(R"({"at":"0001-12-01T09:00"})"),
        QStringLiteral("campaigns[0].send.at"));
    row("blanks around a name", QStringLiteral("channels.0.name"), QStringLiteral(R"(" gateway")"),
        QStringLiteral("channels[0].name"));
    row("line break in a name", QStringLiteral("campaigns.0.name"), QStringLiteral(R"("gree\nting")"),
        QStringLiteral("campaigns[0].name"));
    row("same name twice", QStringLiteral("segments.1"),
        QStringLiteral(R"({"name":"all","userKind":"login","rule":{"all":[]}})"), QStringLiteral("segments[1].name"));
}

void TestRefusals::oneFaultChangesNothing()
{
    QFETCH(QString, place);
    QFETCH(QString, value);
    QFETCH(QString, named);
    CliDesk desk;
    makeDesk(desk);
    const QByteArray before = desk.run({QStringLiteral("export")}).output;
    QVERIFY(!before.isEmpty());
    // All of it would change something, were it not for the fault.
    const QJsonObject changed = smallDesk(QStringLiteral("http://127.0.0.1:1/other"));
    const QJsonObject document = withValue(changed, place.split(u'.'), parsedValue(value)).toObject();
    const CliAnswer answer = desk.apply(document);
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains(named.toUtf8()), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
    QCOMPARE(desk.run({QStringLiteral("export")}).output, before);
    QCOMPARE(desk.apply(changed).code, 0);
    QVERIFY(desk.run({QStringLiteral("export")}).output != before);
}

void TestRefusals::brokenJsonNamesItsLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("cut off") << QByteArray("{\"version\":1,\n\"timeZone\":\"UTC\"") << QByteArray("2:");
    QTest::newRow("same key twice") << QByteArray("{\"version\":1,\n \"version\":1}") << QByteArray("2:2");
    QTest::newRow("a list") << QByteArray("[]") << QByteArray("1:1");
}

void TestRefusals::brokenJsonNamesItsLine()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, named);
    CliDesk desk;
    makeDesk(desk);
    const QByteArray before = desk.run({QStringLiteral("export")}).output;
    const QString file = desk.file(QStringLiteral("broken.json"));
    writeFile(file, text);
    const CliAnswer answer = desk.run({QStringLiteral("apply"), file});
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains(named), answer.errors.constData());
    QCOMPARE(desk.run({QStringLiteral("export")}).output, before);
}

void TestRefusals::workspaceInUseNamesTheProcess()
{
    CliDesk desk;
    makeDesk(desk);
    desk.ledger.answerWith(200, 60'000);
    Program holder = desk.start({QStringLiteral("campaign"), QStringLiteral("online"), greeting,
        QStringLiteral("--wait"), QStringLiteral("--secret"), QStringLiteral("gateway=env:WD_STORY_SECRET")});
    QTRY_VERIFY(desk.ledger.entries().size() >= 1);
    const QList<QStringList> writing{{QStringLiteral("apply"), desk.file(QStringLiteral("document.json"))},
        {QStringLiteral("import"), QStringLiteral("people"), desk.file(QStringLiteral("people.csv"))},
        {QStringLiteral("campaign"), QStringLiteral("online"), greeting},
        {QStringLiteral("campaign"), QStringLiteral("online"), greeting, QStringLiteral("--wait")},
        {QStringLiteral("run"), QStringLiteral("--for"), QStringLiteral("1")}};
    for (const QStringList& words : writing) {
        const CliAnswer answer = desk.run(words);
        QCOMPARE(answer.code, 3);
        QVERIFY2(answer.errors.contains(QByteArray::number(holder.processId())), answer.errors.constData());
    }
    const CliAnswer status = desk.run({QStringLiteral("campaign"), QStringLiteral("status"), greeting});
    QCOMPARE(status.code, 0);
    QCOMPARE(status.text("state"), QStringLiteral("active"));
    holder.kill();
}

// A campaign that was scheduled an hour ago and whose time was ten minutes ago, which is returned.
QString TestRefusals::scheduleForThePast(CliDesk& desk)
{
    const UtcMs now = SystemClock().nowUtc();
    const QTimeZone zone("Asia/Shanghai");
    const QString due = localDateTime(now - 10 * 60'000, zone).toString(QStringLiteral("yyyy-MM-ddTHH:mm"));
    const QJsonObject document = withValue(smallDesk(urlOf(desk)),
        {QStringLiteral("campaigns"), QStringLiteral("0"), QStringLiteral("send"), QStringLiteral("at")}, due)
                                     .toObject();
    if (desk.apply(document).code != 0)
        return {};
    StillClock before(now - 3'600'000);
    QBuffer none;
    QBuffer output;
    QBuffer errors;
    for (QBuffer* buffer : {&none, &output, &errors})
        buffer->open(QIODevice::ReadWrite);
    CliIo io{none, output, errors};
    const QStringList online{QStringLiteral("--workspace"), desk.workspace(), QStringLiteral("campaign"),
        QStringLiteral("online"), greeting};
    return runCli(online, io, before) == 0 ? due : QString();
}

void TestRefusals::missedWhileOffIsRecordedAndNotSent()
{
    CliDesk desk;
    makeDesk(desk);
    const QString due = scheduleForThePast(desk);
    QVERIFY(!due.isEmpty());
    const CliAnswer ran = desk.run({QStringLiteral("run"), QStringLiteral("--for"), QStringLiteral("1"),
        QStringLiteral("--secret"), QStringLiteral("gateway=env:WD_STORY_SECRET")});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.errors.contains(greeting.toUtf8()), ran.errors.constData());
    QVERIFY2(ran.errors.contains(due.right(5).toUtf8()), ran.errors.constData());
    const CliAnswer status = desk.run({QStringLiteral("campaign"), QStringLiteral("status"), greeting});
    QCOMPARE(status.text("state"), QStringLiteral("offline"));
    QCOMPARE(status.number("accepted"), 0);
    QCOMPARE(status.number("queued"), 0);
    QCOMPARE(desk.ledger.entries().size(), 0);
    QCOMPARE(status.json()[QStringLiteral("missed")].toBool(), true);

    // Nobody was reached: edited, it goes online again.
    const QStringList online{QStringLiteral("campaign"), QStringLiteral("online"), greeting, QStringLiteral("--wait"),
        QStringLiteral("--secret"), QStringLiteral("gateway=env:WD_STORY_SECRET")};
    QCOMPARE(desk.run(online).code, 2); // its time is over
    QCOMPARE(desk.apply(smallDesk(urlOf(desk))).code, 0);
    const CliAnswer sent = desk.run(online);
    QVERIFY2(sent.code == 0, sent.errors.constData());
    QVERIFY(desk.ledger.entries().size() > 0);
    QCOMPARE(sent.json()[QStringLiteral("missed")].toBool(), false);
}

void TestRefusals::whoWaitsForAMissedCampaignIsTold()
{
    CliDesk desk;
    makeDesk(desk);
    QVERIFY(!scheduleForThePast(desk).isEmpty());
    const CliAnswer waited = desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting,
        QStringLiteral("--wait"), QStringLiteral("--secret"), QStringLiteral("gateway=env:WD_STORY_SECRET")});
    QCOMPARE(waited.code, 1);
    QCOMPARE(waited.json()[QStringLiteral("missed")].toBool(), true);
    QCOMPARE(desk.ledger.entries().size(), 0);
}

void TestRefusals::onlineRefusesWhatIsIncomplete()
{
    CliDesk desk;
    makeDesk(desk);
    const QJsonObject incomplete = smallDesk(urlOf(desk),
        {{QStringLiteral("templateParameters"),
            parsedValue(QStringLiteral(R"([{"name":"amount","label":"Value","type":"integer"}])"))}});
    QCOMPARE(desk.apply(incomplete).code, 0);
    const CliAnswer answer = desk.send(greeting, QStringLiteral("gateway"));
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains("amount"), answer.errors.constData());
    QCOMPARE(desk.ledger.entries().size(), 0);
    // Without the secret nothing leaves, and the channel is named.
    QCOMPARE(desk.apply(smallDesk(urlOf(desk))).code, 0);
    const CliAnswer secretless
        = desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting, QStringLiteral("--wait")});
    QCOMPARE(secretless.code, 1);
    QVERIFY2(secretless.errors.contains("gateway"), secretless.errors.constData());
    QCOMPARE(secretless.text("waitsFor"), QStringLiteral("secret"));
    QCOMPARE(desk.ledger.entries().size(), 0);
    const QStringList status{QStringLiteral("campaign"), QStringLiteral("status"), greeting};
    QCOMPARE(desk.run(status).text("waitsFor"), QStringLiteral("secret"));
    // A program that has the secret for its own session tells the others; the keychain would not know.
    desk.ledger.answerWith(200, 5'000);
    Program running = desk.start({QStringLiteral("run"), QStringLiteral("--for"), QStringLiteral("60"),
        QStringLiteral("--secret"), QStringLiteral("gateway=env:WD_STORY_SECRET")});
    QTRY_VERIFY_WITH_TIMEOUT(!desk.ledger.entries().isEmpty(), 20'000);
    const CliAnswer sending = desk.run(status);
    QCOMPARE(sending.text("state"), QStringLiteral("active"));
    QVERIFY(sending.number("queued") > 0);
    QCOMPARE(sending.text("waitsFor"), QString());
    running.kill();
}

// A document without it would pass for the whole desk.
void TestRefusals::exportNamesWhatIsDamaged()
{
    const CliDesk desk;
    makeDesk(desk);
    {
        const auto database
            = Database::openWriter(desk.workspace() + QStringLiteral("/workspace.db"), Database::Durability::Normal);
        QVERIFY(database);
        QVERIFY((*database)->execute("UPDATE campaign SET spec='{\"trigger\":'"));
    }
    const CliAnswer answer = desk.run({QStringLiteral("export")});
    QCOMPARE(answer.code, 1);
    QVERIFY2(answer.errors.contains("greeting"), answer.errors.constData());
    QVERIFY(answer.output.isEmpty());
}

void TestRefusals::aFolderThatIsThereKeepsItsMode()
{
    const CliDesk desk;
    QVERIFY(QDir().mkpath(desk.workspace()));
    const QFile::Permissions open = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup
        | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    QVERIFY(QFile::setPermissions(desk.workspace(), open));
    const QFile::Permissions before = QFile::permissions(desk.workspace());
    QCOMPARE(desk.apply({{QStringLiteral("version"), 1}}).code, 0);
    QCOMPARE(QFile::permissions(desk.workspace()), before);
}

void TestRefusals::everybodysFolderIsRefused()
{
    const CliDesk desk;
    QVERIFY(QDir().mkpath(desk.workspace()));
    QVERIFY(QFile::setPermissions(desk.workspace(), QFile::Permissions(0x7777)));
    const CliAnswer answer = desk.apply({{QStringLiteral("version"), 1}});
    QCOMPARE(answer.code, 1);
    QVERIFY2(answer.errors.contains(desk.workspace().toUtf8()), answer.errors.constData());
    QVERIFY(QDir(desk.workspace()).isEmpty());
}

void TestRefusals::whatIsWrittenIsPrivate()
{
    const CliDesk desk;
    const QString kept = desk.file(QStringLiteral("kept"));
    QVERIFY(QDir().mkpath(kept));
    QCOMPARE(desk.run({QStringLiteral("demo"), QStringLiteral("--keep"), kept}, 60'000).code, 0);
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    int files = 0;
    for (QDirIterator all(kept, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); all.hasNext(); ++files) {
        const QString path = all.next();
        QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
    }
    QVERIFY(files > 2);
}

void TestRefusals::aLiveCampaignMakesABadDocument()
{
    const CliDesk desk;
    makeDesk(desk);
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting}).code, 0);
    const CliAnswer answer = desk.apply(smallDesk(QStringLiteral("http://127.0.0.1:1/other")));
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains("campaigns[0]"), answer.errors.constData());
}

void TestRefusals::onlyWhatComesHasANextRun()
{
    const CliDesk desk;
    makeDesk(desk);
    const QJsonObject timed = withValue(smallDesk(urlOf(desk)),
        {QStringLiteral("campaigns"), QStringLiteral("0"), QStringLiteral("send"), QStringLiteral("at")},
        QStringLiteral("2999-12-01T09:00"))
                                  .toObject();
    QCOMPARE(desk.apply(timed).code, 0);
    const QStringList next{QStringLiteral("campaign"), QStringLiteral("next"), greeting};
    const auto runs = [&] { return desk.run(next).json()[QStringLiteral("runs")].toArray(); };
    const QJsonArray shanghai{QStringLiteral("2999-12-01T09:00:00+08:00")};
    QCOMPARE(runs(), shanghai); // of the draft
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting}).code, 0);
    QCOMPARE(runs(), shanghai);
    const QJsonObject zone{{QStringLiteral("version"), 1}, {QStringLiteral("timeZone"), QStringLiteral("Asia/Tokyo")}};
    QCOMPARE(desk.apply(zone).text("timeZone"), QStringLiteral("Asia/Tokyo"));
    QCOMPARE(runs(), QJsonArray{QStringLiteral("2999-12-01T09:00:00+09:00")});
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("offline"), greeting}).code, 0);
    QVERIFY(runs().isEmpty());
}

void TestRefusals::whatIsMissingIsNamed()
{
    const CliDesk desk;
    const CliAnswer apply = desk.run({QStringLiteral("apply")});
    QCOMPARE(apply.code, 2);
    QVERIFY2(apply.errors.contains("name the file"), apply.errors.constData());
    const CliAnswer explain = desk.run({QStringLiteral("segment"), QStringLiteral("explain"), QStringLiteral("a")});
    QVERIFY2(explain.errors.contains("name the person"), explain.errors.constData());
    const CliAnswer demo = desk.run({QStringLiteral("demo"), QStringLiteral("--keep"), QStringLiteral("/proc/x")});
    QCOMPARE(demo.code, 1);
    QVERIFY2(demo.errors.contains("can't be created"), demo.errors.constData());
}

WD_TEST(TestRefusals)
#include "tst_refusals.moc"
