// The local receiver's port, check and secret from one opening of a workspace to the next.
#include "app/receivermemory.h"
#include "models/desk/sample.h"
#include "models/receiver/receiver.h"
#include "models/workspace/workspace.h"
#include "tests/support/suite.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

const Secret own("a key of my own");

} // namespace

class TestReceiverMemory : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void portCheckAndSecretComeBack();
    void theSamplesConstantIsNoSecretToKeep();
    void aCheckThatWasSwitchedOffStaysOff();
    void anotherWorkspaceHasItsOwn();
    void whatRanRunsAgain();

private:
    void open(const QString& name, const Secret& first = {})
    {
        close();
        auto opened = Workspace::open(m_folder->filePath(name), QStringLiteral("UTC"), m_clock, m_keychain);
        if (!opened)
            qFatal("no workspace");
        m_workspace = std::move(opened).value();
        m_memory = std::make_unique<ReceiverMemory>(*m_workspace, m_receiver, first);
    }
    void close()
    {
        m_memory.reset();
        m_workspace.reset();
        m_receiver.stop();
    }
    // Starts it, with these set in its window.
    quint16 set(bool check, const Secret& secret)
    {
        ReceiverOptions options = m_receiver.options();
        options.checkSignature = check;
        options.secret = secret;
        const Result<quint16> port = m_receiver.start(options);
        return port ? *port : 0;
    }

    SystemClock m_clock;
    Keychain m_keychain;
    Receiver m_receiver{m_clock};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ReceiverMemory> m_memory;
};

void TestReceiverMemory::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestReceiverMemory::cleanup()
{
    close();
}

void TestReceiverMemory::portCheckAndSecretComeBack()
{
    QSignalSpy kept(&m_keychain, &Keychain::secretChanged);
    open(QStringLiteral("desk"));
    QVERIFY(!m_receiver.options().checkSignature);
    const quint16 port = set(true, own);
    QVERIFY(port != 0);
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, 25'000);

    open(QStringLiteral("desk"));
    QCOMPARE(m_receiver.port(), quint16(0)); // nothing is started by itself
    QCOMPARE(m_receiver.options().port, port);
    QTRY_VERIFY_WITH_TIMEOUT(m_receiver.options().checkSignature, 25'000);
    QCOMPARE(m_receiver.options().secret, own);
    QCOMPARE(set(true, own), port);
}

void TestReceiverMemory::theSamplesConstantIsNoSecretToKeep()
{
    QSignalSpy kept(&m_keychain, &Keychain::secretChanged);
    open(QStringLiteral("sample"), sampleSecret());
    QVERIFY(m_receiver.options().checkSignature);
    QCOMPARE(m_receiver.options().secret, sampleSecret());
    QVERIFY(set(true, sampleSecret()) != 0);
    open(QStringLiteral("sample"), sampleSecret()); // what was set is noted when the workspace closes
    QCOMPARE(m_receiver.options().secret, sampleSecret());
    QVERIFY(m_receiver.options().checkSignature);
    QCOMPARE(kept.size(), 0);
}

void TestReceiverMemory::aCheckThatWasSwitchedOffStaysOff()
{
    open(QStringLiteral("sample"), sampleSecret());
    QVERIFY(set(false, sampleSecret()) != 0);
    open(QStringLiteral("sample"), sampleSecret());
    QVERIFY(!m_receiver.options().checkSignature);
}

void TestReceiverMemory::anotherWorkspaceHasItsOwn()
{
    open(QStringLiteral("sample"), sampleSecret());
    QVERIFY(set(true, sampleSecret()) != 0);
    open(QStringLiteral("desk"));
    QVERIFY(m_receiver.options().secret.isEmpty());
    QVERIFY(!m_receiver.options().checkSignature);
    QCOMPARE(m_receiver.options().port, quint16(0));
}

void TestReceiverMemory::whatRanRunsAgain()
{
    open(QStringLiteral("desk"));
    QVERIFY(m_memory->resume());
    QCOMPARE(m_receiver.port(), quint16(0)); // it never ran
    const quint16 port = set(false, {});
    QVERIFY(port != 0);
    open(QStringLiteral("other"));
    QVERIFY(m_memory->resume());
    QCOMPARE(m_receiver.port(), quint16(0));
    open(QStringLiteral("desk"));
    QVERIFY(m_memory->resume());
    QCOMPARE(m_receiver.port(), port);

    m_receiver.stop(); // by hand
    open(QStringLiteral("desk"));
    QVERIFY(m_memory->resume());
    QCOMPARE(m_receiver.port(), quint16(0));
}

WD_TEST(TestReceiverMemory)
#include "tst_receivermemory.moc"
