// Rules as sentences, in both languages.
#include "ui/texts/rulesentence.h"

#include "models/audience/rules/rulecodec.h"
#include "models/storage/migration.h"

#include "tests/support/suite.h"

#include <QJsonDocument>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

using namespace wd;

class TestRuleSentence : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void sentences_data();
    void sentences();
    void clausesAlone();

private:
    // Speaks a language until the next one.
    void speak(const QString& language);
    QString sentence(const QByteArray& json, UserKind kind) const
    {
        return ruleSentence(rule(json), kind, m_catalogue);
    }
    static Rule rule(const QByteArray& json);

    QLocale m_before;
    QTranslator m_words;
    Catalogue m_catalogue;
};

void TestRuleSentence::initTestCase()
{
    QTemporaryDir folder;
    auto opened = Database::openWriter(folder.filePath(QStringLiteral("audience.db")), Database::Durability::Normal);
    QVERIFY(opened);
    QVERIFY(migrate(**opened, migrationScripts(QStringLiteral("audience")), 1));
    QVERIFY((*opened)->execute(
        "INSERT INTO attribute VALUES(1,'vip','VIP level','会员等级',5,0,NULL),(2,'points',NULL,NULL,1,0,NULL),"
        "(3,'birthday','birthday','生日',2,0,NULL),(4,'registered','registration','注册时间',3,0,NULL),"
        "(5,'active','consent','同意接收',4,0,NULL),(6,'name','name','姓名',0,0,NULL),"
        "(7,'spent','spent (CNY)','累计消费(元)',1,0,NULL);"
        "INSERT INTO event_name VALUES(1,'order','order','下单',NULL),(2,'add_to_cart','add to cart','加购',NULL),"
        "(3,'view',NULL,NULL,NULL);"
        "INSERT INTO property(id,event_name_id,key,type) VALUES(1,1,'amount',1),(2,1,'shop',0),(3,3,'paid',4);"
        "INSERT INTO property(id,event_name_id,key,type,label_en,label_zh) VALUES(4,1,'fee',1,'Fee','运费')"));
    const Result<Catalogue> catalogue = Catalogue::load(**opened);
    QVERIFY(catalogue);
    m_catalogue = *catalogue;
}

void TestRuleSentence::cleanupTestCase()
{
    QCoreApplication::removeTranslator(&m_words);
    QLocale::setDefault(m_before);
}

void TestRuleSentence::speak(const QString& language)
{
    QCoreApplication::removeTranslator(&m_words);
    QVERIFY(m_words.load(QStringLiteral(":/i18n/webhook-desk_%1.qm").arg(language)));
    QCoreApplication::installTranslator(&m_words);
    QLocale::setDefault(QLocale(language));
}

Rule TestRuleSentence::rule(const QByteArray& json)
{
    Errors errors;
    const Rule rule = ruleFromJson(QJsonDocument::fromJson(json).object(), QStringLiteral("rule"), errors);
    if (!errors.isEmpty())
        qFatal("%s: %s", json.constData(), qPrintable(errors.first().where));
    return rule;
}

