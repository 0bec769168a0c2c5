// Segments and lists from the command line: every kind of condition applied, counted, explained.
#include "app/commandline/cli.h"
#include "tests/support/suite.h"

#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

class TestRuleCommands : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void listsAreMadeShownAndRemoved();
    void everyKindIsCounted_data();
    void everyKindIsCounted();
    void anExplanationTellsTheFacts();
    void removalsAreCounted();
    void peopleOfTheOtherKindAreExplained();
    void aSegmentIsShownAndRemoved();
    void changesOfWhatIsInUseAreSaid();
    void whoCantBeMeantIsSaid();
    void listsAreRenamedAndTellTheirFaults();
    void listsAreFilledAnewAndComeBack();
    void whatGoesIsAskedAndTold();
    void choicesThatRulesNameStay();
    void theDocumentComesBack();
    void whatIsNotThereIsNamed();

private:
    int run(const QStringList& words, const QByteArray& input = {});
    int runWords(const char* words) { return run(QString::fromUtf8(words).split(u' ')); }
    QString file(const char* name, const QByteArray& content) const
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s", name);
        return file.fileName();
    }
    QJsonObject json() const { return QJsonDocument::fromJson(m_output).object(); }

    QTemporaryDir m_folder;
    QByteArray m_output;
    QByteArray m_errors;
};

namespace {

constexpr auto document = R"({"version":1,"timeZone":"Asia/Shanghai",
 "channels":[{"name":"gateway","url":"http://127.0.0.1:9/"}],
 "segments":[
  {"name":"gold","rule":{"attribute":"vip","op":"=","value":"gold"}},
  {"name":"spenders","rule":{"all":[{"segment":"gold"},
    {"event":"order","sum":{"property":"amount","op":">","value":10}},{"not":{"list":"shops"}}]}},
  {"name":"untouched","rule":{"not":{"received":{"campaign":"greeting","days":30}}}},
  {"name":"quick","rule":{"sequence":[{"event":"cart"},{"event":"order"}],"within":"1h"}},
  {"name":"lot","rule":{"random":50}}],
 "campaigns":[{"name":"greeting","segment":"untouched","channel":"gateway"}]})";

} // namespace

int TestRuleCommands::run(const QStringList& words, const QByteArray& input)
{
    QBuffer in;
    in.setData(input);
    in.open(QIODevice::ReadOnly);
    m_output.clear();
    m_errors.clear();
    QBuffer out(&m_output);
    out.open(QIODevice::WriteOnly);
    QBuffer errors(&m_errors);
    errors.open(QIODevice::WriteOnly);
    CliIo io{in, out, errors};
    SystemClock clock;
    return runCli(
        QStringList{QStringLiteral("--workspace"), m_folder.filePath(QStringLiteral("desk")), QStringLiteral("--json")}
            + words,
        io, clock);
}

void TestRuleCommands::initTestCase()
{
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, R"({"version":1,"timeZone":"Asia/Shanghai"})"), 0);
    const QString people = file("people.csv", "login_id,vip\nu1,gold\nu2,gold\nu3,gold\nu4,silver\n");
    QCOMPARE(run({QStringLiteral("import"), QStringLiteral("people"), people}), 0);
    const QString events = file("events.csv",
        "login_id,event,time,amount\nu1,cart,2026-07-01 10:00:00,\nu1,order,2026-07-01 10:30:00,7\n"
        "u1,order,2026-07-02 09:00:00,8.5\nu2,order,2026-07-01 10:00:00,20\nu3,order,2026-07-01 10:00:00,3\n"
        "u4,cart,2026-07-01 10:00:00,\nu4,order,2026-07-01 12:00:00,99\n");
    QCOMPARE(run({QStringLiteral("import"), QStringLiteral("events"), events, QStringLiteral("--person"),
                 QStringLiteral("login_id")}),
        0);
}

