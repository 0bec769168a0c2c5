#include "tests/journeys/clidesk.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QTest>

using namespace wd;

// The computer's own Secret Service: a secret goes in once and signs requests of later starts.
class TestKeychain : public QObject {
    Q_OBJECT

private slots:
    void keepsASecret();
    void saysWhenThereIsNone();

private:
    static void makeDesk(const CliDesk& desk);
    static CliAnswer setSecret(const CliDesk& desk, const QByteArray& secret, const Program::Variables& more = {});
};

void TestKeychain::makeDesk(const CliDesk& desk)
{
    writeFile(desk.file(QStringLiteral("people.csv")), "login_id\nu1\nu2\n");
    QCOMPARE(desk.apply(smallDesk(QStringLiteral("http://127.0.0.1:%1/hook").arg(desk.ledger.port()))).code, 0);
    QCOMPARE(
        desk.run({QStringLiteral("import"), QStringLiteral("people"), desk.file(QStringLiteral("people.csv"))}).code,
        0);
}

CliAnswer TestKeychain::setSecret(const CliDesk& desk, const QByteArray& secret, const Program::Variables& more)
{
    Program::Variables variables = desk.variables();
    variables.insert(more);
    Program program = Program::cli({QStringLiteral("--workspace"), desk.workspace(), QStringLiteral("secret"),
                                       QStringLiteral("set"), QStringLiteral("gateway")},
        variables);
    program.giveInput(secret + "\n");
    CliAnswer answer;
    if (program.waitForEnd())
        answer.code = program.exitCode();
    answer.errors = program.errorOutput();
    return answer;
}

void TestKeychain::keepsASecret()
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        QSKIP("There is no D-Bus session here; ./test starts one with an unlocked keychain.");
    CliDesk desk;
    makeDesk(desk);
    const CliAnswer stored = setSecret(desk, "keychain-secret-1");
    QVERIFY2(stored.code == 0, stored.errors.constData());
    const CliAnswer sent = desk.run(
        {QStringLiteral("campaign"), QStringLiteral("online"), QStringLiteral("greeting"), QStringLiteral("--wait")});
    QVERIFY2(sent.code == 0, sent.errors.constData());
    QCOMPARE(sent.number("accepted"), 2);
    const QList<LedgerEntry> entries = desk.ledger.entries();
    QCOMPARE(entries.size(), 2);
    for (const LedgerEntry& entry : entries)
        QVERIFY(entry.signedWith("keychain-secret-1"));
    // Never in the files of the workspace.
    for (const QString& name : {QStringLiteral("workspace.db"), QStringLiteral("audience.db")}) {
        QFile file(desk.workspace() + u'/' + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("keychain-secret-1"));
    }
}

void TestKeychain::saysWhenThereIsNone()
{
    CliDesk desk;
    makeDesk(desk);
    const CliAnswer stored = setSecret(desk, "keychain-secret-2",
        {{QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nowhere/bus")}});
    QCOMPARE(stored.code, 1);
    QVERIFY2(stored.errors.contains("keychain"), stored.errors.constData());
}

WD_TEST(TestKeychain)
#include "tst_keychain.moc"
