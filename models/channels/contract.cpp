#include "models/channels/contract.h"

#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/channels/answerreader.h"
#include "models/channels/contractspec.h"
#include "models/channels/signature.h"

#include <QCborArray>
#include <QCborValue>

#include <algorithm>

namespace wd {

namespace {

const QString each = QStringLiteral("$each");
const QString merge = QStringLiteral("$merge");

// Writes one message's body; late slots are noted and left out.
class BodyWriter {
public:
    BodyWriter(const MessageContent& content, bool typed, RenderedBody& body)
        : m_content(content)
        , m_typed(typed)
        , m_body(body)
    {
    }

    void write(const JsonNode& node, const RecipientFields* recipient)
    {
        switch (node.kind) {
        case JsonNode::Kind::Null:
            out() += "null";
            break;
        case JsonNode::Kind::True:
            out() += "true";
            break;
        case JsonNode::Kind::False:
            out() += "false";
            break;
        case JsonNode::Kind::Number:
            out() += node.text.toLatin1();
            break;
        case JsonNode::Kind::String:
            writeString(node, recipient);
            break;
        case JsonNode::Kind::Array:
            writeArray(node, recipient);
            break;
        case JsonNode::Kind::Object:
            writeObject(node, recipient);
            break;
        }
    }

private:
    QByteArray& out() { return m_body.bytes; }

    void writeString(const JsonNode& node, const RecipientFields* recipient)
    {
        const std::optional<Slot> slot = slotOf(node.text);
        if (!slot)
            return writeJsonString(out(), node.text);
        if (isLate(*slot))
            return noteLate(*slot);
        if (isFields(*slot)) {
            out() += '{';
            m_first = true;
            writeFields(*slot, recipient);
            out() += '}';
            return;
        }
        writeJsonString(out(), text(*slot, recipient));
    }

    QString text(Slot slot, const RecipientFields* recipient) const
    {
        switch (slot) {
        case Slot::CampaignName:
            return m_content.campaignName;
        case Slot::ChannelName:
            return m_content.channelName;
        case Slot::MessageId:
            return m_content.messageId;
        default:
            return recipient ? recipient->recipientId : QString();
        }
    }

    // Texts are in quotes, numbers are not: the quotes are frozen, the value comes with the attempt.
    void noteLate(Slot slot)
    {
        using Kind = RenderedBody::LateSlot::Kind;
        const Kind kind = slot == Slot::NowIso ? Kind::NowIso
            : slot == Slot::NowMs              ? Kind::NowMs
            : slot == Slot::NowSeconds         ? Kind::NowSeconds
                                               : Kind::Signature;
        const bool quoted = kind == Kind::NowIso || kind == Kind::Signature;
        if (quoted)
            out() += '"';
        m_body.late.append({out().size(), kind});
        if (quoted)
            out() += '"';
    }

    void writeFields(Slot slot, const RecipientFields* recipient)
    {
        if (slot == Slot::ParamsShared || slot == Slot::Params)
            writeMembers(m_content.shared);
        if (recipient && slot == Slot::User)
            writeMembers(recipient->user);
        if (recipient && (slot == Slot::ParamsPersonal || slot == Slot::Params))
            writeMembers(recipient->personal);
    }

    void writeMembers(const Fields& fields)
    {
        for (const auto& [name, value] : fields) {
            key(name);
            if (value.type == FieldValue::Type::String || !m_typed)
                writeJsonString(out(), value.text);
            else if (value.type == FieldValue::Type::Null)
                out() += "null";
            else
                out() += value.text.toUtf8();
        }
    }

    void key(const QString& name)
    {
        if (!std::exchange(m_first, false))
            out() += ',';
        writeJsonString(out(), name);
        out() += ':';
    }

    void writeArray(const JsonNode& node, const RecipientFields* recipient)
    {
        out() += '[';
        for (qsizetype i = 0; i < node.items.size(); ++i) {
            if (i > 0)
                out() += ',';
            write(node.items[i], recipient);
        }
        out() += ']';
    }

    void writeObject(const JsonNode& node, const RecipientFields* recipient)
    {
        if (const JsonNode* const list = node.member(each))
            return writeEach(*list);
        out() += '{';
        m_first = true;
        if (const JsonNode* const parts = node.member(merge))
            for (const JsonNode& part : parts->items) {
                if (part.isString())
                    writeFields(*slotOf(part.text), recipient);
                else
                    writeNodes(part, recipient);
            }
        else
            writeNodes(node, recipient);
        out() += '}';
    }

    void writeNodes(const JsonNode& object, const RecipientFields* recipient)
    {
        for (const auto& [name, value] : object.members) {
            key(name);
            write(value, recipient);
            m_first = false;
        }
    }

