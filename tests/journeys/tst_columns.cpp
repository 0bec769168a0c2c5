// Tables of the command line: cells stand under each other in every script.
#include "app/commandline/columns.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestColumns : public QObject {
    Q_OBJECT
private slots:
    void wideCharactersTakeTwoPlaces();
    void numbersAreFlushRight();
    void nothingSteersTheTerminal();
};

void TestColumns::wideCharactersTakeTwoPlaces()
{
    QCOMPARE(columnsText({QStringLiteral("name"), QStringLiteral("city")},
                 {{QStringLiteral("刘洋"), QStringLiteral("武汉")}, {QStringLiteral("Jo"), QStringLiteral("Rome")},
                     {QStringLiteral("é한！"), QString()}}),
        QStringLiteral("name   city\n刘洋   武汉\nJo     Rome\né한！"));
    // An accent of its own takes no place.
    QCOMPARE(columnsText(
                 {}, {{QStringLiteral("e\u0301"), QStringLiteral("x")}, {QStringLiteral("ab"), QStringLiteral("y")}}),
        QStringLiteral("e\u0301   x\nab  y"));
}

void TestColumns::numbersAreFlushRight()
{
    QCOMPARE(columnsText({QStringLiteral("n"), QStringLiteral("of")},
                 {{QStringLiteral("7"), QStringLiteral("a")}, {QStringLiteral("120"), QStringLiteral("b")}}),
        QStringLiteral("  n  of\n  7  a\n120  b"));
}

void TestColumns::nothingSteersTheTerminal()
{
    QCOMPARE(columnsText({}, {{QStringLiteral("a\nb\x1b[2J"), QStringLiteral("c")}}), QStringLiteral("a b [2J  c"));
    QCOMPARE(columnsText({}, {}), QString());
}

WD_TEST(TestColumns)
#include "tst_columns.moc"
