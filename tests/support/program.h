// The shipped programs as processes of their own.
#pragma once

#include <QMap>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace wd {

class Program {
public:
    using Variables = QMap<QString, QString>;

    // Starts webhook-desk-cli with these words.
    static Program cli(const QStringList& arguments, const Variables& variables = {});

    // Everything the program will read from its standard input.
    void giveInput(const QByteArray& input);
    bool isRunning() const;
    bool waitForEnd(int timeoutMs = 60'000);
    // SIGKILL, and waits until the process is gone.
    void kill();

    qint64 processId() const { return m_process->processId(); }
    int exitCode() const { return m_process->exitCode(); }
    QByteArray output() const { return m_process->readAllStandardOutput(); }
    QByteArray errorOutput() const { return m_process->readAllStandardError(); }

private:
    Program() = default;
    std::unique_ptr<QProcess> m_process;
};

// Writes a file of a test; ends the test program when it can't.
void writeFile(const QString& path, const QByteArray& content);

} // namespace wd
