// Rules of segments as sentences that people understand, in the language of the program.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QString>

namespace wd {

// One sentence part that names the people: "login users who did “add_to_cart” yesterday and whose VIP level is gold";
// everybody, and nobody, are named so. Labels stand in place of keys where there are any; whom missing values let pass,
// and that "fewer than" holds for those who never did, is said.
QString ruleSentence(const Rule& rule, UserKind kind, const Catalogue& catalogue);
// The same in a list of segments: of login users, as nearly all are for, only the clauses.
QString briefRuleSentence(const Rule& rule, UserKind kind, const Catalogue& catalogue);
// One condition of it, as a clause: "who did “add_to_cart” yesterday".
QString conditionText(const Rule& condition, const Catalogue& catalogue);

// Display names in the program's language; the key where none is given.
QString attributeLabel(const Attribute& attribute);
QString eventLabel(const EventName& event);
QString propertyLabel(const Property& property);
// The built-in ones are named by the program.
QString segmentLabel(const Segment& segment);

// That a segment of the other kind, named in a rule of this kind, holds none of its people.
QString otherKindText(const QString& segment, UserKind kind);

QString userKindText(UserKind kind);
QString attributeTypeText(AttributeType type);
QString operatorText(Operator op, AttributeType type);
QString periodText(const Period& period);

} // namespace wd
