// Refused rows as a file: as it is it changes nobody, mended it brings what was meant and nothing else.
#include "models/audience/importing/history/failedrows.h"
#include "models/audience/importing/history/mendedtable.h"
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

namespace {

const QByteArray people = "SELECT login_id, visitor_id, a1, a2 FROM person ORDER BY login_id";

QByteArray sheetOf(const QList<QStringList>& rows)
{
    QByteArray text;
    for (const QStringList& row : rows) {
        QByteArrayList cells;
        for (QString cell : row)
            cells += '"' + cell.replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"';
        text += cells.join(',') + '\n';
    }
    return text;
}

} // namespace

class TestImportMended : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<ImportFixture>(); }
    void refusedRowsComeBack_data();
    void refusedRowsComeBack();
    void textsComeBackAsTheyWere_data();
    void textsComeBackAsTheyWere();
    void reasonsHaveWholeCharacters_data();
    void reasonsHaveWholeCharacters();
    void jsonRowsStandWhole();
    void aColumnOfThatNameIsTheFilesOwn();
    void longTextsAreWholeOrRefused();

private:
    // The refused rows of an import, as a table.
    QList<QStringList> refusedRows(qint64 import, const QString& name, const QString& reason)
    {
        m_path = m_desk->folder.filePath(name);
        const auto words = [](const Error&) { return QStringLiteral("wrong"); };
        if (!writeFailedRows(*m_desk->audience, import, m_path, reason, words))
            return {};
        TableOptions plain;
        const auto table = openTable(m_path, plain);
        QList<QStringList> rows{(*table)->headers()};
        TableRow row;
        while ((*table)->next(row)) {
            QStringList cells;
            for (const QByteArrayView field : row.fields)
                cells += QString::fromUtf8(field);
            rows += cells;
        }
        return rows;
    }
    Result<ImportReport> importPath(const QString& path)
    {
        return importFile(*m_desk->audience, path, {}, ImportFixture::now, m_desk->stop, m_desk->progress);
    }

    std::unique_ptr<ImportFixture> m_desk;
    QString m_path;
};

void TestImportMended::refusedRowsComeBack_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("csv") << QStringLiteral("failed.csv") << QStringLiteral("错误原因");
    QTest::newRow("xlsx") << QStringLiteral("failed.xlsx") << QStringLiteral("Reason");
}

void TestImportMended::refusedRowsComeBack()
{
    QFETCH(const QString, name);
    QFETCH(const QString, reason);
    QVERIFY(m_desk->import("login_id,memo,n\nu0,m,1\n"));
    const Result<ImportReport> report = m_desk->import("login_id,memo,n\nu1,a,zz\nu2,b,2,extra,more\nu3,c\n"
                                                       "u4,\"d\"e,4\nu5,f"
        + QByteArray(1, '\0') + "g,5\nu6,-,5x\n,h,6\nu8,i,8\n");
    QCOMPARE(report->failed, 7);
    const QStringList before = m_desk->rows(people);
    QList<QStringList> rows = refusedRows(report->id, name, reason);
    QCOMPARE(rows.size(), 8);
    QCOMPARE(rows[0].last(), reason);
    QVERIFY(rows[2][3].contains(QStringLiteral("extra,more")));
    QVERIFY2(rows[4][3].contains(QStringLiteral("\"d\"e")), qPrintable(rows[4][3]));

    // As it is.
    const Result<ImportReport> same = importPath(m_path);
    QVERIFY(same);
    QCOMPARE(same->failed, 7);
    QCOMPARE(same->table.leftOut, QStringList{reason});
    QVERIFY(same->newAttributes.isEmpty());
    QCOMPARE(m_desk->rows(people), before);
    QCOMPARE(m_desk->rows("SELECT key FROM attribute"), (QStringList{QStringLiteral("memo"), QStringLiteral("n")}));

    // What is refused once more comes back once more.
    rows = refusedRows(same->id, QStringLiteral("again.csv"), reason);
    QCOMPARE(rows.size(), 8);
    QVERIFY(rows[2][3].contains(QStringLiteral("extra,more")));

    // Mended: the rows that were whole are put into their columns.
    rows[1][2] = QStringLiteral("11");
    rows[2][1] = QStringLiteral("b extra more");
    rows[3][2] = QStringLiteral("3");
    rows[4][1] = QStringLiteral("de");
    rows[4][2] = QStringLiteral("4");
    rows[5][1] = QStringLiteral("fg");
    rows[6][2] = QStringLiteral("5");
    rows[7][0] = QStringLiteral("u7");
    for (int i = 1; i < rows.size(); ++i)
        rows[i][3].clear();
    const Result<ImportReport> mended = m_desk->import(sheetOf(rows));
    QCOMPARE(mended->failed, 0);
    QCOMPARE(mended->added, 7);
    QCOMPARE(m_desk->rows(people),
        (QStringList{QStringLiteral("u0|-|m|1"), QStringLiteral("u1|-|a|11"), QStringLiteral("u2|-|b extra more|2"),
            QStringLiteral("u3|-|c|3"), QStringLiteral("u4|-|de|4"), QStringLiteral("u5|-|fg|5"),
            QStringLiteral("u6|-|-|5"), QStringLiteral("u7|-|h|6"), QStringLiteral("u8|-|i|8")}));
    QCOMPARE(m_desk->rows("SELECT key FROM attribute"), (QStringList{QStringLiteral("memo"), QStringLiteral("n")}));
}

