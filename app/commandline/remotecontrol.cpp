#include "app/commandline/remotecontrol.h"

#include "app/commandline/answerof.h"
#include "models/campaigns/campaignstore.h"
#include "models/workspace/workspace.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

#include <utility>

namespace wd {

namespace {

constexpr int aliveMs = 2'000; // a program at work on it says so this often, by an empty line
constexpr int answerMs = 5 * aliveMs;
constexpr qint64 longestRequest = 4'096;
// sockaddr_un takes 107 bytes, and Qt makes the socket under a longer name first.
constexpr qsizetype longestSocketPath = 90;

const QString pauseWord = QStringLiteral("pause");
const QString resumeWord = QStringLiteral("resume");
const QString offlineWord = QStringLiteral("offline");
const QString statusWord = QStringLiteral("status");
const QString raiseWord = QStringLiteral("raise");
const QString commandField = QStringLiteral("command");
const QString campaignField = QStringLiteral("campaign");
const QString kindField = QStringLiteral("kind");
const QString argumentsField = QStringLiteral("arguments");
const QString whereField = QStringLiteral("where");
const QString answerField = QStringLiteral("answer");
const QString secretField = QStringLiteral("waitsForSecret");
const QString hindranceField = QStringLiteral("hindrance");
const QString reasonField = QStringLiteral("reason");
const QString detailField = QStringLiteral("detail");
const QString peopleField = QStringLiteral("people");
const QString uncertainField = QStringLiteral("uncertain");
const QString sinceField = QStringLiteral("since");
const QString nextTryField = QStringLiteral("nextTry");
const QString rateField = QStringLiteral("rate");

// In the folder itself, which is private and the same for every program of this user, whatever its TMPDIR. Names of
// sockets are short: where the folder's path does not fit, a name in the folder for temporary files.
QString serverName(const QString& folder)
{
    const QString path = QFileInfo(folder).canonicalFilePath();
#ifdef Q_OS_UNIX
    const QString inside = path + QStringLiteral("/control");
    if (QFile::encodeName(inside).size() <= longestSocketPath)
        return inside;
#endif
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return QStringLiteral("webhook-desk-%1").arg(QString::fromLatin1(hash));
}

QByteArray line(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray answerLine(const Result<QJsonObject>& done)
{
    if (done)
        return line({{answerField, *done}});
    return line({{kindField, static_cast<int>(done.error().kind)},
        {argumentsField, QJsonArray::fromStringList(done.error().arguments)}, {whereField, done.error().where}});
}

Result<QJsonObject> answerFrom(const QByteArray& bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    if (json.contains(answerField))
        return json.value(answerField).toObject();
    const int kind = json.value(kindField).toInt(static_cast<int>(ErrorKind::Cancelled));
    QStringList arguments;
    for (const QJsonValue& argument : json.value(argumentsField).toArray())
        arguments += argument.toString();
    return Error{static_cast<ErrorKind>(kind), arguments, json.value(whereField).toString()};
}

QJsonObject toJson(const Hindrance& hindrance)
{
    QJsonObject json{{kindField, static_cast<int>(hindrance.kind)}, {reasonField, hindrance.reason},
        {peopleField, hindrance.people}, {uncertainField, hindrance.uncertain}, {detailField, hindrance.detail}};
    if (hindrance.since)
        json.insert(sinceField, *hindrance.since);
    if (hindrance.nextTry)
        json.insert(nextTryField, *hindrance.nextTry);
    if (hindrance.rate)
        json.insert(rateField, *hindrance.rate);
    return json;
}

std::optional<UtcMs> timeIn(const QJsonObject& json, const QString& field)
{
    return json.contains(field) ? std::optional(json.value(field).toInteger()) : std::nullopt;
}

Hindrance hindranceFrom(const QJsonObject& json)
{
    const std::optional<double> rate
        = json.contains(rateField) ? std::optional(json.value(rateField).toDouble()) : std::nullopt;
    return {static_cast<HindranceKind>(json.value(kindField).toInt()), json.value(reasonField).toInt(),
        json.value(peopleField).toInteger(), timeIn(json, sinceField), timeIn(json, nextTryField),
        json.value(detailField).toString(), json.value(uncertainField).toInteger(), rate};
}

// One question and its answer; ends itself with `receiver`.
class Question final : public QObject {
public:
    Question(const QString& folder, const QJsonObject& words, QObject* receiver,
        std::function<void(Result<QJsonObject>)> then)
        : QObject(receiver)
        , m_then(std::move(then))
    {
        connect(&m_socket, &QLocalSocket::connected, this, [this, words] { m_socket.write(line(words)); });
        connect(&m_socket, &QLocalSocket::readyRead, this, [this] { read(); });
        connect(&m_socket, &QLocalSocket::errorOccurred, this, [this, folder](QLocalSocket::LocalSocketError error) {
            const bool closed = error == QLocalSocket::PeerClosedError;
            finish(closed ? Error{ErrorKind::Cancelled, {}, {}} : Error{ErrorKind::WorkspaceMissing, {folder}, {}});
        });
        m_silence.setSingleShot(true);
        connect(&m_silence, &QTimer::timeout, this, [this] { finish(Error{ErrorKind::Cancelled, {}, {}}); });
        m_silence.start(answerMs);
        // Not before whoever asks has returned: a socket that is not there fails at once.
        QMetaObject::invokeMethod(
            this, [this, folder] { m_socket.connectToServer(serverName(folder)); }, Qt::QueuedConnection);
    }

private:
    void read()
    {
        m_silence.start(answerMs);
        while (m_socket.canReadLine())
            if (const QByteArray answer = m_socket.readLine().trimmed(); !answer.isEmpty())
                return finish(answerFrom(answer));
    }

    void finish(const Result<QJsonObject>& answer)
    {
        if (!m_then)
            return;
        deleteLater();
        std::exchange(m_then, {})(answer);
    }

    QLocalSocket m_socket;
    QTimer m_silence;
    std::function<void(Result<QJsonObject>)> m_then;
};

Result<QJsonObject> ask(const QString& folder, const QString& command, const QString& campaign)
{
    return answerOf<Result<QJsonObject>>([&](QObject* receiver, auto then) {
        new Question(folder, {{commandField, command}, {campaignField, campaign}}, receiver, then);
    });
}

} // namespace

void askToRaise(const QString& folder, QObject* receiver, std::function<void(Result<void>)> then)
{
    new Question(
        folder, {{commandField, raiseWord}}, receiver, [then = std::move(then)](const Result<QJsonObject>& answer) {
            then(answer ? Result<void>() : Result<void>(answer.error()));
        });
}

Result<void> askRunning(const QString& folder, const QString& command, const QString& campaign)
{
    const Result<QJsonObject> answer = ask(folder, command, campaign);
    return answer ? Result<void>() : answer.error();
}

Result<RunningStatus> askStatus(const QString& folder, const QString& campaign)
{
    const Result<QJsonObject> answer = ask(folder, statusWord, campaign);
    if (!answer)
        return answer.error();
    RunningStatus status;
    status.waitsForSecret = answer->value(secretField).toBool();
    if (answer->contains(hindranceField))
        status.hindrance = hindranceFrom(answer->value(hindranceField).toObject());
    return status;
}

RemoteControl::RemoteControl(Workspace& workspace, const QString& folder, std::function<void()> raise)
    : m_workspace(workspace)
    , m_raise(std::move(raise))
{
    const QString name = serverName(folder);
    // The lock on the workspace is held: a socket of that name belongs to a program that is gone.
    QLocalServer::removeServer(name);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(name))
        qWarning("other programs can't reach this one: %s", qPrintable(m_server.errorString()));
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
    auto* alive = new QTimer(socket);
    connect(alive, &QTimer::timeout, socket, [socket] { socket->write("\n"); });
    alive->start(aliveMs);
    carryOut(json.value(commandField).toString(), json.value(campaignField).toString(),
        [asker, alive](const Result<QJsonObject>& done) {
            if (!asker)
                return;
            alive->stop();
            asker->write(answerLine(done));
            asker->disconnectFromServer();
        });
}

void RemoteControl::carryOut(const QString& command, const QString& name, const Answer& answer)
{
    QStringList known{pauseWord, resumeWord, offlineWord, statusWord};
    if (m_raise)
        known += raiseWord;
    if (!known.contains(command))
        return answer(Error{ErrorKind::NotOneOf, {command, known.join(u", ")}, {}});
    if (command == raiseWord) {
        m_raise();
        return answer(QJsonObject());
    }
    m_workspace.writer().ask([name](Database& database) { return CampaignStore(database).findByName(name); }, this,
        [this, command, answer](const Result<Campaign>& campaign) {
            if (!campaign)
                answer(campaign.error());
            else if (command == statusWord)
                tellStatus(*campaign, answer);
            else
                change(command, *campaign, answer);
        });
}

void RemoteControl::change(const QString& command, const Campaign& campaign, const Answer& answer)
{
    const auto told = [answer](const Result<void>& done) {
        answer(done ? Result<QJsonObject>(QJsonObject()) : Result<QJsonObject>(done.error()));
    };
    CampaignService& campaigns = m_workspace.campaigns();
    if (command == pauseWord)
        campaigns.pause(campaign.id, this, told);
    else if (command == resumeWord)
        campaigns.resume(campaign.id, this, told);
    else
        campaigns.takeOffline(campaign.id, this, told);
}

void RemoteControl::tellStatus(const Campaign& campaign, const Answer& answer)
{
    m_workspace.campaigns().find(campaign.id, this, [this, answer](const Result<CampaignRow>& row) {
        if (!row)
            return answer(row.error());
        QJsonObject status{{secretField, m_workspace.channelsWaitingForSecret().contains(row->sendingChannelId)}};
        if (row->hindrance)
            status.insert(hindranceField, toJson(*row->hindrance));
        answer(status);
    });
}

} // namespace wd
