#include "tests/support/storycount.h"

#include <QFile>
#include <QHash>
#include <QList>
#include <QStringList>

namespace wd {

namespace {

using Row = QHash<QString, QString>;

// Enough of CSV for the sample: commas, quotes, doubled quotes; no line breaks inside fields.
QStringList fieldsOf(const QString& line)
{
    QStringList fields{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'"' && quoted && i + 1 < line.size() && line[i + 1] == u'"')
            fields.last() += line[++i];
        else if (line[i] == u'"')
            quoted = !quoted;
        else if (line[i] == u',' && !quoted)
            fields += QString();
        else
            fields.last() += line[i];
    }
    return fields;
}

QList<Row> rowsOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    const QStringList headers = fieldsOf(lines.first());
    QList<Row> rows;
    for (const QString& line : lines.mid(1)) {
        const QStringList fields = fieldsOf(line);
        Row row;
        for (qsizetype i = 0; i < headers.size(); ++i)
            row.insert(headers[i], fields.value(i));
        rows += row;
    }
    return rows;
}

bool isBirthday(const QDate& birthday, const QDate& today)
{
    if (birthday.month() == 2 && birthday.day() == 29 && !QDate::isLeapYear(today.year()))
        return today.month() == 2 && today.day() == 28;
    return birthday.month() == today.month() && birthday.day() == today.day();
}

QString greetingOf(const Row& person)
{
    const QString name
        = person[QStringLiteral("name")].isEmpty() ? QStringLiteral("会员") : person[QStringLiteral("name")];
    const QHash<QString, QString> titles{
        {QStringLiteral("男"), QStringLiteral("先生")}, {QStringLiteral("女"), QStringLiteral("女士")}};
    return QStringLiteral("亲爱的") + name + titles.value(person[QStringLiteral("gender")])
        + QStringLiteral("，在这个属于您的精彩的日子，白鸽祝您生日快乐！");
}

} // namespace

StoryPeople countStories(const QString& peopleCsv, const QString& eventsCsv, const QDate& today)
{
    const QString yesterday = today.addDays(-1).toString(Qt::ISODate);
    QSet<QString> inCart;
    QSet<QString> ordered;
    QHash<QString, double> spent;
    for (const Row& event : rowsOf(eventsCsv)) {
        const QString person = event[QStringLiteral("login_id")];
        const bool then = event[QStringLiteral("time")].left(10) == yesterday;
        if (event[QStringLiteral("event")] == QLatin1String("add_to_cart") && then)
            inCart.insert(person);
        if (event[QStringLiteral("event")] == QLatin1String("order")) {
            spent[person] += event[QStringLiteral("amount")].toDouble();
            if (then)
                ordered.insert(person);
        }
    }
    StoryPeople story;
    for (const Row& person : rowsOf(peopleCsv)) {
        const QString id = person[QStringLiteral("login_id")];
        if (id.isEmpty() || person[QStringLiteral("vip")] != QLatin1String("gold"))
            continue;
        if (inCart.contains(id) && !ordered.contains(id)) {
            story.coupons.insert(id);
            if (spent.value(id) > 5000)
                story.bigSpenders.insert(id);
        }
        const QDate birthday = QDate::fromString(person[QStringLiteral("birthday")], Qt::ISODate);
        if (birthday.isValid() && isBirthday(birthday, today)) {
            ++story.birthdays;
            const QString phone = person[QStringLiteral("phone")];
            if (phone.isEmpty() || story.phones.contains(phone))
                continue;
            story.phones.insert(phone);
            story.greetings.insert(phone, greetingOf(person));
        }
    }
    return story;
}

} // namespace wd
