// What uses an attribute, an event or a property: segments, channels and campaigns.
#pragma once

#include "models/audience/importing/history/brought.h"

#include <QString>

namespace wd {

class Database;

struct AudienceUse {
    enum class Kind { Segment, Channel, Campaign };
    Kind kind = Kind::Segment;
    qint64 id = 0;
    QString name;
    bool operator==(const AudienceUse&) const = default;
};

// Each works on a connection to workspace.db, in its thread, and looks at what is not deleted; a campaign counts until
// it is finished. Errors: DatabaseFailed.
Result<QList<AudienceUse>> usesOfAttribute(Database& workspace, const QString& key);
// What uses an attribute so that the change would leave it wrong: everything for another type, segments that name one
// of the choices which are gone for fewer of them.
Result<QList<AudienceUse>> hindering(Database& workspace, const Attribute& before, const Attribute& after);
// Those of the choices which the change takes away that a segment names.
Result<QStringList> lostChoices(Database& workspace, const Attribute& before, const Attribute& after);
Result<QList<AudienceUse>> usesOfEvent(Database& workspace, const QString& event);
Result<QList<AudienceUse>> usesOfProperty(Database& workspace, const QString& event, const QString& property);

// What nothing uses.
Result<Brought> unusedOf(Database& workspace, const Brought& brought);

// None when nothing uses it, else InUse with the names.
Result<void> refuseUsed(const Result<QList<AudienceUse>>& uses);

} // namespace wd