    void writeEach(const JsonNode& item)
    {
        out() += '[';
        for (qsizetype i = 0; i < m_content.recipients.size(); ++i) {
            if (i > 0)
                out() += ',';
            write(item, &m_content.recipients[i]);
        }
        out() += ']';
    }

    const MessageContent& m_content;
    const bool m_typed; // numbers and booleans as such
    RenderedBody& m_body;
    bool m_first = true; // the next member is the first of its object
};

// Whether the body says anything that differs from person to person.
bool mentions(const JsonNode& node, const std::function<bool(Slot)>& wanted)
{
    if (node.isString()) {
        const std::optional<Slot> slot = slotOf(node.text);
        return slot && wanted(*slot);
    }
    const auto inside = [&wanted](const JsonNode& item) { return mentions(item, wanted); };
    return std::any_of(node.items.cbegin(), node.items.cend(), inside)
        || std::any_of(node.members.cbegin(), node.members.cend(),
            [&inside](const auto& member) { return inside(member.second); });
}

QByteArray timeText(Slot slot, UtcMs now)
{
    if (slot == Slot::NowIso)
        return isoUtc(now).toLatin1();
    return QByteArray::number(slot == Slot::NowMs ? now : now / 1000);
}

} // namespace

// --- the body's late slots -----------------------------------------------------------------------------------------

QByteArray RenderedBody::lateBytes() const
{
    QCborArray slots_;
    for (const LateSlot& slot : late) {
        slots_.append(slot.offset);
        slots_.append(static_cast<int>(slot.kind));
    }
    return QCborValue(slots_).toCbor();
}

Result<RenderedBody> RenderedBody::fromStored(const QByteArray& bytes, const QByteArray& late)
{
    const Error broken{ErrorKind::DatabaseFailed,
        {QString(), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a stored message can't be read"))}, {}};
    QCborParserError parsing;
    const QCborValue stored = QCborValue::fromCbor(late, &parsing);
    const QCborArray numbers = stored.toArray();
    if (parsing.error != QCborError::NoError || parsing.offset != late.size() || !stored.isArray()
        || numbers.size() % 2 != 0)
        return broken;
    RenderedBody body{bytes, {}};
    for (qsizetype i = 0; i < numbers.size(); i += 2) {
        const qint64 offset = numbers.at(i).toInteger(-1);
        const qint64 kind = numbers.at(i + 1).toInteger(-1);
        const qint64 least = body.late.isEmpty() ? 0 : body.late.last().offset;
        if (offset < least || offset > bytes.size() || kind < 0 || kind > static_cast<int>(LateSlot::Kind::Signature))
            return broken;
        body.late.append({offset, static_cast<LateSlot::Kind>(kind)});
    }
    return body;
}

// --- the contract --------------------------------------------------------------------------------------------------

struct Contract::Private {
    ContractSpec spec;
    bool usesRecipientId = false;
    bool listsRecipients = false;

    QByteArray signatureOf(const QByteArray& body, const Secret& secret, const QString& messageId, UtcMs now) const
    {
        if (!spec.signature) // a body that was rendered while the format had one
            return {};
        QByteArrayList inputs;
        for (const QString& input : spec.signature->inputs) {
            const std::optional<Slot> slot = slotOf(input);
            if (!slot)
                inputs += input.toUtf8();
            else if (*slot == Slot::Body)
                inputs += body;
            else if (*slot == Slot::Secret)
                inputs += secret.reveal();
            else if (*slot == Slot::MessageId)
                inputs += messageId.toUtf8();
            else
                inputs += timeText(*slot, now);
        }
        return sign(*spec.signature, inputs.join(spec.signature->separator.toUtf8()), secret);
    }

    QByteArray filled(const RenderedBody& body, const Secret& secret, const QString& messageId, UtcMs now) const
    {
        using Kind = RenderedBody::LateSlot::Kind;
        QByteArray bytes;
        bytes.reserve(body.bytes.size() + 64 * body.late.size());
        qint64 at = 0;
        for (const RenderedBody::LateSlot& slot : body.late) {
            bytes += QByteArrayView(body.bytes).sliced(at, slot.offset - at);
            at = slot.offset;
            if (slot.kind == Kind::Signature)
                bytes += signatureOf({}, secret, messageId, now);
            else
                bytes += timeText(slot.kind == Kind::NowIso ? Slot::NowIso
                        : slot.kind == Kind::NowMs          ? Slot::NowMs
                                                            : Slot::NowSeconds,
                    now);
        }
        bytes += QByteArrayView(body.bytes).sliced(at);
        return bytes;
    }
};

Contract::Contract()
    : d(std::make_unique<Private>())
{
}
Contract::~Contract() = default;

Result<std::shared_ptr<const Contract>> Contract::parse(const QByteArray& json, const QString& name)
{
    Result<ContractSpec> spec = readContract(json, name);
    return spec ? Result(of(std::move(spec).value())) : spec.error();
}

std::shared_ptr<const Contract> Contract::of(ContractSpec spec)
{
    const std::shared_ptr<Contract> contract(new Contract);
    contract->d->spec = std::move(spec);
    const JsonNode& body = contract->d->spec.body;
    contract->d->usesRecipientId = mentions(body, [](Slot slot) { return slot == Slot::RecipientId; });
    contract->d->listsRecipients = mentions(body, isPersonal);
    return contract;
}

Result<std::shared_ptr<const Contract>> Contract::bound(const ChannelSpec& channel) const
{
    Result<ContractSpec> spec = boundSpec(d->spec, channel.contractOptions);
    if (!spec)
        return spec.error();
    spec->typedValues = channel.typedValues.value_or(spec->typedValues);
    spec->answer.success = channel.success.value_or(spec->answer.success);
    return of(std::move(spec).value());
}

const ContractSpec& Contract::spec() const
{
    return d->spec;
}

QString Contract::name() const
{
    return d->spec.name;
}
int Contract::maximumBatch() const
{
    return d->spec.maximumBatch;
}
QByteArray Contract::method() const
{
    return d->spec.method;
}
bool Contract::usesRecipientId() const
{
    return d->usesRecipientId;
}
bool Contract::listsRecipients() const
{
    return d->listsRecipients;
}

bool Contract::setsHeader(const QByteArray& name) const
{
    QByteArrayList all{"Content-Type", "User-Agent", "Accept-Encoding", d->spec.messageIdHeader};
    for (const auto& [header, value] : d->spec.headers)
        all += header;
    if (d->spec.signature)
        all += d->spec.signature->header;
    return std::any_of(all.cbegin(), all.cend(),
        [&name](const QByteArray& header) { return header.compare(name, Qt::CaseInsensitive) == 0; });
}

Result<void> Contract::checkSecret(const Secret& secret) const
{
    return d->spec.signature ? checkKey(*d->spec.signature, secret) : Result<void>();
}

bool Contract::signsTwice() const
{
    return d->spec.signature && d->spec.signature->overlap;
}

RenderedBody Contract::render(const MessageContent& content) const
{
    RenderedBody body;
    // Personal values outside a list belong to the one person of the message.
    const RecipientFields* const only = content.recipients.size() == 1 ? &content.recipients.first() : nullptr;
    BodyWriter(content, d->spec.typedValues, body).write(d->spec.body, only);
    return body;
}

namespace {

void addAuthorization(const Auth& auth, const Secret& secret, HttpHeaders& headers)
{
    switch (auth.type) {
    case AuthType::None:
    case AuthType::SecretKey:
        break;
    case AuthType::Basic:
        headers.emplaceBack("Authorization", "Basic " + (auth.user.toUtf8() + ':' + secret.reveal()).toBase64());
        break;
    case AuthType::Bearer:
        headers.emplaceBack("Authorization", "Bearer " + secret.reveal());
        break;
    case AuthType::Header:
        headers.emplaceBack(auth.header.toUtf8(), secret.reveal());
        break;
    }
}

} // namespace

HttpRequest Contract::request(const ChannelSpec& channel, const ChannelSecrets& secrets, const RenderedBody& body,
    const QString& messageId, UtcMs now) const
{
    const ContractSpec& spec = d->spec;
    // Other ways of authentication have a secret of another kind: it must not leak into a signature.
    const bool signs = channel.auth.type == AuthType::SecretKey;
    const Secret key = signs ? secrets.secret : Secret();
    HttpRequest request;
    request.method = channel.method.toLatin1();
    request.url = QUrl(channel.url.trimmed(), QUrl::StrictMode);
    request.body = d->filled(body, key, messageId, now);
    request.headers.emplaceBack("Content-Type", spec.contentType);
    for (const auto& [name, value] : spec.headers) {
        const std::optional<Slot> slot = slotOf(value);
        request.headers.emplaceBack(name,
            !slot                          ? value.toUtf8()
                : *slot == Slot::MessageId ? messageId.toUtf8()
                                           : timeText(*slot, now));
    }
    if (spec.signature && !spec.signature->header.isEmpty()) {
        QByteArray signature = d->signatureOf(request.body, key, messageId, now);
        if (spec.signature->overlap && signs && secrets.hasPrevious(now))
            signature
                += spec.signature->overlap->toUtf8() + d->signatureOf(request.body, secrets.previous, messageId, now);
        request.headers.emplaceBack(spec.signature->header, signature);
    }
    request.headers.emplaceBack(spec.messageIdHeader, messageId.toUtf8());
    addAuthorization(channel.auth, secrets.secret, request.headers);
    return request;
}

AnswerReading Contract::read(int status, const QByteArray& answer) const
{
    return readAnswer(d->spec.answer, status, answer);
}

} // namespace wd
