// attribute list, set, remove; event list, set, remove.
#include "app/commandline/columns.h"
#include "app/commandline/context.h"
#include "models/audience/catalogue/catalogueeditor.h"
#include "models/audience/catalogue/holdings.h"
#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/desk/settings.h"
#include "models/records/audienceuse.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace wd {

namespace {

class CatalogueCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::CatalogueCommands)
public:
    static QStringList attributeHeadings()
    {
        return {tr("Key"), tr("Type"), tr("Users"), tr("Chinese label"), tr("English label"), tr("Choices")};
    }
    static QStringList eventHeadings()
    {
        return {
            tr("Event"), tr("Property"), tr("Type"), tr("Chinese label"), tr("English label"), tr("Complete until")};
    }
    static QString noAttributes() { return tr("There are no attributes yet."); }
    static QString noEventNames() { return tr("There are no events yet."); }
    static QString keptBack(const QString& key, const Holdings& holdings)
    {
        return QStringLiteral("%1\n%2").arg(holdings.events > 0
                ? tr("“%1” holds %n events.", nullptr, int(holdings.events)).arg(key)
                : tr("%n people have a value of “%1”.", nullptr, int(holdings.people)).arg(key),
            tr("This can't be brought back; with --yes it is removed all the same."));
    }
    static QString removed(const QString& key, const Holdings& holdings)
    {
        if (holdings.events > 0)
            return tr("“%1” was removed, with %n events.", nullptr, int(holdings.events)).arg(key);
        return holdings.people > 0
            ? tr("“%1” was removed, with the values of %n people.", nullptr, int(holdings.people)).arg(key)
            : tr("“%1” was removed; nobody had any of it.").arg(key);
    }
    static QString propertyKeptBack(const QString& key, qint64 events)
    {
        return tr("%n events have a value of “%1”.", nullptr, int(events)).arg(key) + u'\n'
            + tr("This can't be brought back; with --yes it is removed all the same.");
    }
    static QString propertyRemoved(const QString& key, qint64 events)
    {
        return events > 0 ? tr("“%1” was removed, with its values in %n events.", nullptr, int(events)).arg(key)
                          : tr("“%1” was removed; nobody had any of it.").arg(key);
    }
};

// In the order of AttributeType.
const std::array<QString, 6> types{QStringLiteral("text"), QStringLiteral("number"), QStringLiteral("date"),
    QStringLiteral("dateTime"), QStringLiteral("boolean"), QStringLiteral("choice")};
const std::array<QString, 2> kinds{QStringLiteral("login"), QStringLiteral("visitor")};

struct Writing {
    Writers writers;
    Catalogue catalogue;
    QTimeZone zone;
    CatalogueEditor editor() const { return {*writers.audience, zone}; }
};

Result<Writing> openWriting(const CliContext& context)
{
    if (!workspaceExists(context.folder))
        return Error{ErrorKind::WorkspaceMissing, {context.folder}, {}};
    Result<Writers> writers = openWriters(context);
    if (!writers)
        return writers.error();
    const Result<QString> zone = workspaceZone(*writers->workspace);
    if (!zone)
        return zone.error();
    Result<Catalogue> catalogue = Catalogue::load(*writers->audience);
    if (!catalogue)
        return catalogue.error();
    return Writing{std::move(writers).value(), std::move(catalogue).value(), QTimeZone(zone->toUtf8())};
}

// The place of the option's value among `words`; `fallback` when it is not given.
template <typename Words>
Result<int> wordOption(const Arguments& arguments, const QString& option, const Words& words, int fallback)
{
    if (!arguments.has(option))
        return fallback;
    const QString given = arguments.value(option);
    const auto found = std::find(words.begin(), words.end(), given);
    if (found != words.end())
        return int(found - words.begin());
    const QString known = QStringList(words.begin(), words.end()).join(QStringLiteral(", "));
    return Error{ErrorKind::NotOneOf, {given, known}, QStringLiteral("--%1").arg(option)};
}

