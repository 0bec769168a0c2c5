// People, their values and what they did, in words.
#pragma once

#include "models/audience/catalogue/peoplesearch.h"
#include "models/records/audienceuse.h"

#include <QString>
#include <QTimeZone>

namespace wd {

// A value of an attribute or a property: days, and times in the zone, as everywhere; yes or no; empty for none.
QString valueText(const QVariant& value, const QTimeZone& zone);
// "Product: mug · Amount: 128"
QString propertiesText(const PersonEvent& event, const Catalogue& catalogue, const QTimeZone& zone);
// As propertiesText(), a line for each.
QString propertyLines(const PersonEvent& event, const Catalogue& catalogue, const QTimeZone& zone);

// The attributes by which people recognise each other, the best first: names, then phone and e-mail, then other texts.
QList<Attribute> tellingAttributes(const Catalogue& catalogue, qsizetype limit);
// The name where there is one, else the login id, else the visitor id.
QString personTitle(const Person& person, const Catalogue& catalogue);

// "Segments: gold members\nChannels: coupons": a line for each kind.
QString usesText(const QList<AudienceUse>& uses);

} // namespace wd
