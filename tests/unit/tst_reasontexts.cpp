// Why something was not sent, or is not known: whole sentences, with and without what they name.
#include "ui/texts/reasontexts.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestReasonTexts : public QObject {
    Q_OBJECT
private slots:
    void noColonWithoutWords();
    void anInterimAnswerIsNamed();
    void anAnswerThatBrokeOffIsNamed();
};

void TestReasonTexts::noColonWithoutWords()
{
    for (int number = 1; number <= static_cast<int>(Reason::InterimAnswer); ++number) {
        // 9 … 19 and 34 … 39 are no reasons.
        if ((number > 8 && number < 20) || (number > 33 && number < 40))
            continue;
        const QString text = reasonText(static_cast<Reason>(number), {});
        QVERIFY2(text.endsWith(u'.') && !text.contains(QLatin1String(": .")), qPrintable(text));
    }
}

void TestReasonTexts::anInterimAnswerIsNamed()
{
    QCOMPARE(reasonText(Reason::InterimAnswer, QStringLiteral("103")),
        QStringLiteral("The receiver sent only the interim answer 103; whether it accepted is not known."));
}

void TestReasonTexts::anAnswerThatBrokeOffIsNamed()
{
    QCOMPARE(reasonText(Reason::ConnectionClosed, QStringLiteral("200")),
        QStringLiteral("The receiver answered 200, but its answer broke off; it may have acted on the request."));
    QCOMPARE(reasonText(Reason::TimedOutWaiting, QStringLiteral("200")),
        QStringLiteral(
            "The receiver answered 200, but the rest of its answer did not come in time; it may have acted on "
            "the request."));
    // Without a status the detail is the transport's own words.
    QCOMPARE(reasonText(Reason::ConnectionClosed, QStringLiteral("Connection closed")),
        QStringLiteral("The connection was closed before a complete answer came."));
}

WD_TEST(TestReasonTexts)
#include "tst_reasontexts.moc"
