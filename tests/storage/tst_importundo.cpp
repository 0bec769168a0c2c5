// What an import brought to the catalogue goes with it when it is undone, unless it is used.
#include "tests/storage/importfixture.h"
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

#include "models/audience/catalogue/catalogueeditor.h"
#include "models/audience/importing/history/importundo.h"

#include <QTest>

using namespace wd;

namespace {

QJsonObject withSegment(const LiveDesk& desk)
{
    QJsonObject document = liveDocument(desk.url(), QStringLiteral("hello"));
    QJsonArray segments = document.value(QStringLiteral("segments")).toArray();
    segments += QJsonDocument::fromJson(R"({"name":"golden","rule":{"attribute":"level","op":"=","value":"gold"}})")
                    .object();
    document.insert(QStringLiteral("segments"), segments);
    return document;
}

} // namespace

class TestImportUndo : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<ImportFixture>(); }
    void whatNothingUsesGoesWithItsImport();
    void whatIsUsedStays();
    void valuesOfARemovedAttributeStayAway_data();
    void valuesOfARemovedAttributeStayAway();
    void whatWasMadeOrChangedByHandStays();
    void propertiesChangedByHandStay();
    void valuesComeBackInTheTypeOfNow();
    void idsAreNotGivenAgain();
    void idsOfOldImagesAreNotGivenAgain();
    void whatASegmentAsksForStays();
    void allStaysWhereARuleIsDamaged();
    void ofAnEventThatStaysNoDataAreComplete();
    void whatWasSaidOfCompletenessSinceHolds();

private:
    // As where nothing uses what the import brought.
    Result<UndoReport> undo(qint64 id)
    {
        return undoImport(
            *m_desk->audience, id, [](const Brought& brought) { return brought; }, m_desk->stop);
    }

    std::unique_ptr<ImportFixture> m_desk;
};

void TestImportUndo::whatNothingUsesGoesWithItsImport()
{
    QVERIFY(m_desk->import("login_id,level\nu1,gold\n"));
    QVERIFY(m_desk->import("login_id,event,time,page\nu1,view,2026-07-01,home\n", eventOptions()));
    const auto people = m_desk->import("login_id,level,city,age\nu1,silver,北京,7\nu2,gold,,8\n");
    const auto did = m_desk->import("login_id,event,time,page,amount,note\nu1,view,2026-07-02,cart,5,x\n"
                                    "u1,order,2026-07-02,,7,\n",
        eventOptions());
    QCOMPARE(did->newAttributes.size(), 3);
    const Result<UndoReport> first = undo(did->id);
    QVERIFY(first);
    QCOMPARE(first->gone.names(),
        (QStringList{QStringLiteral("order"), QStringLiteral("view.amount"), QStringLiteral("view.note")}));
    QCOMPARE(m_desk->rows("SELECT key FROM event_name"), QStringList{QStringLiteral("view")});
    QCOMPARE(m_desk->rows("SELECT key FROM property"), QStringList{QStringLiteral("page")});
    QCOMPARE(m_desk->rows("SELECT properties FROM event"), QStringList{QStringLiteral("{\"page\":\"home\"}")});
    const Result<UndoReport> undone = undo(people->id);
    QVERIFY(undone);
    QCOMPARE(undone->gone.names(), (QStringList{QStringLiteral("city"), QStringLiteral("age")}));
    QVERIFY(undone->kept.names().isEmpty());
    QCOMPARE(m_desk->rows("SELECT key FROM attribute"), QStringList{QStringLiteral("level")});
    QCOMPARE(m_desk->rows("SELECT a1 FROM person WHERE login_id='u1'"), QStringList{QStringLiteral("gold")});
    // With another type this time.
    QVERIFY(m_desk->import("login_id,city\nu1,7\n"));
    QCOMPARE(m_desk->rows("SELECT type FROM attribute WHERE key='city'"), QStringList{QStringLiteral("1")});
}

