// The full refresh: people whom a file does not name lose a value, and nobody else does.
#include "models/audience/importing/history/importhistory.h"
#include "models/audience/importing/history/importundo.h"
#include "models/audience/importing/unnamedpeople.h"
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestImportRefresh : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<ImportFixture>(); }
    void aRefusedRowNamesItsPerson();
    void nobodyLosesAnythingWhileARowMayBeAboutAnybody_data();
    void nobodyLosesAnythingWhileARowMayBeAboutAnybody();
    void totalsAreAboutNobody();
    void whoWasNamedBeforeTheStopIsNamed();
    void nothingIsWrittenForAnAttributeThatIsNotThere_data();
    void nothingIsWrittenForAnAttributeThatIsNotThere();
    void labelsAndColumnsNameAttributes();
    void peopleAreCountedAndComeBack();

private:
    Result<ImportReport> refresh(const QByteArray& bytes, const QStringList& keys = {QStringLiteral("vip")})
    {
        ImportOptions options;
        options.clearOthers = keys;
        return m_desk->import(bytes, options);
    }
    // Of vip, the first attribute.
    QString vips()
    {
        return m_desk->rows("SELECT login_id, a1 FROM person WHERE erased_at IS NULL ORDER BY id").join(u' ');
    }
    std::unique_ptr<ImportFixture> m_desk;
};

void TestImportRefresh::aRefusedRowNamesItsPerson()
{
    QVERIFY(m_desk->import("login_id,vip,n\nu1,gold,1\nu2,gold,2\nu3,gold,3\n"));
    const Result<ImportReport> report = refresh("login_id,vip,n\nu1,gold,1\nu2,gold,zz\n");
    QCOMPARE(report->failed, 1);
    QCOMPARE(report->cleared, 1);
    QVERIFY(!report->clearingWithheld);
    QCOMPARE(vips(), QStringLiteral("u1|gold u2|gold u3|-"));
}

void TestImportRefresh::nobodyLosesAnythingWhileARowMayBeAboutAnybody_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<qint64>("nameless");
    QTest::newRow("too many fields") << QByteArray("u1,gold\nu2,gold,x\n") << qint64(1);
    QTest::newRow("no id") << QByteArray("u1,gold\n,gold\n") << qint64(1);
    QTest::newRow("text after a quote") << QByteArray("u1,gold\n\"u2\"x,gold\n") << qint64(1);
    QTest::newRow("every row is refused") << QByteArray("u1,gold,x\nu2,gold,x\nu3,gold,x\n") << qint64(3);
    QTest::newRow("no rows") << QByteArray() << qint64(0);
}

void TestImportRefresh::nobodyLosesAnythingWhileARowMayBeAboutAnybody()
{
    QFETCH(const QByteArray, rows);
    QFETCH(const qint64, nameless);
    QVERIFY(m_desk->import("login_id,vip\nu1,gold\nu2,gold\nu3,gold\n"));
    const Result<ImportReport> report = refresh("login_id,vip\n" + rows);
    QVERIFY(report);
    QCOMPARE(report->cleared, 0);
    QVERIFY(report->clearingWithheld);
    QCOMPARE(report->nameless, nameless);
    QCOMPARE(vips(), QStringLiteral("u1|gold u2|gold u3|gold"));
}

