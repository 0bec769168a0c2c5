// 测试效果: one real request, its progress and its verdict beside the form it belongs to.
#pragma once

#include "models/sending/testrun.h"
#include "ui/testing/lasttest.h"

#include <QPointer>
#include <QUuid>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

namespace wd {

class Receiver;
class Workspace;

// What a page wants tested, as its form stands now.
struct TestSubject {
    ChannelSpec channel;
    QString channelName;
    QString campaignName; // empty in a channel test
    QMap<QString, QString> parameters; // template parameter → value
    Secret secret; // typed, not saved
    std::optional<QUuid> storedSecret; // else: the saved channel whose secret in the keychain is used
    qint64 savedChannel = 0; // 0: it is not stored yet
    bool unsaved = false; // it sends otherwise now than it is tested
    QUuid channelUuid; // null: not stored yet
    QUuid campaignUuid; // null: not stored yet, or none is tested
};

// Lives in the frame's side panel; pages come and go. Runs one test at a time and keeps the last reports.
class TestPanel final : public QWidget {
    Q_OBJECT
public:
    TestPanel(Workspace& workspace, Receiver& receiver, QWidget* parent = nullptr);
    ~TestPanel() override;

    // Where the subject comes from at each test; nothing = the form is not ready, and `why` says what is missing.
    // The source is dropped with its page.
    using Source = std::function<std::optional<TestSubject>(QString& why)>;
    void setSource(QObject* page, Source source);

    // As if 测试效果 were clicked.
    void start();
    void stop();
    bool isRunning() const;

signals:
    // A test began (unfinished), and ended, for pages whose form it is about; nothing: with a plain success.
    void tested(const std::optional<wd::PoorTest>& poor);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace wd
