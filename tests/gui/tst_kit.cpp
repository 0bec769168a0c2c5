#include "tests/gui/contrast.h"
#include "tests/support/suite.h"
#include "ui/shared/breadcrumbs.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/field.h"
#include "ui/shared/foldcard.h"
#include "ui/shared/formatting.h"
#include "ui/shared/icons.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/page.h"
#include "ui/shared/searchfield.h"
#include "ui/shared/switch.h"
#include "ui/shared/tableview.h"
#include "ui/shared/theme.h"
#include "ui/shared/toast.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QHeaderView>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace wd;

namespace {

QStandardItemModel* makeRows(QObject* parent)
{
    auto* model = new QStandardItemModel(3, 3, parent);
    model->setData(model->index(0, 1), QStringLiteral("a link"));
    model->setData(model->index(0, 1), true, cell::linkRole);
    return model;
}

} // namespace

class KitTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void wordsCanBeRead_data();
    void wordsCanBeRead();
    void themeChangesPaletteAndIcons();
    void styleSheetLeavesNoPlaceholder();
    void everyIconOfTheKitExists();
    void fieldErrorTakesFocusWhenAsked();
    void fieldErrorKeepsFocusElsewhere();
    void fieldHintComesBackAfterTheError();
    void firstErrorOfAFormGetsTheFocus();
    void switchIsTurnedByKeyAndClick();
    void foldCardOpensIntoItsFirstField();
    void foldCardShowsSummaryOnlyFolded();
    void blockedFoldCardStaysFolded();
    void breadcrumbsSayWhereAndLeadBack();
    void messageReplacesItsActions();
    void searchWaitsForARestAndTellsOnce();
    void tableSharesWidthAndActivatesByReturn();
    void tableTellsOfLinks();
    void blockedButtonSaysWhy();
    void ampersandIsShown();
    void toastOffersUndo();
    void pageKeysReachIt();
    void numbersAndTimes();

private:
    Theme m_theme;
};

void KitTest::initTestCase()
{
    m_theme.setChoice(ThemeChoice::Light);
    m_theme.apply(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    QLocale::setDefault(QLocale(QStringLiteral("en")));
}

void KitTest::wordsCanBeRead_data()
{
    QTest::addColumn<Token>("words");
    QTest::addColumn<Token>("ground");
    const auto pair = [](const char* name, Token words, Token ground) { QTest::newRow(name) << words << ground; };
    pair("text on background", Token::Text, Token::Background);
    pair("text on surface", Token::Text, Token::Surface);
    pair("text on alternate", Token::Text, Token::Alternate);
    pair("text on selection", Token::Text, Token::AccentSoft);
    pair("text on ok", Token::Text, Token::OkSoft);
    pair("text on warning", Token::Text, Token::WarningSoft);
    pair("text on error", Token::Text, Token::ErrorSoft);
    pair("muted on background", Token::Muted, Token::Background);
    pair("muted on surface", Token::Muted, Token::Surface);
    pair("muted on alternate", Token::Muted, Token::Alternate);
    pair("link on background", Token::Accent, Token::Background);
    pair("link on surface", Token::Accent, Token::Surface);
    pair("accent pill", Token::Accent, Token::AccentSoft);
    pair("primary button", Token::OnAccent, Token::Accent);
    pair("ok pill", Token::Ok, Token::OkSoft);
    pair("warning pill", Token::Warning, Token::WarningSoft);
    pair("error pill", Token::Error, Token::ErrorSoft);
    pair("error line", Token::Error, Token::Surface);
    pair("warning line", Token::Warning, Token::Surface);
}

void KitTest::wordsCanBeRead()
{
    QFETCH(Token, words);
    QFETCH(Token, ground);
    for (const bool dark : {false, true}) {
        const double measured = contrast(tokenColor(words, dark), tokenColor(ground, dark));
        QVERIFY2(measured >= 4.75, qPrintable(QStringLiteral("%1: %2").arg(dark ? u"dark" : u"light").arg(measured)));
    }
}

void KitTest::themeChangesPaletteAndIcons()
{
    const QIcon check = icon(QStringLiteral("stop"), Token::Text);
    const auto darkest = [&check] {
        const QImage image = check.pixmap(48, 48).toImage();
        return image.pixelColor(24, 11); // on the upper edge of the square
    };
    QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(0xF6, 0xF7, 0xF9));
    const QColor light = darkest();
    QSignalSpy changed(&m_theme, &Theme::changed);
    m_theme.setChoice(ThemeChoice::Dark);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(0x15, 0x18, 0x1E));
    const QColor dark = darkest();
    m_theme.setChoice(ThemeChoice::Light);
    QCOMPARE(light.alpha(), 255);
    QVERIFY(light.lightness() < 80);
    QVERIFY(dark.lightness() > 180);
}

