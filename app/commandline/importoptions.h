// The options of import people and import events.
#pragma once

#include "app/commandline/arguments.h"
#include "models/audience/importing/importer.h"

namespace wd {

ArgumentRules importRules(ImportKind kind);
// Without what needs the workspace's zone. BadValue, NotOneOf, NotBuilt.
Result<ImportOptions> importOptions(const Arguments& arguments, ImportKind kind);

} // namespace wd
