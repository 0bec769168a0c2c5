#include "models/audience/importing/history/rememberedcolumns.h"

#include "models/audience/importing/columnmatching.h"

#include <QSet>

#include <array>

namespace wd {

namespace {

constexpr int importsLookedAt = 200;

using Role = QString ImportOptions::*;
constexpr std::array<Role, 7> roles{&ImportOptions::loginIdColumn, &ImportOptions::visitorIdColumn,
    &ImportOptions::personColumn, &ImportOptions::visitorColumn, &ImportOptions::eventColumn,
    &ImportOptions::timeColumn, &ImportOptions::eventIdColumn};

bool hasRole(const ImportOptions& options, const QString& header)
{
    return std::any_of(roles.begin(), roles.end(), [&](Role role) { return options.*role == header; });
}

// What the names of the columns alone tell, role by role.
std::array<QString, roles.size()> byName(const QStringList& headers, ImportKind kind)
{
    using Use = ColumnMatch::Use;
    constexpr std::array<Use, roles.size()> uses{
        Use::LoginId, Use::VisitorId, Use::LoginId, Use::VisitorId, Use::Event, Use::Time, Use::SourceId};
    std::array<QString, roles.size()> names;
    ImportOptions plain;
    plain.kind = kind;
    const Result<QList<ColumnMatch>> columns = guessColumns(headers, plain, Catalogue());
    for (size_t i = 0; columns && i < uses.size(); ++i)
        if (const qsizetype column = columnOf(*columns, uses[i]); column >= 0)
            names[i] = headers[column];
    return names;
}

// True: the import said something about the column. A column that its file did not have may suit a role better.
bool take(
    const ImportEntry& entry, const QString& header, const std::array<QString, roles.size()>& names, ImportOptions& to)
{
    const ImportOptions& from = entry.options;
    bool said = false;
    for (size_t i = 0; i < roles.size(); ++i) {
        const Role role = roles[i];
        const bool better = !names[i].isEmpty() && names[i] != header && !entry.headers.contains(names[i]);
        if (from.*role != header || !(to.*role).isEmpty() || better)
            continue;
        to.*role = header;
        said = true;
    }
    if (const auto mapped = from.mapping.constFind(header); mapped != from.mapping.cend() && !said) {
        to.mapping.insert(header, *mapped);
        said = true;
    }
    if (const auto type = from.types.constFind(header); type != from.types.cend()) {
        to.types.insert(header, *type);
        said = true;
    }
    return said;
}

// What is remembered of two columns may be one and the same thing: then neither is.
void dropTwice(ImportOptions& options, const QStringList& headers)
{
    QMap<QString, int> times;
    for (const QString& header : headers)
        if (!hasRole(options, header))
            ++times[options.mapping.value(header, header)];
    for (auto it = options.mapping.begin(); it != options.mapping.end();)
        it = !it->isEmpty() && times.value(*it) > 1 ? options.mapping.erase(it) : std::next(it);
}

void dropOldTypes(ImportOptions& options, const Catalogue& catalogue)
{
    for (auto it = options.types.begin(); it != options.types.end();) {
        const QString key = options.mapping.value(it.key(), it.key());
        bool other = false;
        if (const Attribute* const known = catalogue.attributeByKey(key); known && options.kind == ImportKind::People)
            other = known->type != *it;
        for (const EventName& event : catalogue.events())
            if (const Property* const known = event.propertyByKey(key); known && options.kind == ImportKind::Events)
                other = other || known->type != *it;
        it = other ? options.types.erase(it) : std::next(it);
    }
}

} // namespace

Result<std::optional<ImportOptions>> rememberedOptions(Database& audience, ImportKind kind, const QStringList& headers)
{
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Result<QList<ImportEntry>> history = importHistory(audience, importsLookedAt);
    if (!history)
        return history.error();
    ImportOptions options;
    options.kind = kind;
    const std::array<QString, roles.size()> names = byName(headers, kind);
    QSet<QString> open(headers.begin(), headers.end());
    bool said = false;
    bool same = false;
    for (const ImportEntry& entry : *history) {
        if (entry.kind != kind)
            continue;
        if (!same && entry.headers == headers) {
            same = true;
            options.mode = entry.options.mode;
            options.emptyClears = entry.options.emptyClears;
            options.clearOthers = entry.options.clearOthers;
            options.addAlike = entry.options.addAlike;
            options.eventName = entry.options.eventName;
            said = said || !options.eventName.isEmpty();
            options.zone = entry.options.zone;
        }
        for (const QString& header : entry.headers)
            if (open.remove(header))
                said = take(entry, header, names, options) || said;
        if (same && open.isEmpty())
            break;
    }
    dropTwice(options, headers);
    dropOldTypes(options, *catalogue);
    return said || same ? std::optional(options) : std::nullopt;
}

ImportOptions withRemembered(const ImportOptions& asked, const ImportOptions& remembered, QStringList& used)
{
    ImportOptions all = asked;
    const auto isFree
        = [&asked](const QString& header) { return !hasRole(asked, header) && !asked.mapping.contains(header); };
    const QStringList targets = asked.mapping.values();
    for (const Role role : roles) {
        const QString& header = remembered.*role;
        const bool isId = role == &ImportOptions::loginIdColumn || role == &ImportOptions::visitorIdColumn;
        const Attribute& id = role == &ImportOptions::loginIdColumn ? loginIdAttribute() : visitorIdAttribute();
        if (header.isEmpty() || !(asked.*role).isEmpty() || !isFree(header) || (isId && targets.contains(id.key)))
            continue;
        all.*role = header;
        if (!isWellKnownName(header))
            used += header;
    }
    for (auto it = remembered.mapping.cbegin(); it != remembered.mapping.cend(); ++it) {
        if (!isFree(it.key()) || (!it->isEmpty() && targets.contains(*it)))
            continue;
        all.mapping.insert(it.key(), *it);
        if (*it != it.key())
            used += it.key();
    }
    if (asked.eventColumn.isEmpty() && asked.eventName.isEmpty() && !remembered.eventName.isEmpty()) {
        all.eventName = remembered.eventName;
        all.eventColumn.clear();
    }
    for (auto it = remembered.types.cbegin(); it != remembered.types.cend(); ++it)
        if (!all.types.contains(it.key()))
            all.types.insert(it.key(), *it);
    return all;
}

Result<ImportOptions> remembering(
    Database& audience, const QStringList& headers, const ImportOptions& asked, QStringList& used)
{
    if (!asked.remember)
        return asked;
    const Result<std::optional<ImportOptions>> before = rememberedOptions(audience, asked.kind, headers);
    if (!before)
        return before.error();
    return *before ? withRemembered(asked, **before, used) : asked;
}

} // namespace wd
