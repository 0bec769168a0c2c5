#include "tests/support/suite.h"

#ifdef QT_WIDGETS_LIB
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

#include <QFileInfo>
#include <QMap>
#include <QTest>

#include <cstdio>

namespace {

using Tests = QMap<QString, std::function<std::unique_ptr<QObject>()>>;

Tests& tests()
{
    static Tests all;
    return all;
}

} // namespace

bool wd::registerTest(const char* file, std::function<std::unique_ptr<QObject>()> make)
{
    tests().insert(QFileInfo(QString::fromUtf8(file)).baseName(), std::move(make));
    return true;
}

// usage: PROGRAM tst_name [Qt Test's own arguments]
int main(int argc, char** argv)
{
    Application application(argc, argv);
    QStringList arguments = application.arguments();
    const QString name = arguments.size() > 1 ? arguments.takeAt(1) : QString();
    const auto make = tests().value(name);
    if (!make) {
        const QString known = QStringList(tests().keys()).join(u' ');
        std::fprintf(stderr, "no such test: \"%s\"; known: %s\n", qPrintable(name), qPrintable(known));
        return 2;
    }
    return QTest::qExec(make().get(), arguments);
}
