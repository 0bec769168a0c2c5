#include "models/audience/catalogue/catalogueeditor.h"

#include "models/audience/catalogue/valueconversion.h"
#include "models/audience/importing/rowimporter.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wd {

namespace {

constexpr qsizetype longestKey = 100;
const QByteArray attributeRow = "key=?, label_en=?, label_zh=?, type=?, user_kind=?, choices=?";

// A number keeps being an integer or a real: STRICT tables convert unless the column takes anything.
QByteArray columnType(AttributeType type)
{
    switch (type) {
    case AttributeType::Number:
        return "ANY";
    case AttributeType::DateTime:
    case AttributeType::Boolean:
        return "INTEGER";
    case AttributeType::Text:
    case AttributeType::Date:
    case AttributeType::Choice:
        break;
    }
    return "TEXT";
}

std::optional<QString> textOrNull(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

std::optional<QString> choicesText(const QStringList& choices)
{
    if (choices.isEmpty())
        return std::nullopt;
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(choices)).toJson(QJsonDocument::Compact));
}

Result<Catalogue> within(Transaction& transaction, Database& audience)
{
    if (!transaction.begun())
        return transaction.begun().error();
    return Catalogue::load(audience);
}

template <typename T> const T* byId(const QList<T>& list, qint64 id)
{
    const auto found = std::find_if(list.begin(), list.end(), [id](const T& one) { return one.id == id; });
    return found == list.end() ? nullptr : &*found;
}

Error notThere(const QString& kind, qint64 id)
{
    return {ErrorKind::NotFound, {kind, QString::number(id)}, {}};
}

// A key stands in rules and templates: no spaces around it, no control characters.
std::optional<Error> keyFault(const QString& key)
{
    const QString where = QStringLiteral("key");
    if (key.isEmpty())
        return Error{ErrorKind::Empty, {where}, where};
    const bool plain = std::all_of(key.begin(), key.end(), [](QChar letter) { return letter.isPrint(); });
    if (!plain || key != key.trimmed() || key.size() > longestKey)
        return Error{ErrorKind::BadValue, {key, QStringLiteral("1–%1 letters, digits, _").arg(longestKey)}, where};
    return std::nullopt;
}

void bindCell(Statement& statement, const Cell& cell)
{
    if (cell.kind == Cell::Kind::Integer)
        statement.bind(1, cell.integer);
    else if (cell.kind == Cell::Kind::Real)
        statement.bind(1, cell.real);
    else
        statement.bindUtf8(1, cell.text.data(), cell.text.size());
}

// take(id, text)
template <typename Take> Result<void> forEachValue(Statement& values, const ValueConversion& conversion, Take take)
{
    for (;;) {
        const Result<bool> row = values.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        const QByteArray text = conversion.text(values, 1);
        if (const Result<void> taken = take(values.integer(0), QByteArrayView(text)); !taken)
            return taken;
    }
}

// SQLite's JSON paths have no escapes, so the object is put together again.
const QByteArray withoutProperty
    = "UPDATE event SET properties=(SELECT nullif(json_group_object(key, CASE type WHEN 'true' THEN json('true')"
      " WHEN 'false' THEN json('false') ELSE value END),'{}') FROM json_each(event.properties) WHERE key<>?1)"
      " WHERE name_id=?2 AND EXISTS (SELECT 1 FROM json_each(event.properties) WHERE key=?1)";

// With the index that serves sums, where there is one.
Result<void> dropNumberColumn(Database& audience, const Property& property)
{
    if (property.type != AttributeType::Number)
        return {};
    const QByteArray column = 'p' + QByteArray::number(property.id);
    return audience.execute("DROP INDEX IF EXISTS event_" + column + "; ALTER TABLE event DROP COLUMN " + column);
}

// A member of an event's JSON; null takes it away.
QByteArray memberOf(const QString& key, const std::optional<Cell>& cell, AttributeType type)
{
    QJsonValue value;
    if (cell && cell->kind == Cell::Kind::Text)
        value = QString::fromUtf8(cell->text);
    else if (cell && cell->kind == Cell::Kind::Integer)
        value = type == AttributeType::Boolean ? QJsonValue(cell->integer != 0) : QJsonValue(cell->integer);
    return QJsonDocument(QJsonObject{{key, value}}).toJson(QJsonDocument::Compact);
}

} // namespace

