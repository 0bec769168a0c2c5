#include "app/commandline/cli.h"
#include "app/language.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

#include <sys/stat.h>

int main(int argc, char** argv)
{
    ::umask(077); // what it writes holds people's data
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk"));
    wd::Language language;
    language.use({});
    QFile in;
    QFile out;
    QFile err;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly)
        || !err.open(stderr, QIODevice::WriteOnly))
        return 1;
    wd::CliIo io{in, out, err};
    wd::SystemClock clock;
    return wd::runCli(QCoreApplication::arguments().mid(1), io, clock);
}
