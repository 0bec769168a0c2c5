// What holds in every window: Return on a button, where a dialog's focus begins, what the wheel does.
#include "tests/support/suite.h"
#include "ui/shared/buttonkeys.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/dialogfocus.h"
#include "ui/shared/switch.h"
#include "ui/shared/wheelguard.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialog>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace wd;

namespace {

void wheelDown(QWidget* widget)
{
    const QPointF at = widget->rect().center();
    QWheelEvent wheel(
        at, widget->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    // As from a mouse: what a program sends itself does not go on to parents.
    QSpontaneKeyEvent::setSpontaneous(&wheel);
    qApp->notify(widget, &wheel);
}

} // namespace

class ProgramWideTest : public QObject {
    Q_OBJECT
private slots:
    void returnPressesTheFocusedButton();
    void returnOnAButtonWinsOverTheDefault();
    void questionRunsOnlyWhenConfirmed();
    void dialogOpensInItsFirstField();
    void dialogKeepsTheFocusItChose();
    void wheelScrollsThePageAndTurnsNoValue();
    void wheelScrollsAnOpenList();
};

void ProgramWideTest::returnPressesTheFocusedButton()
{
    const ButtonKeys keys;
    QWidget window;
    auto* layout = new QVBoxLayout(&window);
    const QList<QAbstractButton*> buttons{secondaryButton(QStringLiteral("One"), {}, QStringLiteral("one"), &window),
        iconButton(QStringLiteral("Two"), QStringLiteral("copy"), QStringLiteral("two"), &window),
        new Switch(QStringLiteral("Three"), QStringLiteral("three"), &window)};
    for (QAbstractButton* button : buttons)
        layout->addWidget(button);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    for (QAbstractButton* button : buttons) {
        QSignalSpy clicked(button, &QAbstractButton::clicked);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Return);
        QCOMPARE(clicked.size(), 1);
        QTest::keyClick(button, Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(clicked.size(), 2);
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(clicked.size(), 3);
        QTest::keyClick(button, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(clicked.size(), 3);
        button->setEnabled(false);
        QTest::keyClick(button, Qt::Key_Return);
        QCOMPARE(clicked.size(), 3);
    }
}

void ProgramWideTest::returnOnAButtonWinsOverTheDefault()
{
    const ButtonKeys keys;
    QDialog dialog;
    auto* layout = new QVBoxLayout(&dialog);
    auto* line = new QLineEdit(&dialog);
    auto* box = new QCheckBox(&dialog);
    QPushButton* cancel = secondaryButton(QStringLiteral("Cancel"), {}, QStringLiteral("cancel"), &dialog);
    QPushButton* save = primaryButton(QStringLiteral("Save"), {}, QStringLiteral("save"), &dialog);
    save->setDefault(true);
    for (QWidget* part : QList<QWidget*>{line, box, cancel, save})
        layout->addWidget(part);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QSignalSpy cancelled(cancel, &QPushButton::clicked);
    QSignalSpy saved(save, &QPushButton::clicked);
    for (QWidget* part : QList<QWidget*>{line, box}) {
        part->setFocus();
        QTest::keyClick(part, Qt::Key_Return);
    }
    QCOMPARE(saved.size(), 2);
    cancel->setFocus();
    QTest::keyClick(cancel, Qt::Key_Return);
    QCOMPARE(cancelled.size(), 1);
    QCOMPARE(saved.size(), 2);
}

void ProgramWideTest::questionRunsOnlyWhenConfirmed()
{
    QWidget window;
    int done = 0;
    QPointer<QDialog> question = ask(
        &window, QStringLiteral("Delete?"), QStringLiteral("It is gone then."), QStringLiteral("Delete"),
        [&done] { ++done; }, Weight::Destructive);
    QCOMPARE(done, 0);
    QTest::keyClick(question.data(), Qt::Key_Escape);
    QTRY_VERIFY(question.isNull());
    QCOMPARE(done, 0);
    question = ask(&window, QStringLiteral("Delete?"), {}, QStringLiteral("Delete"), [&done] { ++done; });
    QTest::keyClick(question->findChild<QPushButton*>(QStringLiteral("confirmAction")), Qt::Key_Return);
    QCOMPARE(done, 1);
    QTRY_VERIFY(question.isNull());
}

void ProgramWideTest::dialogOpensInItsFirstField()
{
    const DialogFocus focus;
    QDialog dialog;
    // Made in this order, laid out in another: as dialogs with fields are.
    auto* cancel = secondaryButton(QStringLiteral("Cancel"), {}, QStringLiteral("cancel"), &dialog);
    auto* apply = primaryButton(QStringLiteral("Apply"), {}, QStringLiteral("apply"), &dialog);
    apply->setDefault(true);
    auto* second = new QLineEdit(&dialog);
    auto* first = new QComboBox(&dialog);
    first->setEditable(true);
    auto* gone = new QLineEdit(&dialog);
    gone->hide();
    auto* told = new QLineEdit(QStringLiteral("only told"), &dialog);
    told->setReadOnly(true);
    auto* layout = new QVBoxLayout(&dialog);
    for (QWidget* part : QList<QWidget*>{gone, told, first, second, cancel, apply})
        layout->addWidget(part);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QVERIFY(first->hasFocus());
}

void ProgramWideTest::dialogKeepsTheFocusItChose()
{
    const DialogFocus focus;
    QDialog chosen;
    auto* layout = new QVBoxLayout(&chosen);
    auto* line = new QLineEdit(&chosen);
    auto* other = new QLineEdit(&chosen);
    layout->addWidget(line);
    layout->addWidget(other);
    other->setFocus();
    chosen.open();
    QVERIFY(QTest::qWaitForWindowActive(&chosen));
    QVERIFY(other->hasFocus());
    chosen.close();

    QWidget window;
    QDialog* const question = ask(
        &window, QStringLiteral("Really?"), QStringLiteral("It can't be undone."), QStringLiteral("Do it"), [] {},
        Weight::Destructive);
    QVERIFY(QTest::qWaitForWindowActive(question));
    QCOMPARE(question->focusWidget()->objectName(), QStringLiteral("confirmCancel"));
}

void ProgramWideTest::wheelScrollsThePageAndTurnsNoValue()
{
    const WheelGuard guard;
    QScrollArea page;
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    auto* choice = new QComboBox(content);
    choice->addItems({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    choice->setCurrentIndex(1);
    auto* typed = new QComboBox(content);
    typed->setEditable(true);
    typed->addItems({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    typed->setCurrentIndex(1);
    auto* number = new QSpinBox(content);
    number->setValue(5);
    auto* date = new QDateTimeEdit(QDateTime({2020, 7, 16}, {9, 0}), content);
    const QList<QWidget*> boxes{choice, typed, number, date};
    for (QWidget* box : boxes)
        layout->addWidget(box);
    content->setMinimumHeight(2000);
    page.setWidgetResizable(true);
    page.setWidget(content);
    page.resize(400, 300);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const auto values = [&] {
        return QStringList{choice->currentText(), typed->currentText(), number->text(), date->text()};
    };
    const QStringList before = values();
    QWidgetList under = boxes;
    under << typed->lineEdit() << number->findChild<QLineEdit*>() << date->findChild<QLineEdit*>();
    for (QWidget* box : under) {
        box->setFocus();
        page.verticalScrollBar()->setValue(0);
        wheelDown(box);
        QCOMPARE(values(), before);
        QVERIFY2(page.verticalScrollBar()->value() > 0, box->metaObject()->className());
    }
    page.setFocus();
    for (QWidget* box : under) {
        wheelDown(box);
        QVERIFY2(page.hasFocus(), box->metaObject()->className());
    }
}

void ProgramWideTest::wheelScrollsAnOpenList()
{
    const WheelGuard guard;
    QComboBox choice;
    choice.setMaxVisibleItems(5);
    choice.setStyleSheet(QStringLiteral("QComboBox { combobox-popup: 0; }"));
    for (int i = 0; i < 50; ++i)
        choice.addItem(QString::number(i));
    choice.show();
    QVERIFY(QTest::qWaitForWindowExposed(&choice));
    choice.showPopup();
    QVERIFY(QTest::qWaitFor([&] { return choice.view()->isVisible(); }));
    wheelDown(choice.view()->viewport());
    QVERIFY(choice.view()->verticalScrollBar()->value() > 0);
    choice.hidePopup();
}

WD_TEST(ProgramWideTest)
#include "tst_programwide.moc"
