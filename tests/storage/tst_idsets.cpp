// Sets of ids within SQL, and the indexes that sums read.
#include "models/audience/query/eventindexes.h"
#include "models/audience/query/idsets.h"
#include "models/audience/rules/segment.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"

#include "tests/support/suite.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wd;

class TestIdSets : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void setsHoldTheirIds_data();
    void setsHoldTheirIds();
    void measures_data();
    void measures();
    void decimalsAddUpAsOnPaper();
    void numberPropertiesAreIndexed();

private:
    QString rows(const QByteArray& sql)
    {
        Statement statement(*m_database, sql);
        QStringList found;
        Result<bool> row = statement.step();
        for (; row && *row; row = statement.step())
            found += statement.text(0);
        return row ? found.join(u' ') : row.error().arguments.last();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
};

void TestIdSets::initTestCase()
{
    auto opened = Database::openWriter(m_folder.filePath(QStringLiteral("audience.db")), Database::Durability::Normal);
    QVERIFY(opened);
    m_database = std::move(opened).value();
    QVERIFY(migrate(*m_database, migrationScripts(QStringLiteral("audience")), 7));
    QVERIFY(addIdSets(*m_database));
    QVERIFY(addIdSets(*m_database));
}

void TestIdSets::setsHoldTheirIds_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char* name, const char* sql, const char* answer) {
        QTest::newRow(name) << QByteArray(sql) << QString::fromLatin1(answer);
    };
    row("in their order, each once",
        "SELECT id FROM set_ids((SELECT id_set(column1) FROM (VALUES(200),(1),(64),(63),(65),(1),(127),(128))))",
        "1 63 64 65 127 128 200");
    row("what is no id", "SELECT id FROM set_ids((SELECT id_set(column1) FROM (VALUES(0),(-5),(NULL),(3))))", "3");
    row("nothing", "SELECT id FROM set_ids((SELECT id_set(1) FROM event))", "");
    row("in nothing", "SELECT in_set((SELECT id_set(1) FROM event), 1)", "0");
    row("in", "SELECT in_set(id_set(column1), 64) FROM (VALUES(1),(64))", "1");
    row("not in, within", "SELECT in_set(id_set(column1), 63) FROM (VALUES(1),(64))", "0");
    row("not in, beyond", "SELECT in_set(id_set(column1), 9999999) FROM (VALUES(1),(64))", "0");
    row("common",
        "SELECT id FROM set_ids((SELECT common_set((SELECT id_set(column1) FROM (VALUES(1),(70),(300))),"
        "(SELECT id_set(column1) FROM (VALUES(70),(2),(1))),(SELECT id_set(column1) FROM (VALUES(70),(300))))))",
        "70");
    row("of one", "SELECT id FROM set_ids(common_set((SELECT id_set(5))))", "5");
    row("joined in the order asked for",
        "SELECT s.id FROM set_ids((SELECT id_set(column1) FROM (VALUES(3),(1),(2)))) AS s CROSS JOIN"
        " (SELECT 2 AS n UNION SELECT 3) AS t WHERE t.n=s.id ORDER BY s.id DESC",
        "3 2");
}

void TestIdSets::setsHoldTheirIds()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, answer);
    QCOMPARE(rows(sql), answer);
}