void TestImportUndo::whatIsUsedStays()
{
    const auto first = m_desk->import("login_id,level,city,age\nu1,gold,北京,7\n");
    // As where a segment asks for the level; it may have been saved while people and events went.
    QStringList peopleThen;
    const auto unused = [this, &peopleThen](Brought brought) {
        peopleThen = m_desk->rows("SELECT login_id FROM person WHERE erased_at IS NULL");
        brought.attributes.removeFirst();
        return brought;
    };
    // Somebody has an age from elsewhere.
    QVERIFY(m_desk->audience->execute("INSERT INTO person(login_id, a3) VALUES('by hand', 40)"));
    const Result<UndoReport> undone = undoImport(*m_desk->audience, first->id, unused, m_desk->stop);
    QVERIFY(undone);
    QCOMPARE(undone->gone.names(), QStringList{QStringLiteral("city")});
    QCOMPARE(undone->kept.names(), (QStringList{QStringLiteral("level"), QStringLiteral("age")}));
    QCOMPARE(peopleThen, QStringList{QStringLiteral("by hand")});
}

void TestImportUndo::valuesOfARemovedAttributeStayAway_data()
{
    QTest::addColumn<bool>("another");
    QTest::addColumn<bool>("onlyIt");
    QTest::newRow("gone") << false << false;
    QTest::newRow("another one made since") << true << false;
    QTest::newRow("nothing else was changed") << true << true;
}

void TestImportUndo::valuesOfARemovedAttributeStayAway()
{
    QFETCH(const bool, another);
    QFETCH(const bool, onlyIt);
    QVERIFY(m_desk->import("login_id,city,vip\nu1,北京,1\nu2,上海,2\n"));
    ImportOptions options;
    if (onlyIt)
        options.clearOthers = {QStringLiteral("vip")};
    const auto second = m_desk->import(onlyIt ? "login_id\nu1\n" : "login_id,city,vip\nu1,广州,7\n", options);
    QVERIFY(second);
    CatalogueEditor editor(*m_desk->audience, QTimeZone::utc());
    QVERIFY(editor.removeAttribute(2));
    if (another)
        QVERIFY(editor.save({0, QStringLiteral("level"), {}, {}, AttributeType::Text, UserKind::Login, {}},
            CatalogueEditor::Unfitting::Refuse));
    // Undoing it came to a stop here, with an earlier version.
    QVERIFY(m_desk->audience->execute("UPDATE import SET state=3 WHERE id=2"));
    QVERIFY(undo(second->id));
    QCOMPARE(m_desk->rows("SELECT login_id, a1 FROM person"),
        (QStringList{QStringLiteral("u1|北京"), QStringLiteral("u2|上海")}));
    if (another) {
        const Attribute level = *editor.catalogue()->attributeByKey(QStringLiteral("level"));
        QCOMPARE(m_desk->rows("SELECT count(" + level.column() + ") FROM person"), QStringList{QStringLiteral("0")});
    }
    QVERIFY(undo(1));
}

void TestImportUndo::whatWasMadeOrChangedByHandStays()
{
    const auto first = m_desk->import("login_id,city,vip,age,level,page\nu1,北京,1,7,gold,home\n");
    QVERIFY(first);
    CatalogueEditor editor(*m_desk->audience, QTimeZone::utc());
    const auto save
        = [&editor](const Attribute& attribute) { return editor.save(attribute, CatalogueEditor::Unfitting::Refuse); };
    const auto attribute = [&editor](const QString& key) { return *editor.catalogue()->attributeByKey(key); };
    Attribute labelled = attribute(QStringLiteral("city"));
    labelled.labelEn = QStringLiteral("City");
    QVERIFY(save(labelled));
    QVERIFY(editor.removeAttribute(attribute(QStringLiteral("vip")).id));
    QVERIFY(save({0, QStringLiteral("vip"), {}, {}, AttributeType::Number, UserKind::Login, {}}));
    Attribute visitors = attribute(QStringLiteral("age"));
    visitors.userKind = UserKind::Visitor;
    QVERIFY(save(visitors));
    Attribute choice = attribute(QStringLiteral("level"));
    choice.type = AttributeType::Choice;
    choice.choices = {QStringLiteral("gold"), QStringLiteral("silver")};
    QVERIFY(save(choice));
    const Result<UndoReport> undone = undo(first->id);
    QVERIFY(undone);
    QCOMPARE(undone->gone.names(), QStringList{QStringLiteral("page")});
    // The one made by hand was never the import's.
    QCOMPARE(
        undone->kept.names(), (QStringList{QStringLiteral("city"), QStringLiteral("age"), QStringLiteral("level")}));
    QCOMPARE(m_desk->rows("SELECT key FROM attribute ORDER BY 1"),
        (QStringList{QStringLiteral("age"), QStringLiteral("city"), QStringLiteral("level"), QStringLiteral("vip")}));
}

