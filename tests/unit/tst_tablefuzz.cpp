// Damaged files of every format: whatever the bytes, reading ends, in time and within bounds.
#include "tests/support/memory.h"
#include "tests/support/suite.h"
#include "tests/support/tabletext.h"
#include "tests/support/workbookfile.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace wd;

namespace {

QByteArray workbook()
{
    QByteArray rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>v</t></is></c></row>)";
    for (int i = 2; i < 12; ++i) {
        const QByteArray at = QByteArray::number(i);
        rows += "<row r=\"" + at + "\"><c r=\"A" + at + "\" t=\"s\"><v>1</v></c><c r=\"B" + at
            + "\" s=\"1\"><f>A1</f><v>46209.5</v></c></row>";
    }
    return WorkbookFile(rows, "<si><t>id</t></si><si><r><t>u_x000D_</t></r><rPh><t>x</t></rPh></si>",
        {"0", "yyyy\\-mm\\-dd\\ [h]:mm;@"})
        .bytes();
}

// Bytes are changed, removed, doubled, and pieces taken from elsewhere in the file.
QByteArray damaged(QByteArray bytes, QRandomGenerator& random)
{
    static const QByteArray telling("\"',;\n\r\t\0{}[]<>&=\xFF\xFE\xEF:\\0", 25);
    for (int changes = 1 + random.bounded(4); changes > 0 && !bytes.isEmpty(); --changes) {
        const qsizetype at = random.bounded(int(bytes.size()));
        const qsizetype length = random.bounded(1 + int(std::min<qsizetype>(40, bytes.size() - at)));
        switch (random.bounded(6)) {
        case 0:
            bytes[at] = char(random.bounded(256));
            break;
        case 1:
            bytes.insert(at, telling[random.bounded(int(telling.size()))]);
            break;
        case 2:
            bytes.remove(at, length);
            break;
        case 3:
            bytes.insert(at, bytes.mid(at, length));
            break;
        case 4:
            bytes.insert(at, bytes.mid(random.bounded(int(bytes.size())), length));
            break;
        default:
            if (random.bounded(8) == 0)
                bytes.truncate(at);
        }
    }
    return bytes;
}

} // namespace

class TestTableFuzz : public QObject {
    Q_OBJECT
private slots:
    void damagedFilesAreReadToAnEnd_data();
    void damagedFilesAreReadToAnEnd();
    void damagedPartsOfAWorkbookToo();

private:
    void readTwice(const QByteArray& bytes);
    TableFiles m_files;
};

// Each row has as many fields as there are headers unless it says what is wrong with it, and a second reading gives
// the same rows.
void TestTableFuzz::readTwice(const QByteArray& bytes)
{
    const auto table = openTable(m_files.write(bytes), {});
    if (!table)
        return;
    TableRow row;
    qint64 counts[2] = {0, 0};
    for (qint64& count : counts) {
        while ((*table)->next(row)) {
            ++count;
            if (!row.fault)
                QCOMPARE(qsizetype(row.fields.size()), (*table)->headers().size());
            QVERIFY(count <= bytes.size() + 100);
        }
        (*table)->rewind();
    }
    QCOMPARE(counts[0], counts[1]);
}

void TestTableFuzz::damagedFilesAreReadToAnEnd_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("CSV") << QByteArray("用户id,v,\"w\"\nu1,\"a\"\"b\",2026-07-06\nu2,\"two\r\nlines\",\n\r\nu3,5,x\n");
    QTest::newRow("JSON Lines") << QByteArray(
        "{\"id\":\"u1\",\"v\":[1,{\"x\":\"\\u4e2d\"}]}\n{\"id\":\"u2\",\"v\":-1.5e3}\n"
        "{\"v\":null,\"w\":\"\\ud83d\\ude00\"}\n");
    QTest::newRow("JSON array") << QByteArray("[\n {\"id\":\"u1\",\"v\":{\"x\":[]}},\n {\"id\":\"u2\\\"\"}, {}\n]\n");
    QTest::newRow("UTF-16") << QByteArray("i\0d\0,\0v\0\n\0u\0001\0,\0\x2D\x4E\n\0u\0002\0,\0\x3D\xD8\0\xDE\n\0", 38);
    QTest::newRow("workbook") << workbook();
}

void TestTableFuzz::damagedFilesAreReadToAnEnd()
{
    QFETCH(QByteArray, bytes);
    QRandomGenerator random(20260706);
    const qint64 before = residentBytes();
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 800; ++i) {
        readTwice(damaged(bytes, random));
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(timer.elapsed() < 60'000);
    QVERIFY2(residentBytes() - before < 64'000'000, qPrintable(QString::number(residentBytes() - before)));
}

// The archive stays whole: what is damaged is the XML inside, which a changed byte of the file would not reach.
void TestTableFuzz::damagedPartsOfAWorkbookToo()
{
    QRandomGenerator random(20260707);
    const QByteArray rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>v</v></c></row>)"
                            R"(<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1" t="n"><v>46209.5</v></c></row>)"
                            R"(<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c></row>)";
    for (int i = 0; i < 400; ++i) {
        WorkbookFile book(rows, "<si><t>id</t></si><si><r><t>u_x000D_</t></r></si>", {"0", "[h]:mm:ss;\"x\"@"});
        const QStringList names = book.parts.keys();
        QByteArray& part = book.parts[names[random.bounded(int(names.size()))]];
        part = damaged(part, random);
        readTwice(book.bytes());
        if (QTest::currentTestFailed())
            return;
    }
}

WD_TEST(TestTableFuzz)
#include "tst_tablefuzz.moc"
