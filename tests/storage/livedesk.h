// An open workspace that sends to a receiver outside the program: channel, people and campaign as a test says.
#pragma once

#include "models/base/secret.h"
#include "models/desk/deskdocument.h"
#include "models/storage/statement.h"
#include "models/workspace/workspace.h"
#include "models/workspace/workspacefiles.h"
#include "tests/support/ledger.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace wd {

class LiveDesk {
public:
    explicit LiveDesk(Clock& clock)
        : m_clock(clock)
    {
        open();
    }
    // The lock lies in the folder.
    ~LiveDesk() { workspace.reset(); }

    void open()
    {
        auto opened = Workspace::open(m_folder.path(), QStringLiteral("Asia/Shanghai"), m_clock, keychain);
        if (!opened)
            qFatal("no workspace");
        workspace = std::move(opened).value();
    }

    // What a service or thread answers; null when it does not in time.
    template <typename Answer, typename Ask> std::optional<Answer> answerOf(const Ask& ask, int timeoutMs = 20'000)
    {
        const auto answer = std::make_shared<std::optional<Answer>>();
        ask([answer](const Answer& given) { *answer = given; });
        static_cast<void>(QTest::qWaitFor([&] { return answer->has_value(); }, timeoutMs));
        return *answer;
    }

    // The people of a table with a header; `login_id` names them.
    bool import(const QByteArray& csv)
    {
        const QString path = m_folder.filePath(QStringLiteral("people.csv"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size())
            return false;
        file.close();
        ImportOptions options;
        options.loginIdColumn = QStringLiteral("login_id");
        const auto report = answerOf<Result<ImportReport>>(
            [&](auto then) { workspace->imports().start(path, options, workspace.get(), then); });
        return report && *report && (*report)->failed == 0;
    }

    Result<UndoReport> undo(qint64 importId)
    {
        return *answerOf<Result<UndoReport>>(
            [&](auto then) { workspace->imports().undo(importId, workspace.get(), then); });
    }

    bool list(const QString& name, const QByteArray& csv)
    {
        const QString path = m_folder.filePath(QStringLiteral("list.csv"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size())
            return false;
        file.close();
        const auto report = answerOf<Result<ListUploadReport>>(
            [&](auto then) { workspace->lists().upload(name, path, {}, workspace.get(), then); });
        return report && *report && (*report)->unknown == 0;
    }

    Errors apply(const QJsonObject& document)
    {
        const QByteArray json = QJsonDocument(document).toJson();
        const auto errors = answerOf<Errors>([&](auto then) {
            workspace->writer().ask(
                [this, json](Database& database) {
                    const Result<std::unique_ptr<Database>> audience = openAudienceReader(m_folder.path());
                    if (!audience)
                        return Errors{audience.error()};
                    return applyDesk(
                        database, **audience, workspace->contracts(), json, QStringLiteral("tester"), m_clock.nowUtc())
                        .errors;
                },
                workspace.get(), then);
        });
        return errors.value_or(Errors{Error{ErrorKind::Cancelled, {}, {}}});
    }

    // Runs in the engine's thread.
    template <typename Work> auto inEngine(Work work)
    {
        using Answer = decltype(work(std::declval<Database&>()));
        return *answerOf<Answer>([&](auto then) { workspace->writer().ask(work, workspace.get(), then); });
    }

    qint64 number(const QByteArray& sql)
    {
        return inEngine([sql](Database& database) {
            Statement statement(database, sql);
            const Result<bool> row = statement.step();
            return row && *row ? statement.integer(0) : qint64(-1);
        });
    }

    bool execute(const QByteArray& sql)
    {
        return inEngine([sql](Database& database) { return bool(database.execute(sql)); });
    }

    Campaign campaign(const QString& name)
    {
        const auto rows = answerOf<Result<QList<CampaignRow>>>(
            [&](auto then) { workspace->campaigns().list(workspace.get(), then); });
        if (rows && *rows)
            for (const CampaignRow& row : **rows)
                if (row.campaign.name == name)
                    return row.campaign;
        return {};
    }

    Channel channel(const QString& name)
    {
        const auto rows
            = answerOf<Result<QList<Channel>>>([&](auto then) { workspace->channels().list(workspace.get(), then); });
        if (rows && *rows)
            for (const Channel& row : **rows)
                if (row.name == name)
                    return row;
        return {};
    }

    Errors goOnline(const Campaign& campaign)
    {
        const auto errors = answerOf<Errors>(
            [&](auto then) { workspace->campaigns().goOnline(campaign, std::nullopt, workspace.get(), then); });
        return errors.value_or(Errors{Error{ErrorKind::Cancelled, {}, {}}});
    }

    bool waitForState(const QString& name, CampaignState state, int timeoutMs = 20'000)
    {
        return QTest::qWaitFor([&] { return campaign(name).state == state; }, timeoutMs);
    }

    QString url() const { return QStringLiteral("http://127.0.0.1:%1/hook").arg(ledger.port()); }
    QString folder() const { return m_folder.path(); }

    Ledger ledger;
    Keychain keychain;
    std::unique_ptr<Workspace> workspace;

private:
    Clock& m_clock;
    QTemporaryDir m_folder;
};

// One channel to `url`, everybody as its segment, one campaign "greeting" with the text "message".
inline QJsonObject liveDocument(const QString& url, const QString& text, const QJsonObject& channelFields = {})
{
    const auto parsed = [](const char* json) { return QJsonDocument::fromJson(json).object(); };
    QJsonObject channel = parsed(R"({"name":"gateway","recipientId":{"name":"userid","attribute":"login_id"},
        "templateParameters":[{"name":"message","label":"Message","type":"text"}],
        "limits":{"batch":1,"ratePerSecond":0,"inFlight":4,"timeoutSeconds":10,"retries":["5s"]}})");
    channel.insert(QStringLiteral("url"), url);
    for (auto field = channelFields.begin(); field != channelFields.end(); ++field)
        channel.insert(field.key(), field.value());
    const QJsonObject segment = parsed(R"({"name":"all","userKind":"login","rule":{"all":[]}})");
    QJsonObject campaign = parsed(R"({"name":"greeting","segment":"all","channel":"gateway"})");
    campaign.insert(QStringLiteral("parameters"), QJsonObject{{QStringLiteral("message"), text}});
    return {{QStringLiteral("version"), 1}, {QStringLiteral("timeZone"), QStringLiteral("Asia/Shanghai")},
        {QStringLiteral("channels"), QJsonArray{channel}}, {QStringLiteral("segments"), QJsonArray{segment}},
        {QStringLiteral("campaigns"), QJsonArray{campaign}}};
}

} // namespace wd
