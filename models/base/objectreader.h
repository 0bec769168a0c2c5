// Reads one JSON object of a document strictly: every wrong field is noted with its place and what would be right.
#pragma once

#include "models/base/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QSet>

#include <optional>

namespace wd {

// How the values of an enumeration are written.
template <typename T> using EnumNames = QList<QPair<QString, T>>;

template <typename T> QString nameOf(const EnumNames<T>& names, T value)
{
    for (const auto& [name, known] : names)
        if (known == value)
            return name;
    return {};
}

class ObjectReader {
public:
    struct Item {
        QJsonObject object;
        QString path;
    };

    // `path` leads every place: "channels[0]" gives "channels[0].url". Errors are added to `errors`.
    ObjectReader(const QJsonObject& json, const QString& path, Errors& errors);

    bool has(const QString& field) const;
    QString path(const QString& field) const;
    // A field that the caller reads by itself.
    void allow(const QString& field);

    // Each allows its field; a missing one gives the fallback, a wrong type is noted (WrongType).
    QString string(const QString& field, const QString& fallback = {});
    QString requiredString(const QString& field); // MissingField when it isn't there
    bool boolean(const QString& field, bool fallback);
    int integer(const QString& field, int fallback, int lowest, int highest); // OutOfRange
    QStringList strings(const QString& field);
    std::optional<Item> object(const QString& field);
    QList<Item> objects(const QString& field); // a list of objects
    template <typename T> T oneOf(const QString& field, const EnumNames<T>& names, T fallback)
    {
        if (!has(field)) {
            allow(field);
            return fallback;
        }
        const QString given = string(field);
        for (const auto& [name, value] : names)
            if (name == given)
                return value;
        QStringList known;
        for (const auto& [name, value] : names)
            known += name;
        noteUnknownName(field, given, known);
        return fallback;
    }

    // Notes every field that nobody asked for (UnknownField).
    void refuseOthers();

    // "text", "number", "boolean", "list", "object", "null".
    static QString typeWord(const QJsonValue& value);

private:
    void noteType(const QString& field, const QString& expected);
    void noteUnknownName(const QString& field, const QString& given, const QStringList& known);

    QJsonObject m_json;
    QString m_path;
    Errors& m_errors;
    QStringList m_known;
};

} // namespace wd
