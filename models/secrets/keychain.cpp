#include "models/secrets/keychain.h"

#include "models/base/phrase.h"

#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <chrono>

namespace wd {

namespace {

const QString serviceName = QStringLiteral("WebhookDesk");
constexpr std::chrono::seconds deadline{20};

QString keyOf(const QUuid& channel)
{
    return channel.toString(QUuid::WithoutBraces);
}

Error errorOf(const QKeychain::Job& job)
{
    const bool locked = job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser;
    return {locked ? ErrorKind::KeychainLocked : ErrorKind::KeychainMissing, {job.errorString()}, {}};
}

} // namespace

Keychain::Keychain(QObject* parent)
    : QObject(parent)
{
}

void Keychain::start(QKeychain::Job* job, QObject* receiver, std::function<void(QKeychain::Job&)> finished,
    std::function<void(Error)> failed)
{
    // It belongs to nobody and deletes itself: the service may still answer it when this is gone.
    job->setInsecureFallback(false);
    const auto answered = std::make_shared<bool>(false);
    const QPointer<QObject> listener(receiver);
    connect(job, &QKeychain::Job::finished, this,
        [answered, listener, finished = std::move(finished), failed](QKeychain::Job* ended) {
            if (std::exchange(*answered, true) || !listener)
                return;
            if (ended->error() == QKeychain::NoError || ended->error() == QKeychain::EntryNotFound)
                finished(*ended);
            else
                failed(errorOf(*ended));
        });
    QTimer::singleShot(deadline, this, [answered, listener, failed = std::move(failed)] {
        if (!std::exchange(*answered, true) && listener)
            failed({ErrorKind::KeychainLocked, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "no answer within 20 s"))}, {}});
    });
    job->start();
}

void Keychain::read(const QUuid& channel, QObject* receiver, std::function<void(Result<ChannelSecrets>)> then)
{
    if (const auto kept = m_session.constFind(channel); kept != m_session.constEnd()) {
        QMetaObject::invokeMethod(
            receiver, [secrets = *kept, then = std::move(then)] { then(secrets); }, Qt::QueuedConnection);
        return;
    }
    auto* job = new QKeychain::ReadPasswordJob(serviceName);
    job->setKey(keyOf(channel));
    start(
        job, receiver,
        [then](QKeychain::Job& ended) {
            then(ChannelSecrets::fromBytes(static_cast<QKeychain::ReadPasswordJob&>(ended).binaryData()));
        },
        [then](const Error& error) { then(error); });
}

void Keychain::write(
    const QUuid& channel, const ChannelSecrets& secrets, QObject* receiver, std::function<void(Result<void>)> then)
{
    const auto answer = [this, channel, then](const Result<void>& result) {
        emit secretChanged(channel);
        then(result);
    };
    const auto failed = [this, channel, secrets, answer](const Error& error) {
        m_session.insert(channel, secrets);
        answer(error);
    };
    const auto written = [this, channel, answer](QKeychain::Job&) {
        m_session.remove(channel);
        answer({});
    };
    if (secrets.isEmpty()) {
        auto* job = new QKeychain::DeletePasswordJob(serviceName);
        job->setKey(keyOf(channel));
        start(job, receiver, written, failed);
        return;
    }
    auto* job = new QKeychain::WritePasswordJob(serviceName);
    job->setKey(keyOf(channel));
    job->setBinaryData(secrets.toBytes());
    start(job, receiver, written, failed);
}

void Keychain::keepForSession(const QUuid& channel, const ChannelSecrets& secrets)
{
    m_session.insert(channel, secrets);
    emit secretChanged(channel);
}

} // namespace wd
