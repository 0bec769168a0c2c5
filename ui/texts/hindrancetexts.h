// What keeps people from being sent to, in the user's language: the same words on every page.
#pragma once

#include "models/scheduling/hindrance.h"

#include <QString>
#include <QTimeZone>

namespace wd {

// "Waiting for a retry": the state of whatever is hindered.
QString hindranceState(const Hindrance& hindrance);
// Behind the state, in a few words: why, and when it goes on.
QString hindranceNote(const Hindrance& hindrance, UtcMs now, const QTimeZone& zone);
// Whole sentences: why, since when, how many people wait, what happens next.
QString hindranceText(const Hindrance& hindrance, UtcMs now, const QTimeZone& zone);

} // namespace wd
