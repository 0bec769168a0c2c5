// A contract file's content, read and checked.
#pragma once

#include "models/base/result.h"
#include "models/channels/answerspec.h"
#include "models/channels/jsontree.h"

#include <QMap>

#include <optional>

namespace wd {

// Placeholders of bodies, headers and signatures, as 3-contracts names them.
enum class Slot {
    CampaignName,
    ChannelName,
    MessageId,
    RecipientId,
    NowIso,
    NowMs,
    NowSeconds,
    Signature,
    User,
    Params,
    ParamsShared,
    ParamsPersonal,
    Body,
    Secret // signature inputs only
};

inline const QString optionPrefix = QStringLiteral("$option.");

// "$now.iso" → NowIso; nothing for text that is no placeholder.
std::optional<Slot> slotOf(const QString& text);
bool isPersonal(Slot slot); // differs from one recipient to the next
bool isLate(Slot slot); // filled at each attempt
bool isFields(Slot slot); // an object of named values

struct SignatureSpec {
    enum class Algorithm { HmacSha256, Md5, Sha256 };
    enum class Key { Utf8, Whsec, None };
    enum class Encoding { Hex, UpperHex, Base64 };
    Algorithm algorithm = Algorithm::HmacSha256;
    Key key = Key::Utf8;
    QStringList inputs; // placeholders and literals, joined by `separator`
    QString separator;
    Encoding encoding = Encoding::Hex;
    QString prefix;
    QByteArray header; // empty: the signature stands in the body
    // Between the signatures of two keys while one replaces the other; nothing: the receiver takes one alone.
    std::optional<QString> overlap;
};

// What a receiver leaves open, to be said per channel: "$option.NAME" stands for its value in the body, the headers and
// the signature.
struct ContractOption {
    QString name;
    QString labelEn;
    QString labelZh;
    QString defaultValue;
    QStringList choices; // empty: any text
};

struct ContractSpec {
    QString name;
    QString labelEn; // empty: the name
    QString labelZh;
    QList<ContractOption> options;
    bool typedValues = false; // numbers and booleans as such in JSON; else every value is a string
    QByteArray method = "POST";
    QByteArray contentType = "application/json";
    int maximumBatch = 1;
    QByteArray messageIdHeader = "X-Webhook-Id";
    QList<QPair<QByteArray, QString>> headers; // a value may be a placeholder: $message.id or $now.*
    JsonNode body;
    std::optional<SignatureSpec> signature;
    AnswerSpec answer;
};

// Errors carry line and column ("7:3") in `where`, and what would be right. A contract that a channel brings along has
// no name of its own: it is given one.
Result<ContractSpec> readContract(const QByteArray& json, const QString& name = {});

// The same with these options' values in place; the others' defaults. Errors (where "contractOptions.NAME"):
// UnknownField, NotOneOf, BadValue.
Result<ContractSpec> boundSpec(ContractSpec spec, const QMap<QString, QString>& options);

} // namespace wd
