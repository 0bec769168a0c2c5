// Keeps what a workspace's local test receiver was set to: port, signature check and whether it ran in its settings,
// the secret in the keychain.
#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"

#include <QObject>
#include <QTimer>
#include <QUuid>

namespace wd {

class Receiver;
class Workspace;

// Lives in the main thread, as long as the workspace is open. Sets the receiver, which is at rest, as it was; notes
// what is changed from then on.
class ReceiverMemory final : public QObject {
    Q_OBJECT
public:
    // `first`: the secret that is checked until the operator enters another; empty: none is.
    ReceiverMemory(Workspace& workspace, Receiver& receiver, const Secret& first, QObject* parent = nullptr);
    ~ReceiverMemory() override;

    // Lets it listen again if it did when the workspace was closed. Errors: those of Receiver::start().
    Result<void> resume();

signals:
    // The keychain did not take or give the secret: it is there for this session only, or to be entered again.
    void failed(const wd::Error& error);

private:
    void restore();
    void restoreSecret(bool check);
    void keep();
    void keepSecret(const Secret& secret);

    Workspace& m_workspace;
    Receiver& m_receiver;
    Secret m_first;
    Secret m_kept; // the operator's own, as the keychain has it
    QUuid m_id; // under which the keychain has it; null: none was entered yet
    QTimer m_rest; // a secret is typed letter by letter
    bool m_restored = false;
    bool m_secretKnown = true; // false: the keychain did not give it
};

} // namespace wd
