#include "tests/support/suite.h"
#include "ui/campaigns/chiptext.h"

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace wd;

class ChipTextTest : public QObject {
    Q_OBJECT
private slots:
    void textComesBackAsItWas_data();
    void textComesBackAsItWas();
    void typingAndDeletingAroundAChip();
    void chipsAreWhatTheTextNames();
    void aChoiceByValueIsAChip();
    void theGearOfAChoiceMapsWhatOccurs();
};

void ChipTextTest::textComesBackAsItWas_data()
{
    QTest::addColumn<QString>("source");
    const auto row = [](const char* name, const char* source) { QTest::newRow(name) << QString::fromUtf8(source); };
    row("empty", "");
    row("plain", "Hello, world");
    row("chip", "Dear {{ user.name }}!");
    row("chip with default", "亲爱的{{ user.name | default: \"会员\" }}，您好");
    row("two chips side by side", "{{ user.name }}{{ user.city | default: \"here\" }}");
    row("default with an escaped quote", "{{ user.name | default: 'a \"b\" c' }}");
    row("other spacing", "{{user.name}} {{  user.name|default:\"x\"  }}");
    row("other filter", "{{ user.name | upcase }}");
    row("tags", "{% if user.gender == \"男\" %}先生{% endif %}");
    row("choice", "{% if user.gender == \"男\" %}先生{% elsif user.gender == \"女\" %}女士{% else %}朋友{% endif %}好");
    row("choice by two attributes", "{% if user.a == \"1\" %}x{% elsif user.b == \"2\" %}y{% endif %}");
    row("choice with a value in it", "{% if user.a == \"1\" %}{{ user.b }}{% endif %}{{ user.c }}");
    row("lines", "one\ntwo\n\nthree\n");
    row("unfinished", "Dear {{ user.na");
    row("marks of their own",
        "a\xEF\xBF\xBC"
        "b");
}

void ChipTextTest::textComesBackAsItWas()
{
    QFETCH(QString, source);
    ChipText text([](const QString& key) { return key; });
    text.setText(source);
    QCOMPARE(text.text(), source);
}

void ChipTextTest::typingAndDeletingAroundAChip()
{
    ChipText text([](const QString& key) { return key.toUpper(); });
    QTest::keyClicks(&text, QStringLiteral("Dear "));
    text.insertChip({QStringLiteral("name"), QStringLiteral("guest")});
    QTest::keyClicks(&text, QStringLiteral("!"));
    QCOMPARE(text.text(), QStringLiteral("Dear {{ user.name | default: \"guest\" }}!"));
    QTest::keyClick(&text, Qt::Key_Backspace);
    QTest::keyClick(&text, Qt::Key_Backspace);
    QCOMPARE(text.text(), QStringLiteral("Dear "));
}

void ChipTextTest::chipsAreWhatTheTextNames()
{
    ChipText text([](const QString& key) { return key; });
    text.setText(QStringLiteral("{{ user.name }} {{ user.city | default: \"x\" }} {{ user.vip | upcase }}"));
    const QList<TextChip> expected{{QStringLiteral("name"), {}}, {QStringLiteral("city"), QStringLiteral("x")}};
    QCOMPARE(text.chips(), expected);
}

void ChipTextTest::aChoiceByValueIsAChip()
{
    ChipText text([](const QString& key) { return key; });
    text.setText(QStringLiteral("亲爱的{{ user.name }}{% if user.gender == \"男\" %}先生{% elsif user.gender == \"女\" "
                                "%}女士{% endif %}{% if user.a == \"1\" %}{{ user.b }}{% endif %}"));
    const TextChip gender{QStringLiteral("gender"), {},
        {{QStringLiteral("男"), QStringLiteral("先生")}, {QStringLiteral("女"), QStringLiteral("女士")}}};
    const QList<TextChip> expected{{QStringLiteral("name"), {}}, gender, {QStringLiteral("b"), {}}};
    QCOMPARE(text.chips(), expected);
}

void ChipTextTest::theGearOfAChoiceMapsWhatOccurs()
{
    ChipText text([](const QString& key) { return key; });
    text.setValues([](const QString& key, QObject*, const std::function<void(QStringList)>& then) {
        then(
            key == QLatin1String("gender") ? QStringList{QStringLiteral("女"), QStringLiteral("未知")} : QStringList());
    });
    text.insertChip({QStringLiteral("gender"), {}, {{QStringLiteral("女"), QStringLiteral("女士")}}});
    text.show();
    QTest::keyClick(&text, Qt::Key_F2);
    auto* const dialog = text.findChild<QDialog*>(QStringLiteral("choiceDialog"));
    QVERIFY(dialog);
    auto* const unknown = dialog->findChild<QLineEdit*>(QStringLiteral("choice_未知"));
    QVERIFY(unknown && unknown->text().isEmpty());
    unknown->setText(QStringLiteral("您"));
    QTest::keyClicks(unknown, QStringLiteral("{")); // would begin a template of its own
    dialog->findChild<QLineEdit*>(QStringLiteral("choiceFallback"))->setText(QStringLiteral("朋友"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("choiceApply")), Qt::LeftButton);
    QCOMPARE(text.text(),
        QStringLiteral(
            "{% if user.gender == \"女\" %}女士{% elsif user.gender == \"未知\" %}您{% else %}朋友{% endif %}"));
}

WD_TEST(ChipTextTest)
#include "tst_chiptext.moc"
