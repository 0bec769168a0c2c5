// The command line as a library function: what webhook-desk-cli does, with its streams and clock given.
#pragma once

#include "models/base/clock.h"

#include <QStringList>

class QIODevice;

namespace wd {

struct CliIo {
    QIODevice& in;
    QIODevice& out;
    QIODevice& err;
};

// `args` without the program's name. The answer is the exit code: 0 done, 1 something failed, 2 bad input, 3 workspace
// in use. Runs in the main thread, beside a QCoreApplication.
int runCli(const QStringList& args, CliIo& io, Clock& clock);

} // namespace wd
