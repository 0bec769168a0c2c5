// The window is started while another program has the workspace open.
#include "app/application.h"
#include "app/commandline/remotecontrol.h"
#include "models/workspace/workspacefiles.h"
#include "tests/support/program.h"
#include "tests/support/suite.h"

#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

// All that stands in the windows that can be seen.
QString words()
{
    QStringList all;
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows)
        if (window->isVisible())
            for (const QLabel* label : window->findChildren<QLabel*>())
                if (label->isVisible())
                    all += label->text();
    return all.join(u'\n');
}

} // namespace

class TestSecondStart : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aWorkspaceElsewhere();
    void theCommandLineHasNoWindowToRaise();

private:
    QTemporaryDir m_folder;
};

void TestSecondStart::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toUtf8());
    qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toUtf8());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("config")));
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
    QSettings().setValue(QStringLiteral("language"), QStringLiteral("en"));
}

void TestSecondStart::aWorkspaceElsewhere()
{
    const QString elsewhere = m_folder.filePath(QStringLiteral("elsewhere"));
    Application application(*qApp, elsewhere);
    application.start();
    QTRY_VERIFY(workspaceExists(elsewhere));
    QTRY_VERIFY(words().contains(QStringLiteral("your own systems")));
    QVERIFY(!workspaceExists(defaultWorkspaceFolder()));
}

void TestSecondStart::theCommandLineHasNoWindowToRaise()
{
    const QString document = m_folder.filePath(QStringLiteral("empty.json"));
    writeFile(document, R"({"version":1})");
    Program apply = Program::cli({QStringLiteral("apply"), document});
    QVERIFY(apply.waitForEnd());
    QVERIFY(workspaceExists(defaultWorkspaceFolder()));
    Program running = Program::cli({QStringLiteral("run")});
    const auto listens = [] {
        const Result<void> asked = askRunning(defaultWorkspaceFolder(), QStringLiteral("pause"), {});
        return asked || asked.error().kind != ErrorKind::WorkspaceMissing;
    };
    QTRY_VERIFY_WITH_TIMEOUT(listens(), 10'000);

    Application application(*qApp);
    application.start();
    QTRY_VERIFY2(words().contains(QString::number(running.processId())), qPrintable(words()));
    running.kill();
}

WD_TEST(TestSecondStart)
#include "tst_secondstart.moc"
