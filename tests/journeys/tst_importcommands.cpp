// What the command line says of imports: what was done, what would be done, and why not.
#include "models/storage/database.h"
#include "tests/journeys/clidesk.h"
#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace wd;

class TestImportCommands : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<CliDesk>(); }
    void theReportSaysWhatWasTaken();
    void theSameFileIsNoticed();
    void columnsAreUsedAsBefore();
    void aTypeThatDoesNotHoldIsRefused();
    void aPropertyGetsAnotherType();
    void aTrialMakesNothing();
    void failedRowsGoWhereTheyMay();
    void keptRowsAreCountedAgainstAll();
    void theEventOfAllRowsIsAsBefore();
    void overlappingEventsAreTold();
    void aSignalStopsInWholeSlices();
    void undoingSaysWhatComesFirst();
    void theOtherKindIsNoticed();
    void aPersonIsShownWhole();
    void refusalsSayWhatToDo();
    void helpSaysWhatOptionsAreFor();

private:
    CliAnswer run(const QStringList& words) const { return m_desk->run(words); }
    CliAnswer import(const char* kind, const QByteArray& bytes, const QStringList& options = {}) const
    {
        writeFile(m_desk->file(table), bytes);
        return run(QStringList{QStringLiteral("import"), QLatin1String(kind), m_desk->file(table)} + options);
    }
    QStringList list(const CliAnswer& answer, const char* name) const
    {
        return answer.json().value(QLatin1String(name)).toVariant().toStringList();
    }
    // As people read it.
    QByteArray words(const QStringList& command) const
    {
        Program program = Program::cli(
            QStringList{QStringLiteral("--workspace"), m_desk->workspace()} + command, m_desk->variables());
        return program.waitForEnd(30'000) ? program.output() + program.errorOutput() : QByteArray();
    }

    const QString table = QStringLiteral("table.csv");
    std::unique_ptr<CliDesk> m_desk;
};

void TestImportCommands::theReportSaysWhatWasTaken()
{
    QCOMPARE(import("people", "login_id,vip,n\nu1,gold,1\nu2,gold,2\nu3,gold,3\n").code, 0);
    writeFile(m_desk->file(table), "login_id,vip,city\nu1,gold,x\n");
    const QStringList command{QStringLiteral("import"), QStringLiteral("people"), m_desk->file(table),
        QStringLiteral("--clear-others"), QStringLiteral("vip")};
    const QByteArray said = words(command);
    QVERIFY2(said.contains("2 people whom the file does not name lost their value (vip)."), said.constData());
    QVERIFY2(said.contains("Import number: 2.") && said.contains("UTF-8, separated by “,”"), said.constData());
    QVERIFY2(said.contains("New attributes: city.") && said.contains("city text"), said.constData());
    const QJsonObject entry = run({QStringLiteral("import"), QStringLiteral("list")})
                                  .json()
                                  .value(QStringLiteral("imports"))
                                  .toArray()[0]
                                  .toObject();
    QCOMPARE(entry.value(QStringLiteral("cleared")).toInt(), 2);
    QCOMPARE(entry.value(QStringLiteral("encoding")).toString(), QStringLiteral("UTF-8"));
    // Nobody loses anything while it is not known whom a row is about.
    const CliAnswer withheld
        = import("people", "login_id,vip\nu1,gold\n,gold\n", {QStringLiteral("--clear-others"), QStringLiteral("n")});
    QVERIFY(withheld.json().value(QStringLiteral("clearingWithheld")).toBool());
    QCOMPARE(withheld.number("cleared"), 0);
    const CliAnswer unknown = import(
        "people", "login_id,vip\nu1,black\nu9,black\n", {QStringLiteral("--clear-others"), QStringLiteral("nothing")});
    QCOMPARE(unknown.code, 2);
    QVERIFY2(unknown.errors.contains("vip"), unknown.errors.constData());
    QCOMPARE(run({QStringLiteral("person"), QStringLiteral("show"), QStringLiteral("u9")}).code, 2);
}

