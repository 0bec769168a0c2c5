// The options of commands that read a table: import people, import events, list create.
#pragma once

#include "app/commandline/arguments.h"
#include "models/audience/importing/importer.h"

namespace wd {

// Options about the file of a table; noHeaderOption() is the switch among them.
const QStringList& tableOptionNames();
const QString& noHeaderOption();
Result<TableOptions> tableOptions(const Arguments& arguments); // BadValue

const QMap<QString, AttributeType>& attributeTypeNames();
// Of times without an offset, where it is not the workspace's.
const QString& zoneOption();

// The switch that writes nothing.
const QString& dryRunOption();

ArgumentRules importRules(ImportKind kind);
ArgumentRules listRules();
// Without what needs the workspace's zone, which holds when there is no zoneOption(). BadValue, NotOneOf, NotBuilt.
Result<ImportOptions> importOptions(const Arguments& arguments, ImportKind kind);

} // namespace wd
