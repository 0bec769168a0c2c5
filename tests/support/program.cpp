#include "tests/support/program.h"

#include <QFile>

namespace wd {

Program Program::cli(const QStringList& arguments, const Variables& variables)
{
    Program program;
    program.m_process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (auto variable = variables.cbegin(); variable != variables.cend(); ++variable)
        environment.insert(variable.key(), variable.value());
    program.m_process->setProcessEnvironment(environment);
    program.m_process->start(QStringLiteral(WD_CLI), arguments);
    program.m_process->waitForStarted();
    return program;
}

void Program::giveInput(const QByteArray& input)
{
    m_process->write(input);
    m_process->closeWriteChannel();
}

bool Program::isRunning() const
{
    // Notices the end without an event loop.
    m_process->waitForFinished(0);
    return m_process->state() != QProcess::NotRunning;
}

bool Program::waitForEnd(int timeoutMs)
{
    return m_process->state() == QProcess::NotRunning || m_process->waitForFinished(timeoutMs);
}

void Program::kill()
{
    m_process->kill();
    m_process->waitForFinished();
}

void writeFile(const QString& path, const QByteArray& content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s can't be written", qPrintable(path));
}

} // namespace wd
