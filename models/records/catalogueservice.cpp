#include "models/records/catalogueservice.h"

#include "models/audience/catalogue/occurringvalues.h"

#include <QPointer>

namespace wd {

namespace {
constexpr int valuesOffered = 200;
}

CatalogueService::CatalogueService(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void CatalogueService::setZone(const QTimeZone& zone)
{
    m_zone = zone;
}

void CatalogueService::read(QObject* receiver, std::function<void(Result<Catalogue>)> then)
{
    m_parts.counts.ask([](Database& audience) { return Catalogue::load(audience); }, receiver, std::move(then));
}

void CatalogueService::values(
    const Attribute& attribute, QObject* receiver, std::function<void(Result<QStringList>)> then)
{
    m_parts.counts.ask(
        [attribute, zone = m_zone](
            Database& audience) { return CatalogueEditor(audience, zone).valuesOf(attribute, valuesOffered); },
        receiver, std::move(then));
}

void CatalogueService::values(
    const EventName& event, const Property& property, QObject* receiver, std::function<void(Result<QStringList>)> then)
{
    m_parts.counts.ask([event = event.key, property = property.key](
                           Database& audience) { return occurringValues(audience, event, property, valuesOffered); },
        receiver, std::move(then));
}

void CatalogueService::eventCounts(QObject* receiver, std::function<void(Result<QHash<QString, qint64>>)> then)
{
    m_parts.counts.ask([](Database& audience) { return wd::eventCounts(audience); }, receiver, std::move(then));
}

void CatalogueService::uses(
    const Attribute& attribute, QObject* receiver, std::function<void(Result<QList<AudienceUse>>)> then)
{
    m_parts.reader.ask([key = attribute.key](Database& workspace) { return usesOfAttribute(workspace, key); }, receiver,
        std::move(then));
}

void CatalogueService::hindrance(
    const Attribute& before, const Attribute& after, QObject* receiver, std::function<void(Result<Hindrance>)> then)
{
    m_parts.reader.ask(
        [before, after](Database& workspace) -> Result<Hindrance> {
            const Result<QList<AudienceUse>> uses = hindering(workspace, before, after);
            if (!uses)
                return uses.error();
            const Result<QStringList> lost = lostChoices(workspace, before, after);
            if (!lost)
                return lost.error();
            return Hindrance{*uses, *lost};
        },
        receiver, std::move(then));
}

void CatalogueService::uses(
    const EventName& event, QObject* receiver, std::function<void(Result<QList<AudienceUse>>)> then)
{
    m_parts.reader.ask(
        [key = event.key](Database& workspace) { return usesOfEvent(workspace, key); }, receiver, std::move(then));
}

void CatalogueService::uses(const EventName& event, const Property& property, QObject* receiver,
    std::function<void(Result<QList<AudienceUse>>)> then)
{
    m_parts.reader.ask(
        [name = event.key, key = property.key](Database& workspace) { return usesOfProperty(workspace, name, key); },
        receiver, std::move(then));
}

void CatalogueService::uses(const QList<Attribute>& attributes, const QList<EventName>& events, QObject* receiver,
    std::function<void(Result<QList<AudienceUse>>)> then)
{
    m_parts.reader.ask(
        [attributes, events](Database& workspace) -> Result<QList<AudienceUse>> {
            QList<AudienceUse> all;
            const auto add = [&all](const Result<QList<AudienceUse>>& uses) {
                for (const AudienceUse& use : uses ? *uses : QList<AudienceUse>())
                    if (!all.contains(use))
                        all += use;
                return uses ? Result<void>() : Result<void>(uses.error());
            };
            for (const Attribute& attribute : attributes)
                if (const Result<void> added = add(usesOfAttribute(workspace, attribute.key)); !added)
                    return added.error();
            for (const EventName& event : events)
                if (const Result<void> added = add(usesOfEvent(workspace, event.key)); !added)
                    return added.error();
            return all;
        },
        receiver, std::move(then));
}

void CatalogueService::change(Change change, QObject* receiver, std::function<void(Result<void>)> then)
{
    const QPointer<QObject> listener(receiver);
    m_parts.audience.ask(
        [change = std::move(change), zone = m_zone](Database& audience) {
            CatalogueEditor editor(audience, zone);
            return change(editor);
        },
        this,
        [this, listener, then = std::move(then)](const Result<void>& done) {
            if (done)
                emit changed();
            if (listener)
                then(done);
        });
}

void CatalogueService::changeUnused(Uses uses, Change change, QObject* receiver, std::function<void(Result<void>)> then)
{
    const QPointer<QObject> listener(receiver);
    m_parts.reader.ask([uses = std::move(uses)](Database& workspace) { return refuseUsed(uses(workspace)); }, this,
        [this, listener, change = std::move(change), then = std::move(then)](const Result<void>& unused) mutable {
            if (!listener)
                return;
            unused ? this->change(std::move(change), listener, std::move(then)) : then(unused);
        });
}

void CatalogueService::save(const Attribute& attribute, CatalogueEditor::Unfitting unfitting, QObject* receiver,
    std::function<void(Result<Attribute>)> then)
{
    const auto saved = std::make_shared<Attribute>(attribute);
    const Change change = [saved, unfitting](CatalogueEditor& editor) -> Result<void> {
        const Result<Attribute> answer = editor.save(*saved, unfitting);
        if (!answer)
            return answer.error();
        *saved = *answer;
        return {};
    };
    const auto answer = [saved, then = std::move(then)](
                            const Result<void>& done) { then(done ? Result<Attribute>(*saved) : done.error()); };
    if (attribute.id == 0)
        return this->change(change, receiver, answer);
    const QPointer<QObject> listener(receiver);
    read(this, [this, attribute, change, answer, listener](const Result<Catalogue>& catalogue) {
        if (!listener)
            return;
        if (!catalogue)
            return answer(catalogue.error());
        const Attribute* const known = catalogue->attributeByKey(attribute.key);
        if (!known)
            return this->change(change, listener, answer);
        changeUnused(
            [before = *known, after = attribute](Database& workspace) { return hindering(workspace, before, after); },
            change, listener, answer);
    });
}

void CatalogueService::saveEvent(const EventName& event, QObject* receiver, std::function<void(Result<void>)> then)
{
    change([event](CatalogueEditor& editor) { return editor.saveEvent(event); }, receiver, std::move(then));
}

void CatalogueService::removeAttribute(
    const Attribute& attribute, QObject* receiver, std::function<void(Result<void>)> then)
{
    changeUnused([key = attribute.key](Database& workspace) { return usesOfAttribute(workspace, key); },
        [id = attribute.id](CatalogueEditor& editor) { return editor.removeAttribute(id); }, receiver, std::move(then));
}

void CatalogueService::removeEvent(const EventName& event, QObject* receiver, std::function<void(Result<void>)> then)
{
    changeUnused([key = event.key](Database& workspace) { return usesOfEvent(workspace, key); },
        [id = event.id](CatalogueEditor& editor) { return editor.removeEvent(id); }, receiver, std::move(then));
}

void CatalogueService::removeProperty(
    const EventName& event, const Property& property, QObject* receiver, std::function<void(Result<void>)> then)
{
    changeUnused(
        [name = event.key, key = property.key](Database& workspace) { return usesOfProperty(workspace, name, key); },
        [eventId = event.id, id = property.id](CatalogueEditor& editor) { return editor.removeProperty(eventId, id); },
        receiver, std::move(then));
}

} // namespace wd
