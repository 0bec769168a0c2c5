#include "tests/storage/ruleworld.h"

#include "models/audience/rules/rulecodec.h"
#include "models/audience/segments/segmentstore.h"
#include "models/workspace/workspacefiles.h"

#include <QJsonDocument>
#include <QTest>

namespace wd {

Rule ruleOf(const QByteArray& json)
{
    Errors errors;
    const Rule rule = ruleFromJson(QJsonDocument::fromJson(json).object(), QStringLiteral("rule"), errors);
    if (!errors.isEmpty())
        qFatal("%s: %s", json.constData(), qPrintable(errors.first().where));
    return rule;
}

void RuleWorld::open()
{
    auto openedWorkspace = openWorkspaceWriter(folder.path(), QStringLiteral("Asia/Shanghai"));
    QVERIFY(openedWorkspace);
    workspace = std::move(openedWorkspace).value();
    auto openedWriter = openAudienceWriter(folder.path());
    QVERIFY(openedWriter);
    writer = std::move(openedWriter).value();
    // Times in minutes after 14 July 2026, 00:00 in Shanghai; 6 is a visitor, 7 is erased.
    QVERIFY(writer->execute(
        "INSERT INTO attribute VALUES(1,'vip',NULL,NULL,5,0,NULL); ALTER TABLE person ADD COLUMN a1 TEXT;"
        "INSERT INTO person(id,login_id,visitor_id,a1,erased_at) VALUES(1,'u1',NULL,'gold',NULL),"
        "(2,'u2',NULL,'gold',NULL),(3,'u3',NULL,NULL,NULL),(4,'u4',NULL,'silver',NULL),(5,'u5','v5',NULL,NULL),"
        "(6,NULL,'v6','gold',NULL),(7,'u7',NULL,'gold',5);"
        "INSERT INTO event_name(id,key) VALUES(1,'cart'),(2,'order'),(3,'view');"
        "INSERT INTO property(id,event_name_id,key,type) VALUES(1,1,'sku',0),(2,2,'amount',1),(3,3,'sku',0);"
        "ALTER TABLE event ADD COLUMN p2 REAL;"
        "INSERT INTO list(id,uuid,name,created_at,updated_at,deleted_at) VALUES(1,x'01','门店',0,0,NULL),"
        "(2,x'02','empty',0,0,NULL),(3,x'03','gone',0,0,9); INSERT INTO list_member "
        "VALUES(1,1,0,'u1',0),(1,3,0,'u3',0),(1,6,1,'v6',0),(1,7,0,'u7',0),(3,2,0,'u2',0);"
        "CREATE TEMP TABLE t(p,n,m,sku,amount); INSERT INTO t VALUES"
        // 1: ordered 60 minutes after; 2: a moment later than that; 3: ordered first, then put in the cart;
        "(1,1,600,'a',NULL),(1,2,660,NULL,5),(2,1,600,'b',NULL),(2,2,660.00001666667,NULL,5),"
        "(3,2,599,NULL,9),(3,1,600,'a',NULL),"
        // 4: both at once; 5: twice in the cart at once and never ordered; 6: ordered after a view, days ago.
        "(4,1,600,'a',NULL),(4,2,600,NULL,1),(5,1,600,'a',NULL),(5,1,600,'a',NULL),"
        "(6,3,-5000,'a',NULL),(6,2,-4990,NULL,7);"
        "INSERT INTO event(person_id,name_id,at,live,properties,p2) SELECT p,n,1783958400000+CAST(round(m*60000) AS "
        "INT),0,"
        "CASE WHEN sku IS NOT NULL THEN json_object('sku',sku) END,amount FROM t"));
    // Runs of two campaigns through two channels. 30 days ago began on 15 June: 1781452800000.
    QVERIFY(workspace->execute(
        "INSERT INTO channel(id,uuid,name,enabled,spec,created_at,updated_at) VALUES(1,x'01','coupons',1,'{}',0,0),"
        "(2,x'02','sms',1,'{}',0,0);"
        "INSERT INTO campaign(id,uuid,name,state,spec,created_at,updated_at) VALUES(1,x'01','发券',3,'{}',0,0),"
        "(2,x'02','生日',2,'{}',0,0);"
        "INSERT INTO run(id,campaign_id,occurrence,state,priority,plan,first_id,last_id,started_at,ended_at) VALUES"
        "(1,1,1,2,0,'{\"channelId\":1}',1,4,1781000000000,1781452799999),"
        "(2,2,1,1,0,'{\"channelId\":2}',5,9,1781452799000,NULL),(3,1,2,2,0,'{\"channelId\":2}',7,7,1783000000000,"
        "9999999999999);"
        "INSERT INTO message(id,epoch,run_id,channel_id,n,state,attempts,first_at) "
        "VALUES(1,x'01',1,1,4,2,1,1781100000000),"
        "(2,x'01',2,2,1,2,1,1781452799999),(3,x'01',2,2,1,2,1,1781452800000),(4,x'01',3,2,1,2,1,1783000000001);"
        "INSERT INTO delivery(id,run_id,person_id,recipient,state,message_id) VALUES(1,1,1,'u1',1,1),(2,1,2,'u2',3,1),"
        "(3,1,3,'u3',2,1),(4,1,4,'u4',4,1),(5,2,4,'u4',1,2),(6,2,5,'u5',3,3),(7,3,2,'u2',1,4),(8,2,3,'u3',0,NULL),"
        "(9,2,1,'u1',5,3)"));
    SegmentStore segments(*workspace);
    Segment gold{
        0, {}, QStringLiteral("gold"), UserKind::Login, ruleOf(R"({"attribute":"vip","op":"=","value":"gold"})"), {}};
    QVERIFY(segments.insert(gold));
    Segment visitors{0, {}, QStringLiteral("visitors"), UserKind::Visitor, {}, {}};
    QVERIFY(segments.insert(visitors));
    auto reader = openAudienceReader(folder.path());
    QVERIFY(reader);
    audience = std::move(reader).value();
    const Result<Catalogue> known = Catalogue::load(*audience);
    QVERIFY(known);
    catalogue = *known;
}

} // namespace wd