void TestRuleCommands::listsAreMadeShownAndRemoved()
{
    const QString shops = file("shops.csv", "u2\nu9\nu2\n");
    const QStringList create{QStringLiteral("list"), QStringLiteral("create"), QStringLiteral("shops"), shops};
    QCOMPARE(run(create + QStringList{QStringLiteral("--no-header")}), 0);
    QCOMPARE(json().value(QStringLiteral("rows")).toInt(), 3);
    QCOMPARE(json().value(QStringLiteral("matched")).toInt(), 1);
    QCOMPARE(json().value(QStringLiteral("unknown")).toInt(), 1);
    QCOMPARE(json().value(QStringLiteral("duplicates")).toInt(), 1);
    QCOMPARE(json().value(QStringLiteral("unknownIds")).toArray().first().toString(), QStringLiteral("u9"));
    QCOMPARE(run(create + QStringList{QStringLiteral("--no-header")}), 2);
    QVERIFY(m_errors.contains("shops"));
    QCOMPARE(run(create
                 + QStringList{QStringLiteral("--login-id"), QStringLiteral("a"), QStringLiteral("--visitor-id"),
                     QStringLiteral("b")}),
        2);
    QCOMPARE(runWords("list show shops"), 0);
    QCOMPARE(json().value(QStringLiteral("members")).toInt(), 1);
    QCOMPARE(json().value(QStringLiteral("people")).toArray().first().toObject().value(QStringLiteral("login_id")),
        QJsonValue(QStringLiteral("u2")));
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, document), 0);
    QCOMPARE(runWords("list remove shops"), 2);
    QVERIFY(m_errors.contains("spenders"));
    const QString other = file("other.csv", "login_id\nu1\n");
    QCOMPARE(run({QStringLiteral("list"), QStringLiteral("create"), QStringLiteral("other"), other}), 0);
    QCOMPARE(runWords("list all"), 0);
    QCOMPARE(json().value(QStringLiteral("lists")).toArray().size(), 2);
    QCOMPARE(runWords("list remove other"), 0);
    QCOMPARE(runWords("list all"), 0);
    QCOMPARE(json().value(QStringLiteral("lists")).toArray().size(), 1);
}

void TestRuleCommands::everyKindIsCounted_data()
{
    QTest::addColumn<QString>("segment");
    QTest::addColumn<int>("people");
    QTest::newRow("a segment in a segment") << QStringLiteral("gold") << 3;
    QTest::newRow("sum, list") << QStringLiteral("spenders") << 1;
    QTest::newRow("received") << QStringLiteral("untouched") << 4;
    QTest::newRow("sequence") << QStringLiteral("quick") << 1;
    QTest::newRow("random") << QStringLiteral("lot") << 2;
}

void TestRuleCommands::everyKindIsCounted()
{
    QFETCH(QString, segment);
    QFETCH(int, people);
    QCOMPARE(run({QStringLiteral("segment"), QStringLiteral("count"), segment}), 0);
    QCOMPARE(json().value(QStringLiteral("count")).toInt(), people);
    QCOMPARE(run({QStringLiteral("segment"), QStringLiteral("people"), segment}), 0);
    QCOMPARE(json().value(QStringLiteral("people")).toArray().size(), people);
    QCOMPARE(json().value(QStringLiteral("count")).toInt(), people);
}

void TestRuleCommands::anExplanationTellsTheFacts()
{
    QCOMPARE(runWords("segment explain spenders u1"), 0);
    QCOMPARE(json().value(QStringLiteral("matches")).toBool(), true);
    const QJsonArray conditions = json().value(QStringLiteral("conditions")).toArray();
    QCOMPARE(conditions.size(), 3);
    const QJsonObject sum = conditions.at(1).toObject();
    QCOMPARE(sum.value(QStringLiteral("measured")).toDouble(), 15.5);
    QCOMPARE(sum.value(QStringLiteral("found")).toInt(), 2);
    QCOMPARE(
        sum.value(QStringLiteral("latest")).toArray().first().toString(), QStringLiteral("2026-07-02T09:00:00+08:00"));
    QCOMPARE(runWords("segment explain gold u4"), 0);
    QCOMPARE(json().value(QStringLiteral("matches")).toBool(true), false);
    QCOMPARE(json().value(QStringLiteral("value")).toString(), QStringLiteral("silver"));
    QCOMPARE(runWords("segment explain quick u4"), 0);
    QCOMPARE(json().value(QStringLiteral("matches")).toBool(true), false);
    QCOMPARE(json().value(QStringLiteral("conditions")).toArray().size(), 2);
    QCOMPARE(runWords("segment explain quick u99"), 2);
}

