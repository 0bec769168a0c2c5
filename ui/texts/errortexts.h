// Errors in the user's language: what is wrong, where, and what would be right.
#pragma once

#include "models/base/error.h"

#include <QString>

namespace wd {

// One or two whole sentences, led by the place when the error has one.
QString errorText(const Error& error);

} // namespace wd
