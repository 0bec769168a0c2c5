#include "models/audience/importing/history/importhistory.h"

#include "models/storage/statement.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>

namespace wd {

namespace {

constexpr qint64 chunkBytes = 1024 * 1024;
const QString zoneMember = QStringLiteral("zone");
const QByteArray columns
    = "SELECT id, at, ended_at, file, kind, state, mapping, rows_done, added, updated, unchanged,"
      " skipped, failed, people_added,"
      " EXISTS(SELECT 1 FROM import later WHERE later.id>import.id AND later.state<>4) FROM import";

QStringList textsOf(const QJsonValue& json)
{
    QStringList texts;
    const QJsonArray list = json.toArray();
    for (const auto& text : list)
        texts += text.toString();
    return texts;
}

std::optional<TableInfo> tableFromJson(const QJsonValue& json)
{
    if (!json.isObject())
        return std::nullopt;
    TableInfo table;
    table.format = static_cast<TableFormat>(json[QStringLiteral("format")].toInt());
    table.encoding = json[QStringLiteral("encoding")].toString();
    table.delimiter = char(json[QStringLiteral("delimiter")].toInt());
    table.quote = char(json[QStringLiteral("quote")].toInt());
    table.hasHeader = json[QStringLiteral("header")].toBool();
    table.headerRow = json[QStringLiteral("headerRow")].toInteger();
    table.sheet = json[QStringLiteral("sheet")].toString();
    return table;
}

ImportEntry entryOf(const Statement& row)
{
    ImportEntry entry;
    entry.id = row.integer(0);
    entry.at = row.integer(1);
    entry.endedAt = row.optionalInteger(2);
    entry.file = row.text(3);
    entry.kind = static_cast<ImportKind>(row.integer(4));
    entry.state = static_cast<ImportState>(row.integer(5));
    const QJsonObject mapping = QJsonDocument::fromJson(row.blob(6)).object();
    entry.headers = textsOf(mapping.value(QStringLiteral("headers")));
    entry.options = importOptionsFromJson(mapping.value(QStringLiteral("options")).toObject());
    entry.options.kind = entry.kind;
    entry.table = tableFromJson(mapping.value(tableMember));
    entry.list = mapping.value(listMember).toString();
    entry.cleared = mapping.value(QStringLiteral("cleared")).toInteger();
    entry.alike = mapping.value(QStringLiteral("alike")).toInteger();
    entry.warned = mapping.value(QStringLiteral("warned")).toInteger();
    const QJsonObject latest = mapping.value(QStringLiteral("latest")).toObject();
    for (auto it = latest.begin(); it != latest.end(); ++it)
        entry.latest.insert(it.key(), it.value().toInteger());
    entry.rows = row.integer(7);
    entry.added = row.integer(8);
    entry.updated = row.integer(9);
    entry.unchanged = row.integer(10);
    entry.skipped = row.integer(11);
    entry.failed = row.integer(12);
    entry.peopleAdded = row.integer(13);
    entry.isOvertaken = row.integer(14) == 1;
    return entry;
}

Result<QList<ImportEntry>> entries(Statement statement)
{
    QList<ImportEntry> list;
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return list;
        list += entryOf(statement);
    }
}

// A kind that this version does not know says at least that the row is bad.
Error errorFromJson(const QJsonObject& json)
{
    const QByteArray name = json.value(QStringLiteral("kind")).toString().toLatin1();
    bool known = false;
    const int kind = QMetaEnum::fromType<ErrorKind>().keyToValue(name.constData(), &known);
    return {known ? static_cast<ErrorKind>(kind) : ErrorKind::BadValue,
        textsOf(json.value(QStringLiteral("arguments"))), json.value(QStringLiteral("where")).toString()};
}

Errors errorsFromJson(const QByteArray& text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    Errors errors{errorFromJson(json)};
    const QJsonArray more = json.value(QStringLiteral("more")).toArray();
    for (const auto& error : more)
        errors += errorFromJson(error.toObject());
    return errors;
}

} // namespace

Result<QList<ImportEntry>> importHistory(Database& audience, int limit)
{
    Statement statement(audience, columns + " ORDER BY id DESC LIMIT ?");
    statement.bind(1, limit);
    return entries(std::move(statement));
}

Result<ImportEntry> importEntry(Database& audience, qint64 id)
{
    Statement statement(audience, columns + " WHERE id=?");
    statement.bind(1, id);
    const Result<QList<ImportEntry>> found = entries(std::move(statement));
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error{ErrorKind::NotFound, {QStringLiteral("import"), QString::number(id)}, {}};
    return found->first();
}

Result<std::optional<ImportEntry>> importOfFile(
    Database& audience, const QByteArray& digest, ImportKind kind, const QString& sheet)
{
    Statement statement(audience,
        columns
            + " WHERE digest=? AND kind=? AND state<3 AND (ifnull(?3,'')='' OR "
              "coalesce(json_extract(mapping,'$.table.sheet'),?3)=?3)"
              " ORDER BY id DESC LIMIT 1");
    statement.bind(1, digest).bind(2, int(kind)).bind(3, sheet);
    const Result<QList<ImportEntry>> found = entries(std::move(statement));
    if (!found)
        return found.error();
    return found->isEmpty() ? std::optional<ImportEntry>() : found->first();
}