void KitTest::styleSheetLeavesNoPlaceholder()
{
    const QString sheet = qobject_cast<QApplication*>(QCoreApplication::instance())->styleSheet();
    QVERIFY(sheet.contains(QStringLiteral("#2f5bea")));
    const QString body = sheet.mid(sheet.indexOf(u"*/"));
    QVERIFY2(!body.contains(u'@'), qPrintable(body.mid(body.indexOf(u'@') - 40, 80)));
}

void KitTest::everyIconOfTheKitExists()
{
    const QStringList wanted{QStringLiteral("overview"), QStringLiteral("campaign"), QStringLiteral("deliveries"),
        QStringLiteral("segments"), QStringLiteral("users"), QStringLiteral("channel"), QStringLiteral("gear"),
        QStringLiteral("success"), QStringLiteral("warning"), QStringLiteral("error"), QStringLiteral("info")};
    const QStringList there = QDir(QStringLiteral(":/icons")).entryList();
    for (const QString& name : wanted)
        QVERIFY2(there.contains(name + QStringLiteral(".svg")), qPrintable(name));
    for (const QString& file : there) {
        const QImage image = icon(file.chopped(4)).pixmap(24, 24).toImage();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                inked += image.pixelColor(x, y).alpha() > 128 ? 1 : 0;
        QVERIFY2(inked > 5, qPrintable(file));
    }
}

void KitTest::fieldErrorTakesFocusWhenAsked()
{
    QWidget window;
    QVBoxLayout layout(&window);
    auto* first = new QLineEdit;
    auto* second = new QLineEdit;
    layout.addWidget(new Field(QStringLiteral("First"), first));
    auto* field = new Field(QStringLiteral("Second"), second, Field::Need::Required);
    layout.addWidget(field);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    first->setFocus();

    field->setError(QStringLiteral("A whole number, please."), Field::Focus::Take);

    QVERIFY(second->hasFocus());
    QVERIFY(field->hasError());
    QCOMPARE(second->accessibleDescription(), QStringLiteral("A whole number, please."));
    QCOMPARE(second->property("role").toString(), QStringLiteral("error"));
    QVERIFY(second->accessibleName().startsWith(QStringLiteral("Second")));
    QVERIFY(second->accessibleName() != QStringLiteral("Second"));
}

void KitTest::fieldErrorKeepsFocusElsewhere()
{
    QWidget window;
    QVBoxLayout layout(&window);
    auto* first = new QLineEdit;
    auto* second = new QLineEdit;
    layout.addWidget(new Field(QStringLiteral("First"), first));
    auto* field = new Field(QStringLiteral("Second"), second);
    layout.addWidget(field);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    first->setFocus();
    field->setError(QStringLiteral("Wrong."));
    QVERIFY(first->hasFocus());
}

void KitTest::fieldHintComesBackAfterTheError()
{
    auto* edit = new QLineEdit;
    Field field(QStringLiteral("Amount"), edit);
    field.setHint(QStringLiteral("In yuan."));
    field.setError(QStringLiteral("Wrong."));
    QCOMPARE(field.message(), QStringLiteral("Wrong."));
    field.setHint(QStringLiteral("In cents."));
    QCOMPARE(field.message(), QStringLiteral("Wrong."));
    field.setError({});
    QCOMPARE(field.message(), QStringLiteral("In cents."));
    QVERIFY(!field.hasError());
    QCOMPARE(edit->property("role").toString(), QString());
}