QJsonObject attributeToJson(const Attribute& attribute)
{
    QJsonObject json{{QStringLiteral("key"), attribute.key}, {QStringLiteral("type"), types[size_t(attribute.type)]},
        {QStringLiteral("userKind"), kinds[size_t(attribute.userKind)]}, {QStringLiteral("labelEn"), attribute.labelEn},
        {QStringLiteral("labelZh"), attribute.labelZh}};
    if (!attribute.choices.isEmpty())
        json.insert(QStringLiteral("choices"), QJsonArray::fromStringList(attribute.choices));
    return json;
}

QString attributesText(const QList<Attribute>& attributes)
{
    QList<QStringList> rows;
    for (const Attribute& attribute : attributes)
        rows += QStringList{attribute.key, types[size_t(attribute.type)], kinds[size_t(attribute.userKind)],
            attribute.labelZh, attribute.labelEn, attribute.choices.join(QStringLiteral(", "))};
    return rows.isEmpty() ? CatalogueCommands::noAttributes()
                          : columnsText(CatalogueCommands::attributeHeadings(), rows);
}

// Each event, and its properties under it.
QString eventsText(const QList<EventName>& events, const QTimeZone& zone)
{
    QList<QStringList> rows;
    for (const EventName& event : events) {
        rows += QStringList{event.key, {}, {}, event.labelZh, event.labelEn,
            event.completeUntil ? isoLocal(*event.completeUntil, zone) : QString()};
        for (const Property& property : event.properties)
            rows += QStringList{{}, property.key, types[size_t(property.type)], property.labelZh, property.labelEn, {}};
    }
    return rows.isEmpty() ? CatalogueCommands::noEventNames() : columnsText(CatalogueCommands::eventHeadings(), rows);
}

QJsonObject eventToJson(const EventName& event, const QTimeZone& zone)
{
    QJsonArray properties;
    for (const Property& property : event.properties)
        properties.append(
            QJsonObject{{QStringLiteral("key"), property.key}, {QStringLiteral("type"), types[size_t(property.type)]},
                {QStringLiteral("labelEn"), property.labelEn}, {QStringLiteral("labelZh"), property.labelZh}});
    QJsonObject json{{QStringLiteral("key"), event.key}, {QStringLiteral("labelEn"), event.labelEn},
        {QStringLiteral("labelZh"), event.labelZh}, {QStringLiteral("properties"), properties}};
    if (event.completeUntil)
        json.insert(QStringLiteral("completeUntil"), isoLocal(*event.completeUntil, zone));
    return json;
}

void setLabels(const Arguments& arguments, QString& zh, QString& en)
{
    if (arguments.has(QStringLiteral("label-zh")))
        zh = arguments.value(QStringLiteral("label-zh"));
    if (arguments.has(QStringLiteral("label-en")))
        en = arguments.value(QStringLiteral("label-en"));
}

// What the options say of the attribute, over what is known of it.
Result<Attribute> attributeFrom(const Arguments& arguments, const Catalogue& catalogue)
{
    Attribute attribute;
    attribute.key = arguments.operands.first();
    if (const Attribute* const known = catalogue.attributeByKey(attribute.key))
        attribute = *known;
    const Result<int> type = wordOption(arguments, QStringLiteral("type"), types, int(attribute.type));
    const Result<int> kind = wordOption(arguments, QStringLiteral("user-kind"), kinds, int(attribute.userKind));
    if (!type || !kind)
        return type ? kind.error() : type.error();
    attribute.type = static_cast<AttributeType>(*type);
    attribute.userKind = static_cast<UserKind>(*kind);
    if (arguments.has(QStringLiteral("choice")))
        attribute.choices = arguments.values(QStringLiteral("choice"));
    if (attribute.type != AttributeType::Choice && arguments.has(QStringLiteral("choice")))
        return Error{ErrorKind::BadValue,
            {types[size_t(attribute.type)], phrase(QT_TRANSLATE_NOOP("wd::Phrase", "--type choice with --choice"))},
            {}};
    if (attribute.type != AttributeType::Choice)
        attribute.choices.clear();
    setLabels(arguments, attribute.labelZh, attribute.labelEn);
    return attribute;
}

