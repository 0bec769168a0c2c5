// The table of outcomes, row by row, for receivers that know repeated requests and for those that don't.
#include "models/sending/outcome.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;
using Kind = OutcomeKind;
using Fault = TransportFault;

Q_DECLARE_METATYPE(wd::Outcome)

class TestOutcome : public QObject {
    Q_OBJECT
private slots:
    void statuses_data();
    void statuses();
    void notFoundDependsOnAnEarlierSuccess();
    void everyStatusHasAMeaning();
    void success();
    void faults_data();
    void faults();
    void aRefusalNeedsNoWholeText();
    void anAnswerTooLongIsNotAskedForAgain();

private:
    static Exchange answered(int status)
    {
        Exchange exchange;
        exchange.status = status;
        exchange.bodyStarted = true;
        return exchange;
    }
};

void TestOutcome::statuses_data()
{
    QTest::addColumn<QList<int>>("statuses");
    QTest::addColumn<Outcome>("atLeastOnce");
    QTest::addColumn<Outcome>("atMostOnce");
    const auto row = [](const char* name, const QList<int>& statuses, const Outcome& least, const Outcome& most) {
        QTest::newRow(name) << statuses << least << most;
    };
    const auto both = [&row](const char* name, const QList<int>& statuses, Kind kind, Reason reason) {
        row(name, statuses, {kind, reason, false}, {kind, reason, false});
    };
    both("429", {429}, Kind::Retry, Reason::TooManyRequests);
    both("503", {503}, Kind::Retry, Reason::Unavailable);
    row("maybe accepted", {408, 425, 500, 502, 504, 506, 507, 511, 520, 599}, {Kind::Retry, Reason::ServerError, true},
        {Kind::Uncertain, Reason::ServerError, true});
    row("2xx that is no success", {200, 201, 204, 299}, {Kind::Uncertain, Reason::UnexpectedAnswer, true},
        {Kind::Uncertain, Reason::UnexpectedAnswer, true});
    both("this person is wrong", {400, 409, 413, 422}, Kind::Failed, Reason::RequestRefused);
    both("not authorised", {401, 407}, Kind::ChannelFault, Reason::Unauthorized);
    both("forbidden", {403}, Kind::ChannelFault, Reason::Forbidden);
    both("method", {405}, Kind::ChannelFault, Reason::MethodNotAllowed);
    both("media type", {415}, Kind::ChannelFault, Reason::MediaTypeRefused);
    both("gone", {410}, Kind::ChannelFault, Reason::Gone);
    both("redirect", {300, 301, 302, 303, 304, 307, 308}, Kind::ChannelFault, Reason::Redirected);
    both("any other refusal", {402, 406, 411, 412, 414, 416, 418, 421, 423, 426, 428, 431, 451, 499, 501, 505},
        Kind::ChannelFault, Reason::OtherRefusal);
    row("only an interim answer", {100, 103, 199}, {Kind::Uncertain, Reason::InterimAnswer, true},
        {Kind::Uncertain, Reason::InterimAnswer, true});
    row("no status of HTTP", {600, 999}, {Kind::Uncertain, Reason::UnknownStatus, true},
        {Kind::Uncertain, Reason::UnknownStatus, true});
}

void TestOutcome::statuses()
{
    QFETCH(QList<int>, statuses);
    QFETCH(Outcome, atLeastOnce);
    QFETCH(Outcome, atMostOnce);
    for (const int status : std::as_const(statuses))
        for (const bool hadSuccess : {false, true}) {
            const QByteArray shown = QByteArray::number(status);
            QVERIFY2(classify(answered(status), {}, Repeat::AtLeastOnce, hadSuccess) == atLeastOnce, shown);
            QVERIFY2(classify(answered(status), {}, Repeat::AtMostOnce, hadSuccess) == atMostOnce, shown);
        }
}

void TestOutcome::notFoundDependsOnAnEarlierSuccess()
{
    for (const Repeat repeat : {Repeat::AtLeastOnce, Repeat::AtMostOnce}) {
        QCOMPARE(
            classify(answered(404), {}, repeat, false), (Outcome{Kind::ChannelFault, Reason::PathNotFound, false}));
        QCOMPARE(classify(answered(404), {}, repeat, true), (Outcome{Kind::Failed, Reason::PathNotFound, false}));
    }
}

