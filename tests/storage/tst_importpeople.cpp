// People from CSV files: who enters, who is refused and why, what is stored.
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include "models/audience/importing/importservice.h"
#include "models/audience/importing/lookthrough.h"
#include "models/base/phrase.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QStringEncoder>
#include <QTest>

using namespace wd;

class TestImportPeople : public QObject {
    Q_OBJECT
private slots:
    void init() { m = std::make_unique<ImportFixture>(); }
    void valuesAreStoredByType();
    void importingAgainUpdates();
    void badRowsAreRefusedWithLineAndReason();
    void twoIdsOfTwoPeopleAreNeverMerged();
    void existingTypesStay();
    void encodingsGiveTheSamePeople();
    void idColumnsAreFoundByName_data();
    void idColumnsAreFoundByName();
    void anothersIdIsNone();
    void mappedColumnsUseTheirKey();
    void theWidthOfLettersDoesNotMatter();
    void filesThatAreNoTableAreRefused_data();
    void filesThatAreNoTableAreRefused();
    void aStopLeavesWholeSlices();
    void onlyTheFirstThousandErrorsAreKept();
    void theHeadIsPreviewed();
    void theColumnOfMostKnownIdsIsProposed();
    void theFirstOfIdsAloneIsSomebody();
    void whoTheFileIsAboutIsForeseen();
    void idsThatAreSomethingElseAreNoticed();
    void aTypeFoundIsKept();
    void valuesAreNeverChangedUnsaid();
    void mostlyNumbersButTooFewAreText();
    void theServiceRunsOneAtATime();

private:
    LookedThrough looked(const QByteArray& bytes, const ImportOptions& options = {})
    {
        const auto look = LookThrough::open(*m->audience, m->file(bytes), options);
        return look && (*look)->go(60'000) ? (*look)->looked() : LookedThrough();
    }

    std::unique_ptr<ImportFixture> m;
};

void TestImportPeople::valuesAreStoredByType()
{
    const auto report = m->import("login_id,name,points,rate,born,seen,vip,phone,none\n"
                                  "u1, 张三 ,7,0.5,2026/7/6,2026-07-06 12:30,是,13800000000,\n"
                                  "u2,\"Li, \"\"Si\"\"\",-8,2,2026年1月2日,2026-07-06T12:30:15Z,否,0,\n");
    QVERIFY(report);
    QCOMPARE(report->rows, 2);
    QCOMPARE(report->added, 2);
    const QStringList created{QStringLiteral("name"), QStringLiteral("points"), QStringLiteral("rate"),
        QStringLiteral("born"), QStringLiteral("seen"), QStringLiteral("vip"), QStringLiteral("phone")};
    QCOMPARE(report->newAttributes, created);
    QCOMPARE(m->rows("SELECT type FROM attribute ORDER BY id").join(u' '), QStringLiteral("0 1 1 2 3 4 0"));
    const QStringList people{QStringLiteral("u1|-|张三|7|0.5|2026-07-06|1783341000000|1|13800000000"),
        QStringLiteral("u2|-|Li, \"Si\"|-8|2|2026-01-02|1783341015000|0|0")};
    QCOMPARE(m->rows("SELECT login_id,visitor_id,a1,a2,a3,a4,a5,a6,a7 FROM person ORDER BY id"), people);
    QCOMPARE(m->rows("SELECT typeof(a2),typeof(a3),typeof(a5),typeof(a7) FROM person WHERE login_id='u1'"),
        QStringList{QStringLiteral("integer|real|integer|text")});
    QFile file(m->folder.filePath(QStringLiteral("table.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray digest = QCryptographicHash::hash(file.readAll(), QCryptographicHash::Blake2b_256).toHex();
    QCOMPARE(m->rows("SELECT file,lower(hex(digest)),rows_done,added,state FROM import"),
        QStringList{QStringLiteral("table.csv|%1|2|2|1").arg(QString::fromLatin1(digest))});
}

void TestImportPeople::importingAgainUpdates()
{
    QVERIFY(m->import("login_id,name,points\nu1,A,1\nu2,B,2\n"));
    const auto report = m->import("points,login_id,name\n5,u1,\n2,u2,B\n,u3,C\n");
    QVERIFY(report);
    QCOMPARE(report->added, 1);
    QCOMPARE(report->updated, 1);
    QCOMPARE(report->unchanged, 1);
    QVERIFY(report->newAttributes.isEmpty());
    const QStringList people{QStringLiteral("u1|A|5"), QStringLiteral("u2|B|2"), QStringLiteral("u3|C|-")};
    QCOMPARE(m->rows("SELECT login_id,a1,a2 FROM person ORDER BY id"), people);
}

void TestImportPeople::badRowsAreRefusedWithLineAndReason()
{
    const auto report = m->import(QByteArray("login_id,name\nu1,good\nu2\nu3,a,b\nu4,\"x\"y\nu5,a") + '\0'
        + QByteArray("b\n,nobody\nu6,\xE4\xB8\nu7,好\nu8,\"open\n"));
    QVERIFY(report);
    QCOMPARE(m->rows("SELECT login_id FROM person ORDER BY id").join(u' '), QStringLiteral("u1 u7"));
    QCOMPARE(report->rows, 9);
    QCOMPARE(report->failed, 7);
    QStringList found;
    for (const RowError& error : std::as_const(report->errors))
        found += QStringLiteral("%1:%2").arg(error.line).arg(int(error.error.kind));
    const auto at = [](int line, ErrorKind kind) { return QStringLiteral("%1:%2").arg(line).arg(int(kind)); };
    const QStringList expected{at(3, ErrorKind::FieldCount), at(4, ErrorKind::FieldCount),
        at(5, ErrorKind::TextAfterQuote), at(6, ErrorKind::NulCharacter), at(7, ErrorKind::Empty),
        at(8, ErrorKind::NotDecodable), at(10, ErrorKind::UnclosedQuote)};
    QCOMPARE(found, expected);
    QCOMPARE(report->errors[1].error.arguments, (QStringList{QStringLiteral("3"), QStringLiteral("2")}));
}

void TestImportPeople::twoIdsOfTwoPeopleAreNeverMerged()
{
    const auto report
        = m->import("login_id,visitor_id,n\nu1,v1,a\nu2,v2,a\nu1,v2,b\nu3,v1,b\n,v3,a\nu4,v3,b\nu1,v9,c\n");
    QVERIFY(report);
    QCOMPARE(report->failed, 2);
    const QStringList ids{QStringLiteral("u1"), QStringLiteral("v2")};
    QCOMPARE(report->errors[0].error, (Error{ErrorKind::TwoPeople, ids, QStringLiteral("login_id")}));
    QCOMPARE(report->errors[1].line, 5);
    // A visitor who logs in keeps being one person; a login id may come with a new device.
    const QStringList people{QStringLiteral("u1|v9|c"), QStringLiteral("u2|v2|a"), QStringLiteral("u4|v3|b")};
    QCOMPARE(m->rows("SELECT login_id,visitor_id,a1 FROM person ORDER BY id"), people);
}

void TestImportPeople::existingTypesStay()
{
    QVERIFY(m->import("login_id,points,born\nu1,1,2026-01-01\n"));
    const auto report = m->import("login_id,points,born\nu1,many,2026-01-01\nu2,2,soon\nu3,3,2026-01-03\n");
    QVERIFY(report);
    QCOMPARE(m->rows("SELECT login_id,a1 FROM person ORDER BY id").join(u' '), QStringLiteral("u1|1 u3|3"));
    const QStringList number{phrase("number"), QStringLiteral("many")};
    QCOMPARE(report->errors[0].error, (Error{ErrorKind::WrongType, number, QStringLiteral("points")}));
    QCOMPARE(report->errors[1].error.where, QStringLiteral("born"));
}

void TestImportPeople::encodingsGiveTheSamePeople()
{
    const QString table = QStringLiteral("登陆用户ID,姓名,城市\r\n1001,张三,北京\r\n1002,李四,\"上海,浦东\"\r\n");
    const QByteArray gbk = QStringEncoder("GB18030").encode(table);
    const QByteArray little = QStringEncoder(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom).encode(table);
    const QByteArray big = QStringEncoder(QStringConverter::Utf16BE, QStringConverter::Flag::WriteBom).encode(table);
    const QStringList expected{QStringLiteral("1001|张三|北京"), QStringLiteral("1002|李四|上海,浦东")};
    for (const QByteArray& bytes : {table.toUtf8(), "\xEF\xBB\xBF" + table.toUtf8(), gbk, little, big}) {
        m = std::make_unique<ImportFixture>();
        QVERIFY(m->import(bytes));
        QCOMPARE(m->rows("SELECT login_id,a1,a2 FROM person ORDER BY id"), expected);
    }
}

void TestImportPeople::idColumnsAreFoundByName_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("column");
    for (const char* name : {"login_id", "LoginID", "user id", "用户ID", "登录用户id", "登陆用户ID", "登陆id",
             "会员 编号(ID)", "用户ID（必填）", "会员号【user_id】", "用户ID（ID）", "登录用户ＩＤ", "Ｕｓｅｒ＿ｉｄ"})
        QTest::newRow(name) << QString::fromUtf8(name) << QStringLiteral("login_id");
    for (const char* name : {"visitor_id", "VisitorId", "访问用户ID", "访客id", "设备id"})
        QTest::newRow(name) << QString::fromUtf8(name) << QStringLiteral("visitor_id");
}

void TestImportPeople::idColumnsAreFoundByName()
{
    QFETCH(QString, header);
    QFETCH(QString, column);
    QVERIFY(m->import("x;" + header.toUtf8() + "\na;007\n"));
    QCOMPARE(m->rows("SELECT " + column.toLatin1() + " FROM person"), QStringList{QStringLiteral("007")});
    const bool visitor = column == u"visitor_id";
    QCOMPARE(
        m->rows("SELECT user_kind FROM attribute"), QStringList{visitor ? QStringLiteral("1") : QStringLiteral("0")});
}

void TestImportPeople::anothersIdIsNone()
{
    for (const char* table : {"手机,用户ID（推荐人）\n138,u9\n139,u9\n", "phone,user_id (referrer)\n138,u9\n"}) {
        const auto refused = m->import(table);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::MissingField);
    }
    QCOMPARE(m->rows("SELECT count(*) FROM person"), QStringList{QStringLiteral("0")});
    QVERIFY(m->import("用户ID,用户ID（推荐人）\nu1,u9\n"));
    QCOMPARE(m->rows("SELECT login_id,a1 FROM person"), QStringList{QStringLiteral("u1|u9")});
}

void TestImportPeople::theWidthOfLettersDoesNotMatter()
{
    QVERIFY(m->import("login_id,vip\nu1,gold\n"));
    QCOMPARE(m->import("login_id,ＶＩＰ\nu1,silver\n")->newAttributes, QStringList{QStringLiteral("ＶＩＰ")});
    QCOMPARE(m->import("login_id,ｖｉｐ\nu1,black\n")->newAttributes, QStringList());
    QCOMPARE(m->values("vip"), QStringList{QStringLiteral("u1|black")});
}

void TestImportPeople::mappedColumnsUseTheirKey()
{
    ImportOptions options;
    options.loginIdColumn = QStringLiteral("会员");
    options.mapping = {{QStringLiteral("等级"), QStringLiteral("vip")}};
    QVERIFY(m->import("会员\t等级\nu1\tgold\n", options));
    QCOMPARE(m->rows("SELECT key FROM attribute"), QStringList{QStringLiteral("vip")});
    QVERIFY(m->audience->execute("UPDATE attribute SET label_zh='会员等级'"));
    QVERIFY(m->import("login_id\t会员等级\nu1\tsilver\n"));
    QCOMPARE(m->rows("SELECT a1 FROM person"), QStringList{QStringLiteral("silver")});
    options.loginIdColumn = QStringLiteral("absent");
    const auto refused = m->import("会员,等级\nu1,gold\n", options);
    QVERIFY(!refused);
    const QStringList columns{QStringLiteral("absent"), QStringLiteral("会员, 等级")};
    QCOMPARE(refused.error(), (Error{ErrorKind::BadValue, columns, {}}));
}

void TestImportPeople::filesThatAreNoTableAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("names");
    QTest::newRow("empty") << QByteArray() << ErrorKind::Empty << QString();
    QTest::newRow("blank") << QByteArray("\n\n") << ErrorKind::Empty << QString();
    QTest::newRow("xlsx") << QByteArray("PK\x03\x04rest") << ErrorKind::BrokenFile << QString();
    QTest::newRow("xls") << QByteArray("\xD0\xCF\x11\xE0rest") << ErrorKind::OldWorkbook << QString();
    QTest::newRow("twice") << QByteArray("login_id,a,a\n1,2,3\n") << ErrorKind::Duplicate << QStringLiteral("a");
    QTest::newRow("nameless") << QByteArray("login_id,,a\n1,2,3\n") << ErrorKind::Empty << QStringLiteral("column 2");
    QTest::newRow("no header, no id") << QByteArray("1,2\n3,4\n") << ErrorKind::MissingField
                                      << QStringLiteral("login_id, visitor_id");
    QTest::newRow("no id") << QByteArray("name,a\n1,2\n") << ErrorKind::MissingField
                           << QStringLiteral("login_id, visitor_id");
}

void TestImportPeople::filesThatAreNoTableAreRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, names);
    const auto report = m->import(bytes);
    QVERIFY(!report);
    QTEST(report.error().kind, "kind");
    if (!names.isEmpty())
        QCOMPARE(inEnglish(report.error().arguments.first()), names);
    QCOMPARE(m->rows("SELECT count(*) FROM import"), QStringList{QStringLiteral("0")});
    const QString missing = m->folder.filePath(QStringLiteral("missing.csv"));
    const auto unreadable = importFile(*m->audience, missing, {}, 0, m->stop, {});
    QVERIFY(!unreadable);
    QCOMPARE(unreadable.error().kind, ErrorKind::FileUnreadable);
}