void TestImportMended::textsComeBackAsTheyWere_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("csv") << QStringLiteral("failed.csv");
    QTest::newRow("xlsx") << QStringLiteral("failed.xlsx");
}

void TestImportMended::textsComeBackAsTheyWere()
{
    QFETCH(const QString, name);
    const QStringList texts{QStringLiteral("-"), QStringLiteral("=1+1"), QStringLiteral("'=1+1"),
        QStringLiteral("''@x"), QStringLiteral("'tis"), QStringLiteral("-5"), QStringLiteral("@me"),
        QStringLiteral("+86 1"), QStringLiteral("'")};
    QVERIFY(m_desk->import("login_id,memo,n\nu0,m,1\n"));
    QList<QStringList> rows{{QStringLiteral("login_id"), QStringLiteral("memo"), QStringLiteral("n")}};
    for (int i = 0; i < texts.size(); ++i)
        rows += {QStringLiteral("u%1").arg(i + 1), texts[i], QStringLiteral("x")};
    const Result<ImportReport> report = m_desk->import(sheetOf(rows));
    QCOMPARE(report->failed, texts.size());
    QList<QStringList> refused = refusedRows(report->id, name, QStringLiteral("错误原因"));
    for (int i = 1; i < refused.size(); ++i)
        refused[i][2] = QStringLiteral("7");
    QCOMPARE(m_desk->import(sheetOf(refused))->added, texts.size());
    QStringList read = texts;
    read[2] = QStringLiteral("=1+1"); // a spreadsheet's mark of a text
    QCOMPARE(m_desk->rows("SELECT a1 FROM person WHERE a2=7 ORDER BY id"), read);
}

void TestImportMended::reasonsHaveWholeCharacters_data()
{
    QTest::addColumn<QString>("letters");
    QTest::newRow("three bytes") << QStringLiteral("多");
    QTest::newRow("four bytes, two units") << QStringLiteral("𠮷");
    QTest::newRow("none cut") << QStringLiteral("x");
}

void TestImportMended::reasonsHaveWholeCharacters()
{
    QFETCH(const QString, letters);
    QVERIFY(m_desk->import("login_id,memo,n\nu0,m,1\n"));
    for (int before = 0; before < 3; ++before) {
        const QByteArray text = QByteArray(before, 'a') + letters.repeated(200).toUtf8();
        const Result<ImportReport> report = m_desk->import("login_id,memo,n\nu1," + text + ",1,2\nu2,b," + text + '\n');
        QCOMPARE(report->failed, 2);
        const QString number = report->errors[1].error.arguments.value(1);
        refusedRows(report->id, QStringLiteral("failed.csv"), QStringLiteral("Reason"));
        const QString whole = importPath(m_path)->errors[0].error.arguments.value(0);
        for (const QString& shown : {number, whole}) {
            QVERIFY2(shown.endsWith(letters + u'…'), qPrintable(shown));
            QVERIFY(!shown.contains(QChar::ReplacementCharacter));
        }
    }
}