void TestRuleCommands::removalsAreCounted()
{
    QCOMPARE(runWords("segment removals spenders"), 0);
    QCOMPARE(json().value(QStringLiteral("count")).toInt(), 1);
    QCOMPARE(json().value(QStringLiteral("everybody")).toInt(), 4);
    // Without gold u4 would be there, too; without the sum u3; without the list u2.
    QStringList told;
    const QJsonArray conditions = json().value(QStringLiteral("conditions")).toArray();
    for (const auto& condition : conditions)
        told += QStringLiteral("%1 %2")
                    .arg(condition.toObject().value(QStringLiteral("alone")).toInt())
                    .arg(condition.toObject().value(QStringLiteral("removes")).toInt());
    QCOMPARE(told, (QStringList{QStringLiteral("3 1"), QStringLiteral("3 1"), QStringLiteral("3 1")}));
    QCOMPARE(conditions.at(0).toObject().value(QStringLiteral("rule")).toObject(),
        (QJsonObject{{QStringLiteral("segment"), QStringLiteral("gold")}}));
}

void TestRuleCommands::peopleOfTheOtherKindAreExplained()
{
    QCOMPARE(run({QStringLiteral("import"), QStringLiteral("people"), file("v.csv", "visitor_id,vip\nv1,gold\n")}), 0);
    QCOMPARE(runWords("segment explain gold v1"), 0);
    QCOMPARE(json().value(QStringLiteral("matches")), QJsonValue(false));
    QCOMPARE(json().value(QStringLiteral("ofKind")), QJsonValue(false));
    QCOMPARE(json().value(QStringLiteral("value")).toString(), QStringLiteral("gold"));
    QCOMPARE(runWords("segment explain gold u1"), 0);
    QCOMPARE(json().value(QStringLiteral("matches")), QJsonValue(true));
    QCOMPARE(json().value(QStringLiteral("ofKind")), QJsonValue(true));
    QCOMPARE(runWords("segment explain gold v2"), 2);
    QVERIFY(m_errors.contains("v2"));
}

void TestRuleCommands::aSegmentIsShownAndRemoved()
{
    QCOMPARE(runWords("segment show gold"), 0);
    QCOMPARE(json().value(QStringLiteral("sentence")).toString(), QStringLiteral("login users whose vip is gold"));
    QCOMPARE(json().value(QStringLiteral("usedBy")).toObject().value(QStringLiteral("segments")).toArray(),
        QJsonArray{QStringLiteral("spenders")});
    QCOMPARE(runWords("segment show untouched"), 0);
    const QJsonObject campaign = json()
                                     .value(QStringLiteral("usedBy"))
                                     .toObject()
                                     .value(QStringLiteral("campaigns"))
                                     .toArray()
                                     .first()
                                     .toObject();
    QCOMPARE(campaign.value(QStringLiteral("name")).toString(), QStringLiteral("greeting"));
    QCOMPARE(campaign.value(QStringLiteral("state")).toString(), QStringLiteral("draft"));
    QCOMPARE(runWords("segment remove gold"), 2);
    QVERIFY(m_errors.contains("spenders"));
    QCOMPARE(runWords("segment remove 全部登录用户"), 2);
    QCOMPARE(runWords("segment remove quick"), 0);
    QCOMPARE(runWords("segment show quick"), 2);
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, document), 0);
}

void TestRuleCommands::changesOfWhatIsInUseAreSaid()
{
    const QByteArray changed = R"({"version":1,"segments":[{"name":"gold","rule":{"all":[]}},
        {"name":"lot","rule":{"random":40}}]})";
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, changed), 0);
    QVERIFY(m_errors.contains("gold") && m_errors.contains("spenders") && !m_errors.contains("lot"));
    const QJsonArray inUse = json().value(QStringLiteral("changedInUse")).toArray();
    QCOMPARE(inUse.size(), 1);
    QCOMPARE(inUse.first().toObject().value(QStringLiteral("segment")).toString(), QStringLiteral("gold"));
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, document), 0);
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, document), 0);
    QVERIFY(m_errors.isEmpty());
    QVERIFY(!json().contains(QStringLiteral("changedInUse")));
}

