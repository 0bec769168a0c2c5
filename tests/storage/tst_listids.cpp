// The ids of a list are read as an import reads them: what it refuses or doubts is refused and doubted, and nothing
// else in the file counts.
#include "models/audience/segments/listupload.h"

#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"

#include <QTest>

using namespace wd;

namespace {

QByteArray row(int number, std::initializer_list<QByteArray> cells)
{
    QByteArray xml = "<row r=\"" + QByteArray::number(number) + "\">";
    for (const QByteArray& cell : cells)
        xml += cell;
    return xml + "</row>";
}

QByteArray text(const QByteArray& reference, const QByteArray& value)
{
    return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
}

QByteArray number(const QByteArray& reference, const QByteArray& value)
{
    return "<c r=\"" + reference + "\"><v>" + value + "</v></c>";
}

QByteArray failedFormula(const QByteArray& reference)
{
    return "<c r=\"" + reference + "\" t=\"e\"><v>#N/A</v></c>";
}

} // namespace

class TestListIds : public QObject {
    Q_OBJECT
private slots:
    void areReadAsByAnImport_data();
    void areReadAsByAnImport();
    void nobodyIsFoundByADamagedId();
    void otherColumnsDoNotCount_data();
    void otherColumnsDoNotCount();
    void hiddenSheetsAreNotRead();
    void theFirstLineMayBeTold();
    void aSheetWithoutHeaderIsReadAgain();

private:
    static Result<ListUploadReport> upload(
        ImportFixture& fixture, const QByteArray& content, ListUploadOptions options = {})
    {
        return uploadList(*fixture.audience, QStringLiteral("list"), fixture.file(content), options, {},
            ImportFixture::now, fixture.stop, [](qint64, qint64) {});
    }
};

void TestListIds::areReadAsByAnImport_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("refused");
    QTest::addColumn<int>("doubted");
    const QByteArray header = row(1, {text("A1", "login_id")});
    QTest::newRow("more digits than a number keeps")
        << WorkbookFile(header + row(2, {text("A2", "u1")}) + row(3, {number("A3", "1.23456789012346E+17")})).bytes()
        << 1 << 0;
    QTest::newRow("as many as a double keeps")
        << WorkbookFile(header + row(2, {number("A2", "1234567890123456")})).bytes() << 0 << 1;
    QTest::newRow("JSON: neither text nor number") << QByteArray(R"({"login_id":["a","b"]})"
                                                                 "\n"
                                                                 R"({"login_id":true})"
                                                                 "\n"
                                                                 R"({"login_id":"x"})")
                                                   << 2 << 0;
    QTest::newRow("shortened") << QByteArray("login_id\n1.38E+10\nu2\n") << 0 << 1;
    QTest::newRow("totals") << QByteArray("login_id,n\nu1,1\n合计,1\n") << 1 << 0;
    QTest::newRow("unlike the others") << QByteArray(
        "login_id\nu1\nu2\nu3\nu4\nu5\nu6\nu7\nu8\nu9\nu10\nu11\n注：以上为会员\n")
                                       << 0 << 1;
}

void TestListIds::areReadAsByAnImport()
{
    QFETCH(QByteArray, content);
    QFETCH(int, refused);
    QFETCH(int, doubted);
    ImportFixture fixture;
    ListUploadOptions options;
    options.addUnknown = true;
    const Result<ListUploadReport> list = upload(fixture, content, options);
    QVERIFY(list);
    ImportFixture another;
    const Result<ImportReport> import = another.import(content);
    QVERIFY(import);
    QCOMPARE(list->failed, refused);
    QCOMPARE(list->warned, doubted);
    QCOMPARE(import->failed, refused);
    QCOMPARE(import->warned, doubted);
    QCOMPARE(list->added, import->added);
    for (int i = 0; i < refused; ++i) {
        QCOMPARE(list->faults[i].line, import->errors[i].line);
        QCOMPARE(list->faults[i].error, import->errors[i].error);
    }
    for (int i = 0; i < doubted; ++i) {
        QCOMPARE(list->warnings[i].line, import->warnings[i].line);
        QCOMPARE(list->warnings[i].error, import->warnings[i].error);
    }
    const QByteArray people = "SELECT login_id FROM person ORDER BY 1";
    QCOMPARE(fixture.rows(people), another.rows(people));
}

void TestListIds::nobodyIsFoundByADamagedId()
{
    ImportFixture fixture;
    QVERIFY(fixture.import("login_id\n123456789012346000\nu1\n"));
    WorkbookFile book(
        row(1, {text("A1", "login_id")}) + row(2, {text("A2", "u1")}) + row(3, {number("A3", "1.23456789012346E+17")}));
    const Result<ListUploadReport> list = upload(fixture, book.bytes());
    QVERIFY(list);
    QCOMPARE(list->failed, 1);
    QCOMPARE(fixture.rows("SELECT login_id FROM list_member JOIN person ON person_id=person.id"),
        QStringList{QStringLiteral("u1")});
    QCOMPARE(list->list.unknown, 0);
}