void KitTest::firstErrorOfAFormGetsTheFocus()
{
    QWidget window;
    QVBoxLayout layout(&window);
    QList<Field*> fields;
    for (int i = 0; i < 3; ++i) {
        fields += new Field(QString::number(i), new QLineEdit);
        layout.addWidget(fields.last());
    }
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(!Field::focusFirstError(fields));
    fields.at(1)->setError(QStringLiteral("Wrong."));
    fields.at(2)->setError(QStringLiteral("Wrong."));
    QVERIFY(Field::focusFirstError(fields));
    QVERIFY(fields.at(1)->editor()->hasFocus());
}

void KitTest::switchIsTurnedByKeyAndClick()
{
    Switch enabled(QStringLiteral("Enable the channel"), QStringLiteral("enabled"));
    enabled.show();
    QVERIFY(QTest::qWaitForWindowActive(&enabled));
    QSignalSpy toggled(&enabled, &QAbstractButton::toggled);
    enabled.setFocus();
    QTest::keyClick(&enabled, Qt::Key_Space);
    QVERIFY(enabled.isChecked());
    QTest::mouseClick(&enabled, Qt::LeftButton);
    QVERIFY(!enabled.isChecked());
    QCOMPARE(toggled.size(), 2);
    QCOMPARE(enabled.accessibleName(), QStringLiteral("Enable the channel"));
    QVERIFY(enabled.focusPolicy() & Qt::TabFocus);
}

void KitTest::foldCardOpensIntoItsFirstField()
{
    FoldCard card(1, QStringLiteral("Target"), QStringLiteral("target"));
    auto* edit = new QLineEdit;
    card.body()->addWidget(new QLabel(QStringLiteral("words")));
    card.body()->addWidget(edit);
    card.resize(600, 300);
    card.show();
    QVERIFY(QTest::qWaitForWindowActive(&card));
    QVERIFY(!edit->isVisible());
    QSignalSpy opened(&card, &FoldCard::opened);
    QSignalSpy folded(&card, &FoldCard::folded);
    auto* toggle = card.findChild<QPushButton*>(QStringLiteral("targetToggle"));
    toggle->setFocus();
    QTest::keyClick(toggle, Qt::Key_Space);
    QVERIFY(card.isOpen());
    QVERIFY(edit->isVisible());
    QVERIFY(edit->hasFocus());
    QTest::mouseClick(&card, Qt::LeftButton, {}, QPoint(200, 20));
    QVERIFY(!card.isOpen());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(folded.size(), 1);
}

void KitTest::foldCardShowsSummaryOnlyFolded()
{
    FoldCard card(2, QStringLiteral("Trigger"), QStringLiteral("trigger"));
    const auto seen = [&card](const QString& words) {
        const QList<QLabel*> labels = card.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [&words](const QLabel* label) { return label->text() == words && !label->isHidden(); });
    };
    card.setSummary(QStringLiteral("Once"));
    card.setDone(true);
    QVERIFY(seen(QStringLiteral("Once")));
    QVERIFY(!seen(QStringLiteral("2")));
    card.setOpen(true);
    QVERIFY(!seen(QStringLiteral("Once")));
    card.setSummary(QStringLiteral("Every day"));
    QVERIFY(!seen(QStringLiteral("Every day")));
    card.setOpen(false);
    QVERIFY(seen(QStringLiteral("Every day")));
    card.setDone(false);
    QVERIFY(seen(QStringLiteral("2")));
}

void KitTest::blockedFoldCardStaysFolded()
{
    FoldCard card(3, QStringLiteral("Template"), QStringLiteral("template"));
    card.setOpen(true);
    card.setBlocked(QStringLiteral("Choose a channel first."));
    QVERIFY(!card.isOpen());
    card.setOpen(true);
    QVERIFY(!card.isOpen());
    QCOMPARE(card.findChild<QPushButton*>()->toolTip(), QStringLiteral("Choose a channel first."));
    card.setBlocked({});
    card.setOpen(true);
    QVERIFY(card.isOpen());
}

