// What every page owes: named buttons, no sideways scrolling, nothing typed that is lost.
#include "tests/gui/sampledesk.h"
#include "tests/support/suite.h"
#include "ui/mainwindow/stage.h"

#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace wd;

namespace {

const QStringList everyRoute{routes::overview, routes::campaigns, routes::campaignEdit, routes::deliveries,
    routes::segments, routes::segmentEdit, routes::people, routes::person, routes::channels, routes::channelNew,
    routes::channelEdit, routes::preferences};

QVariantMap firstOf(const QString& route)
{
    const bool edits = route == routes::campaignEdit || route == routes::segmentEdit || route == routes::channelEdit
        || route == routes::person;
    return edits ? QVariantMap{{QStringLiteral("id"), 1}} : QVariantMap();
}

QStringList namelessButtons(const QWidget* window)
{
    QStringList found;
    for (const QAbstractButton* button : window->findChildren<QAbstractButton*>()) {
        // What Qt puts into its own controls is named by them.
        const bool ours = qobject_cast<const QPushButton*>(button) || qobject_cast<const QToolButton*>(button);
        const bool inside = qobject_cast<const QLineEdit*>(button->parent()) != nullptr;
        if (!ours || inside || !button->isVisible() || button->objectName().startsWith(QLatin1String("qt_")))
            continue;
        const bool nameless = button->accessibleName().isEmpty() && button->text().isEmpty();
        const bool iconWithoutTip = button->text().isEmpty() && button->toolTip().isEmpty();
        if (nameless || iconWithoutTip)
            found += button->objectName() + u' ' + QString::fromLatin1(button->parent()->metaObject()->className());
    }
    return found;
}

// Tables and pages whose content is wider than they are.
QStringList scrollingSideways(const QWidget* window)
{
    QStringList found;
    for (const QAbstractScrollArea* area : window->findChildren<QAbstractScrollArea*>()) {
        const auto* table = qobject_cast<const TableView*>(area);
        const auto* scroll = qobject_cast<const QScrollArea*>(area);
        // People with all their attributes are as wide as they are.
        const bool data = area->objectName() == QLatin1String("segmentPeople");
        if (!area->isVisible() || data || (!table && !scroll))
            continue;
        const int wide
            = scroll ? scroll->widget()->width() - scroll->viewport()->width() : area->horizontalScrollBar()->maximum();
        if (wide > 0)
            found += QStringLiteral("%1: %2 of %3").arg(area->objectName()).arg(wide).arg(area->viewport()->width());
    }
    return found;
}

} // namespace

class ConductTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyIconButtonHasAName();
    void nothingScrollsSideways_data();
    void nothingScrollsSideways();
    void theSidePanelGoesAndComesWithItsPage();
    void theEditorIsWalkedInItsOrder();

private:
    QTemporaryDir m_preferences;
};

void ConductTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void ConductTest::everyIconButtonHasAName()
{
    SampleDesk desk;
    for (const QString& route : everyRoute) {
        desk.open(route, firstOf(route));
        QTest::qWait(50);
        const QStringList nameless = namelessButtons(&desk.window);
        QVERIFY2(nameless.isEmpty(), qPrintable(route + QLatin1String(": ") + nameless.join(u' ')));
    }
}

void ConductTest::nothingScrollsSideways_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("panel");
    QTest::newRow("1024") << QSize(1024, 680) << false;
    QTest::newRow("1280 with panel") << QSize(1280, 800) << true;
}

void ConductTest::nothingScrollsSideways()
{
    QFETCH(QSize, size);
    QFETCH(bool, panel);
    SampleDesk desk;
    desk.theme.apply(*qApp);
    desk.window.resize(size);
    // Where there is a panel to open.
    const QStringList withPanel{routes::campaigns, routes::campaignEdit, routes::deliveries, routes::channels,
        routes::channelNew, routes::channelEdit};
    for (const QString& route : panel ? withPanel : everyRoute) {
        desk.open(route, firstOf(route));
        QTest::qWait(50);
        if (panel)
            desk.window.findChild<Stage*>()->showPanel(new QWidget);
        QTest::qWait(10);
        const QStringList wide = scrollingSideways(&desk.window);
        QVERIFY2(wide.isEmpty(), qPrintable(route + QLatin1String(": ") + wide.join(u' ')));
        QCOMPARE(desk.window.size(), size); // no page forces the window
    }
}

void ConductTest::theSidePanelGoesAndComesWithItsPage()
{
    SampleDesk desk;
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), 1}});
    desk.press(QStringLiteral("testEffect"));
    QTRY_VERIFY(!desk.verdict().isEmpty());
    desk.open(routes::campaigns);
    QTRY_VERIFY(desk.find<TableView>(QStringLiteral("campaignTable")));
    QVERIFY(!desk.find<QWidget>(QStringLiteral("sidePanel")));
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), 2}}); // another campaign's tests say nothing here
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("campaignName")));
    QVERIFY(!desk.find<QWidget>(QStringLiteral("sidePanel")));
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), 1}});
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("sidePanel")));
    // And it tests this page again, not one that is gone.
    desk.press(QStringLiteral("testButton"));
    QTRY_VERIFY(desk.find<StatePill>(QStringLiteral("testVerdict")));
    QVERIFY(!desk.find<InlineMessage>(QStringLiteral("testMessage")));
}

void ConductTest::theEditorIsWalkedInItsOrder()
{
    SampleDesk desk;
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), 1}});
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("parameter_amount")));
    // Folded or open, by the keyboard.
    for (const char* card : {"targetCardToggle", "timeCardToggle"}) {
        auto* toggle = desk.waitFor<QPushButton>(QLatin1String(card));
        toggle->setFocus();
        QTest::keyClick(toggle, Qt::Key_Return);
    }
    QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("campaignSegment")));
    desk.waitFor<QLineEdit>(QStringLiteral("campaignName"))->setFocus();
    QStringList walked;
    for (int step = 0; step < 14 && !walked.contains(QStringLiteral("goOnline")); ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        walked += QApplication::focusWidget()->objectName();
    }
    const QStringList expected{QStringLiteral("targetCardToggle"), QStringLiteral("campaignSegment"),
        QStringLiteral("campaignChannel"), QStringLiteral("targetCardNext"), QStringLiteral("triggerCardToggle"),
        QStringLiteral("templateCardToggle"), QStringLiteral("parameter_amount"), QStringLiteral("testEffect"),
        QStringLiteral("templateCardNext"), QStringLiteral("timeCardToggle"), QStringLiteral("sendNow"),
        QStringLiteral("saveDraft"), QStringLiteral("goOnline")};
    QCOMPARE(walked, expected);
}

WD_TEST(ConductTest)
#include "tst_conduct.moc"