void TestRuleSentence::sentences_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    const auto row = [](const char* json, const char* english, const char* chinese) {
        QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(english) << QString::fromUtf8(chinese);
    };
    row(R"({"all":[{"event":"add_to_cart","period":"yesterday"},{"not":{"event":"order","period":"yesterday"}},
        {"attribute":"vip","op":"=","value":"gold"}]})",
        "login users who did “add to cart” yesterday, who did not do “order” yesterday, and whose VIP level is gold",
        "昨天加购过，昨天没有下单，且会员等级是 gold 的登录用户");
    row(R"({"all":[]})", "all login users", "全部登录用户");
    row(R"({"attribute":"vip","op":"in","value":["App","小程序"]})",
        "login users whose VIP level is one of “App”, “小程序”", "会员等级是“App”、“小程序”之一的登录用户");
    row(R"({"attribute":"vip","op":"in","value":["gold","silver"]})",
        "login users whose VIP level is one of gold, silver", "会员等级是 gold、silver 之一的登录用户");
    row(R"({"any":[]})", "nobody", "没有人");
    row(R"({"any":[{"event":"order"},{"event":"view"}]})",
        "login users who have ever done “order” or who have ever done “view”", "下单过，或做过“view”的登录用户");
    row(R"({"all":[{"attribute":"vip","op":"=","value":"gold"},{"any":[{"not":{"event":"order"}},
        {"not":{"event":"view","period":"today"}}]}]})",
        "login users whose VIP level is gold and (who have never done “order” or who did not do “view” today)",
        "会员等级是 gold，且（从未下单，或今天没有做过“view”）的登录用户");
    row(R"({"event":["order","add_to_cart"],"period":"thisWeek"})",
        "login users who did “order” or “add to cart” this week", "本周下单或加购过的登录用户");
    row(R"({"event":"order","period":{"lastDays":30},"count":{"op":"<","value":3}})",
        "login users who did “order” fewer than 3 times in the last 30 days until yesterday "
        "(those who never did are included)",
        "最近 30 天（截至昨天）下单少于 3 次（从未做过的人也算在内）的登录用户");
    row(R"({"event":"order","count":{"op":"=","value":0}})",
        "login users who did “order” exactly 0 times at any time (those who never did are included)",
        "累计下单正好 0 次（从未做过的人也算在内）的登录用户");
    row(R"({"event":"order","period":{"lastDays":1},"count":{"op":">=","value":1},
        "where":[{"property":"amount","op":">","value":100},{"property":"shop","op":"contains","value":"北"}]})",
        "login users who did “order” at least once in the last 1 day until yesterday (amount is more than 100; "
        "shop contains “北”)",
        "最近 1 天（截至昨天）下单至少 1 次（amount 大于 100，shop 包含“北”）的登录用户");
    row(R"({"event":"view","period":{"from":"2026-07-01"},"count":{"op":"between","value":[2,5]},
        "where":[{"property":"paid","op":"=","value":true}]})",
        "login users who did “view” between 2 and 5 times since 2026-07-01 (paid is “yes”)",
        "2026-07-01 起做“view”的次数在 2 到 5 之间（paid 为“是”）的登录用户");
    row(R"({"event":"order","period":"thisMonth","sum":{"property":"amount","op":">","value":5000}})",
        "login users whose amount of “order” this month adds up to more than 5,000",
        "本月下单的 amount 合计大于 5,000 的登录用户");
    row(R"({"event":"order","average":{"property":"amount","op":"<=","value":9.5}})",
        "login users whose average amount of “order” at any time is at most 9.5",
        "累计下单的 amount 平均不超过 9.5 的登录用户");
    row(R"({"any":[{"event":"order","period":"today","min":{"property":"amount","op":"in","value":[1,2]}},
        {"event":"order","period":"today","max":{"property":"amount","op":"notIn","value":[1,2]}}]})",
        "login users whose smallest amount of “order” today is one of 1, 2 or whose largest amount of “order” today "
        "is none of 1, 2",
        "今天下单的 amount 最小值是 1、2 之一，或今天下单的 amount 最大值不是 1、2 中的任何一个的登录用户");
    // Those who never did have no sum, so they are among the others.
    row(R"({"not":{"event":"order","sum":{"property":"amount","op":">=","value":5}}})",
        "login users who are not among those whose amount of “order” at any time adds up to at least 5 (those who "
        "never did are included)",
        "不满足（累计下单的 amount 合计至少 5）（从未做过的人也算在内）的登录用户");
    // Of a count the other comparison is said.
    row(R"({"not":{"event":"order","count":{"op":"<","value":3}}})",
        "login users who did “order” at least 3 times at any time", "累计下单至少 3 次的登录用户");
    row(R"({"not":{"event":"order","count":{"op":">=","value":3}}})",
        "login users who did “order” fewer than 3 times at any time (those who never did are included)",
        "累计下单少于 3 次（从未做过的人也算在内）的登录用户");
    row(R"({"not":{"event":"order","count":{"op":"between","value":[0,3]}}})",
        "login users who are not among those who did “order” between 0 and 3 times at any time",
        "不满足（累计下单的次数在 0 到 3 之间）的登录用户");
    row(R"({"not":{"event":"order","count":{"op":"between","value":[2,3]}}})",
        "login users who are not among those who did “order” between 2 and 3 times at any time (those who never did "
        "are included)",
        "不满足（累计下单的次数在 2 到 3 之间）（从未做过的人也算在内）的登录用户");
    // Where the negation ends is seen.
    row(R"({"not":{"all":[{"attribute":"vip","op":"=","value":"gold"},{"event":"order"}]}})",
        "login users who are not among those (whose VIP level is gold and who have ever done “order”)",
        "不满足（会员等级是 gold，且下单过）的登录用户");
    row(R"({"all":[{"not":{"all":[{"any":[{"list":"a"},{"list":"b"}]}]}},
        {"all":[{"any":[{"list":"c"},{"list":"d"}]}]}]})",
        "login users who are not among those (who are on the list “a” or who are on the list “b”) and (who are on the "
        "list “c” or who are on the list “d”)",
        "不满足（在名单“a”中，或在名单“b”中），且（在名单“c”中，或在名单“d”中）的登录用户");
    row(R"({"all":[{"not":{"attribute":"vip","op":"=","value":"gold"}},{"event":"order"}]})",
        "login users whose VIP level is not gold (or not known) and who have ever done “order”",
        "会员等级不是 gold（或没有值），且下单过的登录用户");
    row(R"({"not":{"all":[{"segment":"黄金A组"},{"list":"门店"}]}})",
        "login users who are not among those (who are in the segment “黄金A组” and who are on the list “门店”)",
        "不满足（在分群“黄金A组”中，且在名单“门店”中）的登录用户");
    row(R"({"any":[{"not":{"segment":"s"}},{"not":{"list":"l"}},{"not":{"not":{"list":"l"}}}]})",
        "login users who are not in the segment “s”, who are not on the list “l”, or who are on the list “l”",
        "不在分群“s”中，不在名单“l”中，或在名单“l”中的登录用户");
    row(R"({"all":[{"received":{"campaign":"发券","days":30}},{"not":{"received":{"channel":"sms"}}}]})",
        "login users who received the campaign “发券” today or in the 30 days before and who have never received "
        "anything through the channel “sms”",
        "今天或此前 30 天内接收过活动“发券”，且从未接收过通道“sms”发来的内容的登录用户");
    row(R"({"sequence":[{"event":"add_to_cart","period":"yesterday"},
        {"event":"order","where":[{"property":"amount","op":">","value":5}]}],"within":"1h"})",
        "login users who did “add to cart” (yesterday) and then, within 1 hour, “order” (amount is more than 5)",
        "在加购（昨天）之后 1 小时内又有下单（amount 大于 5）的登录用户");
    row(R"({"not":{"sequence":[{"event":"view"},{"event":"order"}],"within":"90m"}})",
        "login users who did not do “view” followed, within 90 minutes, by “order”",
        "没有在“view”之后 90 分钟内又有下单的登录用户");
    row(R"({"all":[{"random":30},{"not":{"random":12.5}}]})",
        "login users who are among the 30% drawn by lot and who are not among the 12.5% drawn by lot",
        "在随机抽取的 30% 中，且不在随机抽取的 12.5% 中的登录用户");
    row(R"({"attribute":"vip","op":"notIn","value":["gold","银 卡"]})",
        "login users whose VIP level is none of “gold”, “银 卡” (or not known)",
        "会员等级不是“gold”、“银 卡”中的任何一个（或没有值）的登录用户");
    row(R"({"all":[{"attribute":"name","op":"startsWith","value":"张"},{"attribute":"points","op":"!=","value":3},
        {"attribute":"vip","op":"empty"},{"attribute":"active","op":"!=","value":true}]})",
        "login users whose name starts with “张”, whose points is not 3 (or not known), whose VIP level is not known, "
        "and "
        "whose consent is not “yes” (or not known)",
        "姓名以“张”开头，points 不等于 3（或没有值），会员等级没有值，且同意接收不为“是”（或没有值）的登录用户");
    row(R"({"attribute":"birthday","op":"anniversary","value":"today"})",
        "login users whose birthday has its anniversary on the day of sending", "生日的周年日就是发送当天的登录用户");
    row(R"({"any":[{"attribute":"birthday","op":"anniversary","value":1},
        {"attribute":"birthday","op":"anniversary","value":-3}]})",
        "login users whose birthday has its anniversary 1 day after the day of sending or whose birthday had its "
        "anniversary 3 days before the day of sending",
        "生日的周年日是发送日之后第 1 天，或生日的周年日是发送日之前第 3 天的登录用户");
    row(R"({"any":[{"attribute":"registered","op":"lastDays","value":7},
        {"attribute":"registered","op":"nextDays","value":1},
        {"attribute":"registered","op":"between","value":["2026-07-01","2026-07-02T09:00"]}]})",
        "login users whose registration is one of the 7 days that end with the day before sending, whose registration "
        "is the day of sending, or whose registration is between 2026-07-01 and 2026-07-02 09:00",
        "注册时间在发送日之前的 7 天内，注册时间在从发送日起的 1 天内，或注册时间在 2026-07-01 至 2026-07-02 09:00 "
        "之间的登录用户");
    row(R"({"all":[{"attribute":"registered","op":">=","value":"2026-07-01"},
        {"attribute":"registered","op":"before","value":"2026-08-01"}]})",
        "login users whose registration is 2026-07-01 or later and whose registration is before 2026-08-01",
        "注册时间不早于 2026-07-01，且注册时间早于 2026-08-01 的登录用户");
    row(R"({"any":[{"attribute":"birthday","op":"on","value":"today"},
        {"attribute":"registered","op":"before","value":-30},{"attribute":"registered","op":">","value":1},
        {"attribute":"registered","op":"between","value":["2026-07-01",-1]}]})",
        "login users whose birthday is on the day of sending, whose registration is before the day 30 days before "
        "sending, whose registration is after the day 1 day after sending, or whose registration is between "
        "2026-07-01 and the day 1 day before sending",
        "生日是发送当天，注册时间早于发送日之前 30 天，注册时间晚于发送日之后 1 天，或注册时间在 2026-07-01 "
        "至发送日之前 1 天之间的登录用户");
    row(R"({"attribute":"birthday","op":"notIn","value":["today",2]})",
        "login users whose birthday is none of the day of sending, the day 2 days after sending (or not known)",
        "生日不是发送当天、发送日之后 2 天中的任何一个（或没有值）的登录用户");
    row(R"({"attribute":"spent","op":">=","value":3000})", "login users whose spent (CNY) is at least 3,000",
        "累计消费(元)至少 3,000 的登录用户");
    row(R"({"event":"order","period":"today","sum":{"property":"fee","op":"<","value":1234.5},
        "where":[{"property":"fee","op":">","value":0}]})",
        "login users whose Fee of “order” today adds up to less than 1,234.5 (Fee is more than 0)",
        "今天下单的运费合计小于 1,234.5（运费大于 0）的登录用户");
    // One value is no choice, and a number of times is no amount.
    row(R"({"all":[{"attribute":"vip","op":"in","value":["gold"]},{"attribute":"points","op":"notIn","value":[3]}]})",
        "login users whose VIP level is gold and whose points is not 3 (or not known)",
        "会员等级是 gold，且 points 不等于 3（或没有值）的登录用户");
    row(R"({"event":"order","count":{"op":"!=","value":1}})",
        "login users who did “order” any number of times but 1 at any time (those who never did are included)",
        "累计下单的次数不是 1（从未做过的人也算在内）的登录用户");
    row(R"({"any":[{"event":"order","count":{"op":"in","value":[1,2]}},
        {"event":"order","count":{"op":"notIn","value":[0,2]}}]})",
        "login users who did “order” 1 or 2 times at any time or who did “order” any number of times but 0 or 2 at any "
        "time",
        "累计下单的次数是 1 或 2，或累计下单的次数不是 0 或 2 的登录用户");
    // What lets a missing value pass is said straight; what does not, keeps its negation.
    row(R"({"any":[{"not":{"attribute":"points","op":"notEmpty"}},{"not":{"attribute":"points","op":"!=","value":3}},
        {"not":{"attribute":"points","op":">","value":3}}]})",
        "login users whose points is not known, whose points is exactly 3, or who are not among those whose points is "
        "more than 3",
        "points 没有值，points 等于 3，或不满足（points 大于 3）的登录用户");
    row(R"({"event":"order","period":{"from":"2026-07-01T12:00"}})",
        "login users who did “order” since 2026-07-01 12:00", "2026-07-01 12:00 起下单过的登录用户");
    row(R"({"attribute":"城市, 区","op":"notEmpty"})", "login users whose 城市, 区 is known", "城市, 区有值的登录用户");
    row(R"({"attribute":"unknown_one","op":"notEmpty"})", "login users whose unknown_one is known",
        "unknown_one 有值的登录用户");
}

