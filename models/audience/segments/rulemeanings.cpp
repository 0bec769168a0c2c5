#include "models/audience/segments/rulemeanings.h"

#include "models/storage/statement.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace wd {

namespace {

constexpr Named all[] = {Named::List, Named::Segment, Named::Campaign, Named::Channel};

QByteArray tableOf(Named what)
{
    switch (what) {
    case Named::List:
        return "list";
    case Named::Segment:
        return "segment";
    case Named::Campaign:
        return "campaign";
    case Named::Channel:
        return "channel";
    }
    Q_UNREACHABLE();
}

QString kindOf(Named what)
{
    return QString::fromLatin1(tableOf(what));
}

// Rules have a list by the name of before until they follow; see followListNames().
QByteArray nameColumn(Named what)
{
    return what == Named::List ? "coalesce(renamed_from,name)" : "name";
}

// As lookupIn() finds them: what removed campaigns and channels sent was sent.
QByteArray whatIsCalled(Named what)
{
    const QByteArray select = "SELECT uuid FROM " + tableOf(what) + " WHERE " + nameColumn(what) + "=?";
    switch (what) {
    case Named::List:
        return select + " AND deleted_at IS NULL ORDER BY renamed_from IS NULL, id LIMIT 1";
    case Named::Segment:
        return select + " AND deleted_at IS NULL";
    case Named::Campaign:
    case Named::Channel:
        return select + " ORDER BY deleted_at IS NOT NULL, id DESC LIMIT 1";
    }
    Q_UNREACHABLE();
}

Result<std::optional<QUuid>> meaningOf(Database& database, const RuleName& name)
{
    Statement find(database, whatIsCalled(name.first));
    const Result<bool> row = find.bind(1, name.second).step();
    if (!row)
        return row.error();
    return *row ? std::optional(QUuid::fromRfc4122(find.blob(0))) : std::nullopt;
}

// The old name where there is no such thing any more.
Result<QString> nameNow(Database& database, const RuleName& name, const QUuid& uuid)
{
    Statement find(database, "SELECT " + nameColumn(name.first) + " FROM " + tableOf(name.first) + " WHERE uuid=?");
    const Result<bool> row = find.bind(1, uuid.toRfc4122()).step();
    if (!row)
        return row.error();
    return *row ? find.text(0) : name.second;
}

// Where this node, without its children, holds a name.
std::pair<Named, QString*> nameIn(Rule& rule)
{
    switch (rule.kind) {
    case Rule::Kind::Segment:
        return {Named::Segment, &rule.segment};
    case Rule::Kind::List:
        return {Named::List, &rule.list};
    case Rule::Kind::Received:
        return {rule.received.of == Received::Of::Campaign ? Named::Campaign : Named::Channel, &rule.received.name};
    default:
        return {Named::List, nullptr};
    }
}

void collect(Rule& rule, QMap<RuleName, bool>& names)
{
    if (const auto [what, name] = nameIn(rule); name)
        names.insert({what, *name}, true);
    for (Rule& child : rule.children)
        collect(child, names);
}

QList<RuleName> namesIn(const Rule& rule, KeptIn where)
{
    QList<RuleName> names = namesIn(rule);
    names.removeIf(
        [where](const RuleName& name) { return (name.first == Named::List) != (where == KeptIn::Audience); });
    return names;
}

} // namespace

QList<RuleName> namesIn(const Rule& rule)
{
    QMap<RuleName, bool> names;
    Rule copy = rule;
    collect(copy, names);
    return names.keys();
}

int renameIn(Rule& rule, const RuleNames& names)
{
    int renamed = 0;
    if (const auto [what, name] = nameIn(rule); name && names.contains({what, *name})) {
        *name = names.value({what, *name});
        ++renamed;
    }
    for (Rule& child : rule.children)
        renamed += renameIn(child, names);
    return renamed;
}

QString meaningsText(const Meanings& meanings)
{
    QJsonObject kinds;
    for (const Named what : all) {
        QJsonObject names;
        for (auto it = meanings.begin(); it != meanings.end(); ++it)
            if (it.key().first == what)
                names.insert(it.key().second, it.value().toString(QUuid::WithoutBraces));
        if (!names.isEmpty())
            kinds.insert(kindOf(what), names);
    }
    return QString::fromUtf8(QJsonDocument(kinds).toJson(QJsonDocument::Compact));
}

Meanings meaningsFrom(const QString& text)
{
    const QJsonObject kinds = QJsonDocument::fromJson(text.toUtf8()).object();
    Meanings meanings;
    for (const Named what : all) {
        const QJsonObject names = kinds.value(kindOf(what)).toObject();
        for (auto it = names.begin(); it != names.end(); ++it)
            meanings.insert({what, it.key()}, QUuid(it.value().toString()));
    }
    return meanings;
}

Result<Meanings> meaningsOf(Database& database, const Rule& rule, KeptIn where)
{
    Meanings meanings;
    for (const RuleName& name : namesIn(rule, where)) {
        const Result<std::optional<QUuid>> meaning = meaningOf(database, name);
        if (!meaning)
            return meaning.error();
        if (*meaning)
            meanings.insert(name, **meaning);
    }
    return meanings;
}

Result<RuleNames> calledNow(Database& database, const Rule& rule, const Meanings& meanings, KeptIn where)
{
    RuleNames names;
    for (const RuleName& name : namesIn(rule, where)) {
        const bool isKnown = meanings.contains(name);
        const Result<QString> now
            = isKnown ? nameNow(database, name, meanings.value(name)) : Result<QString>(name.second);
        if (!now)
            return now.error();
        const Result<std::optional<QUuid>> holder = meaningOf(database, {name.first, *now});
        if (!holder)
            return holder.error();
        const QStringList told{kindOf(name.first), *now};
        if (*holder && isKnown && **holder != meanings.value(name))
            return Error{ErrorKind::Replaced, told, QStringLiteral("rule")};
        if (!*holder && where == KeptIn::Audience)
            return Error{ErrorKind::NotFound, told, QStringLiteral("rule")};
        names.insert(name, *now);
    }
    return names;
}

} // namespace wd