void TestListIds::otherColumnsDoNotCount_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray header = row(1, {text("A1", "login_id"), text("B1", "name")});
    const QByteArray first = row(2, {text("A2", "u1"), text("B2", "a")});
    QTest::newRow("an error") << WorkbookFile(header + first + row(3, {text("A3", "u2"), failedFormula("B3")})).bytes();
    QTest::newRow("a note beside the table")
        << WorkbookFile(header + first + row(3, {text("A3", "u2"), text("B3", "b"), text("D3", "left")})).bytes();
    QTest::newRow("an error beside the table")
        << WorkbookFile(header + first + row(3, {text("A3", "u2"), failedFormula("D3")})).bytes();
    QTest::newRow("digits that are lost")
        << WorkbookFile(header + first + row(3, {text("A3", "u2"), number("B3", "1.23456789012346E+17")})).bytes();
    QTest::newRow("bytes that are no text") << QByteArray("login_id,name\nu1,张\nu2,\xFF\xFE\n");
    QTest::newRow("a phone number that is shortened") << QByteArray("login_id,phone\nu1,1\nu2,1.38E+10\n");
    QTest::newRow("JSON") << QByteArray(R"([{"login_id":"u1","x":1},{"login_id":"u2","x":[1]}])");
}

void TestListIds::otherColumnsDoNotCount()
{
    QFETCH(QByteArray, content);
    ImportFixture fixture;
    QVERIFY(fixture.import("login_id\nu1\nu2\n"));
    const Result<ListUploadReport> list = upload(fixture, content);
    QVERIFY(list);
    QCOMPARE(list->matched, 2);
    QCOMPARE(list->failed, 0);
    QCOMPARE(list->warned, 0);
}

void TestListIds::hiddenSheetsAreNotRead()
{
    WorkbookFile book(row(1, {text("A1", "note")}));
    const auto sheet = [](const QByteArray& id) { return row(1, {text("A1", "会员")}) + row(2, {text("A2", id)}); };
    book.addSheet(QStringLiteral("old"), sheet("old1"), "hidden");
    book.addSheet(QStringLiteral("new"), sheet("new1"));
    ImportFixture fixture;
    ListUploadOptions options;
    options.idColumn = QStringLiteral("会员");
    options.onlyCount = true;
    const Result<ListUploadReport> list = upload(fixture, book.bytes(), options);
    QVERIFY(list);
    QCOMPARE(list->table.sheet, QStringLiteral("new"));
    QCOMPARE(list->unknownIds, QStringList{QStringLiteral("new1")});
    ImportOptions importing;
    importing.loginIdColumn = options.idColumn;
    const Result<ImportReport> import = fixture.import(book.bytes(), importing);
    QVERIFY(import);
    QCOMPARE(import->table.sheet, QStringLiteral("new"));
    options.table.sheet = QStringLiteral("old");
    QCOMPARE(upload(fixture, book.bytes(), options)->unknownIds, QStringList{QStringLiteral("old1")});
}

void TestListIds::theFirstLineMayBeTold()
{
    ImportFixture fixture;
    ListUploadOptions options;
    options.onlyCount = true;
    const auto counted = [&](const QByteArray& content) {
        const Result<ListUploadReport> list = upload(fixture, content, options);
        return list ? QStringLiteral("%1 %2 %3").arg(list->rows).arg(list->hasHeader).arg(list->isGuessed) : QString();
    };
    QCOMPARE(counted("zhangsan\nlisi\nwangwu\n"), QStringLiteral("3 0 1"));
    QCOMPARE(counted("members\nzhangsan\nlisi\n"), QStringLiteral("2 1 1"));
    QCOMPARE(counted("login_id\nzhangsan\n"), QStringLiteral("1 1 0"));
    options.table.hasHeader = false;
    QCOMPARE(counted("members\nzhangsan\nlisi\n"), QStringLiteral("3 0 0"));
    options.table.hasHeader = true;
    QCOMPARE(counted("zhangsan\nlisi\nwangwu\n"), QStringLiteral("2 1 0"));
    options.table = {};
    options.table.headerRow = 1;
    QCOMPARE(counted("zhangsan\nlisi\nwangwu\n"), QStringLiteral("2 1 0"));
}

// The one that was found, although others stand before it.
void TestListIds::aSheetWithoutHeaderIsReadAgain()
{
    WorkbookFile book(row(1, {text("A1", "zhangsan")}) + row(2, {text("A2", "lisi")}));
    book.addSheet(QStringLiteral("orders"),
        row(1, {text("A1", "用户ID"), text("B1", "金额")}) + row(2, {text("A2", "u1"), number("B2", "5")}));
    ImportFixture fixture;
    ListUploadOptions options;
    options.onlyCount = true;
    QCOMPARE(upload(fixture, book.bytes(), options)->table.sheet, QStringLiteral("orders"));
    options.table.sheet = QStringLiteral("Sheet1");
    const Result<ListUploadReport> list = upload(fixture, book.bytes(), options);
    QVERIFY(list);
    QCOMPARE(list->table.sheet, QStringLiteral("Sheet1"));
    QCOMPARE(list->unknownIds, (QStringList{QStringLiteral("zhangsan"), QStringLiteral("lisi")}));
}

WD_TEST(TestListIds)
#include "tst_listids.moc"
