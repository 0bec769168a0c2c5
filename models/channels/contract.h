// A request format as data: what goes over the wire, how it is signed, how the answer is read.
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/channels/channel.h"
#include "models/channels/httprequest.h"
#include "models/secrets/channelsecrets.h"

#include <memory>

namespace wd {

// A value for one placeholder or parameter: its text and the JSON type it has.
struct FieldValue {
    enum class Type { String, Number, Boolean, Null };
    Type type = Type::String;
    QString text; // a number's text is written as it is
    bool operator==(const FieldValue&) const = default;
};
// Ordered name → value.
using Fields = QList<QPair<QString, FieldValue>>;

struct ContractSpec;

struct RecipientFields {
    QString recipientId; // value of the channel's recipient id; empty without one
    Fields user; // recipient id and user attributes, in the channel's order
    Fields personal; // rendered template parameters that mention the user
};

struct MessageContent {
    QString campaignName; // in a channel test the channel's name
    QString channelName;
    QString messageId;
    Fields shared; // rendered template parameters that are the same for all
    QList<RecipientFields> recipients;
};

// The frozen bytes of a message, and the places in them that are filled at each attempt.
struct RenderedBody {
    struct LateSlot {
        enum class Kind : quint8 { NowIso, NowMs, NowSeconds, Signature };
        qint64 offset = 0; // into `bytes`: the filled value is inserted there
        Kind kind = Kind::NowIso;
        bool operator==(const LateSlot&) const = default;
    };
    QByteArray bytes;
    QList<LateSlot> late; // ascending offsets

    // For message_body.body and message_body.slots.
    QByteArray lateBytes() const;
    static Result<RenderedBody> fromStored(const QByteArray& bytes, const QByteArray& late);
    bool operator==(const RenderedBody&) const = default;
};

// How a contract reads one answer.
struct AnswerReading {
    bool success = false; // the contract calls this answer a success
    QString unexpected; // what differed when the status is 2xx and `success` is false
    // What the answer does not say clearly is neither an acceptance nor a refusal.
    enum class Verdict { Accepted, Refused, Missing, Contradictory };
    struct Person {
        QString recipientId;
        Verdict verdict = Verdict::Missing;
        QString error; // the answer's words, unless it accepts
    };
    bool perRecipient = false; // the contract lists outcomes; who is absent is uncertain
    QList<Person> people; // everybody once
    QString rule; // what of the content decides, such as "code = 0"; empty: the status alone does
};

class Contract {
public:
    // From a contract file's JSON; errors carry the position. For `name` see readContract().
    static Result<std::shared_ptr<const Contract>> parse(const QByteArray& json, const QString& name = {});
    // With the options, values and success rule of a channel. Errors (`where` begins with "contractOptions."):
    // UnknownField, NotOneOf, BadValue.
    Result<std::shared_ptr<const Contract>> bound(const ChannelSpec& channel) const;
    ~Contract();

    const ContractSpec& spec() const;
    QString name() const;
    int maximumBatch() const;
    QByteArray method() const;
    bool usesRecipientId() const; // the body holds $recipient.id
    // True when the body lists people: false means one message for a whole run, whatever the segment.
    bool listsRecipients() const;

    // Whether its requests have a header of that name besides authentication: it must not be replaced.
    bool setsHeader(const QByteArray& name) const;

    // Whether a signature can be made with it (an empty one is fine where the contract allows it).
    Result<void> checkSecret(const Secret& secret) const;
    // Whether a request can be signed with two keys, while one replaces the other.
    bool signsTwice() const;

    // What is frozen at a message's first claim.
    RenderedBody render(const MessageContent& content) const;
    // What goes out at one attempt: slots filled, headers, signature and authentication added, and the message id.
    HttpRequest request(const ChannelSpec& channel, const ChannelSecrets& secrets, const RenderedBody& body,
        const QString& messageId, UtcMs now) const;
    AnswerReading read(int status, const QByteArray& answer) const;

private:
    Contract();
    static std::shared_ptr<const Contract> of(ContractSpec spec);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace wd