void TestImportCommands::theSameFileIsNoticed()
{
    const QByteArray file = "login_id,vip\nu1,gold\n";
    QCOMPARE(import("people", file).number("sameAs"), -1);
    const CliAnswer again = import("people", file);
    QCOMPARE(again.code, 0);
    QCOMPARE(again.number("unchanged"), 1);
    QCOMPARE(again.number("sameAs"), 1);
    QVERIFY2(again.errors.contains("was imported before (number 1"), again.errors.constData());
    const QByteArray events = "login_id,event,time\nu1,order,2026-07-01\n";
    QCOMPARE(import("events", events).code, 0);
    const CliAnswer refused = import("events", events);
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.errors.contains("--again"), refused.errors.constData());
}

void TestImportCommands::columnsAreUsedAsBefore()
{
    const CliAnswer first = import("people", "编,名,备注\nu1,a,x\n",
        {QStringLiteral("--login-id"), QStringLiteral("编"), QStringLiteral("--map"), QStringLiteral("名=name"),
            QStringLiteral("--map"), QStringLiteral("备注=")});
    QVERIFY2(first.code == 0, first.errors.constData());
    QCOMPARE(list(first, "newAttributes"), QStringList{QStringLiteral("name")});
    const CliAnswer second = import("people", "城市,名,编,备注\n北京,b,u1,y\n");
    QVERIFY2(second.code == 0, second.errors.constData());
    QCOMPARE(second.number("updated"), 1);
    QCOMPARE(list(second, "newAttributes"), QStringList{QStringLiteral("城市")});
    QCOMPARE(
        list(second, "remembered"), (QStringList{QStringLiteral("编"), QStringLiteral("名"), QStringLiteral("备注")}));
    QVERIFY2(second.errors.contains("Used as in an earlier import"), second.errors.constData());
    QCOMPARE(
        list(import("people", "编,名\nu1,c\n", {QStringLiteral("--map"), QStringLiteral("名=名")}), "newAttributes"),
        QStringList{QStringLiteral("名")});
}

void TestImportCommands::aTypeThatDoesNotHoldIsRefused()
{
    QCOMPARE(import("people", "login_id,n\nu1,abc\n").code, 0);
    const CliAnswer refused
        = import("people", "login_id,n\nu1,5\n", {QStringLiteral("--type"), QStringLiteral("n=number")});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.errors.contains("attribute set n --type number"), refused.errors.constData());
    QCOMPARE(run({QStringLiteral("import"), QStringLiteral("list")})
                 .json()
                 .value(QStringLiteral("imports"))
                 .toArray()
                 .size(),
        1);
    QCOMPARE(import("people", "login_id,n\nu1,5\n", {QStringLiteral("--type"), QStringLiteral("n=text")}).code, 0);
    // A choice made by an import knows the values it has.
    QCOMPARE(
        import("people", "login_id,lv\nu1,gold\nu2,silver\n", {QStringLiteral("--type"), QStringLiteral("lv=choice")})
            .code,
        0);
    QCOMPARE(import("people", "login_id,lv\nu1,black\n").number("failed"), 1);
    const CliAnswer twice = import("people", "n,x\nu1,5\n",
        {QStringLiteral("--login-id"), QStringLiteral("n"), QStringLiteral("--map"), QStringLiteral("n=points")});
    QCOMPARE(twice.code, 2);
    QVERIFY2(twice.errors.contains("n=points"), twice.errors.constData());
}