std::optional<Error> fixedFault(const QString& key)
{
    if (key != loginIdAttribute().key && key != visitorIdAttribute().key)
        return std::nullopt;
    return Error{ErrorKind::BadValue,
        {key, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "another attribute; the two ids stay as they are"))}, {}};
}

Result<Attribute> setAttribute(const Writing& writing, const Arguments& arguments)
{
    if (const std::optional<Error> fault = fixedFault(arguments.operands.first()))
        return *fault;
    const Result<Attribute> wanted = attributeFrom(arguments, writing.catalogue);
    if (!wanted)
        return wanted;
    const Attribute* const known = writing.catalogue.attributeByKey(wanted->key);
    if (known)
        if (const Result<void> unused = refuseUsed(hindering(*writing.writers.workspace, *known, *wanted)); !unused)
            return unused.error();
    using Unfitting = CatalogueEditor::Unfitting;
    const bool drop = arguments.has(QStringLiteral("drop-unfitting"));
    return writing.editor().save(*wanted, drop ? Unfitting::Drop : Unfitting::Refuse);
}

Result<EventName> eventFrom(const Arguments& arguments, const Writing& writing)
{
    const QString key = arguments.operands.first();
    const EventName* const known = writing.catalogue.eventByKey(key);
    if (!known)
        return writing.catalogue.unknownEvent(key, {});
    EventName event = *known;
    if (const QString property = arguments.value(QStringLiteral("property")); !property.isEmpty()) {
        const auto found = std::find_if(event.properties.begin(), event.properties.end(),
            [&property](const Property& one) { return one.key == property; });
        if (found == event.properties.end())
            return Error{ErrorKind::NotFound, {QStringLiteral("property"), property}, QStringLiteral("--property")};
        setLabels(arguments, found->labelZh, found->labelEn);
        const Result<int> type = wordOption(arguments, QStringLiteral("type"), types, int(found->type));
        if (!type)
            return type.error();
        if (*type != int(found->type))
            if (const Result<void> unused = refuseUsed(usesOfProperty(*writing.writers.workspace, key, property));
                !unused)
                return unused.error();
        found->type = static_cast<AttributeType>(*type);
    } else if (arguments.has(QStringLiteral("type"))) {
        return Error{ErrorKind::MissingField, {QStringLiteral("--property")}, {}};
    } else {
        setLabels(arguments, event.labelZh, event.labelEn);
    }
    const QString option = QStringLiteral("complete-until");
    if (!arguments.has(option))
        return event;
    const Result<UtcMs> until = timeFrom(arguments.value(option), option, writing.zone);
    if (!until)
        return until.error();
    event.completeUntil = *until;
    return event;
}

// What is to be removed, with all that hangs on it.
struct Removal {
    QString key;
    bool isProperty = false;
    Result<QList<AudienceUse>> uses;
    Result<Holdings> holdings;
    std::function<Result<void>()> remove;
};

// What is lost for good is asked for twice.
int carryOut(const CliContext& context, const Arguments& arguments, const Removal& removal)
{
    if (const Result<void> unused = refuseUsed(removal.uses); !unused)
        return context.refuse(unused.error());
    if (!removal.holdings)
        return context.refuse(removal.holdings.error());
    const Holdings& holdings = *removal.holdings;
    const bool isLoss = holdings.people > 0 || holdings.events > 0;
    if (isLoss && !arguments.has(QStringLiteral("yes"))) {
        context.complain(removal.isProperty ? CatalogueCommands::propertyKeptBack(removal.key, holdings.events)
                                            : CatalogueCommands::keptBack(removal.key, holdings));
        return exitcode::badInput;
    }
    if (const Result<void> removed = removal.remove(); !removed)
        return context.refuse(removed.error());
    context.answer({{QStringLiteral("removed"), removal.key}, {QStringLiteral("people"), holdings.people},
                       {QStringLiteral("events"), holdings.events}},
        removal.isProperty ? CatalogueCommands::propertyRemoved(removal.key, holdings.events)
                           : CatalogueCommands::removed(removal.key, holdings));
    return exitcode::done;
}

