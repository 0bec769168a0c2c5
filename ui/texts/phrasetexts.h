// The words among an error's arguments, in the interface's language.
#pragma once

#include <QString>

namespace wd {

// A phrase of models/ in the user's words; what is no phrase stays as it is.
QString phraseText(const QString& argument);

// A code of models/ (a field, a kind of object, an action, a state), or several with commas between; an unknown one,
// such as a path in a document, stays as it is.
QString nameText(const QString& codes);

} // namespace wd
