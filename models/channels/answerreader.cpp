#include "models/channels/answerreader.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace wd {

namespace {

using Verdict = AnswerReading::Verdict;

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

bool holds(const QJsonValue& root, const AnswerCondition& condition)
{
    return textOf(valueAt(root, condition.at)) == condition.equals;
}

// Only another value of the same kind refuses: text always does, numbers and booleans where one of them is expected.
bool refuses(const QJsonValue& said, const QString& expected)
{
    if (said.isBool())
        return expected == QStringLiteral("true") || expected == QStringLiteral("false");
    if (said.isDouble()) {
        bool isNumber = false;
        expected.toDouble(&isNumber);
        return isNumber;
    }
    return !said.toString().isEmpty();
}

Verdict verdictOn(const QJsonValue& item, const AnswerCondition& ok)
{
    const QJsonValue said = valueAt(item, ok.at);
    if (said.isArray() || said.isObject())
        return Verdict::Missing;
    if (textOf(said) == ok.equals)
        return Verdict::Accepted;
    return refuses(said, ok.equals) ? Verdict::Refused : Verdict::Missing;
}

QString wordsOn(const QJsonValue& item, const QString& path)
{
    return path.isEmpty() ? QString() : textOf(valueAt(item, path));
}

QList<AnswerReading::Person> readPeople(const QJsonValue& root, const AnswerSpec::PerRecipient& spec)
{
    QList<AnswerReading::Person> people;
    QHash<QString, qsizetype> known;
    const QJsonArray list = valueAt(root, spec.list).toArray();
    for (const QJsonValue& item : list) {
        const QJsonValue id = valueAt(item, spec.id);
        if (!id.isString() && !id.isDouble())
            continue;
        const Verdict verdict = verdictOn(item, spec.ok);
        const QString name = textOf(id);
        if (const auto earlier = known.constFind(name); earlier == known.cend()) {
            known.insert(name, people.size());
            people.append({name, verdict, verdict == Verdict::Accepted ? QString() : wordsOn(item, spec.error)});
        } else if (people[*earlier].verdict != verdict) {
            people[*earlier] = {name, Verdict::Contradictory, {}};
        }
    }
    return people;
}

QString ruleOf(const AnswerSpec& spec)
{
    const auto text = [](const AnswerCondition& condition) {
        return QStringLiteral("%1 = %2").arg(condition.at, condition.equals);
    };
    QStringList parts;
    for (const AnswerCondition& condition : spec.success.where)
        parts += text(condition);
    if (spec.perRecipient)
        parts += spec.perRecipient->list + QStringLiteral(": ") + text(spec.perRecipient->ok);
    return parts.join(QStringLiteral(", "));
}

} // namespace

AnswerReading readAnswer(const AnswerSpec& spec, int status, const QByteArray& answer)
{
    AnswerReading reading;
    const bool is2xx = status >= 200 && status <= 299;
    if (status < spec.success.lowest || status > spec.success.highest) {
        if (is2xx)
            reading.unexpected = QString::number(status);
        return reading;
    }
    reading.rule = ruleOf(spec);
    QJsonParseError error{0, QJsonParseError::NoError};
    const QJsonDocument document = !reading.rule.isEmpty() ? QJsonDocument::fromJson(answer, &error) : QJsonDocument();
    if (error.error != QJsonParseError::NoError) {
        reading.unexpected = error.errorString();
        return reading;
    }
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const AnswerCondition& condition : spec.success.where)
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
