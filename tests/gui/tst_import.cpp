#include "tests/gui/sampledesk.h"
#include "tests/support/suite.h"
#include "ui/shared/field.h"

#include <QTest>

using namespace wd;

class ImportTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void goodFileAddsPeople();
    void badRowsAreListedByLine();
    void fileThatIsNotThereIsRefused();

private:
    static QString write(const ChannelDesk& desk, const QByteArray& text);
    static void choose(const ChannelDesk& desk, const QString& file);
    QTemporaryDir m_preferences;
};

void ImportTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

QString ImportTest::write(const ChannelDesk& desk, const QByteArray& text)
{
    QFile file(desk.folder.filePath(QStringLiteral("people.csv")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("no file");
    return file.fileName();
}

void ImportTest::choose(const ChannelDesk& desk, const QString& file)
{
    desk.window.findChild<DeskView*>()->navigate(routes::people, {});
    QVERIFY(QTest::qWaitFor([&] { return desk.find<QAbstractButton>(QStringLiteral("importButton")) != nullptr; }));
    desk.click(QStringLiteral("importButton"));
    auto* const line = desk.find<QLineEdit>(QStringLiteral("importFile"));
    QVERIFY(line);
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("startImport"))->isEnabled());
    QVERIFY(QTest::qWaitForWindowActive(line->window()));
    line->setFocus();
    QTest::keyClicks(line, file);
    QTest::keyClick(line, Qt::Key_Tab);
}

void ImportTest::goodFileAddsPeople()
{
    ChannelDesk desk;
    choose(desk, write(desk, "login_id,name,age\nu1,Ann,31\nu2,Ben,45\n"));
    QTRY_VERIFY(desk.find<QAbstractButton>(QStringLiteral("startImport"))->isEnabled());
    QCOMPARE(desk.find<QComboBox>(QStringLiteral("loginIdColumn"))->currentText(), QStringLiteral("login_id"));
    QCOMPARE(desk.find<TableView>(QStringLiteral("importPreview"))->model()->rowCount(), 2);
    desk.click(QStringLiteral("startImport"));
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("importResult")));
    QVERIFY(!desk.find<TableView>(QStringLiteral("importErrors")));
    desk.click(QStringLiteral("cancelImport"));
    QTRY_VERIFY(!desk.find<QDialog>(QStringLiteral("importDialog")));
}

void ImportTest::badRowsAreListedByLine()
{
    ChannelDesk desk;
    choose(desk, write(desk, "login_id,name\nu1,Ann\n,Nobody\nu3,Cleo\n"));
    QTRY_VERIFY(desk.find<QAbstractButton>(QStringLiteral("startImport"))->isEnabled());
    desk.click(QStringLiteral("startImport"));
    QTRY_VERIFY(desk.find<TableView>(QStringLiteral("importErrors")));
    const QAbstractItemModel* errors = desk.find<TableView>(QStringLiteral("importErrors"))->model();
    QCOMPARE(errors->rowCount(), 1);
    QCOMPARE(errors->index(0, 0).data().toString(), QStringLiteral("3"));
    QVERIFY(!errors->index(0, 1).data().toString().isEmpty());
    QVERIFY(desk.find<QAbstractButton>(QStringLiteral("saveImportErrors")));
}

void ImportTest::fileThatIsNotThereIsRefused()
{
    ChannelDesk desk;
    choose(desk, desk.folder.filePath(QStringLiteral("missing.csv")));
    auto* const line = desk.find<QLineEdit>(QStringLiteral("importFile"));
    QTRY_VERIFY(qobject_cast<Field*>(line->parentWidget())->hasError());
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("startImport"))->isEnabled());
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("startImport"))->toolTip().isEmpty());
}

WD_TEST(ImportTest)
#include "tst_import.moc"
