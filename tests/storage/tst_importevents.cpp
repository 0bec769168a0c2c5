// Events from CSV files: typed properties, people, source ids, how far the data are complete.
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include "models/audience/importing/lookthrough.h"

#include <QTest>

using namespace wd;

class TestImportEvents : public QObject {
    Q_OBJECT
private slots:
    void init() { m = std::make_unique<ImportFixture>(); }
    void propertiesAreTypedPerEvent();
    void knownSourceIdsAreSkipped();
    void theWholeFileTellsTheTimes();
    void badRowsAreRefusedWithLineAndReason();
    void numbersOfOrdersMayBeIds();
    void peopleAreFoundOrCreated();
    void aNamedColumnIsNothingElse();
    void completenessOnlyAdvances();
    void aStoppedImportSaysNothingOfCompleteness();
    void timesWithoutOffsetAreTheZones();
    void allRowsMayBeOneEvent();
    void aFileWithoutEventOrTimeIsRefused();
    void aColumnThatHoldsNoEventsIsRefused();

private:
    std::unique_ptr<ImportFixture> m;
};

void TestImportEvents::propertiesAreTypedPerEvent()
{
    const auto report = m->import("用户id,事件,时间,amount,note,gift\n"
                                  "u1,order,2026-07-06 12:30,12.5,\"say \"\"hi\"\"\n\",是\n"
                                  "u1,order,2026-07-06 12:31,7,,\n"
                                  "u2,view,1783341000,big,,\n",
        eventOptions());
    QVERIFY(report);
    QCOMPARE(report->added, 3);
    QCOMPARE(report->peopleAdded, 2);
    const QStringList properties{QStringLiteral("1|amount|1"), QStringLiteral("1|note|0"), QStringLiteral("1|gift|4"),
        QStringLiteral("2|amount|0")};
    QCOMPARE(m->rows("SELECT event_name_id,key,type FROM property ORDER BY id"), properties);
    const QStringList rows{QStringLiteral("1|1|1783341000000|0|12.5|say \"hi\"|1"),
        QStringLiteral("1|1|1783341060000|0|7|-|-"), QStringLiteral("2|2|1783341000000|0|-|-|-")};
    QCOMPARE(m->rows("SELECT person_id,name_id,at,live,p1,json_extract(properties,'$.note'),"
                     "json_extract(properties,'$.gift') FROM event ORDER BY id"),
        rows);
    QCOMPARE(m->rows("SELECT properties FROM event WHERE id=3"), QStringList{QStringLiteral("{\"amount\":\"big\"}")});
    QCOMPARE(m->rows("SELECT properties IS NULL FROM event WHERE id=2"), QStringList{QStringLiteral("1")});
}

void TestImportEvents::knownSourceIdsAreSkipped()
{
    const QByteArray table("login_id,event,time,event_id\nu1,order,2026-07-06,e1\nu1,order,2026-07-06,e2\n"
                           "u1,order,2026-07-06,e1\nu1,order,2026-07-06,\n");
    const auto first = m->import(table, eventOptions());
    QVERIFY(first);
    QCOMPARE(first->added, 3);
    QCOMPARE(first->skipped, 1);
    ImportOptions again = eventOptions();
    again.repeat = ImportRepeat::Again;
    const auto second = m->import(table, again);
    QVERIFY(second);
    QCOMPARE(second->added, 0);
    QCOMPARE(second->skipped, 4);
    // The first 16 bytes of the SHA-256 of "e1".
    QCOMPARE(m->rows("SELECT length(key), count(*) FROM event WHERE key IS NOT NULL GROUP BY 1"),
        QStringList{QStringLiteral("16|2")});
}

void TestImportEvents::badRowsAreRefusedWithLineAndReason()
{
    QVERIFY(m->import("login_id,event,time,amount\nu1,order,2026-07-06,1\n", eventOptions()));
    const auto report
        = m->import("login_id,event,time,amount\nu1,order,later,1\nu1,,2026-07-06,1\n,order,2026-07-06,1\n"
                    "u1,order,2026-07-06,much\nu9,order,2026-07-06,2\nu1,order,,1\n",
            eventOptions());
    QVERIFY(report);
    QCOMPARE(report->added, 1);
    QStringList found;
    for (const RowError& error : std::as_const(report->errors))
        found += QStringLiteral("%1 %2 %3").arg(error.line).arg(int(error.error.kind)).arg(error.error.where);
    const auto at = [](int line, ErrorKind kind, const char* where) {
        return QStringLiteral("%1 %2 %3").arg(line).arg(int(kind)).arg(QString::fromLatin1(where));
    };
    const QStringList expected{at(2, ErrorKind::WrongType, "time"), at(3, ErrorKind::Empty, "event"),
        at(4, ErrorKind::Empty, "login_id"), at(5, ErrorKind::WrongType, "amount"), at(7, ErrorKind::Empty, "time")};
    QCOMPARE(found, expected);
}

