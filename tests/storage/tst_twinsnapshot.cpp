// Two connections that read one state of a file side by side.
#include "models/storage/snapshot.h"

#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace wd;

class TestTwinSnapshot : public QObject {
    Q_OBJECT
private slots:
    void init();
    void bothSeeWhatWasThereFirst();
    void aConnectionThatReadsAlreadyHasNoTwin();
    void bothSeeTheSameWhileSomebodyWrites();
    void anInterruptionBreaksOffTheTwin();
    void aFileThatIsGoneIsReadAlone();

private:
    static qint64 number(Database& database)
    {
        Statement statement(database, "SELECT n FROM t");
        const Result<bool> row = statement.step();
        return row && *row ? statement.integer(0) : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_writer;
    std::unique_ptr<Database> m_reader;
};

void TestTwinSnapshot::init()
{
    m_reader.reset();
    m_writer.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    const QString path = m_folder->filePath(QStringLiteral("some.db"));
    auto writer = Database::openWriter(path, Database::Durability::Normal);
    QVERIFY(writer);
    m_writer = std::move(writer).value();
    QVERIFY(m_writer->execute("CREATE TABLE t(n INTEGER); INSERT INTO t VALUES(1)"));
    auto reader = Database::openReader(path);
    QVERIFY(reader);
    m_reader = std::move(reader).value();
}

void TestTwinSnapshot::bothSeeWhatWasThereFirst()
{
    for (int time = 1; time <= 3; ++time) {
        const TwinSnapshot snapshot(*m_reader);
        QVERIFY(snapshot.begun());
        QVERIFY(snapshot.twin());
        QVERIFY(m_writer->execute("UPDATE t SET n=n+1"));
        QCOMPARE(number(snapshot.database()), time);
        QCOMPARE(number(*snapshot.twin()), time);
    }
    QCOMPARE(number(*m_reader), 4);
}

void TestTwinSnapshot::aConnectionThatReadsAlreadyHasNoTwin()
{
    {
        const Snapshot earlier(*m_reader);
        QVERIFY(earlier.begun());
        const TwinSnapshot snapshot(*m_reader);
        QVERIFY(snapshot.begun());
        QVERIFY(!snapshot.twin());
    }
    QVERIFY(m_writer->execute("BEGIN IMMEDIATE; UPDATE t SET n=5"));
    {
        const TwinSnapshot ofChanges(*m_writer);
        QVERIFY(ofChanges.begun());
        QVERIFY(!ofChanges.twin());
        QCOMPARE(number(*m_writer), 5);
    }
    QVERIFY(m_writer->execute("ROLLBACK"));
    QVERIFY(TwinSnapshot(*m_reader).twin());
}

void TestTwinSnapshot::bothSeeTheSameWhileSomebodyWrites()
{
    std::atomic<bool> stop{false};
    std::thread writing([this, &stop] {
        while (!stop)
            if (!m_writer->execute("UPDATE t SET n=n+1"))
                break;
    });
    int twins = 0;
    int alone = 0;
    int different = 0;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 20'000 && (twins < 200 || alone < 5)) {
        const TwinSnapshot snapshot(*m_reader);
        if (!snapshot.begun() || !snapshot.twin()) {
            ++alone;
            continue;
        }
        ++twins;
        different += number(snapshot.database()) != number(*snapshot.twin());
    }
    stop = true;
    writing.join();
    QCOMPARE(different, 0);
    QVERIFY2(twins >= 200 && alone >= 5, qPrintable(QStringLiteral("%1 twins, %2 alone").arg(twins).arg(alone)));
}

void TestTwinSnapshot::anInterruptionBreaksOffTheTwin()
{
    const QByteArray endless = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c) SELECT max(i) FROM c";
    {
        const TwinSnapshot snapshot(*m_reader);
        QVERIFY(snapshot.twin());
        auto half = std::async(std::launch::async, [&] { return Statement(*snapshot.twin(), endless).step(); });
        while (half.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready)
            m_reader->interrupt();
        QVERIFY(!half.get());
        QVERIFY(!Statement(*snapshot.twin(), "SELECT 1").step()); // also what begins later
    }
    const TwinSnapshot again(*m_reader);
    QVERIFY(again.twin());
    QCOMPARE(number(*again.twin()), 1);
}

void TestTwinSnapshot::aFileThatIsGoneIsReadAlone()
{
    QCOMPARE(number(*m_reader), 1);
    QVERIFY(QDir(m_folder->path()).rename(QStringLiteral("some.db"), QStringLiteral("elsewhere.db")));
    const TwinSnapshot snapshot(*m_reader);
    QVERIFY(snapshot.begun());
    QVERIFY(!snapshot.twin());
    QCOMPARE(number(snapshot.database()), 1);
}

WD_TEST(TestTwinSnapshot)

#include "tst_twinsnapshot.moc"
