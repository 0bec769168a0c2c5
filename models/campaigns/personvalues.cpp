#include "models/campaigns/personvalues.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QDateTime>

namespace wd {

namespace {

constexpr QCborTag dateTag{1004};
constexpr QCborTag timeTag{1};

void write(QCborStreamWriter& writer, const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        writer.append(value.toString());
        break;
    case QMetaType::Bool:
        writer.append(value.toBool());
        break;
    case QMetaType::Int:
    case QMetaType::LongLong:
        writer.append(value.toLongLong());
        break;
    case QMetaType::Double:
        writer.append(value.toDouble());
        break;
    case QMetaType::QDate:
        writer.append(dateTag);
        writer.append(value.toDate().toString(Qt::ISODate));
        break;
    case QMetaType::QDateTime:
        writer.append(timeTag);
        writer.append(value.toDateTime().toMSecsSinceEpoch());
        break;
    default:
        writer.appendNull();
    }
}

QString readText(QCborStreamReader& reader)
{
    QString text;
    auto part = reader.readString();
    while (part.status == QCborStreamReader::Ok) {
        text += part.data;
        part = reader.readString();
    }
    return text.isNull() ? QStringLiteral("") : text;
}

QVariant read(QCborStreamReader& reader)
{
    std::optional<QCborTag> tag;
    if (reader.isTag()) {
        tag = reader.toTag();
        reader.next();
    }
    QVariant value;
    if (reader.isString()) {
        const QString text = readText(reader);
        return tag == dateTag ? QVariant(QDate::fromString(text, Qt::ISODate)) : QVariant(text);
    }
    if (reader.isInteger()) {
        const qint64 number = reader.toInteger();
        value = tag == timeTag ? QVariant(QDateTime::fromMSecsSinceEpoch(number, Qt::UTC)) : QVariant(number);
    } else if (reader.isDouble()) {
        value = reader.toDouble();
    } else if (reader.isBool()) {
        value = reader.toBool();
    }
    reader.next();
    return value;
}

} // namespace

QByteArray encodeValues(const QVariantList& values)
{
    QByteArray bytes;
    QCborStreamWriter writer(&bytes);
    writer.startArray(quint64(values.size()));
    for (const QVariant& value : values)
        write(writer, value);
    writer.endArray();
    return bytes;
}

Result<QVariantList> decodeValues(const QByteArray& bytes)
{
    QVariantList values;
    if (bytes.isEmpty())
        return values;
    QCborStreamReader reader(bytes);
    const bool entered = reader.isArray() && reader.enterContainer();
    while (entered && reader.lastError() == QCborError::NoError && reader.hasNext())
        values.append(read(reader));
    if (!entered || reader.lastError() != QCborError::NoError)
        return Error{ErrorKind::BadValue, {QStringLiteral("delivery.data"), reader.lastError().toString()}, {}};
    return values;
}

bool isMissing(const QVariant& value)
{
    return !value.isValid() || value.isNull() || (value.typeId() == QMetaType::QString && value.toString().isEmpty());
}

} // namespace wd
