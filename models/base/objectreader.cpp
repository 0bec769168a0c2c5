#include "models/base/objectreader.h"

#include "models/base/phrase.h"

#include <cmath>

namespace wd {

ObjectReader::ObjectReader(const QJsonObject& json, const QString& path, Errors& errors)
    : m_json(json)
    , m_path(path)
    , m_errors(errors)
{
}

bool ObjectReader::has(const QString& field) const
{
    return m_json.contains(field);
}

QString ObjectReader::path(const QString& field) const
{
    return m_path.isEmpty() ? field : m_path + u'.' + field;
}

void ObjectReader::allow(const QString& field)
{
    if (!m_known.contains(field))
        m_known += field;
}

QString ObjectReader::string(const QString& field, const QString& fallback)
{
    allow(field);
    if (!has(field))
        return fallback;
    if (!m_json.value(field).isString()) {
        noteType(field, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text")));
        return fallback;
    }
    return m_json.value(field).toString();
}

QString ObjectReader::requiredString(const QString& field)
{
    if (!has(field))
        m_errors += Error{ErrorKind::MissingField, {field}, path(field)};
    return string(field);
}

bool ObjectReader::boolean(const QString& field, bool fallback)
{
    allow(field);
    if (!has(field))
        return fallback;
    if (!m_json.value(field).isBool())
        noteType(field, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "boolean")));
    return m_json.value(field).toBool(fallback);
}

int ObjectReader::integer(const QString& field, int fallback, int lowest, int highest)
{
    allow(field);
    if (!has(field))
        return fallback;
    const QJsonValue value = m_json.value(field);
    const double number = value.toDouble();
    if (!value.isDouble() || number != std::floor(number)) {
        noteType(field, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "whole number")));
        return fallback;
    }
    if (number < lowest || number > highest) {
        m_errors += Error{ErrorKind::OutOfRange,
            {QString::number(number, 'g', 15), QString::number(lowest), QString::number(highest)}, path(field)};
        return fallback;
    }
    return static_cast<int>(number);
}

QStringList ObjectReader::strings(const QString& field)
{
    allow(field);
    if (!has(field))
        return {};
    if (!m_json.value(field).isArray()) {
        noteType(field, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "list")));
        return {};
    }
    QStringList found;
    const QJsonArray list = m_json.value(field).toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (list.at(i).isString())
            found += list.at(i).toString();
        else
            m_errors
                += Error{ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text")), typeWord(list.at(i))},
                    QStringLiteral("%1[%2]").arg(path(field), QString::number(i))};
    }
    return found;
}

std::optional<ObjectReader::Item> ObjectReader::object(const QString& field)
{
    allow(field);
    if (!has(field))
        return std::nullopt;
    if (!m_json.value(field).isObject()) {
        noteType(field, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "object")));
        return std::nullopt;
    }
    return Item{m_json.value(field).toObject(), path(field)};
}

QList<ObjectReader::Item> ObjectReader::objects(const QString& field)
{
    allow(field);
    if (!has(field))
        return {};
    if (!m_json.value(field).isArray()) {
        noteType(field, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "list")));
        return {};
    }
    QList<Item> found;
    const QJsonArray list = m_json.value(field).toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString place = QStringLiteral("%1[%2]").arg(path(field), QString::number(i));
        if (list.at(i).isObject())
            found += Item{list.at(i).toObject(), place};
        else
            m_errors += Error{
                ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "object")), typeWord(list.at(i))}, place};
    }
    return found;
}

void ObjectReader::refuseOthers()
{
    const QStringList fields = m_json.keys();
    for (const QString& field : fields)
        if (!m_known.contains(field))
            m_errors += Error{ErrorKind::UnknownField, {field, m_known.join(QStringLiteral(", "))}, path(field)};
}

QString ObjectReader::typeWord(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text"));
    case QJsonValue::Double:
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "number"));
    case QJsonValue::Bool:
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "boolean"));
    case QJsonValue::Array:
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "list"));
    case QJsonValue::Object:
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "object"));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "null"));
}

void ObjectReader::noteType(const QString& field, const QString& expected)
{
    m_errors += Error{ErrorKind::WrongType, {expected, typeWord(m_json.value(field))}, path(field)};
}

void ObjectReader::noteUnknownName(const QString& field, const QString& given, const QStringList& known)
{
    // A value of the wrong type is noted already.
    if (m_json.value(field).isString())
        m_errors += Error{ErrorKind::NotOneOf, {given, known.join(QStringLiteral(", "))}, path(field)};
}

} // namespace wd
