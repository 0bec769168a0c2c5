#include "models/base/phrase.h"
#include "models/campaigns/campaignstore.h"
#include "models/channels/channelstore.h"
#include "models/channels/contractlibrary.h"
#include "models/desk/deskdocument.h"
#include "models/desk/settings.h"
#include "models/workspace/workspacefiles.h"
#include "tests/support/suite.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace wd;

namespace {

const QByteArray channel = R"({"name":"卡券","url":"http://127.0.0.1:9000/c","auth":{"type":"secret"},
    "recipientId":{"name":"userid","attribute":"login_id"},
    "templateParameters":[{"name":"amount","label":"券面值","type":"integer"}]})";

// Parts of a document; `campaign` and `segments` are inserted as they are.
QByteArray desk(const QByteArray& segments, const QByteArray& campaigns)
{
    return "{\"version\":1,\"timeZone\":\"Asia/Shanghai\",\"channels\":[" + channel + "],\"segments\":[" + segments
        + "],\"campaigns\":[" + campaigns + "]}";
}

const QByteArray outer = R"({"name":"外","rule":{"segment":"内"}})";
const QByteArray inner = R"({"name":"内","rule":{"all":[]}})";
const QByteArray campaign
    = R"({"name":"发券","segment":"外","channel":"卡券","trigger":{"type":"once"},"parameters":{"amount":"100"}})";

} // namespace

class TestDeskDocument : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void appliesAndExportsTheSame();
    void segmentsMayStandInAnyOrder();
    void segmentsThatNameAChangedOneAreChecked();
    void relativeDaysComeBack();
    void reportsEveryFaultWithItsPlace();
    void changesNothingOnOneFault();
    void refusesDuplicateKeys();
    void refusesBrokenJson();
    void refusesLiveCampaigns();
    void draftsMayLackValues();
    void anotherZoneMovesWhatIsScheduled();
    void onlyNamesOfZonesAreTaken_data();
    void onlyNamesOfZonesAreTaken();
    void schemaIsThere();

private:
    ApplyResult apply(const QByteArray& json)
    {
        return applyDesk(*m_workspace, *m_audience, m_contracts, json, QStringLiteral("小雪"), 1'700'000'000'000);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_workspace;
    std::unique_ptr<Database> m_audience;
    ContractLibrary m_contracts;
};

void TestDeskDocument::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = std::move(openWorkspaceWriter(m_folder->path(), QStringLiteral("UTC"))).value();
    m_audience = std::move(openAudienceWriter(m_folder->path())).value();
}

void TestDeskDocument::cleanup()
{
    m_workspace.reset();
    m_audience.reset();
}

void TestDeskDocument::appliesAndExportsTheSame()
{
    const ApplyResult first = apply(desk(outer + ',' + inner, campaign));
    QCOMPARE(first.errors, Errors());
    QCOMPARE(first.report.channels, 1);
    QCOMPARE(first.report.segments, 2);
    QCOMPARE(first.report.campaigns, 1);
    QCOMPARE(*workspaceZone(*m_workspace), QStringLiteral("Asia/Shanghai"));
    const Result<QByteArray> before = exportDesk(*m_workspace);
    QVERIFY(before);
    const ApplyResult again = apply(*before);
    QCOMPARE(again.errors, Errors());
    QCOMPARE(again.report.unchanged, 4);
    QCOMPARE(again.report.channels + again.report.segments + again.report.campaigns, 0);
    QCOMPARE(*exportDesk(*m_workspace), *before);
}

void TestDeskDocument::segmentsMayStandInAnyOrder()
{
    QCOMPARE(apply(desk(inner + ',' + outer, {})).errors, Errors());
    const ApplyResult cycle = apply(desk(R"({"name":"内","rule":{"segment":"外"}})", {}));
    QCOMPARE(cycle.errors.size(), 1);
    QCOMPARE(cycle.errors.first().kind, ErrorKind::BadValue);
}

