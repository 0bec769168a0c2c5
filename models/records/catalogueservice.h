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

    using Change = std::function<Result<void>(CatalogueEditor&)>;

    explicit CatalogueService(const Parts& parts, QObject* parent = nullptr);

    void setZone(const QTimeZone& zone);

    void read(QObject* receiver, std::function<void(Result<Catalogue>)> then);
    // The values people have of an attribute, the most frequent first: to make a choice of them.
    void values(const Attribute& attribute, QObject* receiver, std::function<void(Result<QStringList>)> then);
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
    void uses(const EventName& event, QObject* receiver, std::function<void(Result<QList<AudienceUse>>)> then);
    void uses(const EventName& event, const Property& property, QObject* receiver,
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