void TestRuleSentence::sentences()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    speak(QStringLiteral("en"));
    QCOMPARE(sentence(json, UserKind::Login), english);
    speak(QStringLiteral("zh_CN"));
    QCOMPARE(sentence(json, UserKind::Login), chinese);
    // The other kind of people, and nothing else.
    if (json != R"({"any":[]})")
        QCOMPARE(
            sentence(json, UserKind::Visitor), chinese.replace(QStringLiteral("登录用户"), QStringLiteral("访问用户")));
}

void TestRuleSentence::clausesAlone()
{
    const Rule gold = rule(R"({"attribute":"vip","op":"=","value":"gold"})");
    speak(QStringLiteral("en"));
    QCOMPARE(conditionText(gold, m_catalogue), QStringLiteral("whose VIP level is gold"));
    speak(QStringLiteral("zh_CN"));
    QCOMPARE(conditionText(gold, m_catalogue), QStringLiteral("会员等级是 gold"));
    QCOMPARE(conditionText(rule(R"({"attribute":"login_id","op":"=","value":"u1"})"), m_catalogue),
        QStringLiteral("用户登录 id 是 u1"));
    QCOMPARE(briefRuleSentence(gold, UserKind::Login, m_catalogue), QStringLiteral("会员等级是 gold"));
    QCOMPARE(briefRuleSentence(gold, UserKind::Visitor, m_catalogue), QStringLiteral("会员等级是 gold 的访问用户"));
    QCOMPARE(briefRuleSentence({}, UserKind::Login, m_catalogue), QStringLiteral("全部登录用户"));
}

WD_TEST(TestRuleSentence)
#include "tst_rulesentence.moc"
