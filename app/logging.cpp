#include "app/logging.h"

#include <QDir>
#include <QFile>
#include <QMutex>
#include <QStandardPaths>

#include <cstdio>

namespace wd {

namespace {

constexpr qint64 largestBytes = 1'000'000;

QMutex mutex;
QFile file;

void startAnew()
{
    const QString before = file.fileName() + QStringLiteral(".1");
    file.close();
    QFile::remove(before);
    QFile::rename(file.fileName(), before);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        std::fprintf(stderr, "the log can't be written\n");
}

void write(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    const QByteArray line = qFormatLogMessage(type, context, message).toUtf8() + '\n';
    const QMutexLocker lock(&mutex);
    std::fputs(line.constData(), stderr);
    if (!file.isOpen())
        return;
    if (file.size() > largestBytes)
        startAnew();
    file.write(line);
    file.flush();
}

} // namespace

QString logFile()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("webhook-desk/log/webhook-desk.log"));
}

void startLogging()
{
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-ddThh:mm:ss.zzz} %{type} %{category}: %{message}"));
    QDir().mkpath(QFileInfo(logFile()).path());
    file.setFileName(logFile());
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        qWarning("the log %s can't be written", qPrintable(logFile()));
    qInstallMessageHandler(write);
}

} // namespace wd
