// csv-spectrum, a collection of CSV files with what they mean, from Debian's package node-csv-spectrum.
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
    const QDir folder(QStringLiteral("/usr/share/nodejs/csv-spectrum"));
    const QDir csvs(folder.filePath(QStringLiteral("csvs")));
    const QFileInfoList files = csvs.entryInfoList({QStringLiteral("*.csv")});
    for (const QFileInfo& file : files)
        QTest::newRow(qPrintable(file.baseName()))
            << file.filePath() << folder.filePath(QStringLiteral("json/%1.json").arg(file.baseName()));
    QVERIFY2(files.size() >= 11, "the collection is missing: Debian has it as node-csv-spectrum");
}

void TestCsvSpectrum::files()
{
    QFETCH(QString, csv);
    QFETCH(QString, json);
    QFile expectation(json);
    QVERIFY2(expectation.open(QIODevice::ReadOnly), qPrintable(json));
    const QJsonArray expected = QJsonDocument::fromJson(expectation.readAll()).array();
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
