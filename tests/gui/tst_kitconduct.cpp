#include "tests/support/suite.h"
#include "ui/shared/changereader.h"
#include "ui/shared/dateedit.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/tableview.h"
#include "ui/shared/tipplace.h"

#include <QCalendarWidget>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolTip>
#include <QVBoxLayout>
#include <QWindow>

using namespace wd;

class KitConductTest : public QObject {
    Q_OBJECT
private slots:
    void changesAreReadOnceMoreAfterTheAnswer();
    void gatheredChangesAreOneRead();
    void tableHidesAndNarrowsBeforeItScrolls();
    void noHeaderIsCut();
    void emptyStateShowsAllItsWords();
    void elidedLabelShowsAllInItsToolTip();
    void tipGoesWithWhatItExplains();
    void dateIsTypedChosenOrEmpty();
};

void KitConductTest::changesAreReadOnceMoreAfterTheAnswer()
{
    int reads = 0;
    ChangeReader reader([&reads] { ++reads; }, this);
    reader.read();
    for (int i = 0; i < 50; ++i)
        reader.note();
    QCOMPARE(reads, 1);
    reader.done();
    QCOMPARE(reads, 2);
    reader.done();
    QCOMPARE(reads, 2);
    QVERIFY(!reader.isReading());
    reader.note();
    QCOMPARE(reads, 3);
}

void KitConductTest::gatheredChangesAreOneRead()
{
    int reads = 0;
    ChangeReader reader([&reads] { ++reads; }, this, 1);
    for (int i = 0; i < 50; ++i)
        reader.note();
    QCOMPARE(reads, 0);
    QTRY_COMPARE(reads, 1);
    reader.done();
    reader.note();
    reader.note();
    QTRY_COMPARE(reads, 2);
}

void KitConductTest::tableHidesAndNarrowsBeforeItScrolls()
{
    TableView table(QStringLiteral("rows"), QStringLiteral("Rows"));
    table.setModel(new QStandardItemModel(3, 3, &table));
    table.setColumns({{Column::Fixed, 200, 1}, {Column::Stretch, 300}, {Column::Fixed, 150, 2}});
    const auto columns = [&table](int width) {
        table.resize(width, 300);
        QCoreApplication::processEvents();
        QList<bool> shown;
        for (int column = 0; column < 3; ++column)
            shown += !table.isColumnHidden(column);
        return shown;
    };
    table.show();
    QCOMPARE(columns(702), QList<bool>({true, true, true}));
    QCOMPARE(columns(602), QList<bool>({true, true, false}));
    QCOMPARE(columns(402), QList<bool>({false, true, false}));
    QCOMPARE(columns(202), QList<bool>({false, true, false}));
    QVERIFY(table.columnWidth(1) <= table.viewport()->width());
    QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
    QCOMPARE(columns(702), QList<bool>({true, true, true}));
}

void KitConductTest::emptyStateShowsAllItsWords()
{
    EmptyState empty(QStringLiteral("empty"));
    empty.resize(900, 500);
    empty.show();
    empty.set(QStringLiteral("campaign"), QStringLiteral("Words that do not fit into a line. ").repeated(10));
    QCoreApplication::processEvents();
    const QLabel* words = nullptr;
    for (const QLabel* label : empty.findChildren<QLabel*>())
        words = label->text().isEmpty() ? words : label;
    QVERIFY(words);
    QTRY_VERIFY(words->height() > 2 * words->fontMetrics().height());
    QVERIFY(words->height() >= words->heightForWidth(words->width()));
}

void KitConductTest::noHeaderIsCut()
{
    TableView table(QStringLiteral("rows"), QStringLiteral("Rows"));
    auto* rows = new QStandardItemModel(1, 2, &table);
    rows->setHorizontalHeaderLabels({QStringLiteral("Changed last by whom"), QStringLiteral("Name")});
    table.setModel(rows);
    table.setColumns({{Column::Fixed, 60}, {Column::Stretch, 120}});
    table.resize(500, 200);
    table.show();
    QVERIFY(table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(QStringLiteral("Changed last by whom")));
}

void KitConductTest::elidedLabelShowsAllInItsToolTip()
{
    ElidedLabel label(QStringLiteral("muted"));
    label.setText(QStringLiteral("A sentence that is far too long for the little room that it gets"));
    label.resize(80, 24);
    label.show();
    const auto tip = [&label] {
        QHelpEvent event(QEvent::ToolTip, QPoint(4, 4), label.mapToGlobal(QPoint(4, 4)));
        QCoreApplication::sendEvent(&label, &event);
        const QString shown = QToolTip::text();
        QToolTip::hideText();
        return shown;
    };
    QCOMPARE(tip(), label.text());
    QCOMPARE(label.minimumSizeHint().width(), 0);
}

void KitConductTest::tipGoesWithWhatItExplains()
{
    const TipPlace place;
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    const auto hover = [](QWidget* widget) {
        QHelpEvent event(QEvent::ToolTip, QPoint(4, 4), widget->mapToGlobal(QPoint(4, 4)));
        QCoreApplication::sendEvent(widget, &event);
    };
    QList<QPushButton*> buttons;
    for (const QString& tip : {QStringLiteral("Up"), QStringLiteral("Down")}) {
        buttons += new QPushButton(&window);
        buttons.last()->setToolTip(tip);
        layout->addWidget(buttons.last());
    }
    window.show();
    for (QPushButton* button : std::as_const(buttons)) {
        hover(button);
        QCOMPARE(QToolTip::text(), button->toolTip());
    }
    delete buttons.last(); // and the pointer comes upon the tip
    for (QWidget* tip : QApplication::topLevelWidgets())
        if (tip->inherits("QTipLabel"))
            QTest::mouseMove(tip->windowHandle(), QPoint(2, 2));
    QVERIFY(!QToolTip::isVisible());
}

void KitConductTest::dateIsTypedChosenOrEmpty()
{
    QWidget window;
    auto* date = new DateEdit(QStringLiteral("start"), &window);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(date->value(), QString());
    date->setFocus();
    QTest::keyClicks(date, QStringLiteral("2020-7-6"));
    QCOMPARE(date->value(), QStringLiteral("2020-07-06"));
    QTest::keyClick(date, Qt::Key_Return);
    QCOMPARE(date->text(), QStringLiteral("2020/07/06"));

    QSignalSpy chosen(date, &DateEdit::chosen);
    QTest::keyClick(date, Qt::Key_Down, Qt::AltModifier);
    auto* calendar = date->findChild<QCalendarWidget*>();
    QVERIFY(calendar);
    QCOMPARE(calendar->selectedDate(), QDate(2020, 7, 6));
    emit calendar->clicked(QDate(2020, 7, 16));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(date->value(), QStringLiteral("2020-07-16"));

    date->setText(QStringLiteral("2020/02/30"));
    QTest::keyClick(date, Qt::Key_Return);
    QCOMPARE(date->value(), QStringLiteral("2020/02/30")); // no date, and not lost
    QVERIFY(!date->date().isValid());
    date->clear();
    QCOMPARE(date->value(), QString());
}

WD_TEST(KitConductTest)
#include "tst_kitconduct.moc"
