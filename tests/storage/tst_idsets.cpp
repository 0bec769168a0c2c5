// Sets of ids within SQL, and the indexes that sums read.
#include "models/audience/query/eventindexes.h"
#include "models/audience/query/sets/idset.h"
#include "models/audience/query/sets/idsets.h"
#include "models/audience/query/sets/measures.h"
#include "models/audience/rules/segment.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"

#include "tests/support/memory.h"
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
    void largeNumbersAddUpInHalves();
    void whatIsAskedOfPeople_data();
    void whatIsAskedOfPeople();
    void columnsFollowTheFile();
    void manyValues();
    void longValuesAreNotHeld();
    void sequences_data();
    void sequences();
    void bits();
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

    Measures measured(Measure::Kind kind, const QByteArray& measures, const QByteArrayList& values)
    {
        Measures measured(kind);
        const QByteArray rows
            = values.isEmpty() ? "(SELECT 1 AS column1,2 AS column2 WHERE 0)" : "(VALUES" + values.join(',') + ')';
        Statement statement(*m_database, "SELECT keep_measures(" + measures + ",?) FROM " + rows);
        if (!statement.bindPointer(1, &measured, Measures::sqlType).step())
            QTest::qFail(qPrintable(m_database->lastError().arguments.last()), __FILE__, __LINE__);
        return measured;
    }

    static QString idsIn(const IdSet& set)
    {
        QStringList ids;
        for (qint64 id = set.next(0); id >= 0; id = set.next(id + 1))
            ids += QString::number(id);
        return ids.join(u' ');
    }

    QString held(const QByteArray& expressions) { return rows("SELECT held_columns(" + expressions + ")"); }

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
    QVERIFY(m_database->execute("ALTER TABLE person ADD COLUMN a1 TEXT; ALTER TABLE person ADD COLUMN a2 ANY;"
                                "INSERT INTO person(id,login_id,a1,a2) VALUES(1,'u1','gold',1),(2,'u2','gold ',1.0),"
                                "(3,'u3',NULL,'1'),(70,'u70','gold',NULL),(71,'u71',NULL,NULL)"));
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
    QTest::addColumn<Measure::Kind>("kind");
    QTest::addColumn<QByteArray>("measures");
    QTest::addColumn<Operator>("op");
    QTest::addColumn<bool>("meets");
    QTest::addColumn<QVariantList>("given");
    QTest::addColumn<QString>("ids");
    const auto row = [](Measure::Kind kind, const char* measures, Operator op, bool meets, const QVariantList& given,
                         const char* ids) {
        QTest::addRow("%s %d %d %s", measures, int(op), meets, ids)
            << kind << QByteArray(measures) << op << meets << given << QString::fromLatin1(ids);
    };
    using Kind = Measure::Kind;
    // 1: 2 and 4; 2: -3; 3: no value; 4: 6, no value and 1
    row(Kind::Count, "id_counts(column1)", Operator::GreaterOrEqual, true, {2}, "1 4");
    row(Kind::Count, "id_counts(column1)", Operator::Less, false, {2}, "1 4");
    row(Kind::Count, "id_counts(column1)", Operator::In, true, {1, 3}, "2 3 4");
    row(Kind::Sum, "id_sums(column1,column2)", Operator::Greater, true, {5.5}, "1 4");
    row(Kind::Sum, "id_sums(column1,column2)", Operator::Less, true, {0}, "2");
    row(Kind::Average, "id_averages(column1,column2)", Operator::Equal, true, {3}, "1");
    row(Kind::Average, "id_averages(column1,column2)", Operator::Equal, true, {3.5}, "4");
    row(Kind::Minimum, "id_minimums(column1,column2)", Operator::Between, true, {-3, 1}, "2 4");
    row(Kind::Maximum, "id_maximums(column1,column2)", Operator::NotEqual, true, {4}, "2 4");
}

