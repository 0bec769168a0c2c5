// Fills a new workspace's audience.db with people and events that look like a shop's, much faster than an import.
// benchdata FOLDER PEOPLE EVENTS SEED [--csv]: with --csv the same values also go to FOLDER/people.csv and events.csv.
#include "models/audience/query/eventindexes.h"
#include "models/base/clock.h"
#include "models/storage/statement.h"
#include "models/workspace/workspacefiles.h"

#include <QCoreApplication>
#include <QDate>
#include <QElapsedTimer>
#include <QFile>

#include <cmath>
#include <cstdio>

using namespace wd;

namespace {

constexpr UtcMs dayMs = 86'400'000;
constexpr UtcMs newest = 1'784'073'600'000; // Wednesday, 15 July 2026, 08:00 in Shanghai
constexpr int days = 395; // thirteen months

class Random {
public:
    explicit Random(quint64 seed)
        : m_state(seed * 0x9e3779b97f4a7c15ULL + 1)
    {
    }
    quint64 next()
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return m_state * 0x2545f4914f6cdd1dULL;
    }
    double share() { return double(next() >> 11) / 9007199254740992.0; } // below 1
    int below(int end) { return int(share() * end); }
    // Few get much: small numbers far more often than large ones.
    qint64 skewed(qint64 end, double power) { return qint64(std::pow(share(), power) * double(end)); }

private:
    quint64 m_state;
};

struct Tables {
    Database& database;
    QFile people;
    QFile events;
    bool csv = false;
};

void demand(const Result<void>& result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().arguments.join(u' ')));
}

void makeSchema(Database& database)
{
    demand(database.execute(
        "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA wal_autocheckpoint=20000;"
        "INSERT INTO attribute(id,key,label_zh,type,user_kind) VALUES(1,'vip','会员等级',0,0),(2,'city','城市',0,0),"
        "(3,'gender','性别',0,0),(4,'birthday','生日',2,0),(5,'registered','注册时间',3,0),(6,'points','积分',1,0),"
        "(7,'active','活跃',4,0),(8,'name','姓名',0,0),(9,'phone','手机号',0,0),(10,'age','年龄',1,0);"
        "ALTER TABLE person ADD COLUMN a1 TEXT; ALTER TABLE person ADD COLUMN a2 TEXT;"
        "ALTER TABLE person ADD COLUMN a3 TEXT; ALTER TABLE person ADD COLUMN a4 TEXT;"
        "ALTER TABLE person ADD COLUMN a5 INTEGER; ALTER TABLE person ADD COLUMN a6 ANY;"
        "ALTER TABLE person ADD COLUMN a7 INTEGER; ALTER TABLE person ADD COLUMN a8 TEXT;"
        "ALTER TABLE person ADD COLUMN a9 TEXT; ALTER TABLE person ADD COLUMN a10 ANY;"
        "INSERT INTO event_name(id,key,label_zh,complete_until) VALUES(1,'view','浏览',1784073600000),"
        "(2,'add_to_cart','加购',1784073600000),(3,'order','下单',1784073600000);"
        "INSERT INTO property(id,event_name_id,key,type) VALUES(1,1,'page',0),(2,1,'seconds',1),(3,2,'sku',0),"
        "(4,2,'price',1),(5,3,'shop',0),(6,3,'amount',1);"
        "ALTER TABLE event ADD COLUMN p2 REAL; ALTER TABLE event ADD COLUMN p4 REAL;"
        "ALTER TABLE event ADD COLUMN p6 REAL; DROP INDEX event_time; DROP INDEX event_person"));
}

// A value that one in `of` people lacks.
QByteArray sometimes(Random& random, int of, const QByteArray& value)
{
    return random.below(of) == 0 ? QByteArray() : value;
}