void TestOutcome::everyStatusHasAMeaning()
{
    for (int status = 100; status < 700; ++status) {
        const Outcome least = classify(answered(status), {}, Repeat::AtLeastOnce, false);
        const Outcome most = classify(answered(status), {}, Repeat::AtMostOnce, false);
        QVERIFY(least.kind != Kind::Accepted && least.reason != Reason::None);
        // What may have arrived is never repeated by itself where a repeat does harm, and nothing else differs.
        QVERIFY(!(most.kind == Kind::Retry && most.maybeAccepted));
        QCOMPARE(most.maybeAccepted, least.maybeAccepted);
        QCOMPARE(most.reason, least.reason);
    }
}

void TestOutcome::success()
{
    AnswerReading reading;
    reading.success = true;
    for (const Repeat repeat : {Repeat::AtLeastOnce, Repeat::AtMostOnce})
        QCOMPARE(classify(answered(200), reading, repeat, false), (Outcome{Kind::Accepted, Reason::None, false}));
    // The text was cut off: whatever was read of it is no success.
    Exchange cut = answered(200);
    cut.fault = Fault::Closed;
    QCOMPARE(
        classify(cut, reading, Repeat::AtMostOnce, false), (Outcome{Kind::Uncertain, Reason::ConnectionClosed, true}));
    QCOMPARE(statusNamed(cut, Reason::ConnectionClosed), QStringLiteral("200"));
}

void TestOutcome::faults_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("reasonBefore"); // the body had not left
    QTest::addColumn<int>("reasonAfter");
    const auto row = [](const char* name, Fault fault, Reason before, Reason after) {
        QTest::newRow(name) << int(fault) << int(before) << int(after);
    };
    row("DNS", Fault::HostNotFound, Reason::HostNotFound, Reason::HostNotFound);
    row("refused", Fault::Refused, Reason::ConnectionRefused, Reason::ConnectionRefused);
    row("unreachable", Fault::Unreachable, Reason::Unreachable, Reason::Unreachable);
    row("TLS", Fault::TlsFailed, Reason::TlsFailed, Reason::TlsFailed);
    row("timeout", Fault::TimedOut, Reason::TimedOutConnecting, Reason::TimedOutWaiting);
    row("closed", Fault::Closed, Reason::ConnectionClosed, Reason::ConnectionClosed);
    row("not HTTP", Fault::Protocol, Reason::NotHttp, Reason::NotHttp);
    row("stopped", Fault::Cancelled, Reason::Stopped, Reason::Stopped);
    row("certificate", Fault::CertificateInvalid, Reason::CertificateInvalid, Reason::CertificateInvalid);
    row("unsendable", Fault::BadRequest, Reason::RequestUnsendable, Reason::RequestUnsendable);
}

void TestOutcome::faults()
{
    QFETCH(int, fault);
    QFETCH(int, reasonBefore);
    QFETCH(int, reasonAfter);
    Exchange exchange;
    exchange.fault = Fault(fault);
    const bool ofChannel = exchange.fault == Fault::CertificateInvalid || exchange.fault == Fault::BadRequest;
    const Outcome before{ofChannel ? Kind::ChannelFault : Kind::Retry, Reason(reasonBefore), false};
    QCOMPARE(classify(exchange, {}, Repeat::AtLeastOnce, false), before);
    QCOMPARE(classify(exchange, {}, Repeat::AtMostOnce, false), before);
    if (ofChannel)
        return;
    exchange.bodyStarted = true;
    QCOMPARE(classify(exchange, {}, Repeat::AtLeastOnce, false), (Outcome{Kind::Retry, Reason(reasonAfter), true}));
    QCOMPARE(classify(exchange, {}, Repeat::AtMostOnce, false), (Outcome{Kind::Uncertain, Reason(reasonAfter), true}));
}

void TestOutcome::aRefusalNeedsNoWholeText()
{
    for (const Fault fault : {Fault::TimedOut, Fault::Closed, Fault::TooLarge, Fault::Cancelled})
        for (const int status : {302, 401, 422, 429, 500, 503}) {
            Exchange exchange = answered(status);
            const Outcome whole = classify(exchange, {}, Repeat::AtMostOnce, false);
            exchange.fault = fault;
            QCOMPARE(classify(exchange, {}, Repeat::AtMostOnce, false), whole);
        }
}

void TestOutcome::anAnswerTooLongIsNotAskedForAgain()
{
    Exchange exchange = answered(200);
    exchange.fault = Fault::TooLarge;
    for (const Repeat repeat : {Repeat::AtLeastOnce, Repeat::AtMostOnce})
        QCOMPARE(classify(exchange, {}, repeat, false), (Outcome{Kind::Uncertain, Reason::AnswerTooLarge, true}));
}

WD_TEST(TestOutcome)
#include "tst_outcome.moc"