void TestIdSets::measures()
{
    QFETCH(Measure::Kind, kind);
    QFETCH(QByteArray, measures);
    QFETCH(Operator, op);
    QFETCH(bool, meets);
    QFETCH(QVariantList, given);
    QFETCH(QString, ids);
    const QByteArrayList all{"(1,2)", "(2,-3)", "(1,4)", "(3,NULL)", "(4,6)", "(4,NULL)", "(4,1)"};
    const NumberTest test(op, given);
    QCOMPARE(idsIn(measured(kind, measures, all).meeting(test, meets)), ids);
    for (qsizetype first = 0; first <= all.size(); ++first) {
        Measures halves = measured(kind, measures, all.first(first));
        halves.add(measured(kind, measures, all.sliced(first)));
        QCOMPARE(idsIn(halves.meeting(test, meets)), ids);
    }
}

// On paper they come to 0.3, 100 and 0.3; added as floating numbers to less or more.
void TestIdSets::decimalsAddUpAsOnPaper()
{
    const QByteArrayList carts{"(1,0.1)", "(1,0.2)", "(2,35.23)", "(2,16.96)", "(2,18.72)", "(2,25.88)", "(2,3.21)",
        "(3,100.1)", "(3,-100)", "(3,0.2)"};
    for (qsizetype first = 0; first <= carts.size(); ++first) {
        Measures sums = measured(Measure::Kind::Sum, "id_sums(column1,column2)", carts.first(first));
        sums.add(measured(Measure::Kind::Sum, "id_sums(column1,column2)", carts.sliced(first)));
        const auto meeting = [&sums](Operator op, const QVariantList& given) {
            return idsIn(sums.meeting(NumberTest(op, given), true));
        };
        QCOMPARE(meeting(Operator::Equal, {0.3}), QStringLiteral("1 3"));
        QCOMPARE(meeting(Operator::Equal, {100}), QStringLiteral("2"));
        QCOMPARE(meeting(Operator::In, {5, 100, 0.3}), QStringLiteral("1 2 3"));
    }
    const QByteArray values = "(VALUES" + carts.join(',') + ')';
    QCOMPARE(rows("SELECT decimal_sum(column2) FROM " + values + " GROUP BY column1"), QStringLiteral("0.3 100.0 0.3"));
    QCOMPARE(rows("SELECT decimal_average(column1) FROM (VALUES(19.99),(19.99),(19.99))"), QStringLiteral("19.99"));
    QCOMPARE(rows("SELECT decimal_sum(column1) IS NULL FROM (VALUES(NULL))"), QStringLiteral("1"));
}

// Where decimals end, fifteen digits of a floating sum are kept, in whichever half the large numbers are.
void TestIdSets::largeNumbersAddUpInHalves()
{
    const QByteArrayList numbers{"(1,9007199254740993.0)", "(1,0.25)", "(1,1e300)", "(1,-1e300)", "(2,0.5)"};
    for (qsizetype first = 0; first <= numbers.size(); ++first) {
        Measures sums = measured(Measure::Kind::Sum, "id_sums(column1,column2)", numbers.first(first));
        sums.add(measured(Measure::Kind::Sum, "id_sums(column1,column2)", numbers.sliced(first)));
        QCOMPARE(idsIn(sums.meeting(NumberTest(Operator::Equal, {0.5}), true)), QStringLiteral("2"));
        QCOMPARE(idsIn(sums.meeting(NumberTest(Operator::Less, {1e17}), true)), QStringLiteral("1 2"));
    }
}

void TestIdSets::whatIsAskedOfPeople_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char* name, const char* expression, const char* condition, const char* ids) {
        QTest::newRow(name) << QByteArray(expression) << QByteArray(condition) << QString::fromLatin1(ids);
    };
    row("a text", "'p.a1'", "value='gold'", "1 70");
    row("no such text", "'p.a1'", "value='silver'", "");
    row("another text, or none", "'p.a1'", "(value='gold') IS NOT TRUE AND value IS NOT NULL", "2");
    row("any", "'p.a1'", "value IS NOT NULL", "1 2 70");
    row("numbers are equal, a text is none", "'p.a2'", "value=1", "1 2");
    row("a type", "'p.a2'", "typeof(value)='real'", "2");
    row("an expression", "'p.login_id>\'\'u2\'\''", "value", "3 70 71");
}

