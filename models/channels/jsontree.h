// JSON as it is written: key order and number text stay, duplicate keys are refused, UTF-8 goes out as it came.
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

namespace wd {

// A node of a token tree. (QJsonDocument sorts keys, rounds numbers and drops duplicate keys.)
struct JsonNode {
    enum class Kind { Null, True, False, Number, String, Array, Object };
    Kind kind = Kind::Null;
    QString text; // of a string its value, of a number its digits as written
    QList<JsonNode> items; // of an array
    QList<QPair<QString, JsonNode>> members; // of an object, in order
    int line = 1; // where it begins, from 1
    int column = 1;

    const JsonNode* member(const QString& key) const; // null when there is none
    bool isString() const { return kind == Kind::String; }
    bool isObject() const { return kind == Kind::Object; }
};

// RFC 8259, nested at most 64 deep. Errors: NotJson and DuplicateKey with line and column; columns count characters.
Result<JsonNode> parseJson(const QByteArray& json);

// Escapes what JSON asks for and nothing else.
void writeJsonString(QByteArray& out, const QString& text);

} // namespace wd
