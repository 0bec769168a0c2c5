// What looking at all values of a column told of its type, as a sentence.
#pragma once

#include "models/audience/importing/importer.h"

namespace wd {

// Of values that are not what most are; empty when all are.
QString foundTypeText(const FoundType& found);

} // namespace wd