void TestIdSets::whatIsAskedOfPeople()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, condition);
    QFETCH(QString, ids);
    QVERIFY(m_database->execute("UPDATE person SET a1=a1 WHERE id=1"));
    const QByteArray set = "SELECT id FROM set_ids((SELECT coded_set(code," + expression + ") FROM column_values("
        + expression + ") WHERE " + condition + "))";
    QCOMPARE(held(expression), QStringLiteral("0"));
    QCOMPARE(rows(set), QStringLiteral("SQL logic error"));
    QCOMPARE(held(expression), QStringLiteral("1"));
    QCOMPARE(rows(set), ids);
    QCOMPARE(held(expression + ",'p.visitor_id'"), QStringLiteral("10"));
    QCOMPARE(rows(set), ids);
    QCOMPARE(held("'p.a9'"), QStringLiteral("0"));
    QCOMPARE(held("'p.a9'"), QStringLiteral("no such column: p.a9"));
}

void TestIdSets::columnsFollowTheFile()
{
    auto opened = Database::openReader(m_database->path());
    QVERIFY(opened);
    const std::unique_ptr<Database> reader = std::move(opened).value();
    QVERIFY(addIdSets(*reader));
    const auto first = [](Database& database, const char* sql) {
        Statement asked(database, sql);
        return *asked.step() ? asked.text(0) : QString();
    };
    const auto gold = [&first](Database& database) {
        for (int i = 0; i < 2; ++i)
            first(database, "SELECT held_columns('p.a1')");
        return first(database,
            "SELECT count(*) FROM set_ids((SELECT coded_set(code,'p.a1')"
            " FROM column_values('p.a1') WHERE value='gold'))");
    };
    QCOMPARE(gold(*reader), QStringLiteral("2"));
    first(*reader, "SELECT keep_set('who', x'0600000000000000')");
    QCOMPARE(first(*reader, "SELECT group_concat(id) FROM set_ids(kept_set('who'))"), QStringLiteral("1,2"));
    QVERIFY(m_database->execute("UPDATE person SET a1='gold' WHERE id=71"));
    QCOMPARE(first(*reader, "SELECT kept_set('who') IS NULL"), QStringLiteral("1"));
    QCOMPARE(gold(*reader), QStringLiteral("3"));
    QCOMPARE(gold(*m_database), QStringLiteral("3"));
    // A statement that has begun sees the file as it was, whatever was held before.
    Statement running(*reader, "SELECT id FROM person");
    QVERIFY(*running.step());
    QVERIFY(m_database->execute("UPDATE person SET a1=NULL WHERE id=71"));
    QCOMPARE(gold(*m_database), QStringLiteral("2"));
    QCOMPARE(gold(*reader), QStringLiteral("3"));
    running.reset();
    QCOMPARE(gold(*reader), QStringLiteral("2"));
}

