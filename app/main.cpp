#include "app/application.h"
#include "app/logging.h"

#include <QApplication>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("webhook-desk"));
    QApplication::setOrganizationName(QStringLiteral("webhook-desk"));
    QApplication::setApplicationVersion(QStringLiteral(WD_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("webhook-desk"));
    wd::startLogging();
    wd::Application desk(application);
    desk.start();
    return QApplication::exec();
}