Result<void> insertAttribute(Database& audience, Attribute& attribute)
{
    Statement insert(
        audience, "INSERT INTO attribute(key, label_en, label_zh, type, user_kind, choices) VALUES(?,?,?,?,?,?)");
    insert.bind(1, attribute.key).bind(2, textOrNull(attribute.labelEn)).bind(3, textOrNull(attribute.labelZh));
    insert.bind(4, int(attribute.type)).bind(5, int(attribute.userKind)).bind(6, choicesText(attribute.choices));
    if (const Result<void> inserted = insert.run(); !inserted)
        return inserted;
    attribute.id = insert.lastInsertId();
    return audience.execute("ALTER TABLE person ADD COLUMN " + attribute.column() + ' ' + columnType(attribute.type));
}

Result<void> dropAttribute(Database& audience, const Attribute& attribute)
{
    Statement remove(audience, "DELETE FROM attribute WHERE id=?");
    remove.bind(1, attribute.id);
    if (const Result<void> removed = remove.run(); !removed)
        return removed;
    return audience.execute("ALTER TABLE person DROP COLUMN " + attribute.column());
}

Result<void> dropEvent(Database& audience, const EventName& event)
{
    for (const QByteArray& sql :
        {QByteArray("DELETE FROM event WHERE name_id=?"), QByteArray("DELETE FROM property WHERE event_name_id=?"),
            QByteArray("DELETE FROM event_name WHERE id=?")}) {
        Statement remove(audience, sql);
        remove.bind(1, event.id);
        if (const Result<void> removed = remove.run(); !removed)
            return removed;
    }
    for (const Property& property : event.properties)
        if (const Result<void> dropped = dropNumberColumn(audience, property); !dropped)
            return dropped;
    return {};
}

Result<void> dropProperty(Database& audience, qint64 eventId, const Property& property)
{
    Statement remove(audience, "DELETE FROM property WHERE id=?");
    remove.bind(1, property.id);
    if (const Result<void> removed = remove.run(); !removed)
        return removed;
    if (property.type == AttributeType::Number)
        return dropNumberColumn(audience, property);
    Statement strip(audience, withoutProperty);
    strip.bind(1, property.key).bind(2, eventId);
    return strip.run();
}

Result<Attribute> CatalogueEditor::save(const Attribute& attribute, Unfitting unfitting)
{
    return attribute.id == 0 ? add(attribute) : change(attribute, unfitting);
}

Result<Attribute> CatalogueEditor::add(Attribute attribute)
{
    if (const std::optional<Error> fault = keyFault(attribute.key))
        return *fault;
    Transaction transaction(m_audience);
    const Result<Catalogue> catalogue = within(transaction, m_audience);
    if (!catalogue)
        return catalogue.error();
    if (catalogue->attributeByKey(attribute.key))
        return Error{ErrorKind::Duplicate, {attribute.key}, QStringLiteral("key")};
    if (const Result<void> inserted = insertAttribute(m_audience, attribute); !inserted)
        return inserted.error();
    const Result<void> committed = transaction.commit();
    return committed ? Result<Attribute>(attribute) : committed.error();
}

Result<Attribute> CatalogueEditor::change(const Attribute& attribute, Unfitting unfitting)
{
    Transaction transaction(m_audience);
    const Result<Catalogue> catalogue = within(transaction, m_audience);
    if (!catalogue)
        return catalogue.error();
    const Attribute* const known = attribute.id > 0 ? byId(catalogue->attributes(), attribute.id) : nullptr;
    if (!known)
        return notThere(QStringLiteral("attribute"), attribute.id);
    Attribute changed = attribute;
    changed.key = known->key;
    const bool narrower = changed.type == AttributeType::Choice && changed.choices != known->choices;
    if (changed.type != known->type || narrower)
        if (const Result<void> converted = convert(*known, changed, unfitting); !converted)
            return converted.error();
    Statement update(m_audience, "UPDATE attribute SET " + attributeRow + " WHERE id=?");
    update.bind(1, changed.key).bind(2, textOrNull(changed.labelEn)).bind(3, textOrNull(changed.labelZh));
    update.bind(4, int(changed.type)).bind(5, int(changed.userKind)).bind(6, choicesText(changed.choices));
    update.bind(7, changed.id);
    if (const Result<void> run = update.run(); !run)
        return run.error();
    const Result<void> committed = transaction.commit();
    return committed ? Result<Attribute>(changed) : committed.error();
}

