#include "models/base/objectreader.h"
#include "models/base/phrase.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestObjectReader : public QObject {
    Q_OBJECT

private slots:
    void readsWhatIsThere()
    {
        Errors errors;
        const QJsonObject json{{QStringLiteral("s"), QStringLiteral("短信")}, {QStringLiteral("b"), true},
            {QStringLiteral("i"), 7}, {QStringLiteral("l"), QJsonArray{QStringLiteral("x")}},
            {QStringLiteral("o"), QJsonObject{}}, {QStringLiteral("os"), QJsonArray{QJsonObject{}, QJsonObject{}}}};
        ObjectReader reader(json, QStringLiteral("channels[0]"), errors);
        QCOMPARE(reader.requiredString(QStringLiteral("s")), QStringLiteral("短信"));
        QVERIFY(reader.boolean(QStringLiteral("b"), false));
        QCOMPARE(reader.integer(QStringLiteral("i"), 1, 7, 7), 7);
        QCOMPARE(reader.strings(QStringLiteral("l")), QStringList{QStringLiteral("x")});
        QCOMPARE(reader.object(QStringLiteral("o"))->path, QStringLiteral("channels[0].o"));
        QCOMPARE(reader.objects(QStringLiteral("os")).at(1).path, QStringLiteral("channels[0].os[1]"));
        reader.refuseOthers();
        QVERIFY(errors.isEmpty());
    }

    void notesEveryFaultWithItsPlace()
    {
        Errors errors;
        const QJsonObject json{{QStringLiteral("i"), 11}, {QStringLiteral("half"), 1.5},
            {QStringLiteral("l"), QJsonArray{QStringLiteral("x"), 1}}, {QStringLiteral("e"), QStringLiteral("red")},
            {QStringLiteral("n"), 3}, {QStringLiteral("odd"), QJsonValue()}};
        ObjectReader reader(json, QStringLiteral("c"), errors);
        const EnumNames<int> names{{QStringLiteral("blue"), 1}, {QStringLiteral("green"), 2}};
        QCOMPARE(reader.integer(QStringLiteral("i"), 4, 1, 10), 4);
        QCOMPARE(reader.integer(QStringLiteral("half"), 4, 1, 10), 4);
        QCOMPARE(reader.strings(QStringLiteral("l")), QStringList{QStringLiteral("x")});
        QCOMPARE(reader.oneOf(QStringLiteral("e"), names, 2), 2);
        QCOMPARE(reader.oneOf(QStringLiteral("n"), names, 1), 1);
        reader.requiredString(QStringLiteral("gone"));
        reader.refuseOthers();
        const Errors expected{
            {ErrorKind::OutOfRange, {QStringLiteral("11"), QStringLiteral("1"), QStringLiteral("10")},
                QStringLiteral("c.i")},
            {ErrorKind::WrongType, {phrase("whole number"), phrase("number")}, QStringLiteral("c.half")},
            {ErrorKind::WrongType, {phrase("text"), phrase("number")}, QStringLiteral("c.l[1]")},
            {ErrorKind::NotOneOf, {QStringLiteral("red"), QStringLiteral("blue, green")}, QStringLiteral("c.e")},
            {ErrorKind::WrongType, {phrase("text"), phrase("number")}, QStringLiteral("c.n")},
            {ErrorKind::MissingField, {QStringLiteral("gone")}, QStringLiteral("c.gone")},
            {ErrorKind::UnknownField, {QStringLiteral("odd"), QStringLiteral("i, half, l, e, n, gone")},
                QStringLiteral("c.odd")},
        };
        QCOMPARE(errors, expected);
    }
};

WD_TEST(TestObjectReader)
#include "tst_objectreader.moc"
