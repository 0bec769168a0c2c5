// The whole window on a new workspace, with a local receiver: for tests of channel pages and the test panel.
#pragma once

#include "models/channels/channelrules.h"
#include "models/receiver/receiver.h"
#include "models/workspace/workspace.h"
#include "ui/mainwindow/deskview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/settings/userpreferences.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/statepill.h"
#include "ui/shared/theme.h"

#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace wd {

class ChannelDesk {
public:
    ChannelDesk()
        : window(preferences)
    {
        auto opened = Workspace::open(folder.path(), QStringLiteral("Asia/Shanghai"), clock, keychain);
        if (!opened)
            qFatal("no workspace");
        workspace = std::move(opened).value();
        workspace->channels().setOperator(QStringLiteral("小雪"));
        window.showDesk({.workspace = *workspace,
            .theme = theme,
            .preferences = preferences,
            .receiver = receiver,
            .openWorkspace = [](WorkspaceChoice) {},
            .navigate = {},
            .back = {},
            .showSidePanel = {},
            .sidePanel = {},
            .toast = {}});
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
    }
    ~ChannelDesk() { window.closeDesk(); }

    void open(const QString& route, const QVariantMap& arguments = {})
    {
        window.findChild<DeskView*>()->navigate(route, arguments);
        QCoreApplication::processEvents();
    }

    // Starts the receiver; its address. With a secret it refuses what is not signed with it.
    QString listen(int status = 200, const QByteArray& secret = {})
    {
        ReceiverOptions options;
        options.status = status;
        options.secret = Secret(secret);
        options.checkSignature = !secret.isEmpty();
        const Result<quint16> port = receiver.start(options);
        return port ? QStringLiteral("http://127.0.0.1:%1/hook").arg(*port) : QString();
    }

    Channel save(const QString& name, const QString& url)
    {
        Channel channel;
        channel.name = name;
        channel.spec = presetFor(Purpose::Coupons);
        channel.spec.environment = Environment::Test;
        channel.spec.url = url;
        std::optional<Channel> saved;
        workspace->channels().save(channel, workspace.get(), [&](const Result<Channel>& answer) {
            if (answer)
                saved = *answer;
            else
                qWarning("not saved: %s", qPrintable(answer.error().where));
        });
        if (!QTest::qWaitFor([&] { return saved.has_value(); }))
            qFatal("no channel");
        return *saved;
    }

    QList<Channel> channels()
    {
        std::optional<QList<Channel>> all;
        workspace->channels().list(
            workspace.get(), [&](const Result<QList<Channel>>& answer) { all = answer ? *answer : QList<Channel>(); });
        if (!QTest::qWaitFor([&] { return all.has_value(); }))
            qFatal("no list");
        return *all;
    }

    // The one that can be seen, if any.
    template <typename T> T* find(const QString& name) const
    {
        for (T* widget : window.findChildren<T*>(name))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }

    void click(const QString& name) const
    {
        auto* button = find<QAbstractButton>(name);
        if (!button)
            qFatal("no button %s", qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    // A step of a row: its button, or the entry of the menu at its end; false: there is none.
    static bool step(const QWidget* actions, const QString& name)
    {
        if (auto* button = actions->findChild<QAbstractButton*>(name)) {
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        }
        auto* more = actions->findChild<QPushButton*>(QStringLiteral("moreActions"));
        auto* menu = more ? more->findChild<QMenu*>() : nullptr;
        QAction* const entry = menu ? menu->findChild<QAction*>(name) : nullptr;
        if (!entry)
            return false;
        QTest::mouseClick(more, Qt::LeftButton);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
        return true;
    }

    // Types a name into the file dialog that is open.
    void giveFile(const QString& dialog, const QString& path) const
    {
        QPointer<QFileDialog> files;
        const bool open = QTest::qWaitFor([&] { return (files = find<QFileDialog>(dialog)) != nullptr; });
        auto* name = open ? files->findChild<QLineEdit*>(QStringLiteral("fileNameEdit")) : nullptr;
        if (!name || !QTest::qWaitForWindowActive(files))
            qFatal("no file dialog");
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, path);
        // What completes the name takes the first Return.
        const bool taken = QTest::qWaitFor([&] {
            if (files && files->isVisible())
                QTest::keyClick(name, Qt::Key_Return);
            return !files || !files->isVisible();
        });
        if (!taken)
            qFatal("%s is not taken", qPrintable(path));
    }

    // Of the last test: its verdict once it is there, or why there is none.
    QString verdict() const
    {
        if (const auto* message = find<InlineMessage>(QStringLiteral("testMessage")))
            return message->text();
        const auto* pill = find<StatePill>(QStringLiteral("testVerdict"));
        return pill ? pill->text() : QString();
    }

    QTemporaryDir folder;
    SystemClock clock;
    Keychain keychain;
    Theme theme;
    UserPreferences preferences;
    Receiver receiver{clock};
    std::unique_ptr<Workspace> workspace;
    MainWindow window;
};

} // namespace wd
