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
    void theFormOfACsvFileIsGiven();
    void warningsAreToldToo();
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