void TestImportPeople::aStopLeavesWholeSlices()
{
    QByteArray table("login_id,n\n");
    for (int i = 0; i < 100'000; ++i)
        table += 'u' + QByteArray::number(i) + ",1\n";
    m->progress = [this](const ImportProgress&) { m->stop = true; };
    const auto report = m->import(table);
    QVERIFY(report);
    QVERIFY(report->stopped);
    QVERIFY(report->added > 0);
    QVERIFY(report->added < 100'000);
    const QString added = QString::number(report->added);
    QCOMPARE(m->rows("SELECT count(*) FROM person"), QStringList{added});
    QCOMPARE(m->rows("SELECT state,added FROM import"), QStringList{QStringLiteral("2|") + added});
}

void TestImportPeople::onlyTheFirstThousandErrorsAreKept()
{
    const auto report = m->import("login_id,n\n" + QByteArray(",x\n").repeated(1500));
    QVERIFY(report);
    QCOMPARE(report->failed, 1500);
    QCOMPARE(report->errors.size(), 1000);
    QCOMPARE(report->errors.last().line, 1001);
}

void TestImportPeople::theHeadIsPreviewed()
{
    QVERIFY(m->import("login_id,points\nu1,1\n"));
    const QString path = m->file("points|用户id|born\n" + QByteArray("1|u1|2026-07-06\n").repeated(150));
    const auto preview = previewImport(*m->audience, path, {});
    QVERIFY(preview);
    QCOMPARE(preview->table.delimiter, '|');
    QCOMPARE(preview->rows.size(), 100);
    QCOMPARE(preview->columns[0].type, AttributeType::Number);
    QVERIFY(!preview->columns[0].isNew);
    QCOMPARE(preview->columns[1].use, QStringLiteral("login_id"));
    QCOMPARE(preview->columns[2].type, AttributeType::Date);
    QVERIFY(preview->columns[2].isNew);
}

void TestImportPeople::theColumnOfMostKnownIdsIsProposed()
{
    QByteArray people = "login_id\n";
    QByteArray table = "level,who\n";
    for (int i = 1; i <= 50; ++i) {
        people += QByteArray::number(i) + '\n';
        table += QByteArray::number(i % 5 + 1) + ',' + QByteArray::number(i) + '\n';
    }
    QVERIFY(m->import(people));
    const auto preview = previewImport(*m->audience, m->file(table), {});
    QVERIFY(preview);
    QCOMPARE(preview->knownIds, QStringLiteral("who"));
}

void TestImportPeople::valuesAreNeverChangedUnsaid()
{
    QByteArray table = "login_id,model,shops,seen\n";
    for (int i = 0; i < 100; ++i) {
        const QByteArray n = QByteArray::number(100 + i);
        table += 'u' + n + ',' + (i == 50 ? "12E5" : n) + ',' + (i == 60 ? "\"101,205\"" : n) + ','
            + (i == 70 ? "1300000000" : "2026-07-06 12:30") + '\n';
    }
    const auto report = m->import(table);
    QVERIFY(report);
    QCOMPARE(report->failed, 0);
    QCOMPARE(m->rows("SELECT DISTINCT type FROM attribute"), QStringList{QStringLiteral("0")});
    QCOMPARE(m->rows("SELECT a1 FROM person WHERE login_id='u150' UNION ALL SELECT a2 FROM person WHERE login_id='u160'"
                     " UNION ALL SELECT a3 FROM person WHERE login_id='u170'"),
        (QStringList{QStringLiteral("12E5"), QStringLiteral("101,205"), QStringLiteral("1300000000")}));
    QStringList told;
    for (const FoundType& found : report->foundTypes)
        told += QStringLiteral("%1 %2 %3").arg(QString::number(found.unfit), QString::number(found.line), found.value);
    QCOMPARE(told,
        (QStringList{QStringLiteral("1 52 12E5"), QStringLiteral("1 62 101,205"), QStringLiteral("1 72 1300000000")}));
}

// What a look through the file announces is what its import does: late values that don't fit refuse their rows.
void TestImportPeople::theFirstOfIdsAloneIsSomebody()
{
    const auto headers = [this](const QByteArray& bytes, const ImportOptions& options = {}) {
        const auto preview = previewImport(*m->audience, m->file(bytes), options);
        return preview ? preview->headers.join(u'|') : QString();
    };
    const QByteArray ids = "M00001\nM00002\nM00003\n";
    QCOMPARE(headers(ids), QStringLiteral("column 1"));
    QCOMPARE(headers("mobile\n13800000001\n13800000002\n"), QStringLiteral("mobile"));
    QCOMPARE(headers("alice\nM00001\nM00002\n"), QStringLiteral("alice"));
    ImportOptions options;
    options.loginIdColumn = QStringLiteral("M00001");
    QCOMPARE(headers(ids, options), QStringLiteral("M00001"));
    options.loginIdColumn = QStringLiteral("column 1");
    QCOMPARE(m->import(ids, options)->added, 3);
    QVERIFY(m->import("login_id\nalice\n"));
    QCOMPARE(headers("alice\nM00001\nM00002\n"), QStringLiteral("column 1"));
    QCOMPARE(previewImport(*m->audience, m->file(ids), {})->knownIds, QStringLiteral("column 1"));
}

void TestImportPeople::whoTheFileIsAboutIsForeseen()
{
    QVERIFY(m->import("login_id,visitor_id,n\nu1,,1\nu2,v2,1\n,v3,1\n"));
    const Result<ImportReport> undone = m->import("login_id,n\nu9,1\n");
    QVERIFY(m->undo(undone->id));
    const QByteArray file
        = "login_id,visitor_id,n\nu1,,2\nu5,,2\nu4,v3,2\n,v2,2\nu9,,2\nu1,,3\nu6,,2,2\n,,2\n合计,,9\n";
    const LookedThrough told = looked(file);
    const Result<ImportReport> report = m->import(file);
    QCOMPARE(told.rows, report->rows);
    QCOMPARE(told.refused, report->failed);
    QCOMPARE(told.refused, 3);
    QVERIFY(told.people.isWhole);
    QCOMPARE(told.people.rows, 6);
    QCOMPARE(told.people.fresh, report->added);
    QCOMPARE(told.people.fresh, 2); // u5 and u9, who comes back
    QCOMPARE(told.people.known, 3);
    QCOMPARE(told.people.repeated, 1);
    QVERIFY(!told.people.alike);

    QByteArray many = "login_id\n";
    for (int i = 0; i < ForeseenPeople::mostRows + 5; ++i)
        many += 'm' + QByteArray::number(i) + '\n';
    const LookedThrough first = looked(many);
    QCOMPARE(first.rows, ForeseenPeople::mostRows + 5);
    QVERIFY(!first.people.isWhole);
    QCOMPARE(first.people.fresh, ForeseenPeople::mostRows);

    ImportOptions events = eventOptions();
    events.eventIdColumn = QStringLiteral("order_id");
    events.eventName = QStringLiteral("order");
    const LookedThrough orders
        = looked("login_id,order_id,time\nu1,o1,2026-07-01\nu1,o2,2026-07-01\nu7,o1,2026-07-02\n", events);
    QCOMPARE(orders.sameIds, 1);
    QCOMPARE(orders.people.known, 1);
    QCOMPARE(orders.people.fresh, 1);
}

void TestImportPeople::idsThatAreSomethingElseAreNoticed()
{
    QVERIFY(m->import("login_id,phone,level\nu1,13800000001,gold\nu2,13800000002,gold\nu3,13800000003,silver\n"));
    ImportOptions byPhone;
    byPhone.loginIdColumn = QStringLiteral("phone");
    const QByteArray file = "phone,points\n13800000001,1\n13800000002,2\n13800000009,3\n";
    QCOMPARE(looked(file, byPhone).people.alike.value_or(Attribute()).key, QStringLiteral("phone"));
    QVERIFY(!looked("phone,points\n13800000005,1\n13800000002,2\n13800000009,3\n", byPhone).people.alike);
    QVERIFY(!looked("phone,points\nu1,1\n13800000002,2\n", byPhone).people.alike);
}

void TestImportPeople::aTypeFoundIsKept()
{
    QByteArray table = "login_id,points,card\n";
    for (int row = 0; row < 200; ++row)
        table += 'u' + QByteArray::number(row) + ",\"1,234.5\"," + QByteArray::number(row) + '\n';
    table += "x1,五十,1\nx2,\"1,23\",2\n";
    const Result<std::unique_ptr<LookThrough>> look = LookThrough::open(*m->audience, m->file(table), {});
    QVERIFY(look);
    for (Result<bool> more = true; more && *more; more = (*look)->go(1)) { }
    const QList<FoundType> found = (*look)->foundTypes();
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].header, QStringLiteral("points"));
    QCOMPARE(found[0].type, AttributeType::Number);
    QCOMPARE(found[0].unfit, 2);
    QCOMPARE(found[0].line, 202);
    QCOMPARE(found[0].value, QStringLiteral("五十"));
    QVERIFY(!found[1].mostly);
    const auto report = m->import(table);
    QVERIFY(report);
    QCOMPARE(report->added, 200);
    QCOMPARE(report->failed, 2);
    QCOMPARE(report->errors[0].line, 202);
    QCOMPARE(report->errors[0].error.kind, ErrorKind::WrongType);
    QCOMPARE(report->errors[1].error.kind, ErrorKind::BadValue);
    QCOMPARE(report->foundTypes.size(), 2);
    QCOMPARE(report->foundTypes[0].type, AttributeType::Number);
    QCOMPARE(m->rows("SELECT DISTINCT a1 FROM person"), QStringList{QStringLiteral("1234.5")});
}

