// Operators' input and people's values in the text forms that go out.
#include "models/channels/parametervalue.h"

#include "tests/support/suite.h"

#include <QTest>

#include <limits>

using namespace wd;

Q_DECLARE_METATYPE(wd::ParameterType)

class TestParameterValue : public QObject {
    Q_OBJECT
private slots:
    void input_data();
    void input();
    void refused_data();
    void refused();
    void peoplesValues_data();
    void peoplesValues();
    void whatGoesOutIsUnderstood();
};

void TestParameterValue::input_data()
{
    QTest::addColumn<ParameterType>("type");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("canonical");
    const auto row = [](ParameterType type, const QString& text, const QString& canonical) {
        QTest::addRow("%d %s", static_cast<int>(type), qPrintable(text)) << type << text << canonical;
    };
    using enum ParameterType;
    row(String, QStringLiteral(" a \n"), QStringLiteral(" a \n"));
    row(Text, QStringLiteral(" {{ user.name }} "), QStringLiteral(" {{ user.name }} "));
    row(Integer, QStringLiteral(" 100 "), QStringLiteral("100"));
    row(Integer, QStringLiteral("+007"), QStringLiteral("7"));
    row(Integer, QStringLiteral("-12"), QStringLiteral("-12"));
    row(Integer, QStringLiteral("0"), QStringLiteral("0"));
    row(Integer, QStringLiteral("-000"), QStringLiteral("0"));
    row(Integer, QStringLiteral("1,234,567"), QStringLiteral("1234567"));
    row(Integer, QStringLiteral("12345678901234567890"), QStringLiteral("12345678901234567890"));
    row(Decimal, QStringLiteral("1.0"), QStringLiteral("1.0"));
    row(Decimal, QStringLiteral("0.10"), QStringLiteral("0.10"));
    row(Decimal, QStringLiteral("-0.5"), QStringLiteral("-0.5"));
    row(Decimal, QStringLiteral("-0.00"), QStringLiteral("0.00"));
    row(Decimal, QStringLiteral("1,234.50"), QStringLiteral("1234.50"));
    row(Decimal, QStringLiteral("0.1000000000000000055511151231257827"),
        QStringLiteral("0.1000000000000000055511151231257827"));
    row(Percent, QStringLiteral("15%"), QStringLiteral("15"));
    row(Percent, QStringLiteral("15 ％"), QStringLiteral("15"));
    row(Percent, QStringLiteral("12.5"), QStringLiteral("12.5"));
    row(Date, QStringLiteral("2026-07-06"), QStringLiteral("2026-07-06"));
    row(Date, QStringLiteral("2026/7/6"), QStringLiteral("2026-07-06"));
    row(Date, QStringLiteral("2026.7.16"), QStringLiteral("2026-07-16"));
    row(Date, QStringLiteral(" 2026年7月6日 "), QStringLiteral("2026-07-06"));
    row(Date, QStringLiteral("2028-02-29"), QStringLiteral("2028-02-29"));
    row(Boolean, QStringLiteral("TRUE"), QStringLiteral("true"));
    row(Boolean, QStringLiteral("是"), QStringLiteral("true"));
    row(Boolean, QStringLiteral("yes"), QStringLiteral("true"));
    row(Boolean, QStringLiteral(" No "), QStringLiteral("false"));
    row(Boolean, QStringLiteral("否"), QStringLiteral("false"));
    row(Boolean, QStringLiteral("false"), QStringLiteral("false"));
    row(Choice, QStringLiteral(" 红 "), QStringLiteral("红"));
}

void TestParameterValue::input()
{
    QFETCH(ParameterType, type);
    QFETCH(QString, text);
    QFETCH(QString, canonical);
    TemplateParameter parameter;
    parameter.type = type;
    parameter.choices = {QStringLiteral("红"), QStringLiteral("蓝")};
    const Result<QString> value = canonicalValue(parameter, text);
    QVERIFY(value);
    QCOMPARE(*value, canonical);
    const Result<QString> again = canonicalValue(parameter, *value);
    QVERIFY(again);
    QCOMPARE(*again, canonical);
}

