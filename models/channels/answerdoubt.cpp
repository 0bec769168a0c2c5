#include "models/channels/answerdoubt.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace wd {

namespace {

constexpr qsizetype longestWords = 200;

// How the names of fields are compared: errCode, err_code and errcode are one.
QString plainName(const QString& name)
{
    return name.toLower().remove(u'_').remove(u'-');
}

// By plain name; of two fields of one name the later.
using Values = QHash<QString, QJsonValue>;

Values valuesOf(const QJsonObject& object)
{
    Values values;
    for (auto field = object.begin(); field != object.end(); ++field)
        values.insert(plainName(field.key()), field.value());
    return values;
}

QString textOf(const QJsonValue& value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    return value.toVariant().toString().simplified();
}

// "0", "00000", "null", "none", "no error".
bool saysNothing(const QString& text)
{
    static const QRegularExpression words(
        QStringLiteral("^(0*|null|none|nil|false|no[ _-]?errors?)$"), QRegularExpression::CaseInsensitiveOption);
    return text.contains(words);
}

bool saysFailure(const QString& text)
{
    static const QRegularExpression words(
        QStringLiteral("(^|[^a-z])(?<!no[ _-])(err|error|fail|failed|failure|exception|false)([^a-z]|$)"),
        QRegularExpression::CaseInsensitiveOption);
    return text.contains(words) || text.contains(QStringLiteral("失败"));
}

bool saysSuccess(const QString& text)
{
    static const QRegularExpression words(
        QStringLiteral("(^|[^a-z])(ok|okay|success|succeed|succeeded|successful|successfully)([^a-z]|$)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression denied(
        QStringLiteral("(^|[^a-z])(not?|without)([^a-z]|$)"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression chinese(QStringLiteral("(?<![不未没])(成功|已受理|已接收)"));
    return !saysFailure(text) && ((text.contains(words) && !text.contains(denied)) || text.contains(chinese));
}

QString messageOf(const Values& values)
{
    for (const char* name : {"msg", "message", "errmsg", "errormsg", "errormessage", "retmsg", "returnmsg", "resultmsg",
             "statusmsg", "errordescription", "error", "errors", "reason", "desc", "description"}) {
        QJsonValue value = values.value(QLatin1String(name));
        if (value.isArray())
            value = value.toArray().first();
        if (value.isObject())
            if (const QString inner = messageOf(valuesOf(value.toObject())); !inner.isEmpty())
                return inner;
        if (value.isString() && !textOf(value).isEmpty())
            return textOf(value);
    }
    return {};
}

// Zero, however written, and a 2xx are successes; a word is a failure only where it says so, or where it is a code as
// gateways give them ("isv.OUT_OF_SERVICE", "A0400") and words stand beside it.
bool isFailureCode(const QJsonValue& value, const QString& message)
{
    const QString text = textOf(value);
    bool isNumber = false;
    const qlonglong number = text.toLongLong(&isNumber);
    if (value.isBool() || text.isEmpty())
        return false;
    if (isNumber)
        return number != 0 && (number < 200 || number > 299);
    static const QRegularExpression gateways(QStringLiteral("^([a-zA-Z]+\\.[\\w.]+|[A-Z]\\d{4,5})$"));
    return saysFailure(text) || (text.contains(gateways) && !message.isEmpty());
}

QString failingCode(const Values& values)
{
    const QString message = messageOf(values);
    for (const char* name : {"code", "errcode", "errorcode", "errno", "ret", "retcode", "returncode", "resultcode",
             "respcode", "statuscode"})
        if (isFailureCode(values.value(QLatin1String(name)), message))
            return QLatin1String(name);
    return {};
}

// Of a status that is a number, 0 and 1 mean success to one and failure to the next: only an HTTP error is plain.
bool isFailureStatus(const QJsonValue& value)
{
    const QString text = textOf(value);
    bool isNumber = false;
    const qlonglong number = text.toLongLong(&isNumber);
    return isNumber ? number >= 400 && number <= 599 : saysFailure(text);
}

bool isError(const QJsonValue& value)
{
    if (value.isArray())
        return !value.toArray().isEmpty();
    if (!value.isObject()) {
        const QString text = textOf(value);
        return !saysNothing(text) && !saysSuccess(text);
    }
    const Values inner = valuesOf(value.toObject());
    const QString code = textOf(inner.value(QStringLiteral("code")));
    const QString words = code.isEmpty() ? messageOf(inner) : code;
    return !inner.isEmpty() && !saysNothing(words) && !saysSuccess(words);
}

// Also written as a number or a letter; then words have to stand beside it.
bool isDenied(const QJsonValue& value, const QString& message)
{
    const QString text = textOf(value).toLower();
    if (text == QStringLiteral("false"))
        return true;
    const bool no = text == QStringLiteral("0") || text == QStringLiteral("n") || text == QStringLiteral("no");
    return no && !message.isEmpty() && !saysSuccess(message);
}

// The field that says failure, or nothing.
QString failingField(const Values& values)
{
    const auto value = [&values](const char* name) { return values.value(QLatin1String(name)); };
    const QString message = messageOf(values);
    for (const char* name : {"success", "ok", "succ", "issuccess"})
        if (isDenied(value(name), message))
            return QLatin1String(name);
    for (const char* name : {"status", "result", "state"})
        if (isFailureStatus(value(name)))
            return QLatin1String(name);
    for (const char* name : {"error", "errors", "errmsg", "errormsg", "errormessage"})
        if (isError(value(name)))
            return QLatin1String(name);
    for (const char* name : {"faillist", "failedlist", "errorlist"})
        if (!value(name).toArray().isEmpty())
            return QLatin1String(name);
    // Every house has success codes of its own: one that calls itself a success is one.
    if (value("success").toBool() || value("ok").toBool() || saysSuccess(message))
        return {};
    return failingCode(values);
}

bool isWebPage(const QByteArray& answer)
{
    const QByteArray begin = answer.left(1024).toLower();
    return begin.startsWith('<') && (begin.contains("<!doctype html") || begin.contains("<html"));
}

AnswerDoubt failure(QString words)
{
    while (words.endsWith(u'.') || words.endsWith(u'。'))
        words.chop(1);
    return {AnswerDoubt::Kind::Failure, words.left(longestWords)};
}

} // namespace

std::optional<AnswerDoubt> doubtOf(const QByteArray& answer)
{
    QByteArray text = answer.trimmed();
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.mid(3).trimmed();
    if (isWebPage(text))
        return AnswerDoubt{AnswerDoubt::Kind::WebPage, {}};
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (document.isObject()) {
        const QJsonObject whole = document.object();
        const QJsonObject response = whole.value(QStringLiteral("Response")).toObject();
        const Values values = valuesOf(response.isEmpty() ? whole : response);
        const QString field = failingField(values);
        if (field.isEmpty())
            return std::nullopt;
        if (const QString words = messageOf(values); !words.isEmpty())
            return failure(words);
        const QString value = textOf(values.value(field));
        return failure(value.isEmpty() ? field : QStringLiteral("%1 = %2").arg(field, value));
    }
    static const QRegularExpression bare(QStringLiteral("^\"?(error|fail|failed|failure|false|失败)\"?([:：].*)?$"),
        QRegularExpression::CaseInsensitiveOption);
    if (const QString all = QString::fromUtf8(text.left(longestWords)); all.contains(bare))
        return failure(all);
    return std::nullopt;
}

} // namespace wd
