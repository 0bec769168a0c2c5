#include "tests/support/suite.h"
#include "ui/mainwindow/stage.h"
#include "ui/shared/page.h"

#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace wd;

namespace {

QWidget* makePanel(const QString& title)
{
    auto* panel = new QWidget;
    panel->setWindowTitle(title);
    return panel;
}

} // namespace

class StageTest : public QObject {
    Q_OBJECT
private slots:
    void panelStandsBesideThePageWhereThereIsRoom();
    void panelLiesOverThePageInASmallWindow();
    void titleToolsFiltersAndFooterStayFreeOfIt();
    void closingGivesThePageItsRoomBack();
    void anotherPanelReplacesTheFirst();
    void pageBeforeIsDeletedLater();
};

void StageTest::panelStandsBesideThePageWhereThereIsRoom()
{
    Stage stage;
    stage.resize(1072, 700);
    auto* page = new QWidget;
    stage.setPage(page);
    stage.show();
    QCOMPARE(page->width(), 1072);
    QWidget* panel = makePanel(QStringLiteral("Test"));
    stage.showPanel(panel);
    QCOMPARE(page->width(), 1072 - 360);
    QVERIFY(panel->isVisible());
    QCOMPARE(stage.panel(), panel);
}

void StageTest::panelLiesOverThePageInASmallWindow()
{
    Stage stage;
    stage.resize(1072, 700);
    auto* page = new QWidget;
    stage.setPage(page);
    stage.show();
    QWidget* panel = makePanel(QStringLiteral("Test"));
    stage.showPanel(panel);
    stage.resize(816, 600);
    QCOMPARE(page->width(), 816);
    QVERIFY(panel->isVisible());
    QCOMPARE(panel->window(), stage.window());
    QVERIFY(panel->mapTo(&stage, QPoint()).x() >= 816 - 360);
    auto* next = new QWidget;
    stage.setPage(next); // what was just opened is not hidden by it
    QVERIFY(!panel->isVisible());
    QCOMPARE(stage.panel(), panel);
    stage.showPanel(panel);
    QVERIFY(panel->isVisible());
}

void StageTest::titleToolsFiltersAndFooterStayFreeOfIt()
{
    Stage stage;
    stage.resize(816, 600);
    auto* page = new Page(QStringLiteral("Rows"), Page::Body::Fixed);
    auto* tool = new QPushButton(QStringLiteral("Tool"));
    auto* filters = new QPushButton(QStringLiteral("Filter"));
    auto* save = new QPushButton(QStringLiteral("Save"));
    page->addTool(tool);
    page->body()->addWidget(filters);
    page->body()->addWidget(new QWidget, 1);
    page->keepInSight(filters);
    page->footer()->addWidget(save);
    stage.setPage(page);
    stage.show();
    stage.showPanel(makePanel(QStringLiteral("Test")));
    const auto* const side = stage.findChild<QWidget*>(QStringLiteral("sidePanel"));
    const auto placeOf
        = [&stage](const QWidget* widget) { return QRect(widget->mapTo(&stage, QPoint()), widget->size()); };
    for (const QWidget* widget : {tool, filters, save})
        QVERIFY(!placeOf(side).intersects(placeOf(widget)));
    QVERIFY(side->height() > 300);
}

void StageTest::closingGivesThePageItsRoomBack()
{
    Stage stage;
    stage.resize(1072, 700);
    auto* page = new QWidget;
    stage.setPage(page);
    stage.show();
    QWidget* panel = makePanel(QStringLiteral("Test"));
    stage.showPanel(panel);
    stage.findChild<QPushButton*>(QStringLiteral("closePanel"))->click();
    QVERIFY(!panel->isVisible());
    QCOMPARE(page->width(), 1072);
    stage.showPanel(panel);
    QVERIFY(panel->isVisible());
    stage.showPanel(nullptr);
    QVERIFY(!panel->isVisible());
    QCOMPARE(stage.panel(), panel);
}

void StageTest::anotherPanelReplacesTheFirst()
{
    Stage stage;
    QPointer<QWidget> first = makePanel(QStringLiteral("First"));
    stage.showPanel(first);
    QPointer<QWidget> second = makePanel(QStringLiteral("Second"));
    stage.showPanel(second);
    QTRY_VERIFY(first.isNull());
    QVERIFY(!second.isNull());
    QCOMPARE(stage.panel(), second.data());
}

void StageTest::pageBeforeIsDeletedLater()
{
    Stage stage;
    QPointer<QWidget> first = new QWidget;
    stage.setPage(first);
    stage.setPage(new QWidget);
    QVERIFY(!first.isNull()); // it may be what called
    QTRY_VERIFY(first.isNull());
}

WD_TEST(StageTest)
#include "tst_stage.moc"