void TestRuleCommands::whoCantBeMeantIsSaid()
{
    const QByteArray mixed = R"({"version":1,"segments":[{"name":"guests","userKind":"visitor","rule":{"all":[]}},
        {"name":"mixed","rule":{"not":{"segment":"guests"}}},
        {"name":"alike","rule":{"segment":"gold"}}]})";
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, mixed), 0);
    QVERIFY2(m_errors.contains("“mixed”") && m_errors.contains("“guests” holds visitors only: no login user is in it."),
        m_errors);
    QVERIFY(!m_errors.contains("alike"));
    QCOMPARE(json().value(QStringLiteral("otherKind")).toArray(),
        (QJsonArray{QJsonObject{{QStringLiteral("segment"), QStringLiteral("mixed")},
            {QStringLiteral("names"), QJsonArray{QStringLiteral("guests")}}}}));
}

void TestRuleCommands::listsAreRenamedAndTellTheirFaults()
{
    const QString broken = file("broken.csv", "login_id\n\"u1\"\n\"u2\nu3");
    QCOMPARE(run({QStringLiteral("list"), QStringLiteral("create"), QStringLiteral("broken"), broken}), 0);
    QCOMPARE(json().value(QStringLiteral("failed")).toInt(), 1);
    const QJsonArray faults = json().value(QStringLiteral("errors")).toArray();
    QCOMPARE(faults.size(), 1);
    QCOMPARE(faults.first().toObject().value(QStringLiteral("line")).toInt(), 3);
    QVERIFY(m_errors.contains("3") && m_errors.contains(faults.first()[QStringLiteral("reason")].toString().toUtf8()));
    QCOMPARE(runWords("list rename broken half"), 0);
    QCOMPARE(runWords("list show broken"), 2);
    QCOMPARE(runWords("list rename half shops"), 2);
    // Rules follow.
    QCOMPARE(runWords("list rename shops other"), 0);
    QCOMPARE(runWords("segment show spenders"), 0);
    QVERIFY(m_output.contains("other"));
    QCOMPARE(runWords("list remove other"), 2);
    QVERIFY(m_errors.contains("spenders"));
    QCOMPARE(runWords("list rename other shops"), 0);
    QCOMPARE(runWords("list remove half"), 0);
}

void TestRuleCommands::listsAreFilledAnewAndComeBack()
{
    const auto number = [this](const char* name) { return json().value(QLatin1String(name)).toInt(); };
    const QString first = file("first.csv", "login_id\nu1\nnobody1\nnobody2\n");
    QCOMPARE(run({QStringLiteral("list"), QStringLiteral("create"), QStringLiteral("filled"), first}), 0);
    QCOMPARE(runWords("list show filled"), 0);
    QCOMPARE(number("unknown"), 2);
    QCOMPARE(runWords("list add-unknown filled"), 0);
    QCOMPARE(number("added"), 2);
    QCOMPARE(number("members"), 3);
    QCOMPARE(runWords("import list --limit 1"), 0);
    const int import = json().value(QStringLiteral("imports"))[0][QStringLiteral("id")].toInt();
    QCOMPARE(run({QStringLiteral("import"), QStringLiteral("undo"), QString::number(import)}), 0);
    QCOMPARE(runWords("list show filled"), 0);
    QCOMPARE(number("members"), 1);
    const QString second = file("second.csv", "login_id\nu1\nu2\n");
    QCOMPARE(run({QStringLiteral("list"), QStringLiteral("replace"), QStringLiteral("filled"), second}), 0);
    QCOMPARE(number("members"), 2);
    QCOMPARE(run({QStringLiteral("list"), QStringLiteral("replace"), QStringLiteral("nothing"), second}), 2);
    QCOMPARE(runWords("list remove filled"), 0);
    QCOMPARE(runWords("list restore filled"), 0);
    QCOMPARE(number("members"), 2);
    QCOMPARE(runWords("list restore filled"), 2);
    QCOMPARE(runWords("list remove filled"), 0);
}

