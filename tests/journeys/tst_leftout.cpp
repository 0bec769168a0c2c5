// Who is left out of a run, and why: by texts, by recipient ids, by a receiver that refuses.
#include "tests/journeys/clidesk.h"
#include "tests/support/suite.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");

} // namespace

class TestLeftOut : public QObject {
    Q_OBJECT
private slots:
    void whoIsLeftOutTakesNobodysPlace();
    void anEmptyTextIsNotSent();
    void aRequestForAllHeedsItsText_data();
    void aRequestForAllHeedsItsText();
    void aRefusedPersonHoldsUpNobody_data();
    void aRefusedPersonHoldsUpNobody();
    void aMissingRequestFormatIsNamed();

private:
    // `text` goes to the people by their phone; without `named` in one request that names nobody.
    static QJsonObject document(const CliDesk& desk, const QString& text, bool named = true);
    static void prepare(const CliDesk& desk, const QJsonObject& document, const QByteArray& people);
    static CliAnswer review(const CliDesk& desk)
    {
        return desk.run({QStringLiteral("campaign"), QStringLiteral("review"), greeting});
    }
    // Reason → people, as a review or a status tells it.
    static QMap<QString, int> leftOut(const CliAnswer& answer);
};

QJsonObject TestLeftOut::document(const CliDesk& desk, const QString& text, bool named)
{
    const QJsonObject parameter{{QStringLiteral("name"), QStringLiteral("m")},
        {QStringLiteral("label"), QStringLiteral("Message")}, {QStringLiteral("type"), QStringLiteral("text")}};
    const QJsonObject id{
        {QStringLiteral("name"), QStringLiteral("phone")}, {QStringLiteral("attribute"), QStringLiteral("phone")}};
    const QJsonObject fields{
        {QStringLiteral("templateParameters"), QJsonArray{parameter}}, {QStringLiteral("recipientId"), id}};
    QJsonObject whole = smallDesk(QStringLiteral("http://127.0.0.1:%1/hook").arg(desk.ledger.port()), fields);
    QJsonObject campaign = whole.value(QStringLiteral("campaigns")).toArray().first().toObject();
    campaign.insert(QStringLiteral("parameters"), QJsonObject{{QStringLiteral("m"), text}});
    whole.insert(QStringLiteral("campaigns"), QJsonArray{campaign});
    if (!named) {
        QJsonObject channel = whole.value(QStringLiteral("channels")).toArray().first().toObject();
        channel.remove(QStringLiteral("recipientId"));
        whole.insert(QStringLiteral("channels"), QJsonArray{channel});
    }
    return whole;
}

void TestLeftOut::prepare(const CliDesk& desk, const QJsonObject& document, const QByteArray& people)
{
    const QString file = desk.file(QStringLiteral("people.csv"));
    writeFile(file, people);
    const CliAnswer imported = desk.run({QStringLiteral("import"), QStringLiteral("people"), file});
    QVERIFY2(imported.code == 0, imported.errors.constData());
    const CliAnswer applied = desk.apply(document);
    QVERIFY2(applied.code == 0, applied.errors.constData());
}

QMap<QString, int> TestLeftOut::leftOut(const CliAnswer& answer)
{
    QMap<QString, int> people;
    for (const QJsonValue& row : answer.json().value(QStringLiteral("notSent")).toArray())
        people[row[QStringLiteral("reason")].toString()] += row[QStringLiteral("people")].toInt();
    return people;
}

// Two accounts, one phone: the first has no name, so the second gets it.
void TestLeftOut::whoIsLeftOutTakesNobodysPlace()
{
    CliDesk desk;
    prepare(desk,
        document(
            desk, QStringLiteral("{% if user.name == blank %}{% skip \"no name\" %}{% endif %}Hi {{ user.name }}")),
        "login_id,phone,name\na,1,\nb,1,Bob\nc,1,Cat\nd,2,Dan\n");
    const CliAnswer reviewed = review(desk);
    QCOMPARE(reviewed.code, 0);
    QCOMPARE(reviewed.number("willSend"), 2);
    QCOMPARE(leftOut(reviewed).size(), 2);
    const CliAnswer sent = desk.send(greeting, QStringLiteral("gateway"));
    QVERIFY2(sent.code == 0, sent.errors.constData());
    QCOMPARE(sent.number("accepted"), 2);
    QCOMPARE(sent.number("notSent"), 2);
    const QList<LedgerEntry> arrived = desk.ledger.entries();
    QCOMPARE(arrived.size(), 2);
    QByteArray bodies;
    for (const LedgerEntry& entry : arrived)
        bodies += entry.body;
    QVERIFY2(bodies.contains("Hi Bob") && bodies.contains("Hi Dan"), bodies.constData());
    // Two stand under one phone: the user says which is which.
    QMap<QString, QString> states;
    const QJsonArray deliveries
        = desk.run({QStringLiteral("deliveries")}).json()[QStringLiteral("deliveries")].toArray();
    for (const auto& delivery : deliveries)
        states.insert(delivery[QStringLiteral("user")].toString(), delivery[QStringLiteral("state")].toString());
    const QString accepted = QStringLiteral("accepted");
    const QString notSent = QStringLiteral("notSent");
    QCOMPARE(states,
        (QMap<QString, QString>{{QStringLiteral("a"), notSent}, {QStringLiteral("b"), accepted},
            {QStringLiteral("c"), notSent}, {QStringLiteral("d"), accepted}}));
}

