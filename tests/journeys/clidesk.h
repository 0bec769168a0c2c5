// A workspace of its own that a test works with through the shipped command line, and the receiver its channels name.
#pragma once

#include "models/desk/sample.h"
#include "tests/support/ledger.h"
#include "tests/support/program.h"
#include "tests/support/storycount.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace wd {

struct CliAnswer {
    int code = -1; // -1: the program did not end in time
    QByteArray output;
    QByteArray errors;

    QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    int number(const char* name) const { return json().value(QLatin1String(name)).toInt(-1); }
    QString text(const char* name) const { return json().value(QLatin1String(name)).toString(); }
};

class CliDesk {
public:
    QString file(const QString& name) const { return m_folder.filePath(name); }
    QString workspace() const { return m_folder.filePath(QStringLiteral("desk")); }

    // The environment keeps the settings of whoever runs the tests out, and speaks English.
    Program::Variables variables() const
    {
        return {{QStringLiteral("WD_STORY_SECRET"), QString::fromLatin1(secret)}, {QStringLiteral("LC_ALL"), english},
            {QStringLiteral("LANGUAGE"), QStringLiteral("en")}, {QStringLiteral("XDG_DATA_HOME"), m_folder.path()},
            {QStringLiteral("XDG_CONFIG_HOME"), m_folder.path()}};
    }

    Program start(const QStringList& words, const Program::Variables& more = {}) const
    {
        Program::Variables all = variables();
        all.insert(more);
        return Program::cli(
            QStringList{QStringLiteral("--workspace"), workspace(), QStringLiteral("--json")} + words, all);
    }

    CliAnswer run(const QStringList& words, int timeoutMs = 30'000) const
    {
        Program program = start(words);
        CliAnswer answer;
        if (program.waitForEnd(timeoutMs))
            answer.code = program.exitCode();
        answer.output = program.output();
        answer.errors = program.errorOutput();
        return answer;
    }

    CliAnswer apply(const QJsonObject& document) const
    {
        const QString path = file(QStringLiteral("document.json"));
        writeFile(path, QJsonDocument(document).toJson());
        return run({QStringLiteral("apply"), path});
    }

    // Goes online with every channel's secret at hand, and waits.
    CliAnswer send(const QString& campaign, const QString& channel) const
    {
        return run({QStringLiteral("campaign"), QStringLiteral("online"), campaign, QStringLiteral("--wait"),
            QStringLiteral("--secret"), channel + QStringLiteral("=env:WD_STORY_SECRET")});
    }

    inline static const QByteArray secret = "a1234567";
    Ledger ledger;

private:
    inline static const QString english = QStringLiteral("C.UTF-8");
    QTemporaryDir m_folder;
};

// One channel, one person or more, one campaign: the least that sends. Fields given replace those of the channel.
inline QJsonObject smallDesk(const QString& url, const QJsonObject& channelFields = {})
{
    QJsonObject channel{{QStringLiteral("name"), QStringLiteral("gateway")}, {QStringLiteral("url"), url},
        {QStringLiteral("auth"), QJsonObject{{QStringLiteral("type"), QStringLiteral("secret")}}},
        {QStringLiteral("recipientId"),
            QJsonObject{{QStringLiteral("name"), QStringLiteral("userid")},
                {QStringLiteral("attribute"), QStringLiteral("login_id")}}}};
    for (auto field = channelFields.begin(); field != channelFields.end(); ++field)
        channel.insert(field.key(), field.value());
    const QJsonObject segment{{QStringLiteral("name"), QStringLiteral("all")},
        {QStringLiteral("userKind"), QStringLiteral("login")},
        {QStringLiteral("rule"), QJsonObject{{QStringLiteral("all"), QJsonArray()}}}};
    const QJsonObject campaign{{QStringLiteral("name"), QStringLiteral("greeting")},
        {QStringLiteral("segment"), QStringLiteral("all")}, {QStringLiteral("channel"), QStringLiteral("gateway")}};
    return {{QStringLiteral("version"), 1}, {QStringLiteral("timeZone"), QStringLiteral("Asia/Shanghai")},
        {QStringLiteral("channels"), QJsonArray{channel}}, {QStringLiteral("segments"), QJsonArray{segment}},
        {QStringLiteral("campaigns"), QJsonArray{campaign}}};
}

} // namespace wd
