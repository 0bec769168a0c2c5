#include "tests/support/suite.h"
#include "ui/campaigns/chiptext.h"

#include <QTest>

using namespace wd;

class ChipTextTest : public QObject {
    Q_OBJECT
private slots:
    void textComesBackAsItWas_data();
    void textComesBackAsItWas();
    void typingAndDeletingAroundAChip();
    void chipsAreWhatTheTextNames();
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

WD_TEST(ChipTextTest)
#include "tst_chiptext.moc"
