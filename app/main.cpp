#include "app/application.h"
#include "app/logging.h"

#include <QApplication>
#include <QDir>
#include <QStandardPaths>

#include <cstdio>
#include <cstring>

#include <sys/stat.h>

namespace {
constexpr const char* usage = "Usage: webhook-desk [--help] [--version] [--workspace DIR]";
}

int main(int argc, char** argv)
{
    // Asked for where there may be no display.
    const auto asks = [&](const char* word) { return argc == 2 && std::strcmp(argv[1], word) == 0; };
    if (asks("--version")) {
        std::puts("Webhook Desk " WD_VERSION);
        return 0;
    }
    if (asks("--help") || asks("-h")) {
        std::printf("Webhook Desk " WD_VERSION "\n%s\n", usage);
        return 0;
    }
    ::umask(077); // what it writes holds people's data
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("webhook-desk"));
    QApplication::setOrganizationName(QStringLiteral("webhook-desk"));
    QApplication::setApplicationVersion(QStringLiteral(WD_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("webhook-desk"));
    const QStringList words = QApplication::arguments().mid(1); // Qt has taken its own
    const bool namesFolder = words.size() == 2 && words.first() == u"--workspace";
    if (!words.isEmpty() && !namesFolder) {
        std::fprintf(stderr, "%s: not known. %s\n", qPrintable(words.first()), usage);
        return 2;
    }
    const QString folder = namesFolder ? QDir(words.last()).absolutePath() : QString();
    // Where a dialog for a file begins until one was chosen.
    if (!QDir::setCurrent(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)))
        QDir::setCurrent(QDir::homePath());
    wd::startLogging();
    wd::Application desk(application, folder);
    desk.start();
    return QApplication::exec();
}
