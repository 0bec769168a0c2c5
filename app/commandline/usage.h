// How the commands are written and what each does: the texts that help and errors show.
#pragma once

#include <QString>

namespace wd {

// Every command in a line, and the folder that is used without --workspace.
QString usage(const QString& defaultFolder);

// One command ("campaign online") with all it takes, or all commands of a group ("campaign"); empty when there is none.
QString usageOf(const QString& command);

// Asks for the command's operand of that number, from 1.
QString operandWanted(const QString& command, int number);

// Where to read on after an error.
QString helpHint();

// What is said about words that are no command: the nearest one, or what may follow the first of them.
QString unknownCommand(const QString& given);

} // namespace wd
