// Channels on a real workspace.db.
#include "models/channels/channelstore.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"

#include "tests/support/suite.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

const QString snow = QStringLiteral("小雪");
const QString white = QStringLiteral("小白");

Channel channel(const QString& name)
{
    Channel channel;
    channel.name = name;
    channel.spec.url = QStringLiteral("https://example.com/钩子");
    channel.spec.auth = {AuthType::Basic, snow, {}};
    channel.spec.recipientId = RecipientId{QStringLiteral("userid"), QStringLiteral("login_id")};
    channel.spec.limits.retrySeconds = {};
    return channel;
}

} // namespace

class TestChannelStore : public QObject {
    Q_OBJECT
private slots:
    void init();
    void channelsComeBackAsStored();
    void aBroughtUuidStays();
    void updating();
    void enabling();
    void pausing();
    void latestChangeFirst();
    void namesAreUnique();
    void removedChannelsAreGone();
    void restoring();
    void whatIsNotThere();
    void aSpecThatCantBeReadIsReported_data();
    void aSpecThatCantBeReadIsReported();

private:
    qint64 insert(const QString& name, UtcMs at = 1000)
    {
        const Result<Channel> stored = m_store->insert(channel(name), snow, at);
        return stored ? stored->id : 0;
    }
    bool isDuplicateOf(const Error& error, const QString& name) const
    {
        return error == Error{ErrorKind::Duplicate, {name}, QStringLiteral("name")};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ChannelStore> m_store;
};

void TestChannelStore::init()
{
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened
        = Database::openWriter(m_folder->filePath(QStringLiteral("workspace.db")), Database::Durability::Normal);
    QVERIFY(opened);
    m_database = std::move(opened).value();
    QVERIFY(migrate(*m_database, migrationScripts(QStringLiteral("workspace")), 1));
    m_store = std::make_unique<ChannelStore>(*m_database);
}

void TestChannelStore::channelsComeBackAsStored()
{
    Channel given = channel(QStringLiteral("白鸽 '卡券'"));
    given.enabled = false;
    given.pausedReason = 41; // a new channel has no history
    const Result<Channel> stored = m_store->insert(given, snow, 1000);
    QVERIFY(stored);
    QVERIFY(stored->id > 0);
    QVERIFY(!stored->uuid.isNull());
    QVERIFY(!stored->pausedReason);
    QVERIFY(!stored->enabled);
    QVERIFY(stored->spec == given.spec);
    QVERIFY((stored->audit == Audit{snow, 1000, snow, 1000}));
    const Result<Channel> found = m_store->find(stored->id);
    QVERIFY(found);
    QVERIFY(*found == *stored);
    const Result<Channel> named = m_store->findByName(given.name);
    QVERIFY(named);
    QVERIFY(*named == *stored);
}

void TestChannelStore::aBroughtUuidStays()
{
    Channel given = channel(QStringLiteral("a"));
    given.uuid = QUuid::createUuid();
    const Result<Channel> stored = m_store->insert(given, snow, 1000);
    QVERIFY(stored);
    QCOMPARE(stored->uuid, given.uuid);
    given.name = QStringLiteral("b");
    const Result<Channel> again = m_store->insert(given, snow, 1000);
    QVERIFY(!again);
    QVERIFY(again.error().kind == ErrorKind::DatabaseFailed);
}

void TestChannelStore::updating()
{
    const qint64 id = insert(QStringLiteral("a"));
    Channel changed = *m_store->find(id);
    const Channel before = changed;
    changed.name = QStringLiteral("b");
    changed.spec.url = QStringLiteral("https://example.com/2");
    changed.enabled = false; // only setEnabled() changes it
    changed.uuid = QUuid::createUuid();
    QVERIFY(m_store->update(changed, white, 2000));
    const Result<Channel> found = m_store->find(id);
    QVERIFY(found);
    QCOMPARE(found->name, QStringLiteral("b"));
    QVERIFY(found->spec == changed.spec);
    QVERIFY(found->enabled);
    QCOMPARE(found->uuid, before.uuid);
    QVERIFY((found->audit == Audit{snow, 1000, white, 2000}));
}

void TestChannelStore::enabling()
{
    const qint64 id = insert(QStringLiteral("a"));
    QVERIFY(m_store->setEnabled(id, false, white, 2000));
    QVERIFY(!m_store->find(id)->enabled);
    QVERIFY((m_store->find(id)->audit == Audit{snow, 1000, white, 2000}));
    QVERIFY(m_store->setEnabled(id, true, snow, 3000));
    QVERIFY(m_store->find(id)->enabled);
}

void TestChannelStore::pausing()
{
    const qint64 id = insert(QStringLiteral("a"));
    QVERIFY(m_store->setPausedReason(id, 41));
    QCOMPARE(m_store->find(id)->pausedReason, std::optional(41));
    QCOMPARE(m_store->find(id)->audit.updatedAt, 1000); // nobody changed the channel
    QVERIFY(m_store->setPausedReason(id, std::nullopt));
    QVERIFY(!m_store->find(id)->pausedReason);
}

void TestChannelStore::latestChangeFirst()
{
    QVERIFY(m_store->all()->isEmpty());
    const qint64 first = insert(QStringLiteral("a"), 1000);
    const qint64 second = insert(QStringLiteral("b"), 1000);
    const qint64 third = insert(QStringLiteral("c"), 500);
    const auto order = [this] {
        QList<qint64> ids;
        const Result<QList<Channel>> channels = m_store->all();
        if (channels)
            for (const Channel& channel : *channels)
                ids += channel.id;
        return ids;
    };
    QCOMPARE(order(), (QList<qint64>{second, first, third}));
    QVERIFY(m_store->setEnabled(third, false, snow, 2000));
    QCOMPARE(order(), (QList<qint64>{third, second, first}));
}

void TestChannelStore::namesAreUnique()
{
    insert(QStringLiteral("a"));
    const qint64 other = insert(QStringLiteral("b"));
    const Result<Channel> again = m_store->insert(channel(QStringLiteral("a")), snow, 2000);
    QVERIFY(!again);
    QVERIFY(isDuplicateOf(again.error(), QStringLiteral("a")));
    Channel renamed = *m_store->find(other);
    renamed.name = QStringLiteral("a");
    const Result<void> updated = m_store->update(renamed, snow, 2000);
    QVERIFY(!updated);
    QVERIFY(isDuplicateOf(updated.error(), QStringLiteral("a")));
    QCOMPARE(m_store->find(other)->name, QStringLiteral("b"));
    QVERIFY(insert(QStringLiteral("A")) > 0);
}

void TestChannelStore::removedChannelsAreGone()
{
    const qint64 id = insert(QStringLiteral("a"));
    const Channel before = *m_store->find(id);
    QVERIFY(m_store->remove(id, white, 2000));
    QVERIFY(m_store->all()->isEmpty());
    QVERIFY(m_store->find(id).error().kind == ErrorKind::NotFound);
    QVERIFY(m_store->findByName(QStringLiteral("a")).error().kind == ErrorKind::NotFound);
    QVERIFY(m_store->update(before, snow, 3000).error().kind == ErrorKind::NotFound);
    QVERIFY(m_store->setEnabled(id, true, snow, 3000).error().kind == ErrorKind::NotFound);
    QVERIFY(m_store->setPausedReason(id, 1).error().kind == ErrorKind::NotFound);
    QVERIFY(m_store->remove(id, snow, 3000).error().kind == ErrorKind::NotFound);
    QVERIFY(insert(QStringLiteral("a")) > id); // the name is free again
}

void TestChannelStore::restoring()
{
    const qint64 id = insert(QStringLiteral("a"));
    const Channel before = *m_store->find(id);
    QVERIFY(m_store->restore(id, white, 1500).error().kind == ErrorKind::NotFound); // it was never removed
    QVERIFY(m_store->remove(id, white, 2000));
    QVERIFY(m_store->restore(id, white, 3000));
    const Result<Channel> restored = m_store->find(id);
    QVERIFY(restored);
    QCOMPARE(restored->uuid, before.uuid); // its secret is still its own
    QVERIFY(restored->spec == before.spec);
    QVERIFY((restored->audit == Audit{snow, 1000, white, 3000}));
    QVERIFY(m_store->remove(id, white, 4000));
    const qint64 successor = insert(QStringLiteral("a"));
    const Result<void> taken = m_store->restore(id, white, 5000);
    QVERIFY(!taken);
    QVERIFY(isDuplicateOf(taken.error(), QStringLiteral("a")));
    QCOMPARE(m_store->all()->size(), 1);
    QCOMPARE(m_store->all()->first().id, successor);
}

void TestChannelStore::whatIsNotThere()
{
    const Result<Channel> found = m_store->find(7);
    QVERIFY(!found);
    QVERIFY((found.error() == Error{ErrorKind::NotFound, {QStringLiteral("channel"), QStringLiteral("7")}, {}}));
    const Result<Channel> named = m_store->findByName(snow);
    QVERIFY(!named);
    QVERIFY((named.error() == Error{ErrorKind::NotFound, {QStringLiteral("channel"), snow}, {}}));
}

void TestChannelStore::aSpecThatCantBeReadIsReported_data()
{
    QTest::addColumn<QString>("spec");
    QTest::newRow("no JSON") << QStringLiteral("{\"url\":");
    QTest::newRow("empty") << QString();
    QTest::newRow("a list") << QStringLiteral("[]");
    QTest::newRow("of a later version") << QStringLiteral("{\"url\":\"https://example.com\",\"colour\":1}");
}

void TestChannelStore::aSpecThatCantBeReadIsReported()
{
    QFETCH(QString, spec);
    const qint64 id = insert(QStringLiteral("a"));
    Statement statement(*m_database, "UPDATE channel SET spec=? WHERE id=?");
    QVERIFY(statement.bind(1, spec.isNull() ? QStringLiteral("") : spec).bind(2, id).run());
    const Result<Channel> found = m_store->find(id);
    QVERIFY(!found);
    QVERIFY(found.error().where.startsWith(QStringLiteral("channel “a”")));
    // Named, with the reason, among those that can be read.
    const qint64 other = insert(QStringLiteral("b"));
    const Result<QList<Channel>> all = m_store->all();
    QVERIFY(all);
    QCOMPARE(all->size(), 2);
    for (const Channel& channel : *all)
        QCOMPARE(channel.unreadable, channel.id == other ? std::nullopt : std::optional(found.error()));
    QCOMPARE(all->first().name + all->last().name, QStringLiteral("ba"));
}

WD_TEST(TestChannelStore)
#include "tst_channelstore.moc"
