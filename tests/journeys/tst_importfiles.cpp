// Files of every format through the command line: what its options choose, and the words of its refusals.
#include "tests/journeys/clidesk.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"

#include <QTest>

using namespace wd;

class TestImportFiles : public QObject {
    Q_OBJECT
private slots:
    void aSheetIsChosen();
    void listsSayHowTheyAreRead();
    void theFormOfACsvFileIsGiven();
    void theHeaderRowIsGiven();
    void aQuoteThatIsNoneIsTold();
    void warningsAreToldToo();
    void foundTypesAreTold();
    void bothFaultsOfARowAreTold();
    void timesAreReadInAnotherZone();
    void anUndoneImportTakesItsAttributesAlong();
    void refusalsSayWhatWouldBeRight_data();
    void refusalsSayWhatWouldBeRight();

private:
    CliAnswer import(const QByteArray& bytes, const QStringList& options = {}) const
    {
        const QString path = m_desk.file(QStringLiteral("table"));
        writeFile(path, bytes);
        return m_desk.run(QStringList{QStringLiteral("import"), QStringLiteral("people"), path} + options);
    }
    CliDesk m_desk;
};

void TestImportFiles::aSheetIsChosen()
{
    const auto sheet = [](const QByteArray& id) {
        return "<row r=\"1\"><c t=\"inlineStr\"><is><t>login_id</t></is></c></row><row r=\"2\"><c "
               "t=\"inlineStr\"><is><t>"
            + id + "</t></is></c></row>";
    };
    WorkbookFile book(sheet("first"));
    book.addSheet(QStringLiteral("会员"), sheet("second"));
    const CliAnswer chosen = import(book.bytes(), {QStringLiteral("--sheet"), QStringLiteral("会员")});
    QCOMPARE(chosen.code, 0);
    QCOMPARE(chosen.number("added"), 1);
    QCOMPARE(chosen.text("sheet"), QStringLiteral("会员"));
    const CliAnswer absent = import(book.bytes(), {QStringLiteral("--sheet"), QStringLiteral("x")});
    QCOMPARE(absent.code, 2);
    QVERIFY2(absent.errors.contains("Sheet1, 会员"), absent.errors.constData());
}