void TestImportEvents::numbersOfOrdersMayBeIds()
{
    const auto numbers = [this](const QByteArray& bytes) {
        const auto preview = previewImport(*m->audience, m->file(bytes), {});
        return preview ? preview->orderNumbers : QStringLiteral("none");
    };
    QCOMPARE(numbers("会员编号,订单号,事件,时间\nu1,N1,a,2026-07-06\nu1,N2,a,2026-07-06\n"), QStringLiteral("订单号"));
    QCOMPARE(numbers("user_id,Order No,event,time\nu1,N1,a,2026-07-06\n"), QStringLiteral("Order No"));
    QCOMPARE(numbers("user_id,order_id,event,time\nu1,N1,a,2026-07-06\nu1,N1,b,2026-07-06\n"), QString());
    QCOMPARE(numbers("user_id,order_id,event,time\nu1,N1,a,2026-07-06\nu1,,b,2026-07-06\n"), QString());
    QCOMPARE(numbers("user_id,order_id,event_id,event,time\nu1,N1,E1,a,2026-07-06\n"), QString());
    QVERIFY(m->import("user_id,order_id,event,time\nu1,N1,a,2026-07-06\n", eventOptions()));
    QCOMPARE(numbers("user_id,order_id,event,time\nu1,N2,a,2026-07-06\n"), QString());
}

void TestImportEvents::peopleAreFoundOrCreated()
{
    QVERIFY(m->import("login_id,visitor_id\nu1,v1\n,v2\n"));
    const auto report
        = m->import("login_id,visitor_id,event,at\nu1,,a,2026-07-06\n,v1,a,2026-07-06\nu2,v2,a,2026-07-06\n"
                    "u3,v1,a,2026-07-06\nu4,v4,a,2026-07-06\n",
            eventOptions());
    QVERIFY(report);
    QCOMPARE(report->peopleAdded, 1);
    QCOMPARE(report->failed, 1);
    const QStringList ids{QStringLiteral("u3"), QStringLiteral("v1")};
    QCOMPARE(report->errors.first().error, (Error{ErrorKind::TwoPeople, ids, QStringLiteral("login_id")}));
    const QStringList people{QStringLiteral("u1|v1|2"), QStringLiteral("u2|v2|1"), QStringLiteral("u4|v4|1")};
    QCOMPARE(m->rows("SELECT login_id,visitor_id,(SELECT count(*) FROM event WHERE person_id=person.id) FROM person "
                     "ORDER BY id"),
        people);
}

// "uid" alone would be taken for login ids.
void TestImportEvents::aNamedColumnIsNothingElse()
{
    ImportOptions options = eventOptions();
    options.visitorColumn = QStringLiteral("uid");
    const auto report = m->import("uid,event,time\nv1,order,2026-07-06\n", options);
    QVERIFY(report);
    QCOMPARE(report->added, 1);
    QCOMPARE(m->rows("SELECT login_id,visitor_id FROM person"), QStringList{QStringLiteral("-|v1")});
    options.personColumn = QStringLiteral("uid");
    QCOMPARE(m->import("uid,event,time\nv1,order,2026-07-06\n", options).error(),
        (Error{ErrorKind::Duplicate, {QStringLiteral("uid")}, {}}));
}

void TestImportEvents::completenessOnlyAdvances()
{
    constexpr UtcMs july6 = 1'783'296'000'000;
    constexpr UtcMs day = 86'400'000;
    const QString order = QStringLiteral("order");
    const auto first = m->import("login_id,event,time\nu1,order,2026-07-06\nu1,order,2026-07-01\n", eventOptions());
    QVERIFY(first);
    QCOMPARE(first->completeUntil.value(order), july6);
    const auto older = m->import("login_id,event,time\nu1,order,2026-06-01\n", eventOptions());
    QVERIFY(older);
    QCOMPARE(older->completeUntil.value(order), july6);
    // A device with a wrong clock says nothing about what is known of today.
    const auto future = m->import("login_id,event,time\nu1,order,2099-01-01\n", eventOptions());
    QVERIFY(future);
    QCOMPARE(future->added, 1);
    QCOMPARE(m->rows("SELECT complete_until FROM event_name"), QStringList{QString::number(july6)});
    ImportOptions given = eventOptions();
    given.completeUntil = july6 - day;
    given.repeat = ImportRepeat::Again;
    QVERIFY(m->import("login_id,event,time\nu1,order,2026-06-01\n", given));
    QCOMPARE(m->rows("SELECT complete_until FROM event_name"), QStringList{QString::number(july6 - day)});
}

