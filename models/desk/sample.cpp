#include "models/desk/sample.h"

#include "models/audience/catalogue/catalogueeditor.h"
#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/channels/jsonobject.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>

namespace wd {

namespace {

// The placeholders that resources/samples/generate.py writes.
QString realDate(const QRegularExpressionMatch& placeholder, const QDate& today)
{
    const QDate day = today.addDays(placeholder.captured(2).toInt());
    if (placeholder.captured(1) == QLatin1String("d"))
        return day.toString(Qt::ISODate) + u' ' + placeholder.captured(3);
    int year = placeholder.captured(3).toInt();
    while (!QDate::isValid(year, day.month(), day.day())) // 29 February
        ++year;
    return QDate(year, day.month(), day.day()).toString(Qt::ISODate);
}

QString withRealDates(const QString& text, const QDate& today)
{
    static const QRegularExpression placeholder(QStringLiteral("\\{([db])([+-]\\d+) ([\\d:]+)\\}"));
    QString result;
    qsizetype at = 0;
    for (auto matches = placeholder.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView(text).sliced(at, match.capturedStart() - at);
        result += realDate(match, today);
        at = match.capturedEnd();
    }
    result += QStringView(text).sliced(at);
    return result;
}

Result<QString> resourceText(const QString& name)
{
    QFile file(QStringLiteral(":/samples/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileUnreadable, {name, file.errorString()}, {}};
    return QString::fromUtf8(file.readAll());
}

Result<QString> writeTable(const QString& folder, const QString& name, const QDate& today)
{
    const Result<QString> text = resourceText(name);
    if (!text)
        return text.error();
    const QString path = QDir(folder).filePath(name);
    const QByteArray content = withRealDates(*text, today).toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return Error{ErrorKind::FileUnwritable, {path, file.errorString()}, {}};
    return path;
}

template <typename Labelled> void label(Labelled& labelled, const QJsonObject& labels)
{
    const QJsonObject own = labels.value(labelled.key).toObject();
    if (own.isEmpty())
        return;
    labelled.labelZh = own.value(QStringLiteral("zh")).toString();
    labelled.labelEn = own.value(QStringLiteral("en")).toString();
}

void labelEvent(EventName& event, const QJsonObject& labels)
{
    label(event, labels);
    const QJsonObject properties = labels.value(event.key).toObject().value(QStringLiteral("properties")).toObject();
    for (Property& property : event.properties)
        label(property, properties);
}

} // namespace

Result<SampleFiles> writeSample(const QString& folder, UtcMs now, const QTimeZone& zone, quint16 receiverPort)
{
    if (!QDir().mkpath(folder))
        return Error{ErrorKind::FileUnwritable,
            {folder, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the folder can't be created"))}, {}};
    const QDate today = localDate(now, zone);
    const Result<QString> people = writeTable(folder, QStringLiteral("people.csv"), today);
    if (!people)
        return people.error();
    const Result<QString> events = writeTable(folder, QStringLiteral("events.csv"), today);
    if (!events)
        return events.error();
    const Result<QString> desk = resourceText(QStringLiteral("desk.json"));
    if (!desk)
        return desk.error();
    QString document = *desk;
    document.replace(QLatin1String("ZONE"), QString::fromLatin1(zone.id()));
    document.replace(QLatin1String("PORT"), QString::number(receiverPort));
    return SampleFiles{*people, *events, document.toUtf8()};
}

Result<void> labelSample(CatalogueEditor& editor)
{
    const Result<QString> text = resourceText(QStringLiteral("labels.json"));
    if (!text)
        return text.error();
    const Result<QJsonObject> labels = parseJsonObject(text->toUtf8());
    if (!labels)
        return labels.error();
    const Result<Catalogue> catalogue = editor.catalogue();
    if (!catalogue)
        return catalogue.error();
    for (Attribute attribute : catalogue->attributes()) {
        label(attribute, labels->value(QStringLiteral("attributes")).toObject());
        if (attribute.id <= 0)
            continue;
        if (const Result<Attribute> saved = editor.save(attribute, CatalogueEditor::Unfitting::Refuse); !saved)
            return saved.error();
    }
    for (EventName event : catalogue->events()) {
        labelEvent(event, labels->value(QStringLiteral("events")).toObject());
        if (const Result<void> saved = editor.saveEvent(event); !saved)
            return saved;
    }
    return {};
}

Secret sampleSecret()
{
    return Secret("baige-sample-secret");
}

} // namespace wd