void KitTest::breadcrumbsSayWhereAndLeadBack()
{
    Breadcrumbs crumbs;
    QSignalSpy chosen(&crumbs, &Breadcrumbs::chosen);
    crumbs.setCrumbs({{QStringLiteral("Product settings"), {}, {}},
        {QStringLiteral("Channels"), QStringLiteral("channels"), {{QStringLiteral("id"), 7}}},
        {QStringLiteral("New"), {}, {}}});
    QCOMPARE(crumbs.accessibleName(), QStringLiteral("Product settings › Channels › New"));
    const QList<QPushButton*> links = crumbs.findChildren<QPushButton*>();
    QCOMPARE(links.size(), 1);
    links.first()->click();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().at(0).toString(), QStringLiteral("channels"));
    QCOMPARE(chosen.first().at(1).toMap().value(QStringLiteral("id")).toInt(), 7);
    crumbs.setCrumbs({});
    QVERIFY(crumbs.isHidden());
}

void KitTest::messageReplacesItsActions()
{
    InlineMessage message(QStringLiteral("message"));
    QVERIFY(message.isHidden());
    int clicked = 0;
    message.show(Role::Error, QStringLiteral("Refused."));
    QPointer<QPushButton> old = message.addAction(QStringLiteral("Again"), QStringLiteral("again"), [&] {
        ++clicked;
        message.show(Role::Ok, QStringLiteral("Accepted."));
    });
    old->click();
    QCOMPARE(clicked, 1);
    QCOMPARE(message.text(), QStringLiteral("Accepted."));
    QCOMPARE(message.role(), Role::Ok);
    QTRY_VERIFY(old.isNull());
    message.clear();
    QVERIFY(message.isHidden());
}

void KitTest::searchWaitsForARestAndTellsOnce()
{
    SearchField search(QStringLiteral("Search by name"), QStringLiteral("search"));
    QSignalSpy searched(&search, &SearchField::searched);
    QTest::keyClicks(&search, QStringLiteral(" gold "));
    QCOMPARE(searched.size(), 0);
    QTest::keyClick(&search, Qt::Key_Return);
    QCOMPARE(searched.size(), 1);
    QCOMPARE(searched.first().first().toString(), QStringLiteral("gold"));
    QTest::keyClick(&search, Qt::Key_Return);
    QCOMPARE(searched.size(), 1);
    search.clear();
    QCOMPARE(searched.last().first().toString(), QString());
    QTest::keyClicks(&search, QStringLiteral("vip"));
    QTRY_COMPARE(searched.last().first().toString(), QStringLiteral("vip"));
    QCOMPARE(searched.size(), 3);
}

void KitTest::tableSharesWidthAndActivatesByReturn()
{
    TableView table(QStringLiteral("rows"), QStringLiteral("Rows"));
    table.setModel(makeRows(&table));
    table.setColumns({{Column::Fixed, 100}, {Column::Stretch, 120}, {Column::Stretch, 80}});
    table.resize(802, 300);
    table.show();
    QVERIFY(QTest::qWaitForWindowActive(&table));
    QCOMPARE(table.columnWidth(0), 100);
    QVERIFY(qAbs(table.columnWidth(1) * 2 - table.columnWidth(2) * 3) <= 3); // 120 : 80
    const int all = table.columnWidth(0) + table.columnWidth(1) + table.columnWidth(2);
    QVERIFY(table.viewport()->width() - all <= 1);
    QCOMPARE(table.rowHeight(0), 40);

    QSignalSpy activated(&table, &TableView::rowActivated);
    table.selectRow(1);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().toModelIndex().row(), 1);
}

void KitTest::tableTellsOfLinks()
{
    TableView table(QStringLiteral("rows"), QStringLiteral("Rows"));
    table.setModel(makeRows(&table));
    table.resize(600, 300);
    table.show();
    QSignalSpy clicked(&table, &TableView::linkClicked);
    const auto click = [&table](int row, int column) {
        const QRect cell = table.visualRect(table.model()->index(row, column));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, cell.center());
    };
    click(0, 0);
    QCOMPARE(clicked.size(), 0);
    click(0, 1);
    QCOMPARE(clicked.size(), 1);
}