void TestImportEvents::aStoppedImportSaysNothingOfCompleteness()
{
    m->progress = [this](const ImportProgress&) { m->stop = true; };
    const auto report
        = m->import("login_id,event,time\n" + QByteArray("u1,order,2026-07-06\n").repeated(100'000), eventOptions());
    QVERIFY(report);
    QVERIFY(report->stopped);
    QCOMPARE(m->rows("SELECT count(*) FROM event"), QStringList{QString::number(report->added)});
    QCOMPARE(m->rows("SELECT complete_until FROM event_name"), QStringList{QStringLiteral("-")});
}

void TestImportEvents::timesWithoutOffsetAreTheZones()
{
    ImportOptions options = eventOptions();
    options.zone = QTimeZone("Asia/Shanghai");
    QVERIFY(m->import("login_id,event,time\nu1,a,2026-07-06 12:30\nu1,a,2026-07-06T12:30Z\n", options));
    const QStringList times{QStringLiteral("1783312200000"), QStringLiteral("1783341000000")};
    QCOMPARE(m->rows("SELECT at FROM event ORDER BY id"), times);
}

void TestImportEvents::allRowsMayBeOneEvent()
{
    ImportOptions options = eventOptions();
    options.eventName = QStringLiteral("下单");
    const auto report
        = m->import("会员号,订单号,下单时间,金额,事件\nu1,N1,2026-07-06,5,x\nu2,N2,2026-07-07,6,y\n", options);
    QVERIFY(report);
    QCOMPARE(report->added, 2);
    QCOMPARE(m->rows("SELECT key FROM event_name"), QStringList{QStringLiteral("下单")});
    QCOMPARE(m->rows("SELECT key FROM property ORDER BY key"),
        (QStringList{QStringLiteral("事件"), QStringLiteral("订单号"), QStringLiteral("金额")}));
    // Of two times nobody knows which.
    QCOMPARE(m->import("会员号,下单时间,支付时间\nu1,2026-07-06,2026-07-06\n", options).error().kind,
        ErrorKind::MissingField);
}

void TestImportEvents::aFileWithoutEventOrTimeIsRefused()
{
    QCOMPARE(m->import("login_id,time\nu1,2026-07-06\n", eventOptions()).error().kind, ErrorKind::MissingField);
    QCOMPARE(m->import("login_id,event\nu1,a\n", eventOptions()).error().kind, ErrorKind::MissingField);
}

// Order numbers, say: each would become an event with properties of its own.
void TestImportEvents::aColumnThatHoldsNoEventsIsRefused()
{
    const auto table = [](int names, int all = 1'500) {
        QByteArray rows = "login_id,order,time,amount\n";
        for (int row = 0; row < all; ++row)
            rows += "u1,n" + QByteArray::number(row % names) + ",2026-07-06 12:30,x\n";
        return rows;
    };
    ImportOptions options = eventOptions();
    options.eventColumn = QStringLiteral("order");
    const auto refused = m->import(table(1'001), options);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::BadValue);
    QCOMPARE(refused.error().arguments.first(), QStringLiteral("order"));
    QCOMPARE(m->rows("SELECT count(*) FROM event_name"), QStringList{QStringLiteral("0")});
    const auto look = LookThrough::open(*m->audience, m->file(table(1'001)), options);
    QVERIFY(look);
    Result<bool> more = true;
    while (more && *more)
        more = (*look)->go(1);
    QVERIFY(!more);
    QCOMPARE(more.error().arguments, refused.error().arguments);
    const auto most = LookThrough::open(*m->audience, m->file(table(1'000)), options);
    QVERIFY(most);
    for (more = true; more && *more;)
        more = (*most)->go(1);
    QVERIFY(more);
    QVERIFY(!m->import(table(10'001, 20'002), options));
    // Names come again.
    QCOMPARE(m->import(table(1'001, 2'002), options)->added, 2'002);
}

void TestImportEvents::theWholeFileTellsTheTimes()
{
    const QByteArray table = "login_id,event,time\nu1,order,2026-07-14 18:02\nu1,order,2026-07-15 08:00\n"
                             "u1,order,2027-01-01\nu1,view,2026-07-01\nu1,view,2028-01-01\nu1,view,never\n";
    const UtcMs now = QDateTime({2026, 8, 1}, {0, 0}, Qt::UTC).toMSecsSinceEpoch();
    const auto look = LookThrough::open(*m->audience, m->file(table), eventOptions(), now);
    QVERIFY(look);
    for (Result<bool> more = true; more && *more; more = (*look)->go(1)) { }
    const LookedThrough told = (*look)->looked();
    QCOMPARE(told.rows, 6);
    QCOMPARE(told.latest.size(), 2);
    QCOMPARE(told.latest.value(QStringLiteral("order")),
        QDateTime({2026, 7, 15}, {8, 0}, eventOptions().zone).toMSecsSinceEpoch());
    QCOMPARE(told.ahead, 2);
    QCOMPARE(told.farthestLine, 6);
}

WD_TEST(TestImportEvents)
#include "tst_importevents.moc"