void TestDeskDocument::segmentsThatNameAChangedOneAreChecked()
{
    QVERIFY(apply(desk(outer + ',' + inner, {})).errors.isEmpty());
    QByteArray rule = R"({"all":[]})";
    for (int level = 1; level < 16; ++level)
        rule = R"({"not":)" + rule + '}';
    const QByteArray deep = R"({"name":"内","rule":)" + rule + '}';
    const ApplyResult refused = apply(desk(deep, {}));
    QCOMPARE(refused.errors.size(), 1);
    QCOMPARE(refused.errors.first().kind, ErrorKind::TooMany);
    QCOMPARE(inEnglish(refused.errors.first().arguments.first()),
        QStringLiteral("“外”, which names this segment, would get 17 levels, which"));
    QCOMPARE(refused.errors.first().where, QStringLiteral("segments[0].rule"));
    const Result<QByteArray> before = exportDesk(*m_workspace);
    QVERIFY(before && !before->contains("not"));
    // Together with a change of the one that names it, it fits.
    const ApplyResult both = apply(desk(R"({"name":"外","rule":{"all":[]}},)" + deep, {}));
    QCOMPARE(both.errors, Errors());
    QCOMPARE(both.report.changedSegments, (QStringList{QStringLiteral("外"), QStringLiteral("内")}));
}

void TestDeskDocument::relativeDaysComeBack()
{
    QVERIFY(m_audience->execute("INSERT INTO attribute(key,type,user_kind) VALUES('birthday',2,0);"
                                "ALTER TABLE person ADD COLUMN a1 TEXT"));
    const QByteArray segment = R"({"name":"s","rule":{"any":[{"attribute":"birthday","op":"on","value":"today"},
        {"attribute":"birthday","op":"before","value":-3},
        {"attribute":"birthday","op":"between","value":["-3","+3"]}]}})";
    QCOMPARE(apply(desk(segment, {})).errors, Errors());
    const Result<QByteArray> exported = exportDesk(*m_workspace);
    QVERIFY(exported);
    QVERIFY(exported->contains("\"today\"") && exported->contains("\"value\": -3"));
    const ApplyResult again = apply(*exported);
    QCOMPARE(again.errors, Errors());
    QCOMPARE(again.report.segments, 0);
}

void TestDeskDocument::reportsEveryFaultWithItsPlace()
{
    const ApplyResult result = apply(R"({"version":2,"colour":1,"channels":[{"url":"http://127.0.0.1/"}],
        "campaigns":[{"name":"a"},{"name":"a"}]})");
    QStringList places;
    for (const Error& error : result.errors)
        places += error.where;
    for (const char* place : {"version", "colour", "channels[0].name", "campaigns[1].name"})
        QVERIFY2(places.contains(QString::fromLatin1(place)), place);
}

void TestDeskDocument::changesNothingOnOneFault()
{
    const QByteArray before = *exportDesk(*m_workspace);
    const ApplyResult result = apply(desk(inner, R"({"name":"发券","segment":"没有","channel":"卡券"})"));
    QCOMPARE(result.errors.size(), 1);
    QCOMPARE(result.errors.first().kind, ErrorKind::NotFound);
    QCOMPARE(result.errors.first().where, QStringLiteral("campaigns[0].segment"));
    QCOMPARE(*exportDesk(*m_workspace), before);
}

void TestDeskDocument::refusesDuplicateKeys()
{
    const ApplyResult result = apply("{\"version\":1,\n \"名\":\"x\", \"ver\\u0073ion\":1}");
    QCOMPARE(result.errors.size(), 1);
    QCOMPARE(result.errors.first(),
        (Error{ErrorKind::DuplicateKey, {QStringLiteral("version"), QStringLiteral("2"), QStringLiteral("11")},
            QStringLiteral("2:11")}));
}