void TestIdSets::measures_data()
{
    QTest::addColumn<QByteArray>("measures");
    QTest::addColumn<int>("op");
    QTest::addColumn<bool>("meets");
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char* measures, Operator op, bool meets, const char* given, const char* ids) {
        QTest::addRow("%s %d %d %s", measures, int(op), meets, given)
            << QByteArray(measures) << int(op) << meets << QByteArray(given) << QString::fromLatin1(ids);
    };
    // 1: 2 and 4; 2: -3; 3: no value; 4: 6, no value and 1
    row("id_counts(column1)", Operator::GreaterOrEqual, true, "2", "1 4");
    row("id_counts(column1)", Operator::Less, false, "2", "1 4");
    row("id_counts(column1)", Operator::In, true, "1,3", "2 3 4");
    row("id_sums(column1,column2)", Operator::Greater, true, "5.5", "1 4");
    row("id_sums(column1,column2)", Operator::Less, true, "0", "2");
    row("id_averages(column1,column2)", Operator::Equal, true, "3", "1");
    row("id_averages(column1,column2)", Operator::Equal, true, "3.5", "4");
    row("id_minimums(column1,column2)", Operator::Between, true, "-3,1", "2 4");
    row("id_maximums(column1,column2)", Operator::NotEqual, true, "4", "2 4");
}

void TestIdSets::measures()
{
    QFETCH(QByteArray, measures);
    QFETCH(int, op);
    QFETCH(bool, meets);
    QFETCH(QByteArray, given);
    QFETCH(QString, ids);
    QCOMPARE(rows("SELECT id FROM set_ids((SELECT measured_set(" + measures + ',' + QByteArray::number(op)
                 + (meets ? ",1,'[" : ",0,'[") + given
                 + "]') FROM (VALUES(1,2),(2,-3),(1,4),(3,NULL),(4,6),(4,NULL),(4,1))))"),
        ids);
}

// On paper they come to 0.3, 100 and 19.99; added as floating numbers to less or more.
void TestIdSets::decimalsAddUpAsOnPaper()
{
    const QByteArray carts = "(VALUES(1,0.1),(1,0.2),(2,35.23),(2,16.96),(2,18.72),(2,25.88),(2,3.21),(3,100.1),"
                             "(3,-100),(3,0.2))";
    const auto meeting = [&](const QByteArray& comparison) {
        return rows("SELECT id FROM set_ids((SELECT measured_set(id_sums(column1,column2)," + comparison + ") FROM "
            + carts + "))");
    };
    const QByteArray equal = QByteArray::number(int(Operator::Equal));
    QCOMPARE(meeting(equal + ",1,'[0.3]'"), QStringLiteral("1 3"));
    QCOMPARE(meeting(equal + ",1,'[100]'"), QStringLiteral("2"));
    QCOMPARE(meeting(QByteArray::number(int(Operator::In)) + ",1,'[5,100,0.3]'"), QStringLiteral("1 2 3"));
    QCOMPARE(rows("SELECT decimal_sum(column2) FROM " + carts + " GROUP BY column1"), QStringLiteral("0.3 100.0 0.3"));
    QCOMPARE(rows("SELECT decimal_average(column1) FROM (VALUES(19.99),(19.99),(19.99))"), QStringLiteral("19.99"));
    QCOMPARE(rows("SELECT decimal_sum(column1) IS NULL FROM (VALUES(NULL))"), QStringLiteral("1"));
}

void TestIdSets::numberPropertiesAreIndexed()
{
    QVERIFY(m_database->execute("INSERT INTO event_name(id,key) VALUES(1,'order');"
                                "INSERT INTO property(id,event_name_id,key,type) VALUES(7,1,'amount',1),(8,1,'shop',0);"
                                "ALTER TABLE event ADD COLUMN p7 REAL"));
    QVERIFY(prepareForCounting(*m_database));
    QVERIFY(prepareForCounting(*m_database));
    QCOMPARE(rows("SELECT name FROM sqlite_schema WHERE name LIKE 'event_p_'"), QStringLiteral("event_p7"));
    // Sums read nothing else.
    Statement plan(
        *m_database, "EXPLAIN QUERY PLAN SELECT sum(p7) FROM event WHERE name_id=1 AND p7 IS NOT NULL AND at>=5");
    QVERIFY(*plan.step());
    QVERIFY2(plan.text(3).contains(QStringLiteral("COVERING INDEX event_p7")), qPrintable(plan.text(3)));
}

WD_TEST(TestIdSets)
#include "tst_idsets.moc"
