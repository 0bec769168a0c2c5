#include "models/channels/answerreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wd {

namespace {

QJsonValue valueAt(const QJsonValue& root, const QString& path)
{
    QJsonValue value = root;
    for (const QString& step : path.split(u'.'))
        value = value.toObject().value(step);
    return value;
}

QString textOf(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return value.toVariant().toString(); // whole numbers keep all their digits
}

bool holds(const QJsonValue& root, const AnswerSpec::Condition& condition)
{
    return textOf(valueAt(root, condition.at)) == condition.equals;
}

QList<AnswerReading::Person> readPeople(const QJsonValue& root, const AnswerSpec::PerRecipient& spec)
{
    QList<AnswerReading::Person> people;
    for (const QJsonValue& item : valueAt(root, spec.list).toArray())
        people.append({textOf(valueAt(item, spec.id)), holds(item, spec.ok),
            spec.error.isEmpty() ? QString() : textOf(valueAt(item, spec.error))});
    return people;
}

} // namespace

AnswerReading readAnswer(const AnswerSpec& spec, int status, const QByteArray& answer)
{
    AnswerReading reading;
    const bool is2xx = status >= 200 && status <= 299;
    if (status < spec.lowest || status > spec.highest) {
        if (is2xx)
            reading.unexpected = QString::number(status);
        return reading;
    }
    const bool reads = !spec.where.isEmpty() || spec.perRecipient;
    QJsonParseError error{0, QJsonParseError::NoError};
    const QJsonDocument document = reads ? QJsonDocument::fromJson(answer, &error) : QJsonDocument();
    if (error.error != QJsonParseError::NoError) {
        reading.unexpected = error.errorString();
        return reading;
    }
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const AnswerSpec::Condition& condition : spec.where)
        if (!holds(root, condition)) {
            reading.unexpected = QStringLiteral("%1 = %2").arg(condition.at, textOf(valueAt(root, condition.at)));
            return reading;
        }
    reading.success = true;
    if (spec.perRecipient) {
        reading.perRecipient = true;
        reading.people = readPeople(root, *spec.perRecipient);
    }
    return reading;
}

} // namespace wd
