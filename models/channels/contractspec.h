// A contract file's content, read and checked.
#pragma once

#include "models/base/result.h"
#include "models/channels/jsontree.h"

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
};

struct AnswerSpec {
    struct Condition {
        QString at; // a path such as "data.code"
        QString equals; // as text; numbers and booleans are compared by their text
    };
    struct PerRecipient {
        QString list;
        QString id;
        Condition ok;
        QString error;
    };
    int lowest = 200;
    int highest = 299;
    QList<Condition> where;
    std::optional<PerRecipient> perRecipient;
};

struct ContractSpec {
    QString name;
    QByteArray method = "POST";
    QByteArray contentType = "application/json";
    int maximumBatch = 1;
    QByteArray messageIdHeader = "X-Webhook-Id";
    QList<QPair<QByteArray, QString>> headers; // a value may be a placeholder: $message.id or $now.*
    JsonNode body;
    std::optional<SignatureSpec> signature;
    AnswerSpec answer;
};

// Errors carry line and column ("7:3") in `where`, and what would be right.
Result<ContractSpec> readContract(const QByteArray& json);

} // namespace wd
