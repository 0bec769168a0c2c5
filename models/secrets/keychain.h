// Secrets in the operating system's keychain, through QtKeychain; its insecure fallback stays off.
#pragma once

#include "models/base/result.h"
#include "models/secrets/channelsecrets.h"

#include <QHash>
#include <QObject>
#include <QUuid>

#include <functional>

namespace QKeychain {
class Job;
}

namespace wd {

// Lives in the main thread, where all jobs must run (QtKeychain's queue is one unlocked static), each with a deadline
// of 20 s. Where the computer has no keychain, secrets are kept in memory for this session.
class Keychain : public QObject {
    Q_OBJECT
public:
    explicit Keychain(QObject* parent = nullptr);

    // Errors: KeychainMissing, KeychainLocked. Of a channel without an entry they are empty.
    void read(const QUuid& channel, QObject* receiver, std::function<void(Result<ChannelSecrets>)> then);
    // Writing empty ones removes the entry. On an error they are kept for this session all the same.
    void write(
        const QUuid& channel, const ChannelSecrets& secrets, QObject* receiver, std::function<void(Result<void>)> then);

    // For this process only: read() answers with it and the keychain is not asked.
    void keepForSession(const QUuid& channel, const ChannelSecrets& secrets);
    bool isSessionOnly(const QUuid& channel) const { return m_session.contains(channel); }

signals:
    void secretChanged(const QUuid& channel);

private:
    // Answers once: when the job ends or when its deadline passes.
    void start(QKeychain::Job* job, QObject* receiver, std::function<void(QKeychain::Job&)> finished,
        std::function<void(Error)> failed);

    QHash<QUuid, ChannelSecrets> m_session;
};

} // namespace wd