void TestImportFiles::listsSayHowTheyAreRead()
{
    const QString path = m_desk.file(QStringLiteral("table"));
    const auto list = [&](const char* name, const QByteArray& bytes, const QStringList& options = {}) {
        writeFile(path, bytes);
        return m_desk.run(
            QStringList{QStringLiteral("list"), QStringLiteral("create"), QLatin1String(name), path} + options);
    };
    const auto cell = [](const QByteArray& text) { return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>"; };
    WorkbookFile book("<row r=\"1\">" + cell("note") + "</row>");
    book.addSheet(QStringLiteral("会员"),
        "<row r=\"1\">" + cell("login_id") + "</row><row r=\"2\">" + cell("1.38E+10") + "</row>");
    const CliAnswer sheet = list("sheet", book.bytes());
    QCOMPARE(sheet.text("sheet"), QStringLiteral("会员"));
    QCOMPARE(sheet.number("warned"), 1);
    QVERIFY2(sheet.errors.contains("Line 2: login_id: A spreadsheet has shortened"), sheet.errors.constData());
    const QByteArray ids = "zhangsan\nlisi\n";
    QCOMPARE(list("ids", ids).number("rows"), 2);
    const CliAnswer told = list("told", ids, {QStringLiteral("--header-row"), QStringLiteral("1")});
    QCOMPARE(told.number("rows"), 1);
    QVERIFY(told.json().value(QStringLiteral("header")).toBool());
    QCOMPARE(list("name", "members\nlisi\n", {QStringLiteral("--no-header")}).number("rows"), 2);
}

void TestImportFiles::theFormOfACsvFileIsGiven()
{
    const CliAnswer given = import("u1^'a^b'\n",
        {QStringLiteral("--delimiter"), QStringLiteral("^"), QStringLiteral("--quote"), QStringLiteral("'"),
            QStringLiteral("--no-header"), QStringLiteral("--login-id"), QStringLiteral("column 1"),
            QStringLiteral("--map"), QStringLiteral("column 2=note")});
    QVERIFY2(given.code == 0, given.errors.constData());
    QCOMPARE(given.number("added"), 1);
    const CliAnswer tabs = import("login_id\tnote\nu2\t\"x\n",
        {QStringLiteral("--delimiter=tab"), QStringLiteral("--quote=none"), QStringLiteral("--encoding=utf-8")});
    QVERIFY2(tabs.code == 0, tabs.errors.constData());
    QCOMPARE(tabs.number("added"), 1);
    QCOMPARE(tabs.text("encoding"), QStringLiteral("UTF-8"));
    const CliAnswer bad = import("login_id\nu3\n", {QStringLiteral("--delimiter"), QStringLiteral("ab")});
    QCOMPARE(bad.code, 2);
    QVERIFY2(bad.errors.contains("--delimiter") && bad.errors.contains("tab"), bad.errors.constData());
}

void TestImportFiles::theHeaderRowIsGiven()
{
    const QByteArray years = "会员,2025,2026\nh1,5,6\nh2,7,8\n";
    const QStringList columns{QStringLiteral("--login-id"), QStringLiteral("会员")};
    const QString option = QStringLiteral("--header-row");
    const CliAnswer first = import(years, columns + QStringList{option, QStringLiteral("1")});
    QVERIFY2(first.code == 0, first.errors.constData());
    QCOMPARE(first.number("added"), 2);
    const CliAnswer third = import("月报,7月\n\n" + years, columns + QStringList{option, QStringLiteral("3")});
    QVERIFY2(third.code == 0, third.errors.constData());
    QCOMPARE(third.number("unchanged"), 2);
    for (const char* wrong : {"0", "x", "9"}) {
        const CliAnswer none = import(years, columns + QStringList{option, QString::fromLatin1(wrong)});
        QCOMPARE(none.code, 2);
        QVERIFY2(none.errors.contains("a row that holds something"), none.errors.constData());
    }
    const CliAnswer both = import(years, {option, QStringLiteral("1"), QStringLiteral("--no-header")});
    QCOMPARE(both.code, 2);
    QVERIFY2(both.errors.contains("--header-row") && both.errors.contains("--no-header"), both.errors.constData());
    const CliAnswer title = import("会员名单,,\nlogin_id,name,n\nh3,a,5\nh4,b,6\n");
    QVERIFY2(title.code == 0, title.errors.constData());
    QCOMPARE(title.number("added"), 2);
}

void TestImportFiles::aQuoteThatIsNoneIsTold()
{
    const CliAnswer answer = import("login_id,name\nq1,\"bad\nq2,b\nq3,c\n");
    QCOMPARE(answer.number("added"), 2);
    QCOMPARE(answer.number("failed"), 1);
    QVERIFY2(
        answer.errors.contains("Line 2: A quote that opens here is not closed; reading went on with the next line."),
        answer.errors.constData());
}

void TestImportFiles::warningsAreToldToo()
{
    const CliAnswer answer = import("login_id,phone\nu7,1.38E+10\n");
    QCOMPARE(answer.code, 0);
    QCOMPARE(answer.number("warned"), 1);
    const QJsonObject warning = answer.json().value(QStringLiteral("warnings")).toArray().first().toObject();
    QCOMPARE(warning.value(QStringLiteral("line")).toInt(), 2);
    QCOMPARE(warning.value(QStringLiteral("column")).toString(), QStringLiteral("phone"));
    QVERIFY(warning.value(QStringLiteral("reason")).toString().contains(QStringLiteral("1.38E+10")));
}

void TestImportFiles::foundTypesAreTold()
{
    const CliAnswer few = import("login_id,points\nt1,1\nt2,2\nt3,abc\n");
    QCOMPARE(few.code, 0);
    QCOMPARE(few.number("added"), 3);
    const QJsonObject text = few.json().value(QStringLiteral("types")).toArray().first().toObject();
    QCOMPARE(text.value(QStringLiteral("column")).toString(), QStringLiteral("points"));
    QCOMPARE(text.value(QStringLiteral("type")).toString(), QStringLiteral("text"));
    QCOMPARE(text.value(QStringLiteral("mostly")).toString(), QStringLiteral("number"));
    QCOMPARE(text.value(QStringLiteral("line")).toInt(), 4);
    QVERIFY2(few.errors.contains("points") && few.errors.contains("abc"), few.errors.constData());
    QByteArray rows = "login_id,amount\n";
    for (int row = 0; row < 60; ++row)
        rows += 't' + QByteArray::number(row) + ",\"3,055.48\"\n";
    const CliAnswer many = import(rows + "t99,五十\n");
    QCOMPARE(many.number("failed"), 1);
    const QJsonObject number = many.json().value(QStringLiteral("types")).toArray().first().toObject();
    QCOMPARE(number.value(QStringLiteral("type")).toString(), QStringLiteral("number"));
    QCOMPARE(number.value(QStringLiteral("unfit")).toInt(), 1);
}

void TestImportFiles::bothFaultsOfARowAreTold()
{
    const CliAnswer answer = import("login_id,born,score\nf1,soon,\"1,23\"\n",
        {QStringLiteral("--type"), QStringLiteral("born=date"), QStringLiteral("--type"),
            QStringLiteral("score=number")});
    QCOMPARE(answer.number("failed"), 1);
    const QJsonArray errors = answer.json().value(QStringLiteral("errors")).toArray();
    QCOMPARE(errors.size(), 2);
    QCOMPARE(errors[0].toObject().value(QStringLiteral("column")).toString(), QStringLiteral("born"));
    QCOMPARE(errors[1].toObject().value(QStringLiteral("column")).toString(), QStringLiteral("score"));
    QVERIFY2(answer.errors.contains("1,234.5"), answer.errors.constData());
    const QString failed = m_desk.file(QStringLiteral("failed.csv"));
    QCOMPARE(
        m_desk.run({QStringLiteral("import"), QStringLiteral("failed"), QString::number(answer.number("id")), failed})
            .code,
        0);
    QFile file(failed);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY2(written.contains("soon") && written.contains("1,234.5"), written.constData());
}

void TestImportFiles::timesAreReadInAnotherZone()
{
    const QStringList zone{QStringLiteral("--zone"), QStringLiteral("America/New_York")};
    QCOMPARE(import("login_id,visited\nz1,2026-07-06 12:00\n", zone).number("added"), 1);
    const CliAnswer person = m_desk.run({QStringLiteral("person"), QStringLiteral("show"), QStringLiteral("z1")});
    QVERIFY2(
        QString::fromUtf8(person.output)
            .contains(QDateTime({2026, 7, 6}, {16, 0}, Qt::UTC)
                          .toTimeZone(QTimeZone(m_desk.run({QStringLiteral("export")}).text("timeZone").toLatin1()))
                          .toString(QStringLiteral("yyyy-MM-ddTHH:mm"))),
        person.output.constData());
    const CliAnswer none = import("login_id\nz2\n", {QStringLiteral("--zone"), QStringLiteral("Mars/Olympus")});
    QCOMPARE(none.code, 2);
    QVERIFY2(none.errors.contains("--zone") && none.errors.contains("Asia/Shanghai"), none.errors.constData());
}

void TestImportFiles::anUndoneImportTakesItsAttributesAlong()
{
    const CliAnswer answer = import("login_id,gone,used\nk1,1,2\n");
    const QByteArray segment = R"({"version":1,"segments":[{"name":"s","userKind":"login","rule":{"all":[)"
                               R"({"attribute":"used","op":">","value":1}]}}]})";
    const CliAnswer applied = m_desk.apply(QJsonDocument::fromJson(segment).object());
    QVERIFY2(applied.code == 0, applied.errors.constData());
    const CliAnswer undone
        = m_desk.run({QStringLiteral("import"), QStringLiteral("undo"), QString::number(answer.number("id"))});
    QVERIFY2(undone.code == 0, undone.errors.constData());
    QCOMPARE(undone.json().value(QStringLiteral("removed")).toArray(), QJsonArray{QStringLiteral("gone")});
    QCOMPARE(undone.json().value(QStringLiteral("kept")).toArray(), QJsonArray{QStringLiteral("used")});
}

void TestImportFiles::refusalsSayWhatWouldBeRight_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("words");
    const QByteArray compound("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    const QString package = QStringLiteral("EncryptedPackage");
    QTest::newRow("old") << compound << QByteArray("save it as .xlsx");
    QTest::newRow("protected") << compound
            + QByteArray(reinterpret_cast<const char*>(package.utf16()), package.size() * 2)
                               << QByteArray("remove the password");
    QTest::newRow("archive") << zipOf({{QStringLiteral("a.txt"), "text"}}) << QByteArray(".xlsx");
    QTest::newRow("cut") << WorkbookFile("<row/>").bytes().left(300) << QByteArray("damaged");
    QTest::newRow("bomb") << WorkbookFile(QByteArray("<row/>").repeated(4'000'000)).bytes()
                          << QByteArray("unpacks to more");
}

void TestImportFiles::refusalsSayWhatWouldBeRight()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, words);
    const CliAnswer answer = import(bytes);
    QCOMPARE(answer.code, 2);
    QVERIFY2(answer.errors.contains(words), answer.errors.constData());
}

WD_TEST(TestImportFiles)
#include "tst_importfiles.moc"
