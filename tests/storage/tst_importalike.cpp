// Events that an overlapping export brings once more, and a trial that leaves nothing behind.
#include "models/audience/importing/history/importhistory.h"
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestImportAlike : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<ImportFixture>(); }
    void anOverlapIsLeftOut();
    void anythingElseIsAnotherEvent_data();
    void anythingElseIsAnotherEvent();
    void theRowsOfOneFileAreAllItsOwn();
    void alikeEventsMayBeAdded();
    void anyColumnMayBeTheEventsId();
    void aTrialLeavesNothing();

private:
    Result<ImportReport> events(const QByteArray& rows, const ImportOptions& options = eventOptions())
    {
        return m_desk->import("login_id,event,time,amount,note\n" + rows, options);
    }
    QString count() { return m_desk->rows("SELECT count(*) FROM event").first(); }
    std::unique_ptr<ImportFixture> m_desk;
};

void TestImportAlike::anOverlapIsLeftOut()
{
    QVERIFY(events("u1,order,2026-07-01 10:00,5,x\nu2,order,2026-07-02 10:00,,\nu3,view,2026-07-01,,\n"));
    const Result<ImportReport> report
        = events("u2,order,2026-07-02 10:00,,\nu1,order,2026-07-01 10:00,5.0,x\nu1,order,2026-07-03 10:00,5,x\n");
    QCOMPARE(report->added, 1);
    QCOMPARE(report->skipped, 2);
    QCOMPARE(report->alike, 2);
    QCOMPARE(count(), QStringLiteral("4"));
    QCOMPARE(importEntry(*m_desk->audience, report->id)->alike, 2);
    // With its columns in another order.
    QVERIFY(events("u9,order,2026-07-09,1,x\n"));
    const Result<ImportReport> turned = m_desk->import(
        "note,amount,time,event,login_id,tag\nx,1,2026-07-09,order,u9,\nx,1,2026-07-09,order,u9,new\n", eventOptions());
    QCOMPARE(turned->alike, 1);
    QCOMPARE(turned->added, 1);
}

void TestImportAlike::anythingElseIsAnotherEvent_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::newRow("person") << QByteArray("u2,order,2026-07-01 10:00,5,x\n");
    QTest::newRow("nobody known") << QByteArray("u9,order,2026-07-01 10:00,5,x\n");
    QTest::newRow("kind") << QByteArray("u1,view,2026-07-01 10:00,5,x\n");
    QTest::newRow("second") << QByteArray("u1,order,2026-07-01 10:00:01,5,x\n");
    QTest::newRow("number") << QByteArray("u1,order,2026-07-01 10:00,6,x\n");
    QTest::newRow("no number") << QByteArray("u1,order,2026-07-01 10:00,,x\n");
    QTest::newRow("text") << QByteArray("u1,order,2026-07-01 10:00,5,y\n");
    QTest::newRow("no text") << QByteArray("u1,order,2026-07-01 10:00,5,\n");
}

void TestImportAlike::anythingElseIsAnotherEvent()
{
    QFETCH(const QByteArray, row);
    QVERIFY(events("u1,order,2026-07-01 10:00,5,x\nu2,order,2026-07-09,,\nu2,view,2026-07-09,,\n"));
    const Result<ImportReport> report = events(row);
    QCOMPARE(report->added, 1);
    QCOMPARE(report->alike, 0);
}

void TestImportAlike::theRowsOfOneFileAreAllItsOwn()
{
    const QByteArray row = "u1,order,2026-07-01 10:00,5,x\n";
    QCOMPARE(events(row + row)->added, 2);
    // Two that are there stand for two rows.
    const Result<ImportReport> report = events(row + row + row);
    QCOMPARE(report->alike, 2);
    QCOMPARE(report->added, 1);
}

void TestImportAlike::alikeEventsMayBeAdded()
{
    const QByteArray row = "u1,order,2026-07-01 10:00,5,x\n";
    QVERIFY(events(row));
    ImportOptions options = eventOptions();
    options.addAlike = true;
    QCOMPARE(events(row + "u1,order,2026-07-02,5,x\n", options)->added, 2);
    QCOMPARE(count(), QStringLiteral("3"));
}

void TestImportAlike::anyColumnMayBeTheEventsId()
{
    ImportOptions options = eventOptions();
    options.eventIdColumn = QStringLiteral("订单号");
    const QByteArray header = "login_id,event,time,订单号,amount\n";
    const Result<ImportReport> first = m_desk->import(
        header + "u1,order,2026-07-01,N1,5\nu1,pay,2026-07-01,N1,5\nu1,order,2026-07-02,N2,6\n", options);
    QCOMPARE(first->added, 3);
    // The amount was corrected meanwhile; the order is the same one.
    const Result<ImportReport> second
        = m_desk->import(header + "u1,order,2026-07-01,N1,7\nu1,order,2026-07-03,N3,8\n", options);
    QCOMPARE(second->added, 1);
    QCOMPARE(second->skipped, 1);
    options.eventIdColumn = QStringLiteral("nothing");
    QCOMPARE(m_desk->import(header + "u1,order,2026-07-01,N1,7\n", options).error().kind, ErrorKind::BadValue);
}

void TestImportAlike::aTrialLeavesNothing()
{
    QVERIFY(m_desk->import("login_id,vip\nu1,gold\nu2,gold\n"));
    QVERIFY(events("u1,order,2026-07-01,5,x\n"));
    const QByteArrayList tables{"SELECT * FROM person", "SELECT * FROM event", "SELECT * FROM attribute",
        "SELECT * FROM property", "SELECT * FROM event_name", "SELECT * FROM import", "SELECT * FROM import_failed",
        "SELECT * FROM import_before", "SELECT * FROM gone_id"};
    const auto all = [this, &tables] {
        QStringList rows;
        for (const QByteArray& sql : tables)
            rows += m_desk->rows(sql);
        return rows;
    };
    const QStringList before = all();
    ImportOptions options;
    options.clearOthers = {QStringLiteral("vip")};
    const auto attempt = [this](const QByteArray& bytes, const ImportOptions& asked) {
        return tryImport(
            *m_desk->audience, m_desk->file(bytes), asked, ImportFixture::now, m_desk->stop, m_desk->progress);
    };
    const Result<ImportReport> people = attempt("login_id,vip,city,n\nu1,black,北京,1\nu3,gold,,2\n,,,3\n", options);
    QVERIFY(people);
    QCOMPARE(people->added, 1);
    QCOMPARE(people->updated, 1);
    QCOMPARE(people->failed, 1);
    QVERIFY(people->clearingWithheld);
    QCOMPARE(people->newAttributes, (QStringList{QStringLiteral("city"), QStringLiteral("n")}));
    QCOMPARE(all(), before);
    const Result<ImportReport> done
        = attempt("login_id,event,time,amount,note\nu1,order,2026-07-01,5,x\nu7,view,2026-07-01,5,x\n", eventOptions());
    QCOMPARE(done->alike, 1);
    QCOMPARE(done->added, 1);
    QCOMPARE(done->peopleAdded, 1);
    QCOMPARE(all(), before);
    QVERIFY(m_desk->import("login_id,vip\nu5,gold\n"));
}

WD_TEST(TestImportAlike)
#include "tst_importalike.moc"