void KitTest::blockedButtonSaysWhy()
{
    const std::unique_ptr<QPushButton> button(
        primaryButton(QStringLiteral("Save"), QStringLiteral("check"), QStringLiteral("save")));
    setBlocked(button.get(), QStringLiteral("The name is missing."));
    QVERIFY(!button->isEnabled());
    QCOMPARE(button->toolTip(), QStringLiteral("The name is missing."));
    setBlocked(button.get(), {});
    QVERIFY(button->isEnabled());
    QCOMPARE(button->toolTip(), QString());
}

void KitTest::ampersandIsShown()
{
    const std::unique_ptr<QPushButton> button(textButton(QStringLiteral("A & B"), {}, QStringLiteral("ab")));
    QCOMPARE(button->text(), QStringLiteral("A && B"));
    QCOMPARE(button->accessibleName(), QStringLiteral("A & B"));
    QVERIFY(button->shortcut().isEmpty());
}

void KitTest::toastOffersUndo()
{
    QWidget window;
    window.resize(800, 600);
    Toast toast(&window);
    window.show();
    int undone = 0;
    toast.show(QStringLiteral("Deleted."), QStringLiteral("Undo"), [&undone] { ++undone; });
    QCOMPARE(toast.text(), QStringLiteral("Deleted."));
    QVERIFY(window.rect().contains(toast.geometry()));
    toast.findChild<QPushButton*>(QStringLiteral("toastAction"))->click();
    QCOMPARE(undone, 1);
    QCOMPARE(toast.text(), QString());
    toast.show(QStringLiteral("Saved."));
    QVERIFY(toast.findChild<QPushButton*>(QStringLiteral("toastAction"))->isHidden());
}

void KitTest::pageKeysReachIt()
{
    Page page(QStringLiteral("Channels"), Page::Body::Scrolling);
    auto* edit = new QLineEdit;
    page.body()->addWidget(edit);
    int found = 0;
    page.onKeys(QKeySequence::Find, [&found] { ++found; });
    page.resize(600, 400);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    edit->setFocus();
    QTest::keySequence(edit, QKeySequence::Find);
    QCOMPARE(found, 1);
    QSignalSpy renamed(&page, &Page::titleChanged);
    page.setTitle(QStringLiteral("All channels"));
    QCOMPARE(page.title(), QStringLiteral("All channels"));
    QCOMPARE(page.accessibleName(), QStringLiteral("All channels"));
    QCOMPARE(renamed.size(), 1);
}

void KitTest::numbersAndTimes()
{
    const QTimeZone shanghai("Asia/Shanghai");
    const UtcMs at = QDateTime(QDate(2020, 7, 15), QTime(16, 0), Qt::UTC).toMSecsSinceEpoch();
    constexpr UtcMs hour = 3'600'000;
    QCOMPARE(numberText(2747), QStringLiteral("2,747"));
    QCOMPARE(dateTimeText(at, shanghai), QStringLiteral("2020/07/16 00:00"));
    QCOMPARE(nearTimeText(at, at - hour, shanghai), QStringLiteral("tomorrow 00:00"));
    QCOMPARE(nearTimeText(at, at + hour, shanghai), QStringLiteral("today 00:00"));
    QCOMPARE(nearTimeText(at, at + 25 * hour, shanghai), QStringLiteral("yesterday 00:00"));
    QCOMPARE(nearTimeText(at, at + 49 * hour, shanghai), QStringLiteral("2020/07/16 00:00"));
    QCOMPARE(durationText(23), QStringLiteral("23 ms"));
    QCOMPARE(durationText(1449), QStringLiteral("1.4 s"));
    QCOMPARE(durationText(200'000), QStringLiteral("3 min 20 s"));
}

WD_TEST(KitTest)
#include "tst_kit.moc"