void TestImportCommands::aPropertyGetsAnotherType()
{
    QCOMPARE(import("events", "login_id,event,time,amount\nu1,order,2026-07-01,5\nu1,order,2026-07-02,abc\n").code, 0);
    const QStringList set{QStringLiteral("event"), QStringLiteral("set"), QStringLiteral("order"),
        QStringLiteral("--property"), QStringLiteral("amount"), QStringLiteral("--type"), QStringLiteral("number")};
    const CliAnswer refused = run(set);
    QVERIFY(refused.code != 0);
    QVERIFY2(refused.errors.contains("abc"), refused.errors.constData());
    const CliAnswer done = run(set + QStringList{QStringLiteral("--drop-unfitting")});
    QVERIFY2(done.code == 0, done.errors.constData());
    QVERIFY(done.output.contains("\"type\":\"number\""));
    for (const QStringList& fixed : {QStringList{QStringLiteral("remove"), QStringLiteral("login_id")},
             QStringList{QStringLiteral("set"), QStringLiteral("login_id"), QStringLiteral("--type=number")}}) {
        const CliAnswer ids = run(QStringList{QStringLiteral("attribute")} + fixed);
        QCOMPARE(ids.code, 2);
        QVERIFY2(ids.errors.contains("login_id") && ids.errors.contains("stay as they are"), ids.errors.constData());
    }
    QCOMPARE(run({QStringLiteral("attribute"), QStringLiteral("set"), QStringLiteral("note"),
                     QStringLiteral("--choice"), QStringLiteral("x")})
                 .code,
        2);
}

void TestImportCommands::aTrialMakesNothing()
{
    const QByteArray file = "会员号,vip,n\nu1,gold,1\nu2,gold,zz\n,gold,3\n";
    const CliAnswer trial = import("people", file, {QStringLiteral("--dry-run")});
    QVERIFY2(trial.code == 0, trial.errors.constData());
    QVERIFY(!QFile::exists(m_desk->workspace()));
    QCOMPARE(trial.number("added"), 2);
    QCOMPARE(trial.number("failed"), 1);
    const QJsonArray columns = trial.json().value(QStringLiteral("columns")).toArray();
    QCOMPARE(columns[0].toObject().value(QStringLiteral("use")).toString(), QStringLiteral("login_id"));
    QCOMPARE(columns[2].toObject().value(QStringLiteral("type")).toString(), QStringLiteral("text"));
    QVERIFY(columns[2].toObject().value(QStringLiteral("new")).toBool());
    QCOMPARE(import("people", "login_id\nu1\n").code, 0);
    const QByteArray said
        = words({QStringLiteral("import"), QStringLiteral("people"), m_desk->file(table), QStringLiteral("--dry-run")});
    QVERIFY2(said.contains("Nothing was written") && !said.contains("Import number"), said.constData());
    QCOMPARE(run({QStringLiteral("import"), QStringLiteral("list")})
                 .json()
                 .value(QStringLiteral("imports"))
                 .toArray()
                 .size(),
        1);
}

void TestImportCommands::failedRowsGoWhereTheyMay()
{
    const QByteArray file = "login_id,n\nu1,1\n,2\n";
    const QString option = QStringLiteral("--failed");
    const CliAnswer itself = import("people", file, {option, m_desk->file(table)});
    QCOMPARE(itself.code, 2);
    QFile source(m_desk->file(table));
    QVERIFY(source.open(QIODevice::ReadOnly));
    QCOMPARE(source.readAll(), file);
    QCOMPARE(import("people", file, {option, m_desk->file(QStringLiteral("f.json"))}).code, 2);
    QCOMPARE(import("people", file, {option, m_desk->file(QStringLiteral("no/where.csv"))}).code, 1);
    QVERIFY(!QFile::exists(m_desk->workspace()));
    const QString path = m_desk->file(QStringLiteral("f.csv"));
    writeFile(path, "old\n");
    QCOMPARE(import("people", "login_id,n\nu1,1\n", {option, path}).code, 0);
    QFile none(path);
    QVERIFY(none.open(QIODevice::ReadOnly));
    QCOMPARE(none.readAll(), QByteArray("\xEF\xBB\xBFlogin_id,n,Reason\r\n"));
    // As it is it changes nobody; mended it brings who is meant.
    QCOMPARE(import("people", file, {option, path}).number("failed"), 1);
    const CliAnswer same = run({QStringLiteral("import"), QStringLiteral("people"), path});
    QCOMPARE(same.number("failed"), 1);
    QCOMPARE(list(same, "leftOut"), QStringList{QStringLiteral("Reason")});
    const CliAnswer mended = import("people", "login_id,n,Reason\nu2,2,no id\n");
    QCOMPARE(mended.number("added"), 1);
    QVERIFY(list(mended, "newAttributes").isEmpty());
}