Result<Removal> removalFromEvents(const Writing& writing, const QString& key, const QString& property)
{
    const EventName* const event = writing.catalogue.eventByKey(key);
    if (!event)
        return writing.catalogue.unknownEvent(key, {});
    Database& workspace = *writing.writers.workspace;
    Database& audience = *writing.writers.audience;
    if (property.isEmpty())
        return Removal{key, false, usesOfEvent(workspace, key), holdingsOf(audience, *event),
            [&writing, id = event->id] { return writing.editor().removeEvent(id); }};
    const Property* const known = event->propertyByKey(property);
    if (!known)
        return Error{ErrorKind::NotFound, {QStringLiteral("property"), property}, QStringLiteral("--property")};
    return Removal{property, true, usesOfProperty(workspace, key, property), holdingsOf(audience, *event, *known),
        [&writing, id = event->id, of = known->id] { return writing.editor().removeProperty(id, of); }};
}

} // namespace

int attributeListCommand(CliContext& context, const Arguments&)
{
    const Result<Reading> reading = openReading(context);
    if (!reading)
        return context.refuse(reading.error());
    QJsonArray list;
    for (const Attribute& attribute : reading->catalogue.attributes())
        list.append(attributeToJson(attribute));
    context.answer({{QStringLiteral("attributes"), list}}, attributesText(reading->catalogue.attributes()));
    return exitcode::done;
}

int attributeSetCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Writing> writing = openWriting(context);
    if (!writing)
        return context.refuse(writing.error());
    const Result<Attribute> saved = setAttribute(*writing, arguments);
    if (!saved)
        return context.refuse(saved.error());
    context.answer(attributeToJson(*saved), attributesText({*saved}));
    return exitcode::done;
}

int attributeRemoveCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Writing> writing = openWriting(context);
    if (!writing)
        return context.refuse(writing.error());
    const QString key = arguments.operands.first();
    if (const std::optional<Error> fault = fixedFault(key))
        return context.refuse(*fault);
    const Attribute* const known = writing->catalogue.attributeByKey(key);
    if (!known)
        return context.refuse(writing->catalogue.unknownAttribute(key, {}));
    return carryOut(context, arguments,
        {key, false, usesOfAttribute(*writing->writers.workspace, key), holdingsOf(*writing->writers.audience, *known),
            [&writing, id = known->id] { return writing->editor().removeAttribute(id); }});
}

int eventListCommand(CliContext& context, const Arguments&)
{
    const Result<Reading> reading = openReading(context);
    if (!reading)
        return context.refuse(reading.error());
    QJsonArray list;
    for (const EventName& event : reading->catalogue.events())
        list.append(eventToJson(event, reading->readers.zone));
    context.answer({{QStringLiteral("events"), list}}, eventsText(reading->catalogue.events(), reading->readers.zone));
    return exitcode::done;
}

int eventSetCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Writing> writing = openWriting(context);
    if (!writing)
        return context.refuse(writing.error());
    const Result<EventName> event = eventFrom(arguments, *writing);
    if (!event)
        return context.refuse(event.error());
    const bool drop = arguments.has(QStringLiteral("drop-unfitting"));
    using Unfitting = CatalogueEditor::Unfitting;
    const Result<void> saved = writing->editor().saveEvent(*event, drop ? Unfitting::Drop : Unfitting::Refuse);
    if (!saved)
        return context.refuse(saved.error());
    context.answer(eventToJson(*event, writing->zone), eventsText({*event}, writing->zone));
    return exitcode::done;
}

int eventRemoveCommand(CliContext& context, const Arguments& arguments)
{
    const QString property = QStringLiteral("property");
    const Result<Writing> writing = openWriting(context);
    if (!writing)
        return context.refuse(writing.error());
    const Result<Removal> removal = removalFromEvents(*writing, arguments.operands.first(), arguments.value(property));
    return removal ? carryOut(context, arguments, *removal) : context.refuse(removal.error());
}

} // namespace wd