void TestImportUndo::propertiesChangedByHandStay()
{
    QVERIFY(m_desk->import("login_id,event,time\nu1,view,2026-07-01\n", eventOptions()));
    const auto second = m_desk->import("login_id,event,time,page,shop\nu1,view,2026-07-02,home,a\n"
                                       "u1,order,2026-07-02,,b\nu1,leave,2026-07-02,,\n",
        eventOptions());
    QVERIFY(second);
    CatalogueEditor editor(*m_desk->audience, QTimeZone::utc());
    for (const QString& key : {QStringLiteral("view"), QStringLiteral("order")}) {
        EventName event = *editor.catalogue()->eventByKey(key);
        event.properties.last().labelEn = QStringLiteral("By hand");
        QVERIFY(editor.saveEvent(event));
    }
    const Result<UndoReport> undone = undo(second->id);
    QVERIFY(undone);
    QCOMPARE(undone->gone.names(), (QStringList{QStringLiteral("leave"), QStringLiteral("view.page")}));
    QCOMPARE(undone->kept.names(), (QStringList{QStringLiteral("order"), QStringLiteral("view.shop")}));
}

void TestImportUndo::valuesComeBackInTheTypeOfNow()
{
    ImportOptions options;
    options.types = {{QStringLiteral("n"), AttributeType::Text}, {QStringLiteral("day"), AttributeType::DateTime}};
    QVERIFY(m_desk->import("login_id,n,day\nu1,7,2026-07-01\nu2,many,2026-07-02\nu3,5,2026-07-03\n", options));
    options.clearOthers = {QStringLiteral("n")};
    const auto second = m_desk->import("login_id,n,day\nu1,8,2026-08-01\nu2,9,2026-08-02\n", options);
    QVERIFY(second);
    CatalogueEditor editor(*m_desk->audience, QTimeZone::utc());
    for (const auto& [key, type] : {std::pair("n", AttributeType::Number), std::pair("day", AttributeType::Date)}) {
        Attribute attribute = *editor.catalogue()->attributeByKey(QString::fromLatin1(key));
        attribute.type = type;
        QVERIFY(editor.save(attribute, CatalogueEditor::Unfitting::Refuse));
    }
    QVERIFY(undo(second->id));
    QCOMPARE(m_desk->rows("SELECT login_id, a1, typeof(a1), a2 FROM person ORDER BY 1"),
        (QStringList{QStringLiteral("u1|7|integer|2026-07-01"), QStringLiteral("u2|-|null|2026-07-02"),
            QStringLiteral("u3|5|integer|2026-07-03")}));
}

void TestImportUndo::idsAreNotGivenAgain()
{
    const QByteArray all = "SELECT (SELECT max(id) FROM attribute), (SELECT max(id) FROM event_name), "
                           "(SELECT max(id) FROM property)";
    for (const QString& ids : {QStringLiteral("1|1|1"), QStringLiteral("2|2|2")}) {
        const auto people = m_desk->import("login_id,city\nu1,北京\n");
        const auto did = m_desk->import("login_id,event,time,page\nu1,view,2026-07-01,home\n", eventOptions());
        QCOMPARE(m_desk->rows(all), QStringList{ids});
        QVERIFY(undo(did->id));
        QVERIFY(undo(people->id));
        QCOMPARE(m_desk->rows(all), QStringList{QStringLiteral("-|-|-")});
    }
}