// Two bytes tell 65,535 values apart.
void TestIdSets::manyValues()
{
    const QByteArray few = "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i+1 FROM n WHERE i<";
    QVERIFY(m_database->execute("BEGIN;INSERT INTO person(id,login_id,a2) " + few
        + "66530) SELECT i,'m'||i,i FROM n;"
          "UPDATE person SET a2=-5 WHERE id=70"));
    held("'p.a2'");
    QCOMPARE(held("'p.a2'"), QStringLiteral("1"));
    QCOMPARE(rows("SELECT count(*) FROM column_values('p.a2')"), QString::number(65'536));
    QCOMPARE(rows("SELECT group_concat(id) FROM set_ids((SELECT coded_set(code,'p.a2') FROM column_values('p.a2')"
                  " WHERE value BETWEEN 66529 AND 70000 OR value<0))"),
        QStringLiteral("70,66529,66530"));
    QVERIFY(m_database->execute("UPDATE person SET a2=-6 WHERE id=71"));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(held("'p.a2'"), QStringLiteral("0"));
    QVERIFY(m_database->execute("ROLLBACK"));
}

// The longest of the columns makes room for the others; what is too large is not read a third time.
void TestIdSets::longValuesAreNotHeld()
{
    QVERIFY(m_database->execute("BEGIN;WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i+1 FROM n WHERE i<21000)"
                                " INSERT INTO person(id,login_id,a1,a2)"
                                " SELECT i,'l'||i,i||printf('%.4000c','x'),'v'||(i%100) FROM n"));
    const PeakMemory peak;
    held("'p.a1','p.a2'");
    QCOMPARE(held("'p.a1','p.a2'"), QStringLiteral("01"));
    QCOMPARE(held("'p.a1','p.a2'"), QStringLiteral("01"));
    constexpr qint64 most = 64 * 1024 * 1024; // 48 are allowed
    QVERIFY2(peak.bytes() < most, qPrintable(QString::number(peak.bytes())));
    QCOMPARE(rows("SELECT value FROM column_values('p.a2') WHERE value='v42'"), QStringLiteral("v42"));
    QCOMPARE(rows("SELECT coded_set(1,'p.a1')"), QStringLiteral("coded_set: this column is not held"));
    QVERIFY(m_database->execute("ROLLBACK"));
    QCOMPARE(
        rows("SELECT typeof(coded_set(1,'p.a1')) FROM person WHERE 0"), QStringLiteral("blob")); // of no code: nobody
}

void TestIdSets::sequences_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<int>("within");
    QTest::addColumn<QString>("people");
    const auto row = [](const char* name, const char* first, const char* second, int within, const char* people) {
        QTest::newRow(name) << QByteArray(first) << QByteArray(second) << within << QString::fromLatin1(people);
    };
    row("at the very end", "(1,100,1)", "(1,150,2)", 50, "1");
    row("too late", "(1,100,1)", "(1,150,2)", 49, "");
    row("too early", "(1,100,1)", "(1,99,2)", 1000, "");
    row("at the same time", "(1,100,1)", "(1,100,2)", 0, "1");
    row("of somebody else", "(1,100,1),(3,5,7)", "(2,100,2)", 1000, "");
    row("nobody follows himself", "(1,100,1)", "(1,100,1)", 1000, "");
    row("but another at the same time does", "(1,100,1)", "(1,100,1),(1,100,2)", 0, "1");
    row("the later one of two", "(1,100,5),(1,200,6)", "(1,300,9)", 100, "1");
    row("in any order", "(5,7,1),(2,9,2),(1,1,3)", "(2,10,4),(1,2,5),(5,7,6),(9,9,9)", 1, "1 2 5");
    row("nothing second", "(1,100,1)", "(0,100,1)", 1000, "");
}

void TestIdSets::sequences()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(int, within);
    QFETCH(QString, people);
    QCOMPARE(rows("SELECT id FROM set_ids((SELECT followed_set(column1,column2,column3,(SELECT"
                  " happened(column1,column2,column3) FROM (VALUES"
                 + second + "))," + QByteArray::number(within) + ") FROM (VALUES" + first + ")))"),
        people);
    QCOMPARE(rows("SELECT followed_set(1,2,3,4,5)"), QStringLiteral("not happenings"));
}

void TestIdSets::bits()
{
    IdSet set;
    QCOMPARE(set.next(0), -1);
    for (const size_t id : {1u, 63u, 64u, 1000u})
        set.add(id);
    QVERIFY(set.contains(63) && !set.contains(62) && !set.contains(1u << 30));
    QCOMPARE(set.size(), 4);
    QCOMPARE(set.next(2), 63);
    QCOMPARE(set.next(64), 64);
    QCOMPARE(set.next(1001), -1);
    IdSet other;
    other.add(64);
    other.add(5);
    IdSet both = set;
    both.keep(other);
    QCOMPARE(both.size(), 1);
    QVERIFY(both.contains(64));
    IdSet either = other;
    either.add(set);
    QCOMPARE(either.size(), 5);
    either.remove(other);
    QCOMPARE(either.size(), 3);
    QCOMPARE(IdSet::fromBytes(set.bytes()).bytes(), set.bytes());
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
