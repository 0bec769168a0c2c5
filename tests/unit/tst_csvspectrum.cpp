// csv-spectrum, a collection of CSV files with what they mean; npm has fetched it (see spectrum/package.json).
#include "tests/support/suite.h"
#include "tests/support/tabletext.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace wd;

class TestCsvSpectrum : public QObject {
    Q_OBJECT
private slots:
    void files_data();
    void files();
};

void TestCsvSpectrum::files_data()
{
    QTest::addColumn<QString>("csv");
    QTest::addColumn<QString>("json");
    const QDir folder(QStringLiteral(WD_CSV_SPECTRUM));
    const QDir csvs(folder.filePath(QStringLiteral("csvs")));
    const QFileInfoList files = csvs.entryInfoList({QStringLiteral("*.csv")});
    for (const QFileInfo& file : files)
        QTest::newRow(qPrintable(file.baseName()))
            << file.filePath() << folder.filePath(QStringLiteral("json/%1.json").arg(file.baseName()));
    QVERIFY2(files.size() >= 12, "the collection is missing: see the test unit/fetch_csvspectrum");
}

void TestCsvSpectrum::files()
{
    QFETCH(QString, csv);
    QFETCH(QString, json);
    QFile expectation(json);
    QVERIFY2(expectation.open(QIODevice::ReadOnly), qPrintable(json));
    const QJsonDocument document = QJsonDocument::fromJson(expectation.readAll());
    QJsonArray expected = document.array();
    if (document.isObject()) {
        // The one of location_coordinates, which is no list and has another phone number than its CSV file.
        QJsonObject only = document.object();
        only.insert(QStringLiteral("Contact Phone Number"), QStringLiteral("2095257564"));
        expected.append(only);
    }
    QVERIFY(!expected.isEmpty());
    const auto table = openTable(csv, {});
    QVERIFY(table);
    TableRow row;
    for (const QJsonValue& object : expected) {
        QVERIFY((*table)->next(row));
        QVERIFY(!row.fault);
        QJsonObject read;
        for (qsizetype i = 0; i < (*table)->headers().size(); ++i)
            read.insert((*table)->headers()[i], QString::fromUtf8(row.fields[size_t(i)]));
        QCOMPARE(read, object.toObject());
    }
    QVERIFY(!(*table)->next(row));
}

WD_TEST(TestCsvSpectrum)
#include "tst_csvspectrum.moc"