void TestImportRefresh::totalsAreAboutNobody()
{
    QVERIFY(m_desk->import("login_id,vip\nu1,gold\nu2,gold\n"));
    const QByteArray file = "login_id,vip\nu1,gold\n合计,1\n,Total\n";
    ImportOptions options;
    options.clearOthers = {QStringLiteral("vip")};
    const auto unnamed = UnnamedPeople::open(*m_desk->audience, m_desk->file(file), options);
    QVERIFY(unnamed);
    QVERIFY((*unnamed)->go(10'000));
    QCOMPARE((*unnamed)->count().value(), 1);
    const Result<ImportReport> report = refresh(file);
    QCOMPARE(report->failed, 2);
    QCOMPARE(report->cleared, 1);
    QVERIFY(!report->clearingWithheld);
    QCOMPARE(vips(), QStringLiteral("u1|gold u2|-"));
}

void TestImportRefresh::whoWasNamedBeforeTheStopIsNamed()
{
    QByteArray file = "login_id,vip\n";
    for (int i = 0; i < 5'000; ++i)
        file += 'u' + QByteArray::number(i) + ",gold\n";
    QVERIFY(m_desk->import(file + "left,gold\n"));
    int looks = 0;
    m_desk->progress = [this, &looks](const ImportProgress&) { m_desk->stop = ++looks == 3; };
    const Result<ImportReport> stopped = refresh(file);
    QVERIFY(stopped->stopped && stopped->rows > 0 && stopped->rows < 5'000);
    m_desk->stop = false;
    m_desk->progress = {};
    const Result<ImportReport> rest = refresh(file);
    QCOMPARE(rest->continuedAt, stopped->rows);
    QCOMPARE(rest->cleared, 1);
    QCOMPARE(m_desk->rows("SELECT login_id FROM person WHERE a1 IS NULL"), QStringList{QStringLiteral("left")});
}

void TestImportRefresh::nothingIsWrittenForAnAttributeThatIsNotThere_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("unknown") << QStringLiteral("nothing");
    QTest::newRow("an id") << QStringLiteral("login_id");
}

void TestImportRefresh::nothingIsWrittenForAnAttributeThatIsNotThere()
{
    QFETCH(const QString, name);
    QVERIFY(m_desk->import("login_id,vip\nu1,gold\n"));
    const Result<ImportReport> refused = refresh("login_id,vip\nu1,silver\nu4,silver\n", {name});
    QCOMPARE(refused.error().kind, ErrorKind::NotOneOf);
    QCOMPARE(refused.error().arguments, (QStringList{name, QStringLiteral("vip")}));
    QCOMPARE(vips(), QStringLiteral("u1|gold"));
    QCOMPARE(m_desk->rows("SELECT id FROM import"), QStringList{QStringLiteral("1")});
}

void TestImportRefresh::labelsAndColumnsNameAttributes()
{
    QVERIFY(m_desk->import("login_id,vip\nu1,gold\nu2,gold\n"));
    QVERIFY(m_desk->audience->execute("UPDATE attribute SET label_zh='会员等级', label_en='Level'"));
    QCOMPARE(refresh("login_id,vip\nu1,gold\n", {QStringLiteral("会员等级")})->cleared, 1);
    QCOMPARE(vips(), QStringLiteral("u1|gold u2|-"));
    QCOMPARE(refresh("login_id,vip\nu2,gold\n", {QStringLiteral("Level")})->cleared, 1);
    QCOMPARE(vips(), QStringLiteral("u1|- u2|gold"));
    // What the file brings itself nobody else has.
    const Result<ImportReport> brought = refresh("login_id,city\nu1,北京\n", {QStringLiteral("city")});
    QVERIFY(brought);
    QCOMPARE(brought->cleared, 0);
}

void TestImportRefresh::peopleAreCountedAndComeBack()
{
    QVERIFY(m_desk->import("login_id,vip,city\nu1,gold,北京\nu2,gold,上海\nu3,,广州\nu4,,\n"));
    const QByteArray all = "SELECT login_id, a1, a2, import_id FROM person ORDER BY id";
    const QStringList before = m_desk->rows(all);
    const Result<ImportReport> report
        = refresh("login_id,vip\nu1,gold\n", {QStringLiteral("vip"), QStringLiteral("city")});
    QCOMPARE(report->cleared, 2);
    QCOMPARE(vips(), QStringLiteral("u1|gold u2|- u3|- u4|-"));
    QCOMPARE(importEntry(*m_desk->audience, report->id)->cleared, 2);
    const Result<UndoReport> undone = undoImport(*m_desk->audience, report->id, {}, m_desk->stop);
    QCOMPARE(undone->peopleRestored, 2);
    QCOMPARE(m_desk->rows(all), before);
}

WD_TEST(TestImportRefresh)
#include "tst_importrefresh.moc"
