#include "app/receivermemory.h"

#include "models/receiver/receiver.h"
#include "models/workspace/workspace.h"

namespace wd {

namespace {

const QString portSetting = QStringLiteral("receiverPort");
const QString runsSetting = QStringLiteral("receiverRuns"); // "1": it listens, or did when the workspace was closed
const QString checkSetting = QStringLiteral("receiverCheck"); // "0" or "1"; empty: never chosen
const QString secretSetting = QStringLiteral("receiverSecret"); // the keychain's entry; empty: none

constexpr int restMs = 400;

} // namespace

ReceiverMemory::ReceiverMemory(Workspace& workspace, Receiver& receiver, const Secret& first, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_receiver(receiver)
    , m_first(first)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, &ReceiverMemory::keep);
    restore();
    connect(&receiver, &Receiver::changed, &m_rest, qOverload<>(&QTimer::start));
}

ReceiverMemory::~ReceiverMemory()
{
    if (m_rest.isActive())
        keep();
}

void ReceiverMemory::restore()
{
    const SettingsService& settings = m_workspace.settings();
    const QString chosen = settings.value(checkSetting);
    const bool check = chosen.isEmpty() ? !m_first.isEmpty() : chosen == u"1";
    m_id = QUuid(settings.value(secretSetting));
    ReceiverOptions options;
    options.port = settings.value(portSetting).toUShort();
    options.secret = m_id.isNull() ? m_first : Secret();
    // Until the keychain has answered nothing is checked: a right signature must not be refused meanwhile.
    options.checkSignature = check && !options.secret.isEmpty();
    m_receiver.setOptions(options);
    if (m_id.isNull())
        m_restored = true;
    else
        restoreSecret(check);
}

Result<void> ReceiverMemory::resume()
{
    if (m_workspace.settings().value(runsSetting) != u"1" || m_receiver.port() != 0)
        return {};
    const Result<quint16> port = m_receiver.start(m_receiver.options());
    return port ? Result<void>() : port.error();
}

void ReceiverMemory::restoreSecret(bool check)
{
    m_workspace.keychain().read(m_id, this, [this, check](const Result<ChannelSecrets>& kept) {
        m_restored = true;
        m_secretKnown = bool(kept);
        if (!kept)
            return emit failed(kept.error());
        m_kept = kept->secret;
        ReceiverOptions options = m_receiver.options();
        options.secret = m_kept;
        options.checkSignature = check && !m_kept.isEmpty();
        m_receiver.setOptions(options);
    });
}

void ReceiverMemory::keep()
{
    m_rest.stop();
    SettingsService& settings = m_workspace.settings();
    settings.setValue(runsSetting, m_receiver.port() != 0 ? QStringLiteral("1") : QString());
    if (!m_restored)
        return;
    const ReceiverOptions options = m_receiver.options();
    if (options.port != 0)
        settings.setValue(portSetting, QString::number(options.port));
    // What could not be read is not forgotten for that: it is there again once the keychain answers.
    if (!m_secretKnown && options.secret.isEmpty())
        return;
    m_secretKnown = true;
    settings.setValue(checkSetting, options.checkSignature ? QStringLiteral("1") : QStringLiteral("0"));
    keepSecret(options.secret);
}

void ReceiverMemory::keepSecret(const Secret& secret)
{
    const bool own = !(secret == m_first);
    if (own ? !m_id.isNull() && secret == m_kept : m_id.isNull())
        return;
    if (m_id.isNull())
        m_id = QUuid::createUuid();
    m_workspace.keychain().write(m_id, own ? secret : Secret(), this, [this](const Result<void>& written) {
        if (!written)
            emit failed(written.error());
    });
    m_kept = secret;
    if (!own)
        m_id = {};
    m_workspace.settings().setValue(secretSetting, own ? m_id.toString(QUuid::WithoutBraces) : QString());
}

} // namespace wd