// `values` yields ids and values; `put` gets each value in its new form, or none for one that has none.
Result<void> CatalogueEditor::convertValues(Statement& values, ValueConversion& conversion, Unfitting unfitting,
    const std::function<Result<void>(qint64, const std::optional<Cell>&)>& put)
{
    if (conversion.wantsLook()) {
        const auto look = [&](qint64, QByteArrayView text) {
            conversion.look(text);
            return Result<void>();
        };
        if (const Result<void> looked = forEachValue(values, conversion, look); !looked)
            return looked;
    }
    qint64 unfit = 0;
    QString example;
    const Result<void> converted = forEachValue(values, conversion, [&](qint64 id, QByteArrayView text) {
        const ValueConversion::Converted value = conversion.converted(text);
        if (!value.isWhole && unfit++ == 0)
            example = shownValue(text);
        return put(id, value.cell);
    });
    if (!converted || unfit == 0 || unfitting == Unfitting::Drop)
        return converted;
    return Error{ErrorKind::ValuesUnfit, {QString::number(unfit), example, typeName(conversion.to())}, {}};
}

// Into a column of the new type, which then takes the old one's name.
Result<void> CatalogueEditor::convert(const Attribute& from, const Attribute& to, Unfitting unfitting)
{
    const QByteArray column = from.column();
    const QByteArray fresh = column + "_new";
    if (const Result<void> added
        = m_audience.execute("ALTER TABLE person ADD COLUMN " + fresh + ' ' + columnType(to.type));
        !added)
        return added;
    Statement values(m_audience, "SELECT id, " + column + " FROM person WHERE " + column + " IS NOT NULL");
    Statement update(m_audience, "UPDATE person SET " + fresh + "=? WHERE id=?");
    const auto put = [&update](qint64 person, const std::optional<Cell>& cell) {
        if (!cell)
            return Result<void>();
        bindCell(update, *cell);
        return update.bind(2, person).run();
    };
    ValueConversion conversion(from.type, to, m_zone);
    if (const Result<void> moved = convertValues(values, conversion, unfitting, put); !moved)
        return moved;
    if (const Result<void> converted = convertImages(from.column(), conversion); !converted)
        return converted;
    if (const Result<void> dropped = m_audience.execute("ALTER TABLE person DROP COLUMN " + column); !dropped)
        return dropped;
    return m_audience.execute("ALTER TABLE person RENAME COLUMN " + fresh + " TO " + column);
}

// What people had before an import comes back in the new type, or as no value.
Result<void> CatalogueEditor::convertImages(const QByteArray& column, ValueConversion& conversion)
{
    const QByteArray member = '.' + column;
    Statement images(m_audience,
        "SELECT json_extract(image.value,'$" + member
            + "'), image.key, import_id, person_id FROM import_before, json_each(iif(json_valid(before),before,'[]'))"
              " image WHERE json_extract(image.value,'$"
            + member + "') IS NOT NULL");
    Statement update(m_audience,
        "UPDATE import_before SET before=json_set(before,'$['||?2||']" + member
            + "',?1) WHERE import_id=?3 AND person_id=?4");
    for (;;) {
        const Result<bool> row = images.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        const QByteArray text = conversion.text(images, 0);
        const std::optional<Cell> cell = conversion.converted(text).cell; // is bound until the update has run
        if (cell)
            bindCell(update, *cell);
        else
            update.bindNull(1);
        update.bind(2, images.integer(1)).bind(3, images.integer(2)).bind(4, images.integer(3));
        if (const Result<void> run = update.run(); !run)
            return run;
    }
}

Result<void> CatalogueEditor::removeAttribute(qint64 id)
{
    Transaction transaction(m_audience);
    const Result<Catalogue> catalogue = within(transaction, m_audience);
    if (!catalogue)
        return catalogue.error();
    const Attribute* const known = id > 0 ? byId(catalogue->attributes(), id) : nullptr;
    if (!known)
        return notThere(QStringLiteral("attribute"), id);
    const Result<void> dropped = dropAttribute(m_audience, *known);
    return dropped ? transaction.commit() : dropped;
}

Result<QStringList> CatalogueEditor::valuesOf(const Attribute& attribute, int limit)
{
    const QByteArray column = attribute.column();
    Statement values(m_audience,
        "SELECT " + column + " FROM person WHERE " + column
            + " IS NOT NULL AND erased_at IS NULL GROUP BY 1"
              " ORDER BY count(*) DESC, 1 LIMIT ?");
    values.bind(1, limit);
    QStringList texts;
    for (;;) {
        const Result<bool> row = values.step();
        if (!row)
            return row.error();
        if (!*row)
            return texts;
        texts += QString::fromUtf8(cellText(values, 0, attribute.type, m_zone));
    }
}