void TestImportCommands::keptRowsAreCountedAgainstAll()
{
    QCOMPARE(import("people", "login_id,n\nu1,1\n,2\n,3\n").number("failed"), 2);
    const QStringList command{
        QStringLiteral("import"), QStringLiteral("failed"), QStringLiteral("1"), m_desk->file(QStringLiteral("f.csv"))};
    QCOMPARE(run(command).number("rows"), 2);
    QVERIFY(words(command).contains("2 rows written."));
    {
        auto audience = Database::openWriter(
            QDir(m_desk->workspace()).filePath(QStringLiteral("audience.db")), Database::Durability::Full);
        QVERIFY(audience && (*audience)->execute("DELETE FROM import_failed WHERE line=4"));
    }
    QCOMPARE(run(command).number("failed"), 2);
    const QByteArray said = words(command);
    QVERIFY2(said.contains("1 of 2 refused rows written: the others were not kept"), said.constData());
    {
        auto audience = Database::openWriter(
            QDir(m_desk->workspace()).filePath(QStringLiteral("audience.db")), Database::Durability::Full);
        QVERIFY(audience
            && (*audience)->execute("CREATE TRIGGER full BEFORE INSERT ON import_failed WHEN new.number>1"
                                    " BEGIN SELECT RAISE(IGNORE); END"));
    }
    const CliAnswer partly
        = import("people", "login_id,n\nu5,1\n,2\n,3\n", {QStringLiteral("--failed"), command.last()});
    QCOMPARE(partly.number("failed"), 2);
    QVERIFY2(partly.errors.contains("1 of 2 refused rows written"), partly.errors.constData());
}

// The rows of a file may all be one event; a name is no column.
void TestImportCommands::theEventOfAllRowsIsAsBefore()
{
    const QByteArray header = "login_id,time,amount\n";
    QCOMPARE(
        import("events", header + "u1,2026-07-01,5\n", {QStringLiteral("--event-name"), QStringLiteral("order")}).code,
        0);
    const CliAnswer second = import("events", header + "u1,2026-07-02,5\n");
    QCOMPARE(second.number("added"), 1);
    QCOMPARE(list(second, "remembered"), QStringList());
    QCOMPARE(second.json().value(QStringLiteral("rememberedEvent")).toString(), QStringLiteral("order"));
    QVERIFY2(second.errors.contains("all rows are “order”. --event-name NAME"), second.errors.constData());
    QVERIFY2(!second.errors.contains("--map"), second.errors.constData());
    const CliAnswer told
        = import("events", header + "u1,2026-07-03,5\n", {QStringLiteral("--event-name"), QStringLiteral("refund")});
    QCOMPARE(told.code, 0);
    QVERIFY(!told.json().contains(QStringLiteral("rememberedEvent")));
}

void TestImportCommands::overlappingEventsAreTold()
{
    const QByteArray july = "login_id,event,time,amount\nu1,order,2026-07-01,5\n";
    QCOMPARE(import("events", july).code, 0);
    const QByteArray more = july + "u2,order,2026-07-02,6\n";
    QCOMPARE(import("events", more, {QStringLiteral("--dry-run")}).number("alike"), 1);
    const CliAnswer report = import("events", more);
    QCOMPARE(report.number("alike"), 1);
    QCOMPARE(report.number("added"), 1);
    const QByteArray said
        = words({QStringLiteral("import"), QStringLiteral("events"), m_desk->file(table), QStringLiteral("--again")});
    QVERIFY2(said.contains("2 events were there already"), said.constData());
    QCOMPARE(import("events", more, {QStringLiteral("--again"), QStringLiteral("--add-alike")}).number("added"), 2);
    const QByteArray orders = "login_id,event,time,订单号\nu1,buy,2026-07-01,N1\n";
    QCOMPARE(import("events", orders, {QStringLiteral("--event-id"), QStringLiteral("订单号")}).number("added"), 1);
    const CliAnswer next = import("events", "login_id,event,time,订单号\nu1,buy,2026-07-05,N1\nu1,buy,2026-07-05,N2\n");
    QCOMPARE(next.number("added"), 1);
    QCOMPARE(list(next, "remembered"), QStringList{QStringLiteral("订单号")});
}

