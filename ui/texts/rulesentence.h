// Rules of segments as sentences that people understand, in the language of the program.
#pragma once

#include "models/audience/catalogue.h"

#include <QString>

namespace wd {

// "All of: vip = gold; did add_to_cart yesterday; did not order yesterday". A rule that selects everybody says so.
QString ruleSentence(const Rule& rule, const Catalogue& catalogue);

// Display names in the program's language; the key where none is given.
QString attributeLabel(const Attribute& attribute);
QString eventLabel(const EventName& event);
// The built-in ones are named by the program.
QString segmentLabel(const Segment& segment);

QString userKindText(UserKind kind);
QString attributeTypeText(AttributeType type);
QString operatorText(Operator op, AttributeType type);
QString periodText(const Period& period);

} // namespace wd
