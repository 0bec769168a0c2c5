// Sends what Qt and the program log to a file in the user's data folder as well as to the terminal.
#pragma once

#include <QString>

namespace wd {

// Once, at start, after the application's name is set. The file starts anew at 1 MB; the one before is kept.
void startLogging();

QString logFile();

} // namespace wd
