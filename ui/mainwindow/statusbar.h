// The line at the foot: whether sending is on, what comes next, what waits and what failed, and 全部暂停.
#pragma once

#include <QFrame>
#include <QTimer>
#include <QVariantMap>

class QPushButton;

namespace wd {

class DeskStatus;
class ElidedLabel;
class StatePill;
class Workspace;

class StatusBar final : public QFrame {
    Q_OBJECT
public:
    StatusBar(const Workspace& workspace, DeskStatus& status, QWidget* parent = nullptr);

signals:
    void navigationRequested(const QString& route, const QVariantMap& arguments);

private:
    void showStatus();
    void showHindrance();
    QString nextText() const;

    const Workspace& m_workspace;
    DeskStatus& m_status;
    StatePill* m_sending;
    ElidedLabel* m_next;
    QPushButton* m_hindered;
    QPushButton* m_queued;
    QPushButton* m_failed;
    QPushButton* m_uncertain;
    QPushButton* m_pause;
    QTimer m_minute; // "today 11:00" grows old by itself
};

} // namespace wd
