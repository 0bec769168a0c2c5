#include "app/application.h"

#include "app/commandline/remotecontrol.h"
#include "app/receivermemory.h"
#include "app/sampleloader.h"
#include "models/workspace/workspace.h"
#include "models/workspace/workspacefiles.h"
#include "ui/mainwindow/loadingview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/shared/icons.h"
#include "ui/texts/errortexts.h"

#include <QApplication>
#include <QDir>

namespace wd {

namespace {

// Better the login's name beside what somebody changes than none; it can be changed at any time.
QString loginName()
{
    const QString name = qEnvironmentVariable("USER", qEnvironmentVariable("USERNAME"));
    return name.isEmpty() ? QDir::home().dirName() : name;
}

} // namespace

Application::Application(QApplication& application, const QString& folder)
    : m_application(application)
    , m_folder(folder)
    , m_receiver(m_clock)
    , m_opener(QStringLiteral("opener"))
{
    m_language.use(m_preferences.language());
    m_theme.setChoice(m_preferences.theme());
    m_theme.apply(application);
    QApplication::setWindowIcon(icon(QStringLiteral("program"))); // in its own colours: title bars follow no theme
    QApplication::setQuitOnLastWindowClosed(false);
    connect(&m_preferences, &UserPreferences::languageChanged, this, [this](const QString& language) {
        m_language.use(language);
        m_theme.apply(m_application);
        if (m_window)
            m_window->unsetLocale(); // a window keeps the one it was made with: months, days and numbers
    });
    connect(&m_preferences, &UserPreferences::themeChanged, &m_theme, &Theme::setChoice);
}

Application::~Application() = default;

void Application::start()
{
    m_window = std::make_unique<MainWindow>(m_preferences);
    connect(m_window.get(), &MainWindow::closed, this, &Application::quit);
    m_window->loading().showProgress(tr("Opening the workspace…"), -1);
    m_window->show();
    open(m_folder.isEmpty() && m_preferences.sampleOpen() ? WorkspaceChoice::Sample : WorkspaceChoice::Own);
}

void Application::open(WorkspaceChoice choice)
{
    if (m_closing)
        return;
    m_closing = true;
    QMetaObject::invokeMethod(
        this,
        [this, choice] {
            closeWorkspace([this, choice] {
                if (choice == WorkspaceChoice::FreshSample)
                    dropSample();
                else
                    openFiles(choice);
            });
        },
        Qt::QueuedConnection);
}

QString Application::folderOf(WorkspaceChoice choice) const
{
    if (choice == WorkspaceChoice::Sample)
        return sampleWorkspaceFolder();
    return m_folder.isEmpty() ? defaultWorkspaceFolder() : m_folder;
}

void Application::dropSample()
{
    const QString folder = sampleWorkspaceFolder();
    if (QDir(folder).removeRecursively())
        return openFiles(WorkspaceChoice::Sample);
    m_closing = false;
    showFailure({ErrorKind::FileUnwritable, {folder}, {}}, WorkspaceChoice::Sample);
}

// A workspace of an older version may take minutes: the window goes on.
void Application::openFiles(WorkspaceChoice choice)
{
    const QString folder = folderOf(choice);
    const bool existed = workspaceExists(folder);
    m_opener.ask([folder] { return WorkspaceFiles::open(folder, {}); }, this,
        [this, choice, existed](Result<WorkspaceFiles> files) {
            m_closing = false;
            if (m_quitting)
                m_application.quit();
            else
                enter(choice, std::move(files), existed);
        });
}

void Application::enter(WorkspaceChoice choice, Result<WorkspaceFiles> files, bool existed)
{
    const Result<void> opened
        = files ? openWorkspace(choice, std::move(files).value(), existed) : Result<void>(files.error());
    if (!opened) {
        if (opened.error().kind == ErrorKind::WorkspaceInUse)
            handOver(opened.error(), choice);
        else
            showFailure(opened.error(), choice);
        return;
    }
    if (m_folder.isEmpty())
        m_preferences.setSampleOpen(choice == WorkspaceChoice::Sample);
    if (choice == WorkspaceChoice::Sample)
        loadSample();
    else
        showDesk(routes::overview);
}

Result<void> Application::openWorkspace(WorkspaceChoice choice, WorkspaceFiles files, bool existed)
{
    const bool sample = choice == WorkspaceChoice::Sample;
    const QString folder = folderOf(choice);
    Result<std::unique_ptr<Workspace>> opened = Workspace::open(std::move(files), m_clock, m_keychain);
    if (opened && sample && existed && !SampleLoader::isComplete(**opened)) {
        // Loading it was cut off halfway: it holds nothing but half of the sample.
        std::move(opened).value().reset();
        QDir(folder).removeRecursively();
        opened = Workspace::open(folder, {}, m_clock, m_keychain);
    }
    if (!opened)
        return opened.error();
    m_workspace = std::move(opened).value();
    m_receiverMemory = std::make_unique<ReceiverMemory>(*m_workspace, m_receiver, sample ? sampleSecret() : Secret());
    if (SettingsService& settings = m_workspace->settings(); settings.value(settings::operatorName).isEmpty())
        settings.setValue(settings::operatorName, m_operator.isEmpty() ? loginName() : m_operator);
    connect(m_receiverMemory.get(), &ReceiverMemory::failed, m_workspace.get(), &Workspace::failed);
    m_remote = std::make_unique<RemoteControl>(*m_workspace, folder, [this] { raiseWindow(); });
    return {};
}

void Application::handOver(const Error& error, WorkspaceChoice choice)
{
    askToRaise(error.arguments.value(0), this, [this, error, choice](const Result<void>& raised) {
        if (raised)
            quit();
        else
            showFailure(error, choice);
    });
}

void Application::raiseWindow()
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->activateWindow();
}

