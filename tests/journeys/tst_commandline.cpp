#include "app/commandline/cli.h"
#include "models/workspace/workspacefiles.h"
#include "tests/support/suite.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

class TestCommandLine : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void refusesUnknownCommandsAndOptions();
    void asksForWhatIsMissing_data();
    void asksForWhatIsMissing();
    void tellsItsVersion();
    void helpsWithOneCommandOrAll();
    void refusesWhatIsNotBuilt();
    void namesAMissingWorkspace();
    void appliesAndExports();
    void namesWhoHoldsTheWorkspace();
    void rendersTemplates();
    void demoTellsAllStories();

private:
    int run(const QStringList& words, const QByteArray& input = {})
    {
        m_input.close();
        m_input.setData(input);
        m_input.open(QIODevice::ReadOnly);
        for (QBuffer* buffer : {&m_output, &m_errors}) {
            buffer->close();
            buffer->setData({});
            buffer->open(QIODevice::WriteOnly);
        }
        CliIo io{m_input, m_output, m_errors};
        SystemClock clock;
        return runCli(QStringList{QStringLiteral("--workspace"), m_folder->path()} + words, io, clock);
    }
    QJsonObject json() const { return QJsonDocument::fromJson(m_output.data()).object(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QBuffer m_input;
    QBuffer m_output;
    QBuffer m_errors;
};

void TestCommandLine::refusesUnknownCommandsAndOptions()
{
    QCOMPARE(run({QStringLiteral("fly")}), 2);
    QVERIFY(m_errors.data().contains("fly"));
    QVERIFY(!m_errors.data().contains("campaign"));
    QCOMPARE(run({QStringLiteral("campain"), QStringLiteral("onlin"), QStringLiteral("x")}), 2);
    QVERIFY(m_errors.data().contains("campaign online"));
    QVERIFY(!m_errors.data().contains("campaign pause"));
    QCOMPARE(run({QStringLiteral("exprt")}), 2);
    QVERIFY(m_errors.data().contains("export"));
    QCOMPARE(run({QStringLiteral("segment")}), 2);
    QVERIFY(m_errors.data().contains("count, people, explain"));
    const QStringList count{QStringLiteral("segment"), QStringLiteral("count")};
    QCOMPARE(run(count + QStringList{QStringLiteral("--fast"), QStringLiteral("x")}), 2);
    QVERIFY(m_errors.data().contains("segment count NAME"));
    QVERIFY(m_output.data().isEmpty());
}

void TestCommandLine::asksForWhatIsMissing_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("asks");
    const auto row = [](const char* words, const char* asks) {
        QTest::newRow(words) << QString::fromLatin1(words).split(u' ') << QByteArray(asks);
    };
    row("campaign status", "name the campaign");
    row("segment count", "name the segment");
    row("segment explain all", "name the person");
    row("person show", "name the person");
    row("person find", "give the text");
    row("channel test", "name the channel");
    row("secret set", "name the channel");
    row("list remove", "name the list");
    row("list create vips", "name the file");
    row("event remove", "name the event");
    row("attribute set", "name the attribute");
    row("import undo", "the import's number");
    row("apply", "name the file");
}

void TestCommandLine::asksForWhatIsMissing()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, asks);
    QCOMPARE(run(words), 2);
    QVERIFY2(m_errors.data().contains(asks), m_errors.data().constData());
    QVERIFY(m_output.data().isEmpty());
}

void TestCommandLine::tellsItsVersion()
{
    QCOMPARE(run({QStringLiteral("--version")}), 0);
    QCOMPARE(m_output.data(), QByteArray("Webhook Desk " WD_VERSION "\n"));
}