void TestImportPeople::mostlyNumbersButTooFewAreText()
{
    const auto report = m->import("login_id,points\nu1,1\nu2,2\nu3,abc\n");
    QVERIFY(report);
    QCOMPARE(report->added, 3);
    QCOMPARE(report->foundTypes.size(), 1);
    QCOMPARE(report->foundTypes[0].type, AttributeType::Text);
    QCOMPARE(report->foundTypes[0].mostly, std::optional(AttributeType::Number));
    QCOMPARE(report->foundTypes[0].line, 4);
    ImportOptions given;
    given.types.insert(QStringLiteral("coins"), AttributeType::Number);
    const auto told = m->import("login_id,coins\nu1,1\nu2,x\n", given);
    QCOMPARE(told->failed, 1);
    QVERIFY(told->foundTypes.isEmpty());
}

void TestImportPeople::theServiceRunsOneAtATime()
{
    const QString path = m->file("login_id,n\nu1,1\n");
    const QString database = m->folder.filePath(QStringLiteral("audience.db"));
    DatabaseWorker worker(
        QStringLiteral("audience"), [&] { return Database::openWriter(database, Database::Durability::Normal); });
    const SystemClock clock;
    ImportService service(ImportService::Parts{worker, worker, clock});
    QSignalSpy progressed(&service, &ImportService::progressed);
    QSignalSpy imported(&service, &ImportService::imported);
    std::optional<Error> second;
    qint64 added = 0;
    service.start(path, {}, this, [&](const Result<ImportReport>& report) { added = report ? report->added : -1; });
    service.start(path, {}, this, [&](const Result<ImportReport>& report) { second = report.error(); });
    QVERIFY(service.isRunning());
    QVERIFY(imported.wait());
    QVERIFY(!service.isRunning());
    QCOMPARE(added, 1);
    QVERIFY(second);
    QCOMPARE(second->kind, ErrorKind::NotAllowedInState);
    QVERIFY(!progressed.isEmpty());
    QVERIFY(!service.undoing());
    service.undo(1, this, [](const Result<UndoReport>& undone) { QVERIFY(undone); });
    QCOMPARE(service.undoing(), 1);
    QVERIFY(imported.wait());
    QVERIFY(!service.undoing());
}

WD_TEST(TestImportPeople)
#include "tst_importpeople.moc"
