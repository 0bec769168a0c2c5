#include "tests/bench/benchrules.h"

#include <QDate>
#include <QJsonArray>
#include <QRandomGenerator>

namespace {

const QString viewing = QStringLiteral("view");
const QString carting = QStringLiteral("add_to_cart");
const QString ordering = QStringLiteral("order");

class Draw {
public:
    explicit Draw(quint32 seed)
        : m_random(seed)
    {
    }
    QList<BenchRule> stories();
    BenchRule rule(int number);

private:
    QJsonObject level();
    QJsonObject often(const QString& name);
    QJsonObject spent();
    int between(int low, int high) { return m_random.bounded(low, high + 1); }
    template <typename T> T oneOf(const QList<T>& list) { return list.at(m_random.bounded(int(list.size()))); }
    QString event() { return oneOf<QString>({viewing, carting, carting, ordering, ordering}); }
    static QString numberOf(const QString& event);
    QJsonValue period();
    QJsonObject happened(const QString& name);
    QJsonObject counted();
    QJsonObject measured();
    QJsonObject where();
    QJsonObject attribute();
    QJsonObject sequence();
    QJsonObject negated(const QJsonObject& rule) { return {{QStringLiteral("not"), rule}}; }
    QJsonObject nested(int depth);
    QJsonObject leaf();