void TestLeftOut::anEmptyTextIsNotSent()
{
    CliDesk desk;
    prepare(desk, document(desk, QStringLiteral("{% if user.name != blank %}Hi {{ user.name }}{% endif %} ")),
        "login_id,phone,name\na,1,\nb,2,Bob\n");
    const CliAnswer reviewed = review(desk);
    QCOMPARE(reviewed.number("willSend"), 1);
    const QMap<QString, int> reasons = leftOut(reviewed);
    QCOMPARE(reasons.size(), 1);
    QVERIFY2(reasons.firstKey().contains(QStringLiteral("is empty")), qPrintable(reasons.firstKey()));
    QCOMPARE(desk.send(greeting, QStringLiteral("gateway")).number("notSent"), 1);
    QCOMPARE(desk.ledger.entries().size(), 1);
    // Nothing but blanks is no text at all.
    const CliAnswer blank = desk.apply(document(desk, QStringLiteral("   ")));
    QVERIFY(blank.code != 0 || review(desk).code != 0);
}

void TestLeftOut::aRequestForAllHeedsItsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("skips") << QStringLiteral("hello {% skip \"no\" %}");
    QTest::newRow("comes out empty") << QStringLiteral("{% if false %}x{% endif %}");
}

void TestLeftOut::aRequestForAllHeedsItsText()
{
    QFETCH(QString, text);
    CliDesk desk;
    prepare(desk, document(desk, text, false), "login_id,phone,name\na,1,\nb,2,Bob\n");
    const CliAnswer reviewed = review(desk);
    QCOMPARE(reviewed.number("willSend"), 0);
    QCOMPARE(leftOut(reviewed).values(), QList<int>{2});
    const CliAnswer sent = desk.send(greeting, QStringLiteral("gateway"));
    QCOMPARE(sent.number("accepted"), 0);
    QCOMPARE(sent.number("notSent"), 1);
    QCOMPARE(desk.ledger.entries().size(), 0);
}

void TestLeftOut::aRefusedPersonHoldsUpNobody_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 409, 413, 422})
        QTest::addRow("%d", status) << status;
}

// What says that this message is wrong ends it: no repeat, no question, no pause.
void TestLeftOut::aRefusedPersonHoldsUpNobody()
{
    QFETCH(int, status);
    CliDesk desk;
    QByteArray people = "login_id,phone\n";
    for (int i = 0; i < 30; ++i)
        people += 'u' + QByteArray::number(i) + ",1" + QByteArray::number(i) + '\n';
    prepare(desk, document(desk, QStringLiteral("hello")), people);
    desk.ledger.answerWith(status, 0);
    const CliAnswer sent = desk.send(greeting, QStringLiteral("gateway"));
    QCOMPARE(sent.number("failed"), 30);
    QCOMPARE(sent.number("uncertain"), 0);
    QCOMPARE(desk.ledger.entries().size(), 30);
}

void TestLeftOut::aMissingRequestFormatIsNamed()
{
    CliDesk desk;
    QFile builtIn(QStringLiteral(":/contracts/growingio-v1.json"));
    QVERIFY(builtIn.open(QIODevice::ReadOnly));
    QJsonObject own = QJsonDocument::fromJson(builtIn.readAll()).object();
    own.insert(QStringLiteral("name"), QStringLiteral("own"));
    const QString folder = desk.workspace() + QStringLiteral("/contracts");
    QVERIFY(QDir().mkpath(folder));
    writeFile(folder + QStringLiteral("/own.json"), QJsonDocument(own).toJson());
    QJsonObject whole = document(desk, QStringLiteral("hello"));
    QJsonObject channel = whole.value(QStringLiteral("channels")).toArray().first().toObject();
    channel.insert(QStringLiteral("contract"), QStringLiteral("own"));
    whole.insert(QStringLiteral("channels"), QJsonArray{channel});
    prepare(desk, whole, "login_id,phone\na,1\n");
    QCOMPARE(review(desk).code, 0);

    writeFile(folder + QStringLiteral("/own.json"), "{broken");
    const CliAnswer reviewed = review(desk);
    QVERIFY(reviewed.code == 1 || reviewed.code == 2);
    QVERIFY2(reviewed.errors.contains("own.json"), reviewed.errors.constData());
    QVERIFY2(reviewed.errors.contains("growingio-v1"), reviewed.errors.constData()); // what would be right
    const CliAnswer online = desk.send(greeting, QStringLiteral("gateway"));
    QVERIFY(online.code == 1 || online.code == 2);
    QVERIFY2(online.errors.contains("own"), online.errors.constData());
    const CliAnswer ran = desk.run({QStringLiteral("run"), QStringLiteral("--for"), QStringLiteral("1")});
    QVERIFY2(ran.errors.contains("own.json"), ran.errors.constData());

    // What went online while it was well waits, and says for what.
    writeFile(folder + QStringLiteral("/own.json"), QJsonDocument(own).toJson());
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting}).code, 0);
    writeFile(folder + QStringLiteral("/own.json"), "{broken");
    const CliAnswer waiting = desk.send(greeting, QStringLiteral("gateway"));
    QCOMPARE(waiting.code, 1);
    QCOMPARE(waiting.json()[QStringLiteral("hindrance")][QStringLiteral("kind")].toString(),
        QStringLiteral("formatMissing"));
    QCOMPARE(desk.ledger.entries().size(), 0);
}

WD_TEST(TestLeftOut)
#include "tst_leftout.moc"