void TestDeskDocument::refusesBrokenJson()
{
    const ApplyResult result = apply("{\"version\":1,\n\"channels\":[}");
    QCOMPARE(result.errors.size(), 1);
    QCOMPARE(result.errors.first().kind, ErrorKind::NotJson);
    QVERIFY(result.errors.first().where.startsWith(u"2:"));
}

void TestDeskDocument::refusesLiveCampaigns()
{
    QCOMPARE(apply(desk(outer + ',' + inner, campaign)).errors, Errors());
    CampaignStore campaigns(*m_workspace);
    const Campaign stored = *campaigns.findByName(QStringLiteral("发券"));
    QVERIFY(campaigns.setState(stored.id, CampaignState::Active, std::nullopt));
    const ApplyResult result = apply(desk(outer + ',' + inner, campaign));
    QCOMPARE(result.errors.size(), 1);
    QCOMPARE(result.errors.first().kind, ErrorKind::NotAllowedInState);
    QCOMPARE(result.errors.first().where, QStringLiteral("campaigns[0]"));
}

void TestDeskDocument::draftsMayLackValues()
{
    QCOMPARE(apply(desk({}, R"({"name":"草稿","channel":"卡券"})")).errors, Errors());
    const ApplyResult wrong = apply(desk({}, R"({"name":"草稿","channel":"卡券","parameters":{"amount":"viele"}})"));
    QCOMPARE(wrong.errors.size(), 1);
    QCOMPARE(wrong.errors.first().where, QStringLiteral("campaigns[0].parameters.amount"));
}

void TestDeskDocument::anotherZoneMovesWhatIsScheduled()
{
    const QByteArray timed = R"({"name":"发券","segment":"外","channel":"卡券","trigger":{"type":"once"},
        "send":{"at":"2026-12-01T09:00"},"parameters":{"amount":"100"}})";
    QVERIFY(apply(desk(inner + ',' + outer, timed)).errors.isEmpty());
    CampaignStore campaigns(*m_workspace);
    const qint64 id = campaigns.findByName(QStringLiteral("发券"))->id;
    const QDateTime shanghai(QDate(2026, 12, 1), QTime(9, 0), QTimeZone("Asia/Shanghai"));
    QVERIFY(campaigns.setState(id, CampaignState::Scheduled, shanghai.toMSecsSinceEpoch()));

    const ApplyResult moved = apply(R"({"version":1,"timeZone":"America/New_York"})");
    QVERIFY(moved.errors.isEmpty());
    QCOMPARE(moved.report.zone, QStringLiteral("America/New_York"));
    const QDateTime newYork(QDate(2026, 12, 1), QTime(9, 0), QTimeZone("America/New_York"));
    QCOMPARE(campaigns.find(id)->nextAt, std::optional<UtcMs>(newYork.toMSecsSinceEpoch()));
    QCOMPARE(campaigns.find(id)->state, CampaignState::Scheduled);
    QVERIFY(apply(R"({"version":1,"timeZone":"America/New_York"})").report.zone.isEmpty());
}

void TestDeskDocument::onlyNamesOfZonesAreTaken_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<bool>("taken");
    QTest::newRow("offset") << QByteArray("UTC+8") << false;
    QTest::newRow("long offset") << QByteArray("UTC+08:00") << false;
    QTest::newRow("small letters") << QByteArray("utc") << false;
    QTest::newRow("UTC") << QByteArray("UTC") << true;
    QTest::newRow("UTC by another name") << QByteArray("Etc/UTC") << true;
    QTest::newRow("city") << QByteArray("Europe/Paris") << true;
}

void TestDeskDocument::onlyNamesOfZonesAreTaken()
{
    QFETCH(QByteArray, zone);
    QFETCH(bool, taken);
    QCOMPARE(apply("{\"version\":1,\"timeZone\":\"" + zone + "\"}").errors.isEmpty(), taken);
}

void TestDeskDocument::schemaIsThere()
{
    QVERIFY(deskSchema().contains("2020-12"));
}

WD_TEST(TestDeskDocument)
#include "tst_deskdocument.moc"