QByteArrayList person(Random& random, qint64 number)
{
    static const QByteArrayList genders{"男", "女"};
    static const QByteArrayList surnames{"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周"};
    const int level = random.below(100);
    const QDate born = QDate(1960, 1, 1).addDays(random.below(365 * 45));
    const UtcMs registered = newest - dayMs * 1500 + UtcMs(random.share() * double(dayMs) * 1500);
    return {'u' + QByteArray::number(100'000 + number),
        number % 3 == 0 ? 'v' + QByteArray::number(number) : QByteArray(),
        sometimes(random, 20,
            level < 6        ? "gold"
                : level < 25 ? "silver"
                             : "normal"),
        sometimes(random, 12, "city" + QByteArray::number(random.skewed(60, 2))), genders[random.below(2)],
        sometimes(random, 5, born.toString(Qt::ISODate).toLatin1()), QByteArray::number(registered),
        QByteArray::number(random.skewed(50'000, 3)), random.below(3) == 0 ? "1" : "0",
        surnames[random.below(10)] + QByteArray::number(random.below(100'000)),
        sometimes(random, 10, "138" + QByteArray::number(10'000'000 + random.below(89'999'999))),
        sometimes(random, 5, QByteArray::number(16 + random.skewed(60, 1.5)))};
}

void writePeople(Tables& tables, qint64 count, Random& random)
{
    Statement insert(tables.database,
        "INSERT INTO person(login_id,visitor_id,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
    if (tables.csv)
        tables.people.write(
            "id,login_id,visitor_id,vip,city,gender,birthday,registered,points,active,name,phone,age\n");
    demand(tables.database.execute("BEGIN"));
    for (qint64 number = 1; number <= count; ++number) {
        const QByteArrayList values = person(random, number);
        for (int i = 0; i < values.size(); ++i) {
            const bool isNumber = i == 6 || i == 7 || i == 8 || i == 11;
            if (values[i].isEmpty())
                insert.bindNull(i + 1);
            else if (isNumber)
                insert.bind(i + 1, values[i].toLongLong());
            else
                insert.bindUtf8(i + 1, values[i].constData(), values[i].size());
        }
        demand(insert.run());
        if (tables.csv)
            tables.people.write(QByteArray::number(number) + ',' + values.join(',') + '\n');
    }
    demand(tables.database.execute("COMMIT"));
}

// As imports leave them: in the order of a file, which is that of time here.
void writeEvents(Tables& tables, qint64 count, qint64 people, Random& random)
{
    Statement insert(
        tables.database, "INSERT INTO event(person_id,name_id,at,live,properties,p2,p4,p6) VALUES(?,?,?,0,?,?,?,?)");
    if (tables.csv)
        tables.events.write("person,name,at,page,sku,shop,seconds,price,amount\n");
    demand(tables.database.execute("BEGIN"));
    for (qint64 number = 0; number < count; ++number) {
        const int kind = random.below(100);
        const int name = kind < 60 ? 1 : kind < 88 ? 2 : 3;
        // A third of all in the last two months.
        const double age = 1 - std::pow(double(number) / double(count), 0.7);
        const UtcMs at = newest - UtcMs(age * double(days) * double(dayMs)) - random.below(3'600'000);
        // Spread over the numbers, so that busy people do not stand together.
        const qint64 who = random.skewed(people, 2) * 7'919 % people + 1;
        static const QByteArrayList keys{"page", "sku", "shop"};
        const QByteArray word = name == 1 ? "p" + QByteArray::number(random.skewed(300, 2))
            : name == 2                   ? "sku" + QByteArray::number(random.skewed(5'000, 2))
                                          : "shop" + QByteArray::number(random.below(40));
        const double value = name == 1 ? random.skewed(600, 3) : double(random.skewed(200'000, 3)) / 100 + 1;
        const QByteArray json = "{\"" + keys[name - 1] + "\":\"" + word + "\"}";
        insert.bind(1, who).bind(2, name).bind(3, at).bindUtf8(4, json.constData(), json.size());
        for (int i = 1; i <= 3; ++i) {
            if (i == name)
                insert.bind(4 + i, value);
            else
                insert.bindNull(4 + i);
        }
        demand(insert.run());
        if (tables.csv)
            tables.events.write(QByteArray::number(who) + ',' + QByteArray::number(name) + ',' + QByteArray::number(at)
                + QByteArray(name, ',') + word + QByteArray(3, ',') + QByteArray::number(value, 'f', 2)
                + QByteArray(3 - name, ',') + '\n');
    }
    demand(tables.database.execute("COMMIT"));
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 5)
        qFatal("benchdata FOLDER PEOPLE EVENTS SEED [--csv]");
    QElapsedTimer timer;
    timer.start();
    auto workspace = openWorkspaceWriter(words[1], QStringLiteral("Asia/Shanghai"));
    auto audience = openAudienceWriter(words[1]);
    if (!workspace || !audience)
        qFatal("%s can't be made", qPrintable(words[1]));
    Tables tables{**audience, QFile(words[1] + QStringLiteral("/people.csv")),
        QFile(words[1] + QStringLiteral("/events.csv")), words.value(5) == u"--csv"};
    if (tables.csv && (!tables.people.open(QIODevice::WriteOnly) || !tables.events.open(QIODevice::WriteOnly)))
        qFatal("no CSV files");
    Random random(words[4].toULongLong());
    makeSchema(**audience);
    writePeople(tables, words[2].toLongLong(), random);
    writeEvents(tables, words[3].toLongLong(), words[2].toLongLong(), random);
    demand((*audience)->execute("CREATE INDEX event_time ON event(name_id, at, person_id);"
                                "CREATE INDEX event_person ON event(name_id, person_id, at)"));
    demand(prepareForCounting(**audience));
    std::printf(
        "%s people, %s events: %.1f s\n", qPrintable(words[2]), qPrintable(words[3]), double(timer.elapsed()) / 1e3);
    return 0;
}
