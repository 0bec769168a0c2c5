// What an import brought to the catalogue goes with it when it is undone, unless it is used.
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include "models/audience/importing/history/importundo.h"

#include <QTest>

using namespace wd;

namespace {

ImportOptions events()
{
    ImportOptions options;
    options.kind = ImportKind::Events;
    return options;
}

} // namespace

class TestImportUndo : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<ImportFixture>(); }
    void whatNothingUsesGoesWithItsImport();
    void whatIsUsedStays();

private:
    // As where nothing uses what the import brought.
    Result<UndoReport> undo(qint64 id)
    {
        const Result<Brought> brought = broughtBy(*m_desk->audience, id);
        return brought ? undoImport(*m_desk->audience, id, *brought, m_desk->stop) : brought.error();
    }

    std::unique_ptr<ImportFixture> m_desk;
};

void TestImportUndo::whatNothingUsesGoesWithItsImport()
{
    QVERIFY(m_desk->import("login_id,level\nu1,gold\n"));
    QVERIFY(m_desk->import("login_id,event,time,page\nu1,view,2026-07-01,home\n", events()));
    const auto people = m_desk->import("login_id,level,city,age\nu1,silver,北京,7\nu2,gold,,8\n");
    const auto did = m_desk->import("login_id,event,time,page,amount,note\nu1,view,2026-07-02,cart,5,x\n"
                                    "u1,order,2026-07-02,,7,\n",
        events());
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
    const Result<Brought> brought = broughtBy(*m_desk->audience, first->id);
    QVERIFY(brought);
    QCOMPARE(brought->attributes.size(), 3);
    Brought unused;
    unused.attributes = brought->attributes.mid(1); // a segment asks for the level
    // Somebody has an age from elsewhere.
    QVERIFY(m_desk->audience->execute("INSERT INTO person(login_id, a3) VALUES('by hand', 40)"));
    const Result<UndoReport> undone = undoImport(*m_desk->audience, first->id, unused, m_desk->stop);
    QVERIFY(undone);
    QCOMPARE(undone->gone.names(), QStringList{QStringLiteral("city")});
    QCOMPARE(undone->kept.names(), (QStringList{QStringLiteral("level"), QStringLiteral("age")}));
}

WD_TEST(TestImportUndo)
#include "tst_importundo.moc"
