// The first line of a file of ids alone: an id, or the name of the column.
#include "models/audience/importing/firstline.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestFirstLine : public QObject {
    Q_OBJECT
private slots:
    void ids_data();
    void ids();
    void names_data();
    void names();
};

namespace {

void addRows(std::initializer_list<const char*> files)
{
    QTest::addColumn<QStringList>("lines");
    for (const char* file : files)
        QTest::newRow(file) << QString::fromUtf8(file).split(u' ');
}

} // namespace

void TestFirstLine::ids_data()
{
    addRows({"zhangsan lisi wangwu", "zhang.san li.si", "u100 vip_7 u3", "user_1001 vip_7 10086", "u90 u1",
        "member7 m8", "U001 u2 bob", "13800000001 u2", "90001 90002", "90001", "u90", "alice", "张三 李四 王五",
        "会员张三 会员李四", "用户1001 用户1002", "id1 id2", "3f2a9c e001bd 77ab", "a@x.com b@y.com",
        "+8613800000001 +8613800000002", "khalid david", "oX_1aB oX_2Cd oX_zz"});
}

void TestFirstLine::ids()
{
    QFETCH(QStringList, lines);
    QVERIFY(readsLikeId(lines.first(), lines.mid(1)));
}

void TestFirstLine::names_data()
{
    addRows({"手机号 13800000001", "手机号（必填） 13800000001", "名单 u1 u2", "名单1 u1 u2", "微信昵称 小王 大李",
        "会员 张三 李四", "会员号 张三", "姓名 张三", "员工工号 A01", "phone 13800000001", "phone1 13800000001",
        "phone u1 u2", "id zhangsan lisi", "ID u1", "openid oXa oXb", "externalUserId abc def", "crm-id abc def",
        "e-mail a@x.com", "members zhangsan lisi", "user_name zhangsan lisi", "customers u1", "alice u1 u2", "name",
        "名单", "July2026 13800000001", "id2 u1 u2", "--- u1"});
}

void TestFirstLine::names()
{
    QFETCH(QStringList, lines);
    QVERIFY(!readsLikeId(lines.first(), lines.mid(1)));
}

WD_TEST(TestFirstLine)
#include "tst_firstline.moc"