void TestImportCommands::aSignalStopsInWholeSlices()
{
    constexpr int rows = 400'000;
    QByteArray file = "login_id,city,n\n";
    for (int i = 0; i < rows; ++i)
        file += 'u' + QByteArray::number(i) + ",北京," + QByteArray::number(i) + '\n';
    writeFile(m_desk->file(table), file);
    const QStringList command{QStringLiteral("import"), QStringLiteral("people"), m_desk->file(table)};
    QCOMPARE(import("people", "login_id\nx\n").code, 0);
    writeFile(m_desk->file(table), file);
    Program program = m_desk->start(command);
    // What it begins with is there, more than opening the workspace writes; its rows come at the end of a slice.
    constexpr qint64 opened = 10'000;
    QElapsedTimer timer;
    timer.start();
    while (
        QFileInfo(m_desk->workspace() + QStringLiteral("/audience.db-wal")).size() < opened && timer.elapsed() < 20'000)
        QTest::qWait(20);
    QCOMPARE(::kill(pid_t(program.processId()), SIGTERM), 0);
    QVERIFY(program.waitForEnd(20'000));
    const QJsonObject report = QJsonDocument::fromJson(program.output()).object();
    QVERIFY2(report.value(QStringLiteral("stopped")).toBool(), program.output().constData());
    QCOMPARE(program.exitCode(), 1);
    const int taken = report.value(QStringLiteral("rows")).toInt();
    const CliAnswer rest = run(command);
    QCOMPARE(rest.code, 0);
    QCOMPARE(rest.number("continuedAt"), taken);
    QCOMPARE(rest.number("rows"), rows);
    QCOMPARE(rest.number("added"), rows);
}

void TestImportCommands::undoingSaysWhatComesFirst()
{
    QCOMPARE(m_desk
                 ->apply(QJsonObject{
                     {QStringLiteral("version"), 1}, {QStringLiteral("timeZone"), QStringLiteral("Asia/Shanghai")}})
                 .code,
        0);
    for (int i = 0; i < 12; ++i)
        QCOMPARE(import("people", "login_id,n\nu1," + QByteArray::number(i) + '\n').code, 0);
    const auto undo = [this](int number) {
        return run({QStringLiteral("import"), QStringLiteral("undo"), QString::number(number)});
    };
    const CliAnswer later = undo(11);
    QVERIFY(later.code != 0);
    QVERIFY2(later.errors.contains("+08:00)"), later.errors.constData());
    const CliAnswer old = undo(2);
    QVERIFY2(old.errors.contains("last 10 imports"), old.errors.constData());
    QCOMPARE(undo(12).code, 0);
    const CliAnswer gone = run({QStringLiteral("import"), QStringLiteral("failed"), QStringLiteral("12"),
        m_desk->file(QStringLiteral("f.csv"))});
    QVERIFY(gone.code != 0);
    QVERIFY2(gone.errors.contains("undone"), gone.errors.constData());
}

void TestImportCommands::theOtherKindIsNoticed()
{
    const CliAnswer events = import("people", "login_id,event,time\nu1,order,2026-07-01\nu1,view,2026-07-02\n");
    QCOMPARE(events.code, 0);
    QVERIFY(events.json().value(QStringLiteral("looksLikeEvents")).toBool());
    QVERIFY2(events.errors.contains("import undo 1, then import events FILE"), events.errors.constData());
    const CliAnswer people = import("events", "login_id,vip\nu1,gold\n");
    QCOMPARE(people.code, 2);
    QVERIFY2(people.errors.contains("import people FILE"), people.errors.constData());
    const CliAnswer orders = import("events", "login_id,下单时间\nu1,2026-07-01\n");
    QVERIFY2(orders.code == 2 && !orders.errors.contains("import people"), orders.errors.constData());
    QVERIFY(!import("people", "login_id,生日\nu1,2026-07-01\n").json().contains(QStringLiteral("looksLikeEvents")));
}

void TestImportCommands::aPersonIsShownWhole()
{
    QCOMPARE(import("people", "login_id,visitor_id,vip\nu1,,gold\n,v1,\n").code, 0);
    QByteArray events = "login_id,event,time\n";
    for (int day = 1; day < 4; ++day)
        events += "u1,order,2026-07-0" + QByteArray::number(day) + '\n';
    QCOMPARE(import("events", events).code, 0);
    QJsonArray segments;
    for (const char* kind : {"login", "visitor"})
        segments.append(QJsonObject{{QStringLiteral("name"), QStringLiteral("all of ") + QLatin1String(kind)},
            {QStringLiteral("userKind"), QLatin1String(kind)},
            {QStringLiteral("rule"), QJsonObject{{QStringLiteral("all"), QJsonArray()}}}});
    QCOMPARE(m_desk->apply({{QStringLiteral("version"), 1}, {QStringLiteral("segments"), segments}}).code, 0);
    const QStringList command{QStringLiteral("person"), QStringLiteral("show"), QStringLiteral("u1")};
    const CliAnswer whole = run(command);
    QCOMPARE(whole.number("eventCount"), 3);
    QCOMPARE(whole.json().value(QStringLiteral("events")).toArray().size(), 3);
    const QJsonArray in = whole.json().value(QStringLiteral("segments")).toArray();
    QVERIFY(in.contains(QJsonObject{{QStringLiteral("name"), QStringLiteral("all of login")},
        {QStringLiteral("userKind"), QStringLiteral("login")}}));
    for (const auto& segment : in)
        QCOMPARE(segment[QStringLiteral("userKind")].toString(), QStringLiteral("login"));
    const QByteArray said = words(command + QStringList{QStringLiteral("--limit"), QStringLiteral("2")});
    QVERIFY2(said.contains("Events, latest first (2 of 3):") && said.contains("2026-07-03")
            && !said.contains("2026-07-01") && said.contains("all of login") && !said.contains("all of visitor"),
        said.constData());
    QVERIFY(!words(command).contains(" of 3"));
    QVERIFY(words({command[0], command[1], QStringLiteral("v1")}).contains("all of visitor"));
}

void TestImportCommands::refusalsSayWhatToDo()
{
    const CliAnswer people = import("people", "姓名,城市\na,b\n");
    QCOMPARE(people.code, 2);
    QVERIFY2(
        people.errors.contains("姓名, 城市") && people.errors.contains("--login-id COL"), people.errors.constData());
    const CliAnswer events = import("events", "login_id,下单时间\nu1,2026-07-01\n");
    QVERIFY2(events.errors.contains("--event COL"), events.errors.constData());
    QByteArray wide = "login_id";
    QByteArray row = "\nu1";
    for (int i = 0; i < 1'995; ++i) {
        wide += ",c" + QByteArray::number(i);
        row += ",1";
    }
    const CliAnswer many = import("people", wide + row + '\n');
    QCOMPARE(many.code, 2);
    QVERIFY2(many.errors.contains("1990 at most"), many.errors.constData());
    QVERIFY(run({QStringLiteral("import"), QStringLiteral("list")})
                .json()
                .value(QStringLiteral("imports"))
                .toArray()
                .isEmpty());
}

void TestImportCommands::helpSaysWhatOptionsAreFor()
{
    const QByteArray help = words({QStringLiteral("import"), QStringLiteral("people"), QStringLiteral("--help")});
    QVERIFY2(
        help.contains("--map COL= leaves it out") && help.contains("--empty-clears\n") && help.contains("dateTime"),
        help.constData());
    QVERIFY(!help.contains("--add-alike"));
    const QByteArray group = words({QStringLiteral("import")});
    QVERIFY2(group.contains("people") && group.contains("undo") && !group.contains("export"), group.constData());
}

WD_TEST(TestImportCommands)
#include "tst_importcommands.moc"