void TestImportMended::jsonRowsStandWhole()
{
    const QByteArray twice = R"({"login_id":"u1","a":1,"a":2})";
    const Result<ImportReport> report = m_desk->import("{\"login_id\":\"u0\",\"a\":1}\n" + twice + "\n");
    QCOMPARE(report->failed, 1);
    QList<QStringList> rows = refusedRows(report->id, QStringLiteral("failed.csv"), QStringLiteral("Reason"));
    QCOMPARE(rows[1][2], QString::fromUtf8(twice));
    QCOMPARE(importPath(m_path)->failed, 1);
    rows[1] = QStringList{QStringLiteral("u1"), QStringLiteral("2"), {}, {}};
    QCOMPARE(m_desk->import(sheetOf(rows))->added, 1);
    QCOMPARE(
        m_desk->rows("SELECT login_id, a1 FROM person"), (QStringList{QStringLiteral("u0|1"), QStringLiteral("u1|2")}));
}

void TestImportMended::aColumnOfThatNameIsTheFilesOwn()
{
    const Result<ImportReport> report = m_desk->import("login_id,错误原因,n\nu1,断网,1\nu2,超时,2\nu3,x,3\n,y,4\n");
    QCOMPARE(report->failed, 1);
    QCOMPARE(m_desk->rows("SELECT a1 FROM person"),
        (QStringList{QStringLiteral("断网"), QStringLiteral("超时"), QStringLiteral("x")}));
    QList<QStringList> rows = refusedRows(report->id, QStringLiteral("failed.csv"), QStringLiteral("错误原因"));
    QCOMPARE(rows[0].last(), QStringLiteral("错误原因*"));
    rows[1][0] = QStringLiteral("u4");
    QCOMPARE(m_desk->import(sheetOf(rows))->added, 1);
    QCOMPARE(m_desk->rows("SELECT a1 FROM person WHERE login_id='u4'"), QStringList{QStringLiteral("y")});
    QCOMPARE(m_desk->rows("SELECT count(*) FROM attribute"), QStringList{QStringLiteral("2")});
}

void TestImportMended::longTextsAreWholeOrRefused()
{
    QVERIFY(m_desk->import("login_id,memo,n\nu0,m,1\n"));
    const QByteArray text(40'000, 'x');
    const Result<ImportReport> report = m_desk->import("login_id,memo,n\nu1," + text + ",bad\n");
    const QList<QStringList> rows = refusedRows(report->id, QStringLiteral("failed.csv"), QStringLiteral("Reason"));
    QCOMPARE(rows[1][1].size(), text.size());
    const Result<qint64> sheet
        = writeFailedRows(*m_desk->audience, report->id, m_desk->folder.filePath(QStringLiteral("f.xlsx")),
            QStringLiteral("Reason"), [](const Error&) { return QString(); });
    QCOMPARE(sheet.error().kind, ErrorKind::FileUnwritable);
    QVERIFY(!QFile::exists(m_desk->folder.filePath(QStringLiteral("f.xlsx"))));
    // A row that stands whole goes on in the cells behind.
    const Result<ImportReport> broken = m_desk->import("login_id,memo,n\nu2," + text + ",2,3\n");
    const QList<QStringList> whole = refusedRows(broken->id, QStringLiteral("w.xlsx"), QStringLiteral("Reason"));
    QCOMPARE(whole.size(), 2);
    QCOMPARE(importPath(m_path)->failed, 1);
}

WD_TEST(TestImportMended)
#include "tst_importmended.moc"
