#include "app/commandline/remotecontrol.h"

#include "models/campaigns/campaignstore.h"
#include "models/workspace/workspace.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QPointer>

namespace wd {

namespace {

constexpr int answerMs = 10'000;
constexpr qint64 longestRequest = 4'096;

const QString pauseWord = QStringLiteral("pause");
const QString resumeWord = QStringLiteral("resume");
const QString offlineWord = QStringLiteral("offline");
const QString secretWord = QStringLiteral("secret");
const QString raiseWord = QStringLiteral("raise");
const QString commandField = QStringLiteral("command");
const QString campaignField = QStringLiteral("campaign");
const QString kindField = QStringLiteral("kind");
const QString argumentsField = QStringLiteral("arguments");
const QString whereField = QStringLiteral("where");

// Socket names are short: a folder's path would not fit.
QString serverName(const QString& folder)
{
    const QString path = QFileInfo(folder).canonicalFilePath();
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return QStringLiteral("webhook-desk-%1").arg(QString::fromLatin1(hash));
}

QByteArray line(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray answerLine(const Result<void>& done)
{
    if (done)
        return line({});
    return line({{kindField, static_cast<int>(done.error().kind)},
        {argumentsField, QJsonArray::fromStringList(done.error().arguments)}, {whereField, done.error().where}});
}

Result<void> answerFrom(const QByteArray& bytes)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    const QJsonObject json = document.object();
    if (document.isObject() && json.isEmpty())
        return {};
    const int kind = json.value(kindField).toInt(static_cast<int>(ErrorKind::Cancelled));
    QStringList arguments;
    for (const QJsonValue& argument : json.value(argumentsField).toArray())
        arguments += argument.toString();
    return Error{static_cast<ErrorKind>(kind), arguments, json.value(whereField).toString()};
}

} // namespace

Result<void> askRunning(const QString& folder, const QString& command, const QString& campaign)
{
    QLocalSocket socket;
    socket.connectToServer(serverName(folder));
    if (!socket.waitForConnected(answerMs))
        return Error{ErrorKind::WorkspaceMissing, {folder}, {}};
    socket.write(line({{commandField, command}, {campaignField, campaign}}));
    while (!socket.canReadLine())
        if (!socket.waitForReadyRead(answerMs))
            return Error{ErrorKind::Cancelled, {}, {}};
    return answerFrom(socket.readLine());
}

RemoteControl::RemoteControl(Workspace& workspace, const QString& folder, std::function<void()> raise)
    : m_workspace(workspace)
    , m_raise(std::move(raise))
{
    const QString name = serverName(folder);
    // The lock on the workspace is held: a socket of that name belongs to a program that is gone.
    QLocalServer::removeServer(name);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.listen(name);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* const socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { serve(socket); });
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
}

void RemoteControl::serve(QLocalSocket* socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > longestRequest)
            socket->abort();
        return;
    }
    const QJsonObject json = QJsonDocument::fromJson(socket->readLine(longestRequest)).object();
    const QPointer<QLocalSocket> asker(socket);
    carryOut(
        json.value(commandField).toString(), json.value(campaignField).toString(), [asker](const Result<void>& done) {
            if (!asker)
                return;
            asker->write(answerLine(done));
            asker->disconnectFromServer();
        });
}

void RemoteControl::carryOut(const QString& command, const QString& name, std::function<void(Result<void>)> answer)
{
    QStringList known{pauseWord, resumeWord, offlineWord, secretWord};
    if (m_raise)
        known += raiseWord;
    if (!known.contains(command))
        return answer(Error{ErrorKind::NotOneOf, {command, known.join(u", ")}, {}});
    if (command == raiseWord) {
        m_raise();
        return answer({});
    }
    m_workspace.writer().ask([name](Database& database) { return CampaignStore(database).findByName(name); }, this,
        [this, name, command, answer](const Result<Campaign>& campaign) {
            if (!campaign)
                return answer(campaign.error());
            if (command == secretWord) {
                const bool waits = m_workspace.channelsWaitingForSecret().contains(campaign->channelId);
                return answer(waits ? Error{ErrorKind::SecretMissing, {name}, {}} : Result<void>());
            }
            CampaignService& campaigns = m_workspace.campaigns();
            if (command == pauseWord)
                campaigns.pause(campaign->id, this, answer);
            else if (command == resumeWord)
                campaigns.resume(campaign->id, this, answer);
            else
                campaigns.takeOffline(campaign->id, this, answer);
        });
}

} // namespace wd