void TestCommandLine::helpsWithOneCommandOrAll()
{
    const QByteArray folder = defaultWorkspaceFolder().toUtf8();
    for (const QStringList& words :
        QList<QStringList>{{QStringLiteral("help")}, {QStringLiteral("--help")}, {QStringLiteral("-h")}}) {
        QCOMPARE(run(words), 0);
        QVERIFY(m_output.data().contains("campaign online"));
        QVERIFY(m_output.data().contains("demo"));
        QVERIFY(m_output.data().contains(folder));
        QVERIFY(m_errors.data().isEmpty());
    }
    QCOMPARE(run({}), 2);
    QVERIFY(m_output.data().contains("campaign online"));
    QVERIFY(m_errors.data().isEmpty());
    for (const QStringList& words : QList<QStringList>{{QStringLiteral("demo"), QStringLiteral("--help")},
             {QStringLiteral("help"), QStringLiteral("demo")}, {QStringLiteral("--help"), QStringLiteral("demo")}}) {
        QCOMPARE(run(words), 0);
        QVERIFY(m_output.data().contains("demo [--keep DIR]"));
        QVERIFY(!m_output.data().contains("export"));
    }
    const QStringList online{QStringLiteral("campaign"), QStringLiteral("online")};
    QCOMPARE(run(online + QStringList{QStringLiteral("a name"), QStringLiteral("--help")}), 0);
    QVERIFY(m_output.data().contains("--wait"));
    QVERIFY(!m_output.data().contains("campaign pause"));
    QCOMPARE(run({QStringLiteral("campaign"), QStringLiteral("--help")}), 0);
    QVERIFY(m_output.data().contains("campaign pause NAME"));
    QVERIFY(!m_output.data().contains("segment count"));
    QCOMPARE(run({QStringLiteral("help"), QStringLiteral("fly")}), 2);
    QVERIFY(m_output.data().isEmpty());
}

void TestCommandLine::refusesWhatIsNotBuilt()
{
    QCOMPARE(
        run({QStringLiteral("import"), QStringLiteral("events"), QStringLiteral("x.csv"), QStringLiteral("--trigger")}),
        2);
    QVERIFY(m_errors.data().contains("--trigger"));
    QVERIFY(!workspaceExists(m_folder->path()));
}

void TestCommandLine::namesAMissingWorkspace()
{
    QCOMPARE(run({QStringLiteral("export")}), 2);
    QVERIFY(m_errors.data().contains(m_folder->path().toUtf8()));
}

void TestCommandLine::appliesAndExports()
{
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, R"({"version":1,"timeZone":"Asia/Shanghai"})"), 0);
    QCOMPARE(run({QStringLiteral("export")}), 0);
    QCOMPARE(json().value(QStringLiteral("timeZone")).toString(), QStringLiteral("Asia/Shanghai"));
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, R"({"version":1,"colour":"red"})"), 2);
    QVERIFY(m_errors.data().contains("colour"));
}

void TestCommandLine::namesWhoHoldsTheWorkspace()
{
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, R"({"version":1})"), 0);
    const auto lock = WorkspaceLock::acquire(m_folder->path());
    QVERIFY(lock);
    QCOMPARE(run({QStringLiteral("apply"), QStringLiteral("-")}, R"({"version":1})"), 3);
    QVERIFY(m_errors.data().contains(QByteArray::number(QCoreApplication::applicationPid())));
    QCOMPARE(run({QStringLiteral("export")}), 0);
    QCOMPARE(run({QStringLiteral("campaign"), QStringLiteral("pause"), QStringLiteral("x")}), 3);
}

void TestCommandLine::rendersTemplates()
{
    const QStringList render{QStringLiteral("--json"), QStringLiteral("template"), QStringLiteral("render")};
    QCOMPARE(run(render + QStringList{QStringLiteral("{{ user.name | default: \"会员\" }}")}), 0);
    QCOMPARE(json().value(QStringLiteral("text")).toString(), QStringLiteral("会员"));
    QCOMPARE(run(render + QStringList{QStringLiteral("{{ user.name")}), 2);
    QVERIFY(m_errors.data().startsWith("1:"));
}

void TestCommandLine::demoTellsAllStories()
{
    QCOMPARE(run({QStringLiteral("--json"), QStringLiteral("demo")}), 0);
    QVERIFY(json().value(QStringLiteral("ok")).toBool());
    QCOMPARE(json().value(QStringLiteral("stories")).toArray().size(), 3);
}

WD_TEST(TestCommandLine)
#include "tst_commandline.moc"