void TestRuleCommands::whatGoesIsAskedAndTold()
{
    QCOMPARE(run({QStringLiteral("import"), QStringLiteral("events"),
                 file("gone.csv",
                     "login_id,event,time,page\nu1,gone,2026-07-01 10:00:00,a\nu2,gone,2026-07-02 10:00:00,\n"
                     "u2,gone,2026-07-03 10:00:00,b\n"),
                 QStringLiteral("--person"), QStringLiteral("login_id")}),
        0);
    QCOMPARE(runWords("event remove gone --property page"), 2);
    QVERIFY(m_errors.contains("2 events"));
    QCOMPARE(runWords("event remove gone --property page --yes"), 0);
    QCOMPARE(json().value(QStringLiteral("events")).toInt(), 2);
    QCOMPARE(runWords("event remove gone"), 2);
    QVERIFY(m_errors.contains("3 events") && m_errors.contains("--yes"));
    QCOMPARE(runWords("event list"), 0);
    QVERIFY(m_output.contains("gone"));
    QCOMPARE(runWords("event remove gone --yes"), 0);
    QCOMPARE(json().value(QStringLiteral("events")).toInt(), 3);
    QCOMPARE(json().value(QStringLiteral("people")).toInt(), 2);
    QCOMPARE(runWords("event list"), 0);
    QVERIFY(!m_output.contains("gone"));
    // Nothing is lost with what nobody has.
    QCOMPARE(runWords("attribute set empty_one --type number"), 0);
    QCOMPARE(runWords("attribute remove empty_one"), 0);
    QCOMPARE(json().value(QStringLiteral("people")).toInt(), 0);
    // What is in use stays, whatever is said.
    QCOMPARE(runWords("attribute remove vip --yes"), 2);
    QVERIFY(m_errors.contains("gold"));
}

void TestRuleCommands::choicesThatRulesNameStay()
{
    QCOMPARE(run({QStringLiteral("import"), QStringLiteral("people"), file("t.csv", "login_id,tier\nu1,high\n")}), 0);
    QCOMPARE(runWords("attribute set tier --type choice --choice high --choice low"), 0);
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")},
                 R"({"version":1,"segments":[{"name":"others","rule":{"attribute":"tier","op":"!=","value":"low"}}]})"),
        0);
    QCOMPARE(runWords("attribute set tier --choice high"), 2);
    QVERIFY(m_errors.contains("others"));
    QCOMPARE(runWords("segment count others"), 0);
    QCOMPARE(runWords("attribute set tier --choice high --choice low --choice middle"), 0);
    QCOMPARE(runWords("segment remove others"), 0);
    QCOMPARE(runWords("attribute set tier --choice high"), 0);
}

void TestRuleCommands::theDocumentComesBack()
{
    QCOMPARE(run({QStringLiteral("export")}), 0);
    const QByteArray exported = m_output;
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, exported), 0);
    QCOMPARE(json().value(QStringLiteral("unchanged")).toInt(), 10);
}

void TestRuleCommands::whatIsNotThereIsNamed()
{
    const auto faultOf = [this](const QByteArray& rule) {
        run({QStringLiteral("apply"), QStringLiteral("-")},
            R"({"version":1,"segments":[{"name":"x","rule":{"all":[)" + rule + "]}}]}");
        return m_errors;
    };
    for (const char* rule :
        {R"({"list":"nobody"})", R"({"received":{"campaign":"nobody"}})", R"({"received":{"channel":"nobody"}})",
            R"({"segment":"nobody"})", R"({"sequence":[{"event":"cart"},{"event":"nobody"}],"within":"1h"})"}) {
        const QByteArray fault = faultOf(rule);
        QVERIFY2(fault.contains("segments[0].rule.all[0]"), fault);
        QVERIFY2(fault.contains("nobody"), fault);
    }
    QVERIFY(faultOf(R"({"random":101})").contains("segments[0].rule.all[0].random"));
}

WD_TEST(TestRuleCommands)
#include "tst_rulecommands.moc"
