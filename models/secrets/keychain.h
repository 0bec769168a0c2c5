// Secrets in the operating system's keychain, through QtKeychain; the insecure fallback stays off.
#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"

#include <QHash>
#include <QObject>
#include <QUuid>

#include <functional>

namespace wd {

// Lives in the main thread, where all jobs run, each with a deadline of 20 s. Where the computer has no keychain,
// secrets are kept in memory for this session and `sessionOnly` says so.
class Keychain : public QObject {
    Q_OBJECT
public:
    explicit Keychain(QObject* parent = nullptr);
    ~Keychain() override;

    // Errors: KeychainMissing, KeychainLocked. A secret that isn't there is an empty Secret.
    void read(const QUuid& channel, QObject* receiver, std::function<void(Result<Secret>)> then);
    // On KeychainMissing the secret is kept for this session all the same.
    void write(const QUuid& channel, const Secret& secret, QObject* receiver, std::function<void(Result<void>)> then);
    void remove(const QUuid& channel, QObject* receiver, std::function<void(Result<void>)> then);
    // For this process only: read() answers with it and nothing is asked of the keychain.
    void override(const QUuid& channel, const Secret& secret);

signals:
    void secretChanged(const QUuid& channel);

private:
    struct Job;
    void start(Job* job);
    QHash<QUuid, Secret> m_session;
};

} // namespace wd
