// The longest time in which the window could not have answered while it imports: importstalls FILE.csv imports people
// by the import page; a timer of 1 ms tells how late it is. Prints the longest delays; more than 50 ms is a failure.
#include "tests/gui/importdesk.h"

#include <QApplication>
#include <QSettings>

#include <algorithm>
#include <cstdio>

using namespace wd;

namespace {

constexpr qint64 allowedMs = 50;

class Probe {
public:
    Probe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { m_delays.append(m_since.restart()); });
        m_since.start();
        m_timer.start(1);
    }
    // In milliseconds, the longest first.
    QList<qint64> delays()
    {
        std::sort(m_delays.begin(), m_delays.end(), std::greater<>());
        return m_delays;
    }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    QList<qint64> m_delays;
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    if (argc != 2)
        qFatal("importstalls FILE.csv");
    const QTemporaryDir preferences;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, preferences.path());
    const ImportDesk desk;
    desk.choose(QString::fromLocal8Bit(argv[1]));
    if (!desk.isRead())
        qFatal("%s can't be read", argv[1]);
    QElapsedTimer timer;
    timer.start();
    Probe probe;
    desk.press(QStringLiteral("startImport"));
    while (desk.counted(QStringLiteral("Added")).isEmpty())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const QList<qint64> delays = probe.delays();
    std::printf(
        "%s people added in %.1f s; %d turns of the event loop, the longest %lld, %lld, %lld ms (at most %lld)\n",
        qPrintable(desk.counted(QStringLiteral("Added"))), double(timer.elapsed()) / 1e3, int(delays.size()),
        delays.value(0), delays.value(1), delays.value(2), allowedMs);
    return delays.value(0) > allowedMs ? 1 : 0;
}
