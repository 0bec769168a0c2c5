// A webhook channel: where and how requests go.
#pragma once

#include "models/base/audit.h"
#include "models/base/error.h"
#include "models/channels/answerspec.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUuid>

#include <optional>

namespace wd {

enum class Purpose { Coupons, Sms, Email, Push, Points, Other };
enum class Environment { Test, Production };
enum class AuthType { None, Basic, SecretKey, Bearer, Header };
// What to do with a person whose attribute has no value.
enum class Missing { UseDefault, SendEmpty, OmitField, SkipPerson };
enum class ParameterType { String, Text, Integer, Decimal, Percent, Date, Boolean, Choice };
// What the receiver does when the same request arrives twice.
enum class Repeat { AtLeastOnce, AtMostOnce };

struct RecipientId {
    QString name; // parameter name in the request, e.g. "userid"
    QString attribute; // key of the attribute that feeds it, e.g. "login_id"
    bool operator==(const RecipientId&) const = default;
};

struct UserAttribute {
    QString name;
    QString attribute;
    std::optional<QString> defaultValue; // a default written "-" is none
    Missing missing = Missing::SkipPerson;
    bool operator==(const UserAttribute&) const = default;
};

struct TemplateParameter {
    QString name;
    QString label; // display name; empty: the name
    ParameterType type = ParameterType::String;
    std::optional<QString> defaultValue;
    bool required = true;
    QStringList choices; // for Choice only
    bool operator==(const TemplateParameter&) const = default;
};

struct Auth {
    AuthType type = AuthType::None;
    QString user; // Basic
    QString header; // Header
    bool operator==(const Auth&) const = default;
};

struct Limits {
    int batch = 1; // recipients a request
    int ratePerSecond = 1000; // recipients a second; 0 = no limit
    int inFlight = 24; // requests
    int timeoutSeconds = 30;
    QList<int> retrySeconds = {5, 30, 300, 1800, 7200};
    Repeat repeat = Repeat::AtLeastOnce;
    bool operator==(const Limits&) const = default;
};

// How its address is reached.
struct Connection {
    QString authority; // certificates in PEM that are trusted besides those of the computer
    QString certificate; // in PEM, with its chain: the client's own; its key is a secret
    QString proxy; // http://host:port or socks5://host:port; empty: none
    bool operator==(const Connection&) const = default;
};

// The contract that a channel brings along itself.
inline const QString customContract = QStringLiteral("custom");

// What the operator says about a channel; the JSON of `channel.spec` and, with the name, of the desk document.
struct ChannelSpec {
    Purpose purpose = Purpose::Other;
    Environment environment = Environment::Production;
    QString url;
    QString method = QStringLiteral("POST");
    QString contract = QStringLiteral("growingio-v1");
    QString format; // of a custom contract: its file's text
    QMap<QString, QString> contractOptions; // of the contract's options those that are not as by default
    std::optional<bool> typedValues; // numbers and booleans as such in JSON; nothing: as the contract says
    std::optional<SuccessRule> success; // in place of the contract's
    Auth auth;
    std::optional<RecipientId> recipientId;
    QList<UserAttribute> userAttributes;
    QList<TemplateParameter> templateParameters;
    Limits limits;
    Connection connection;
    bool operator==(const ChannelSpec&) const = default;
};

struct Channel {
    qint64 id = 0;
    QUuid uuid; // also the key of its secret in the keychain
    QString name;
    bool enabled = true;
    std::optional<int> pausedReason; // a ChannelFault while a fault of the channel holds its people back
    ChannelSpec spec;
    Audit audit;
    // In lists: why the stored spec can't be read; `spec` says nothing then, and the channel can't be used.
    std::optional<Error> unreadable;
    bool operator==(const Channel&) const = default;
};

} // namespace wd