Result<void> failedRows(Database& audience, qint64 importId, const std::function<bool(const FailedRow&)>& take)
{
    Statement rows(audience, "SELECT line, fields, error FROM import_failed WHERE import_id=? ORDER BY number");
    rows.bind(1, importId);
    for (;;) {
        const Result<bool> row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        const QJsonArray fields = QJsonDocument::fromJson(rows.blob(1)).array();
        const QByteArray error = rows.blob(2);
        const QString whole = QJsonDocument::fromJson(error)[wholeMember].toString();
        if (!take({rows.integer(0), textsOf(fields), errorsFromJson(error), whole}))
            return {};
    }
}

Result<QList<RowError>> warningsOf(Database& audience, qint64 importId)
{
    Statement warnings(
        audience, "SELECT warning.value FROM import, json_each(mapping,'$.warnings') warning WHERE import.id=?");
    warnings.bind(1, importId);
    QList<RowError> list;
    for (;;) {
        const Result<bool> row = warnings.step();
        if (!row)
            return row.error();
        if (!*row)
            return list;
        const QJsonObject json = QJsonDocument::fromJson(warnings.blob(0)).object();
        list.append({json.value(lineMember).toInteger(), errorFromJson(json), {}});
    }
}

QJsonObject importOptionsToJson(const ImportOptions& options)
{
    QJsonObject mapping;
    for (auto it = options.mapping.cbegin(); it != options.mapping.cend(); ++it)
        mapping.insert(it.key(), it.value());
    QJsonObject types;
    for (auto it = options.types.cbegin(); it != options.types.cend(); ++it)
        types.insert(it.key(), int(it.value()));
    return {{QStringLiteral("loginId"), options.loginIdColumn}, {QStringLiteral("visitorId"), options.visitorIdColumn},
        {QStringLiteral("person"), options.personColumn}, {QStringLiteral("visitor"), options.visitorColumn},
        {QStringLiteral("event"), options.eventColumn}, {QStringLiteral("time"), options.timeColumn},
        {QStringLiteral("eventId"), options.eventIdColumn}, {QStringLiteral("eventName"), options.eventName},
        {QStringLiteral("addAlike"), options.addAlike}, {QStringLiteral("mapping"), mapping},
        {QStringLiteral("types"), types}, {QStringLiteral("mode"), int(options.mode)},
        {QStringLiteral("emptyClears"), options.emptyClears},
        {QStringLiteral("clearOthers"), QJsonArray::fromStringList(options.clearOthers)},
        {zoneMember, QString::fromLatin1(options.zone.id())}};
}

ImportOptions importOptionsFromJson(const QJsonObject& json)
{
    const auto text = [&json](const QString& name) { return json.value(name).toString(); };
    ImportOptions options;
    options.loginIdColumn = text(QStringLiteral("loginId"));
    options.visitorIdColumn = text(QStringLiteral("visitorId"));
    options.personColumn = text(QStringLiteral("person"));
    options.visitorColumn = text(QStringLiteral("visitor"));
    options.eventColumn = text(QStringLiteral("event"));
    options.timeColumn = text(QStringLiteral("time"));
    options.eventIdColumn = text(QStringLiteral("eventId"));
    options.eventName = text(QStringLiteral("eventName"));
    options.addAlike = json.value(QStringLiteral("addAlike")).toBool();
    const QJsonObject mapping = json.value(QStringLiteral("mapping")).toObject();
    for (auto it = mapping.begin(); it != mapping.end(); ++it)
        options.mapping.insert(it.key(), it.value().toString());
    const QJsonObject types = json.value(QStringLiteral("types")).toObject();
    for (auto it = types.begin(); it != types.end(); ++it)
        options.types.insert(it.key(), static_cast<AttributeType>(it.value().toInt()));
    options.mode = static_cast<ImportMode>(json.value(QStringLiteral("mode")).toInt());
    options.emptyClears = json.value(QStringLiteral("emptyClears")).toBool();
    options.clearOthers = textsOf(json.value(QStringLiteral("clearOthers")));
    // Without an id it would be the computer's.
    const QByteArray zone = text(zoneMember).toLatin1();
    options.zone = zone.isEmpty() ? QTimeZone() : QTimeZone(zone);
    return options;
}

QJsonObject tableInfoToJson(const TableInfo& table)
{
    return {{QStringLiteral("format"), int(table.format)}, {QStringLiteral("encoding"), table.encoding},
        {QStringLiteral("delimiter"), int(table.delimiter)}, {QStringLiteral("quote"), int(table.quote)},
        {QStringLiteral("header"), table.hasHeader}, {QStringLiteral("headerRow"), table.headerRow},
        {QStringLiteral("sheet"), table.sheet}};
}

bool isAlike(const ImportEntry& earlier, const ImportOptions& options, const TableInfo& table)
{
    if (earlier.table && tableInfoToJson(*earlier.table) != tableInfoToJson(table))
        return false;
    QJsonObject asked = importOptionsToJson(options);
    if (!earlier.options.zone.isValid())
        asked.insert(zoneMember, QString());
    return importOptionsToJson(earlier.options) == asked;
}

Result<QByteArray> fileDigest(const QString& path, const std::atomic<bool>& stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileUnreadable, {path, file.errorString()}, {}};
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    for (QByteArray bytes = file.read(chunkBytes); !bytes.isEmpty() && !stop; bytes = file.read(chunkBytes))
        hash.addData(bytes);
    return stop ? QByteArray() : hash.result();
}

} // namespace wd