// The version before gave them again.
void TestImportUndo::idsOfOldImagesAreNotGivenAgain()
{
    const QTemporaryDir folder;
    const auto old = Database::openWriter(folder.filePath(QStringLiteral("old.db")), Database::Durability::Normal);
    QVERIFY(old);
    const QByteArrayList scripts = migrationScripts(QStringLiteral("audience"));
    QVERIFY(migrate(**old, scripts.mid(0, 2), 1));
    QVERIFY((*old)->execute(R"(
        INSERT INTO attribute VALUES(3, 'city', 'City', '城市', 5, 1, '["x"]');
        INSERT INTO event_name VALUES(4, 'view', 'View', '浏览', 9);
        INSERT INTO property VALUES(5, 4, 'page', 0, 'Page', '页面', '["y"]');
        INSERT INTO import_before VALUES(1, 1, '[{"a3":"x","erased_at":null},{"a12":1}]'), (1, 2, 'damaged');)"));
    QVERIFY(migrate(**old, scripts, 1));
    const Catalogue catalogue = Catalogue::load(**old).value();
    QCOMPARE(catalogue.attributes().last(),
        (Attribute{3, QStringLiteral("city"), QStringLiteral("City"), QStringLiteral("城市"), AttributeType::Choice,
            UserKind::Visitor, {QStringLiteral("x")}}));
    const Property page{5, QStringLiteral("page"), AttributeType::Text, QStringLiteral("Page"), QStringLiteral("页面"),
        {QStringLiteral("y")}};
    QCOMPARE(catalogue.events(),
        QList{(EventName{4, QStringLiteral("view"), QStringLiteral("View"), QStringLiteral("浏览"), 9, {page}})});
    Attribute level{0, QStringLiteral("level"), {}, {}, AttributeType::Text, UserKind::Login, {}};
    QVERIFY(insertAttribute(**old, level));
    QCOMPARE(level.id, 13);
}

void TestImportUndo::whatASegmentAsksForStays()
{
    SystemClock clock;
    LiveDesk desk(clock);
    QVERIFY(desk.import("login_id,level,city\nu1,gold,北京\n"));
    QCOMPARE(desk.apply(withSegment(desk)), Errors());
    const Result<UndoReport> undone = desk.undo(1);
    QVERIFY(undone);
    QCOMPARE(undone->gone.names(), QStringList{QStringLiteral("city")});
    QCOMPARE(undone->kept.names(), QStringList{QStringLiteral("level")});
}

void TestImportUndo::allStaysWhereARuleIsDamaged()
{
    SystemClock clock;
    LiveDesk desk(clock);
    QVERIFY(desk.import("login_id,level,city\nu1,gold,北京\n"));
    QCOMPARE(desk.apply(withSegment(desk)), Errors());
    QVERIFY(desk.execute("UPDATE segment SET rule='damaged'"));
    const Result<UndoReport> undone = desk.undo(1);
    QVERIFY(undone);
    QCOMPARE(undone->peopleRemoved, 1);
    QVERIFY(undone->gone.names().isEmpty());
    QCOMPARE(undone->kept.names(), (QStringList{QStringLiteral("level"), QStringLiteral("city")}));
}

void TestImportUndo::ofAnEventThatStaysNoDataAreComplete()
{
    const Result<ImportReport> first
        = m_desk->import("login_id,event,time\nu1,order,2026-07-01 10:00:00\n", eventOptions());
    QVERIFY(first);
    QVERIFY(m_desk->rows("SELECT complete_until FROM event_name") != QStringList{QStringLiteral("-")});
    // Something uses it: it stays.
    QVERIFY(undoImport(
        *m_desk->audience, first->id, [](const Brought&) { return Brought(); }, m_desk->stop));
    QCOMPARE(m_desk->rows("SELECT key, complete_until FROM event_name"), QStringList{QStringLiteral("order|-")});
}

void TestImportUndo::whatWasSaidOfCompletenessSinceHolds()
{
    const QByteArray header = "login_id,event,time\n";
    QVERIFY(m_desk->import(header + "u1,order,2026-08-01\nu1,view,2026-08-01\nu1,leave,2026-08-01\n", eventOptions()));
    const auto second = m_desk->import(header + "u1,order,2026-08-05\nu1,leave,2026-08-05\n", eventOptions());
    QVERIFY(second);
    const QByteArray said = "SELECT key, complete_until FROM event_name ORDER BY 1";
    QVERIFY(m_desk->audience->execute("UPDATE event_name SET complete_until=7 WHERE key IN ('view','leave')"));
    QVERIFY(undo(second->id));
    QCOMPARE(m_desk->rows(said),
        (QStringList{QStringLiteral("leave|7"), QStringLiteral("order|1785542400000"), QStringLiteral("view|7")}));
}

WD_TEST(TestImportUndo)
#include "tst_importundo.moc"
