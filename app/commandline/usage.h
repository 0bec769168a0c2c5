// How the commands are written: the texts that help and errors show.
#pragma once

#include <QString>

namespace wd {

QString usage();
// The line of one command ("campaign online"), or the whole usage when there is no such command.
QString usageOf(const QString& command);

} // namespace wd