    QRandomGenerator m_random;
};

QString Draw::numberOf(const QString& event)
{
    return event == viewing ? QStringLiteral("seconds")
        : event == carting  ? QStringLiteral("price")
                            : QStringLiteral("amount");
}

QJsonValue Draw::period()
{
    switch (m_random.bounded(6)) {
    case 0:
        return QStringLiteral("ever");
    case 1:
        return QStringLiteral("yesterday");
    case 2: {
        const QDate from = QDate(2025, 7, 1).addDays(between(0, 330));
        return QJsonObject{{QStringLiteral("from"), from.toString(Qt::ISODate)},
            {QStringLiteral("to"), from.addDays(between(5, 60)).toString(Qt::ISODate)}};
    }
    default:
        return QJsonObject{{QStringLiteral("lastDays"), oneOf<int>({7, 14, 30, 60, 90, 180})}};
    }
}

QJsonObject Draw::happened(const QString& name)
{
    return {{QStringLiteral("event"), name}, {QStringLiteral("period"), period()}};
}

QJsonObject Draw::counted()
{
    QJsonObject rule = happened(event());
    rule.insert(QStringLiteral("count"),
        QJsonObject{
            {QStringLiteral("op"),
                oneOf<QString>({QStringLiteral(">="), QStringLiteral(">"), QStringLiteral("<"), QStringLiteral("=")})},
            {QStringLiteral("value"), between(2, 8)}});
    return rule;
}

QJsonObject Draw::measured()
{
    const QString name = event();
    QJsonObject rule = happened(name);
    const QString kind = oneOf<QString>(
        {QStringLiteral("sum"), QStringLiteral("sum"), QStringLiteral("average"), QStringLiteral("max")});
    rule.insert(kind,
        QJsonObject{{QStringLiteral("property"), numberOf(name)},
            {QStringLiteral("op"), oneOf<QString>({QStringLiteral(">"), QStringLiteral(">="), QStringLiteral("<")})},
            {QStringLiteral("value"), between(50, 3000)}});
    return rule;
}

QJsonObject Draw::where()
{
    const QString name = event();
    QJsonObject rule = happened(name);
    QJsonObject condition{{QStringLiteral("property"), numberOf(name)}, {QStringLiteral("op"), QStringLiteral(">")},
        {QStringLiteral("value"), between(20, 500)}};
    if (m_random.bounded(3) == 0) {
        const QString key = name == viewing ? QStringLiteral("page")
            : name == carting               ? QStringLiteral("sku")
                                            : QStringLiteral("shop");
        const QString word = name == viewing ? QStringLiteral("p") : key;
        condition = {{QStringLiteral("property"), key}, {QStringLiteral("op"), QStringLiteral("=")},
            {QStringLiteral("value"), word + QString::number(between(0, 30))}};
    }
    rule.insert(QStringLiteral("where"), QJsonArray{condition});
    return rule;
}

QJsonObject Draw::attribute()
{
    switch (m_random.bounded(5)) {
    case 0:
        return {{QStringLiteral("attribute"), QStringLiteral("vip")},
            {QStringLiteral("op"), oneOf<QString>({QStringLiteral("="), QStringLiteral("!=")})},
            {QStringLiteral("value"), oneOf<QString>({QStringLiteral("gold"), QStringLiteral("silver")})}};
    case 1:
        return {{QStringLiteral("attribute"), QStringLiteral("points")}, {QStringLiteral("op"), QStringLiteral(">=")},
            {QStringLiteral("value"), between(100, 20'000)}};
    case 2:
        return {{QStringLiteral("attribute"), QStringLiteral("age")}, {QStringLiteral("op"), QStringLiteral("between")},
            {QStringLiteral("value"), QJsonArray{between(18, 30), between(31, 60)}}};
    case 3:
        return {{QStringLiteral("attribute"), QStringLiteral("city")}, {QStringLiteral("op"), QStringLiteral("in")},
            {QStringLiteral("value"),
                QJsonArray{
                    QStringLiteral("city%1").arg(between(0, 20)), QStringLiteral("city%1").arg(between(0, 20))}}};
    default:
        return {
            {QStringLiteral("attribute"), QStringLiteral("phone")}, {QStringLiteral("op"), QStringLiteral("notEmpty")}};
    }
}

QJsonObject Draw::sequence()
{
    QJsonObject first = happened(oneOf<QString>({viewing, carting}));
    first.insert(QStringLiteral("period"), QJsonObject{{QStringLiteral("lastDays"), oneOf<int>({7, 14, 30})}});
    const QJsonObject second{{QStringLiteral("event"), ordering}};
    return {{QStringLiteral("sequence"), QJsonArray{first, second}},
        {QStringLiteral("within"), oneOf<QString>({QStringLiteral("1h"), QStringLiteral("1d"), QStringLiteral("3d")})}};
}

QJsonObject Draw::leaf()
{
    switch (m_random.bounded(6)) {
    case 0:
        return counted();
    case 1:
        return measured();
    case 2:
        return negated(happened(event()));
    case 3:
        return happened(event());
    default:
        return attribute();
    }
}

QJsonObject Draw::nested(int depth)
{
    if (depth == 1)
        return leaf();
    QJsonArray children;
    for (int left = between(2, 3); left > 0; --left)
        children.append(nested(left == 1 ? depth - 1 : 1));
    return {{m_random.bounded(2) == 0 ? QStringLiteral("all") : QStringLiteral("any"), children}};
}

QJsonObject Draw::level()
{
    return {{QStringLiteral("attribute"), QStringLiteral("vip")}, {QStringLiteral("op"), QStringLiteral("=")},
        {QStringLiteral("value"), oneOf<QString>({QStringLiteral("gold"), QStringLiteral("silver")})}};
}

QJsonObject Draw::often(const QString& name)
{
    return {{QStringLiteral("event"), name},
        {QStringLiteral("period"), QJsonObject{{QStringLiteral("lastDays"), between(28, 32)}}},
        {QStringLiteral("count"),
            QJsonObject{{QStringLiteral("op"), QStringLiteral(">=")}, {QStringLiteral("value"), between(3, 4)}}}};
}

QJsonObject Draw::spent()
{
    return {{QStringLiteral("event"), ordering}, {QStringLiteral("period"), QStringLiteral("ever")},
        {QStringLiteral("sum"),
            QJsonObject{{QStringLiteral("property"), QStringLiteral("amount")},
                {QStringLiteral("op"), QStringLiteral(">")}, {QStringLiteral("value"), between(4000, 6000)}}}};
}

QList<BenchRule> Draw::stories()
{
    const QString day = QDate(2026, 7, 14).addDays(-between(0, 40)).toString(Qt::ISODate);
    const auto onThatDay = [&day](const QString& name) {
        return QJsonObject{{QStringLiteral("event"), name},
            {QStringLiteral("period"), QJsonObject{{QStringLiteral("from"), day}, {QStringLiteral("to"), day}}}};
    };
    const QJsonObject birthday{{QStringLiteral("attribute"), QStringLiteral("birthday")},
        {QStringLiteral("op"), QStringLiteral("anniversary")}, {QStringLiteral("value"), between(-30, 30)}};
    const QJsonArray abandoned{level(), onThatDay(carting), negated(onThatDay(ordering))};
    QJsonArray andSpent = abandoned;
    andSpent.append(spent());
    const auto all = [](const QJsonArray& rules) { return QJsonObject{{QStringLiteral("all"), rules}}; };
    return {{QStringLiteral("story 1"), all(abandoned), true}, {QStringLiteral("story 2"), all(andSpent), true},
        {QStringLiteral("over 5,000 ever"), spent(), true}, {QStringLiteral("story 3"), all({level(), birthday}), true},
        {QStringLiteral("3 orders in 30 days"), often(ordering), true},
        {QStringLiteral("3 views in 30 days"), often(viewing), true}};
}

BenchRule Draw::rule(int number)
{
    switch (number % 9) {
    case 0:
        return {QStringLiteral("count"), counted()};
    case 1:
        return {QStringLiteral("sum, average, max"), measured()};
    case 2:
        return {QStringLiteral("did not"), negated(happened(event()))};
    case 3:
        return {QStringLiteral("where"), where()};
    case 4:
        return {QStringLiteral("attributes"),
            QJsonObject{{QStringLiteral("all"), QJsonArray{attribute(), attribute(), attribute()}}}};
    case 5:
        return {QStringLiteral("nested 3"), nested(3)};
    case 6:
        return {QStringLiteral("nested 5"), nested(5)};
    case 7:
        return {QStringLiteral("attribute, sum"),
            QJsonObject{{QStringLiteral("all"), QJsonArray{attribute(), measured()}}}};
    default:
        return {QStringLiteral("sequence"), sequence()};
    }
}

} // namespace

QList<BenchRule> benchRules(quint32 seed, int drawn)
{
    Draw draw(seed);
    QList<BenchRule> rules = draw.stories();
    for (int number = 0; number < drawn; ++number)
        rules += draw.rule(number);
    return rules;
}