Result<void> CatalogueEditor::saveEvent(const EventName& event, Unfitting unfitting)
{
    Transaction transaction(m_audience);
    const Result<Catalogue> catalogue = within(transaction, m_audience);
    if (!catalogue)
        return catalogue.error();
    const EventName* const known = byId(catalogue->events(), event.id);
    if (!known)
        return notThere(QStringLiteral("event"), event.id);
    Statement update(m_audience, "UPDATE event_name SET label_en=?, label_zh=?, complete_until=? WHERE id=?");
    update.bind(1, textOrNull(event.labelEn)).bind(2, textOrNull(event.labelZh));
    update.bind(3, event.completeUntil).bind(4, event.id);
    if (const Result<void> run = update.run(); !run)
        return run;
    for (const Property& property : event.properties) {
        if (const Result<void> saved = saveProperty(event, property); !saved)
            return saved;
        const Property* const before = byId(known->properties, property.id);
        if (before && before->type != property.type)
            if (const Result<void> converted = convertProperty(event.id, *before, property, unfitting); !converted)
                return converted;
    }
    return transaction.commit();
}

Result<void> CatalogueEditor::saveProperty(const EventName& event, const Property& property)
{
    Statement update(
        m_audience, "UPDATE property SET label_en=?, label_zh=?, choices=?, type=? WHERE id=? AND event_name_id=?");
    update.bind(1, textOrNull(property.labelEn)).bind(2, textOrNull(property.labelZh));
    update.bind(3, choicesText(property.choices)).bind(4, int(property.type));
    update.bind(5, property.id).bind(6, event.id);
    if (const Result<void> run = update.run(); !run)
        return run;
    return update.changes() == 1 ? Result<void>() : notThere(QStringLiteral("property"), property.id);
}

// Numbers stand in a column of their own, everything else in the event's JSON.
Result<void> CatalogueEditor::convertProperty(
    qint64 eventId, const Property& from, const Property& to, Unfitting unfitting)
{
    const QByteArray column = 'p' + QByteArray::number(from.id);
    const bool wasNumber = from.type == AttributeType::Number;
    const bool isNumber = to.type == AttributeType::Number;
    if (isNumber)
        if (const Result<void> added = m_audience.execute("ALTER TABLE event ADD COLUMN " + column + " REAL"); !added)
            return added;
    Statement values(m_audience,
        wasNumber ? "SELECT id, " + column + " FROM event WHERE name_id=?1 AND " + column + " IS NOT NULL AND ?2=?2"
                  : QByteArray("SELECT event.id, member.value FROM event, json_each(event.properties) member"
                               " WHERE name_id=?1 AND member.key=?2"));
    values.bind(1, eventId).bind(2, from.key);
    Statement update(m_audience,
        isNumber ? "UPDATE event SET " + column + "=?1 WHERE id=?2"
                 : QByteArray("UPDATE event SET properties=nullif(json_patch(coalesce(properties,'{}'),?1),'{}')"
                              " WHERE id=?2"));
    const Attribute wanted{0, to.key, {}, {}, to.type, UserKind::Login, {}};
    const auto put = [&](qint64 event, const std::optional<Cell>& cell) {
        if (isNumber && !cell)
            return Result<void>();
        const QByteArray member = isNumber ? QByteArray() : memberOf(to.key, cell, to.type);
        if (isNumber)
            bindCell(update, *cell);
        else
            update.bindUtf8(1, member.constData(), member.size());
        return update.bind(2, event).run();
    };
    ValueConversion conversion(from.type, wanted, m_zone);
    if (const Result<void> moved = convertValues(values, conversion, unfitting, put); !moved)
        return moved;
    if (wasNumber)
        return dropNumberColumn(m_audience, from);
    if (!isNumber)
        return {};
    Statement strip(m_audience, withoutProperty);
    return strip.bind(1, from.key).bind(2, eventId).run();
}

Result<void> CatalogueEditor::removeEvent(qint64 id)
{
    Transaction transaction(m_audience);
    const Result<Catalogue> catalogue = within(transaction, m_audience);
    if (!catalogue)
        return catalogue.error();
    const EventName* const known = byId(catalogue->events(), id);
    if (!known)
        return notThere(QStringLiteral("event"), id);
    const Result<void> dropped = dropEvent(m_audience, *known);
    return dropped ? transaction.commit() : dropped;
}

Result<void> CatalogueEditor::removeProperty(qint64 eventId, qint64 propertyId)
{
    Transaction transaction(m_audience);
    const Result<Catalogue> catalogue = within(transaction, m_audience);
    if (!catalogue)
        return catalogue.error();
    const EventName* const event = byId(catalogue->events(), eventId);
    const Property* const known = event ? byId(event->properties, propertyId) : nullptr;
    if (!known)
        return notThere(QStringLiteral("property"), propertyId);
    const Result<void> dropped = dropProperty(m_audience, eventId, *known);
    return dropped ? transaction.commit() : dropped;
}

} // namespace wd