void TestParameterValue::refused_data()
{
    QTest::addColumn<ParameterType>("type");
    QTest::addColumn<QString>("text");
    const auto row = [](ParameterType type, const QString& text) {
        QTest::addRow("%d %s", static_cast<int>(type), qPrintable(text)) << type << text;
    };
    using enum ParameterType;
    for (const QString& text : {QString(), QStringLiteral("1.5"), QStringLiteral("1e3"), QStringLiteral("0x10"),
             QStringLiteral("12,34"), QStringLiteral("1,2345"), QStringLiteral("一"), QStringLiteral("1 2")})
        row(Integer, text);
    for (const QString& text : {QString(), QStringLiteral(".5"), QStringLiteral("1.2.3"), QStringLiteral("1,5"),
             QStringLiteral("NaN"), QStringLiteral("--1"), QStringLiteral("12元")})
        row(Decimal, text);
    for (const QString& text : {QStringLiteral("%"), QStringLiteral("15%%"), QStringLiteral("fifteen")})
        row(Percent, text);
    for (const QString& text : {QString(), QStringLiteral("2027-02-29"), QStringLiteral("2026-13-01"),
             QStringLiteral("2026-00-10"), QStringLiteral("26-7-6"), QStringLiteral("2026-7/6"),
             QStringLiteral("2026年7-6"), QStringLiteral("2026-07-06 10:00"), QStringLiteral("7/6/2026")})
        row(Date, text);
    for (const QString& text : {QString(), QStringLiteral("1"), QStringLiteral("truee")})
        row(Boolean, text);
    for (const QString& text : {QString(), QStringLiteral("绿"), QStringLiteral("红,蓝")})
        row(Choice, text);
}

void TestParameterValue::refused()
{
    QFETCH(ParameterType, type);
    QFETCH(QString, text);
    TemplateParameter parameter;
    parameter.type = type;
    parameter.choices = {QStringLiteral("红"), QStringLiteral("蓝")};
    const Result<QString> value = canonicalValue(parameter, text);
    QVERIFY(!value);
    const bool named = type == ParameterType::Boolean || type == ParameterType::Choice;
    QVERIFY(value.error().kind == (named ? ErrorKind::NotOneOf : ErrorKind::BadValue));
    QCOMPARE(value.error().arguments.size(), 2);
    QCOMPARE(value.error().arguments[0], text);
    QVERIFY(!value.error().arguments[1].isEmpty());
    QVERIFY(value.error().where.isEmpty());
}

void TestParameterValue::peoplesValues_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("text");
    const auto row
        = [](const char* name, const QVariant& value, const QString& text) { QTest::newRow(name) << value << text; };
    row("none", {}, {});
    row("text", QStringLiteral(" a\n"), QStringLiteral(" a\n"));
    row("empty text", QStringLiteral(""), {});
    row("true", true, QStringLiteral("true"));
    row("false", false, QStringLiteral("false"));
    row("whole", qint64(9'223'372'036'854'775'807), QStringLiteral("9223372036854775807"));
    row("negative", qint64(-5), QStringLiteral("-5"));
    row("whole double", 100.0, QStringLiteral("100"));
    row("large whole double", 999'999'999'999'999.0, QStringLiteral("999999999999999"));
    row("negative zero", -0.0, QStringLiteral("0"));
    row("tenth", 0.1, QStringLiteral("0.1"));
    row("sum of tenths", 0.1 + 0.2, QStringLiteral("0.30000000000000004"));
    row("money", 5000.01, QStringLiteral("5000.01"));
    row("date", QDate(1990, 2, 5), QStringLiteral("1990-02-05"));
    row("time", QDateTime(QDate(2026, 11, 30), QTime(18, 30), Qt::UTC), QStringLiteral("2026-12-01T02:30:00+08:00"));
}

void TestParameterValue::peoplesValues()
{
    QFETCH(QVariant, value);
    QFETCH(QString, text);
    QCOMPARE(canonicalText(value, QTimeZone("Asia/Shanghai")), text);
}

void TestParameterValue::whatGoesOutIsUnderstood()
{
    const QTimeZone zone("Asia/Shanghai");
    const auto comesBack = [&zone](ParameterType type, const QVariant& value) {
        TemplateParameter parameter;
        parameter.type = type;
        const QString text = canonicalText(value, zone);
        const Result<QString> again = canonicalValue(parameter, text);
        return again && *again == text;
    };
    QVERIFY(comesBack(ParameterType::Integer, std::numeric_limits<qint64>::min()));
    QVERIFY(comesBack(ParameterType::Decimal, -1234.5));
    QVERIFY(comesBack(ParameterType::Percent, 12.5));
    QVERIFY(comesBack(ParameterType::Date, QDate(2028, 2, 29)));
    QVERIFY(comesBack(ParameterType::Boolean, true));
    QVERIFY(comesBack(ParameterType::String, QStringLiteral("小🐦")));
}

WD_TEST(TestParameterValue)
#include "tst_parametervalue.moc"
