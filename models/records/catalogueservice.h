// The catalogue of attributes and events for the window: what it holds, changes to it, and what uses what.
#pragma once

#include "models/audience/catalogue/catalogueeditor.h"
#include "models/records/audienceuse.h"
#include "models/storage/databaseworker.h"

namespace wd {

// Answers come in the receiver's thread. Changes wait in line behind an import that runs.
class CatalogueService final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        DatabaseWorker& audience; // audience.db, for writing
        DatabaseWorker& counts; // audience.db, for reading
        DatabaseWorker& reader; // workspace.db
    };

    struct Hindrance {
        QList<AudienceUse> uses;
        QStringList choices;
    };

    using Change = std::function<Result<void>(CatalogueEditor&)>;

    explicit CatalogueService(const Parts& parts, QObject* parent = nullptr);

    void setZone(const QTimeZone& zone);

    void read(QObject* receiver, std::function<void(Result<Catalogue>)> then);
    // The values people have of an attribute, the most frequent first: to make a choice of them.
    void values(const Attribute& attribute, QObject* receiver, std::function<void(Result<QStringList>)> then);
    // The same of a property with texts, in the latest events.
    void values(const EventName& event, const Property& property, QObject* receiver,
        std::function<void(Result<QStringList>)> then);
    // How many events there are of each kind, by its key.
    void eventCounts(QObject* receiver, std::function<void(Result<QHash<QString, qint64>>)> then);
    // Errors of CatalogueEditor::save(); InUse for what something uses: see hindering().
    void save(const Attribute& attribute, CatalogueEditor::Unfitting unfitting, QObject* receiver,
        std::function<void(Result<Attribute>)> then);
    // Any change, in the audience's thread.
    void change(Change change, QObject* receiver, std::function<void(Result<void>)> then);
    void saveEvent(const EventName& event, QObject* receiver, std::function<void(Result<void>)> then);
    // InUse, with names, while something uses it.
    void removeAttribute(const Attribute& attribute, QObject* receiver, std::function<void(Result<void>)> then);
    void removeEvent(const EventName& event, QObject* receiver, std::function<void(Result<void>)> then);
    void removeProperty(
        const EventName& event, const Property& property, QObject* receiver, std::function<void(Result<void>)> then);
    void uses(const Attribute& attribute, QObject* receiver, std::function<void(Result<QList<AudienceUse>>)> then);
    // What hinders the change, and those of its choices that go and are named: see hindering() and lostChoices().
    void hindrance(const Attribute& before, const Attribute& after, QObject* receiver,
        std::function<void(Result<Hindrance>)> then);
    void uses(const EventName& event, QObject* receiver, std::function<void(Result<QList<AudienceUse>>)> then);
    void uses(const EventName& event, const Property& property, QObject* receiver,
        std::function<void(Result<QList<AudienceUse>>)> then);
    // Of any of them; each once.
    void uses(const QList<Attribute>& attributes, const QList<EventName>& events, QObject* receiver,
        std::function<void(Result<QList<AudienceUse>>)> then);

signals:
    void changed();

private:
    using Uses = std::function<Result<QList<AudienceUse>>(Database&)>;

    // Changes what nothing uses.
    void changeUnused(Uses uses, Change change, QObject* receiver, std::function<void(Result<void>)> then);

    Parts m_parts;
    QTimeZone m_zone = QTimeZone::utc();
};

} // namespace wd
