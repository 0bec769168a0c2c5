#include "models/desk/jsonpositions.h"

#include "models/base/objectreader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace wd {

namespace {

struct Position {
    QString line;
    QString column;
    QString where() const { return QStringLiteral("%1:%2").arg(line, column); }
};

Position positionOf(const QByteArray& json, qsizetype offset)
{
    const QByteArray before = json.left(offset);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return {
        QString::number(before.count('\n') + 1), QString::number(QString::fromUtf8(before.mid(lineStart)).size() + 1)};
}

// The offset behind the closing quote of the string that begins at `start`.
qsizetype endOfString(const QByteArray& json, qsizetype start)
{
    qsizetype at = start + 1;
    while (at < json.size() && json[at] != '"')
        at += json[at] == '\\' ? 2 : 1;
    return at + 1;
}

QString unquoted(const QByteArray& text)
{
    return QJsonDocument::fromJson('[' + text + ']').array().at(0).toString();
}

bool isKey(const QByteArray& json, qsizetype end)
{
    while (end < json.size() && (json[end] == ' ' || json[end] == '\t' || json[end] == '\r' || json[end] == '\n'))
        ++end;
    return end < json.size() && json[end] == ':';
}

// `json` is well-formed: a string before a colon is a key of the innermost object.
std::optional<Error> duplicateKey(const QByteArray& json)
{
    QList<QSet<QString>> open;
    for (qsizetype at = 0; at < json.size(); ++at) {
        if (json[at] == '{') {
            open.append(QSet<QString>());
        } else if (json[at] == '}') {
            open.removeLast();
        } else if (json[at] == '"') {
            const qsizetype end = endOfString(json, at);
            if (isKey(json, end)) {
                const QString key = unquoted(json.mid(at, end - at));
                const Position position = positionOf(json, at);
                if (open.last().contains(key))
                    return Error{ErrorKind::DuplicateKey, {key, position.line, position.column}, position.where()};
                open.last().insert(key);
            }
            at = end - 1;
        }
    }
    return std::nullopt;
}

} // namespace

Result<QJsonObject> parseJsonObject(const QByteArray& json)
{
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    if (fault.error != QJsonParseError::NoError) {
        const Position position = positionOf(json, fault.offset);
        return Error{ErrorKind::NotJson, {fault.errorString(), position.line, position.column}, position.where()};
    }
    if (!document.isObject())
        return Error{ErrorKind::WrongType, {QStringLiteral("object"), QStringLiteral("list")}, QStringLiteral("1:1")};
    if (const std::optional<Error> twice = duplicateKey(json))
        return *twice;
    return document.object();
}

} // namespace wd