void Application::loadSample()
{
    const bool isNew = !SampleLoader::isComplete(*m_workspace);
    m_sample = std::make_unique<SampleLoader>(*m_workspace, m_receiver);
    connect(m_sample.get(), &SampleLoader::progressed, this,
        [this](const QString& text, int permille) { m_window->loading().showProgress(text, permille); });
    connect(m_sample.get(), &SampleLoader::portTaken, this, [this](quint16 port) {
        m_window->loading().showError(
            tr("Another program uses port %1, where the sample's receiver listens. End that program and start again, "
               "or let the receiver have another port: the sample's channels follow it.")
                .arg(port),
            tr("Use another port"), [this] { m_sample->useAnotherPort(); });
    });
    connect(m_sample.get(), &SampleLoader::finished, this, [this, isNew](const Result<void>& done) {
        m_sample.release()->deleteLater();
        if (done)
            showDesk(isNew ? routes::campaigns : routes::overview);
        else
            showFailure(done.error(), WorkspaceChoice::Sample);
    });
    m_sample->start();
}

void Application::showDesk(const QString& route)
{
    const PageContext context{
        .workspace = *m_workspace,
        .theme = m_theme,
        .preferences = m_preferences,
        .receiver = m_receiver,
        .openWorkspace = [this](WorkspaceChoice choice) { open(choice); },
        .navigate = {},
        .back = {},
        .showSidePanel = {},
        .sidePanel = {},
        .toast = {},
    };
    m_window->showDesk(context, route);
    if (const Result<void> listens = m_receiverMemory->resume(); !listens)
        emit m_workspace->failed(listens.error());
    m_workspace->startSending();
}

void Application::showFailure(const Error& error, WorkspaceChoice retry)
{
    const bool sample = retry == WorkspaceChoice::Sample;
    m_preferences.setSampleOpen(false);
    m_window->loading().showError(errorText(error), sample ? tr("Open my own workspace") : tr("Try again"),
        [this] { open(WorkspaceChoice::Own); });
}

void Application::closeWorkspace(std::function<void()> then)
{
    if (m_workspace)
        m_operator = m_workspace->settings().value(settings::operatorName);
    m_window->closeDesk();
    m_window->loading().showProgress(tr("Opening the workspace…"), -1);
    m_sample.reset();
    m_remote.reset();
    m_receiverMemory.reset();
    // The receiver inside the program answers requests that are under way.
    const auto closed = [this, then = std::move(then)] {
        m_workspace.reset();
        m_receiver.stop();
        then();
    };
    if (m_workspace)
        m_workspace->close(closed);
    else
        closed();
}

void Application::quit()
{
    m_quitting = true;
    m_window->hide();
    if (m_closing)
        return;
    m_closing = true;
    closeWorkspace([this] { m_application.quit(); });
}

} // namespace wd
