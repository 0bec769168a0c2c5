#include "models/channels/contractspec.h"

#include "models/base/phrase.h"

#include <QHash>
#include <QRegularExpression>

namespace wd {

namespace {

const QHash<QString, Slot>& slotNames()
{
    static const QHash<QString, Slot> names{
        {QStringLiteral("$campaign.name"), Slot::CampaignName},
        {QStringLiteral("$channel.name"), Slot::ChannelName},
        {QStringLiteral("$message.id"), Slot::MessageId},
        {QStringLiteral("$recipient.id"), Slot::RecipientId},
        {QStringLiteral("$now.iso"), Slot::NowIso},
        {QStringLiteral("$now.ms"), Slot::NowMs},
        {QStringLiteral("$now.s"), Slot::NowSeconds},
        {QStringLiteral("$signature"), Slot::Signature},
        {QStringLiteral("$user"), Slot::User},
        {QStringLiteral("$params"), Slot::Params},
        {QStringLiteral("$params.shared"), Slot::ParamsShared},
        {QStringLiteral("$params.personal"), Slot::ParamsPersonal},
        {QStringLiteral("$body"), Slot::Body},
        {QStringLiteral("$secret"), Slot::Secret},
    };
    return names;
}

QString placeOf(const JsonNode& node)
{
    return QStringLiteral("%1:%2").arg(node.line).arg(node.column);
}

// Reads fields of one object of the file; the first fault is kept.
class Reader {
public:
    Reader(const QByteArray& json, const QString& name)
        : m_root(parseJson(json))
        , m_name(name)
    {
    }

    Result<ContractSpec> read();

private:
    void fail(ErrorKind kind, const QStringList& arguments, const JsonNode& node)
    {
        if (!m_error)
            m_error = Error{kind, arguments, placeOf(node)};
    }
    void refuseOthers(const JsonNode& object, const QStringList& known)
    {
        for (const auto& [key, value] : object.members)
            if (!known.contains(key))
                fail(ErrorKind::UnknownField, {key, known.join(QStringLiteral(", "))}, value);
    }
    QString string(const JsonNode& object, const QString& field, const QString& fallback)
    {
        const JsonNode* const node = object.member(field);
        if (node && !node->isString())
            fail(ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text")), field}, *node);
        return node && node->isString() ? node->text : fallback;
    }
    int integer(const JsonNode& object, const QString& field, int fallback, int lowest, int highest)
    {
        const JsonNode* const node = object.member(field);
        if (!node)
            return fallback;
        bool ok = false;
        const int value = node->text.toInt(&ok);
        if (node->kind != JsonNode::Kind::Number || !ok)
            fail(ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "whole number")), field}, *node);
        else if (value < lowest || value > highest)
            fail(ErrorKind::OutOfRange, {node->text, QString::number(lowest), QString::number(highest)}, *node);
        return value;
    }
    template <typename T>
    T oneOf(const JsonNode& object, const QString& field, const QList<QPair<QString, T>>& names, T fallback)
    {
        const JsonNode* const node = object.member(field);
        if (!node)
            return fallback;
        QStringList known;
        for (const auto& [name, value] : names) {
            if (node->isString() && node->text == name)
                return value;
            known += name;
        }
        fail(ErrorKind::NotOneOf, {node->text, known.join(QStringLiteral(", "))}, *node);
        return fallback;
    }
    const JsonNode* object(const JsonNode& parent, const QString& field)
    {
        const JsonNode* const node = parent.member(field);
        if (node && !node->isObject()) {
            fail(ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "object")), field}, *node);
            return nullptr;
        }
        return node;
    }

    // RFC 9110: a field name is a token, a value has no control characters.
    QByteArray headerName(const JsonNode& object, const QString& field, const QByteArray& fallback)
    {
        const JsonNode* const node = object.member(field);
        const QString name = string(object, field, QString::fromLatin1(fallback));
        if (node)
            checkHeaderName(name, *node);
        return name.toUtf8();
    }
    void checkHeaderName(const QString& name, const JsonNode& node)
    {
        static const QRegularExpression token(QStringLiteral("^[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"));
        if (!token.match(name).hasMatch())
            fail(ErrorKind::BadValue,
                {name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a header's name such as X-Signature"))}, node);
    }
    QString headerValue(const JsonNode& object, const QString& field, const QString& fallback)
    {
        const JsonNode* const node = object.member(field);
        const QString value = string(object, field, fallback);
        static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]"));
        if (node && value.contains(control))
            fail(ErrorKind::BadValue,
                {value, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text without control characters"))}, *node);
        return value;
    }

    // Whether it stands for an option's value; one that is not there is a fault.
    bool isOption(const QString& text, const JsonNode& node);
    void readNames(const JsonNode& root, ContractSpec& spec);
    void readOptions(const JsonNode& root, ContractSpec& spec);
    ContractOption option(const JsonNode& node);
    void readHeaders(const JsonNode& root, ContractSpec& spec);
    QString signatureInput(const JsonNode& node, bool signsInBody);
    void readPerRecipient(const JsonNode& answer, ContractSpec& spec);
    void readSignature(const JsonNode& root, ContractSpec& spec);
    void readAnswer(const JsonNode& root, ContractSpec& spec);
    AnswerCondition condition(const JsonNode& node);
    void checkBody(const JsonNode& node, bool inEach, ContractSpec& spec);
    void checkSpecial(const JsonNode& node, bool inEach, ContractSpec& spec);

    Result<JsonNode> m_root;
    QString m_name;
    QStringList m_options; // "$option.NAME"
    std::optional<Error> m_error;
    bool m_signsInBody = false;
};

bool Reader::isOption(const QString& text, const JsonNode& node)
{
    if (!text.startsWith(optionPrefix))
        return false;
    if (!m_options.contains(text))
        fail(ErrorKind::NotOneOf, {text, m_options.join(QStringLiteral(", "))}, node);
    return true;
}

void Reader::readNames(const JsonNode& root, ContractSpec& spec)
{
    spec.name = string(root, QStringLiteral("name"), m_name);
    if (spec.name.isEmpty())
        fail(ErrorKind::MissingField, {QStringLiteral("name")}, root);
    if (!m_name.isEmpty())
        spec.name = m_name;
    if (const JsonNode* const label = object(root, QStringLiteral("label"))) {
        refuseOthers(*label, {QStringLiteral("en"), QStringLiteral("zh")});
        spec.labelEn = string(*label, QStringLiteral("en"), {});
        spec.labelZh = string(*label, QStringLiteral("zh"), {});
    }
}

void Reader::readOptions(const JsonNode& root, ContractSpec& spec)
{
    const JsonNode* const options = root.member(QStringLiteral("options"));
    if (!options)
        return;
    if (options->kind != JsonNode::Kind::Array)
        fail(ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "list")), QStringLiteral("options")},
            *options);
    for (const JsonNode& node : options->items) {
        const ContractOption read = option(node);
        if (m_options.contains(optionPrefix + read.name))
            fail(ErrorKind::Duplicate, {read.name}, node);
        m_options += optionPrefix + read.name;
        spec.options += read;
    }
}

ContractOption Reader::option(const JsonNode& node)
{
    refuseOthers(node,
        {QStringLiteral("name"), QStringLiteral("en"), QStringLiteral("zh"), QStringLiteral("default"),
            QStringLiteral("choices")});
    ContractOption option;
    option.name = string(node, QStringLiteral("name"), {});
    if (option.name.isEmpty())
        fail(ErrorKind::MissingField, {QStringLiteral("name")}, node);
    option.labelEn = string(node, QStringLiteral("en"), option.name);
    option.labelZh = string(node, QStringLiteral("zh"), option.labelEn);
    option.defaultValue = string(node, QStringLiteral("default"), {});
    const JsonNode* const choices = node.member(QStringLiteral("choices"));
    for (const JsonNode& choice : choices ? choices->items : QList<JsonNode>())
        option.choices += choice.text;
    for (const QString& value : option.choices + QStringList{option.defaultValue})
        if (value.startsWith(u'$'))
            fail(ErrorKind::BadValue,
                {value, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a text that does not begin with $"))}, node);
    if (!option.choices.isEmpty() && !option.choices.contains(option.defaultValue))
        fail(ErrorKind::NotOneOf, {option.defaultValue, option.choices.join(QStringLiteral(", "))}, node);
    return option;
}

void Reader::readHeaders(const JsonNode& root, ContractSpec& spec)
{
    const JsonNode* const headers = object(root, QStringLiteral("headers"));
    if (!headers)
        return;
    for (const auto& [name, value] : headers->members) {
        const std::optional<Slot> slot = slotOf(value.text);
        const bool usable = slot ? *slot == Slot::MessageId || (isLate(*slot) && *slot != Slot::Signature)
                                 : isOption(value.text, value) || !value.text.startsWith(u'$');
        checkHeaderName(name, value);
        const QString text = headerValue(*headers, name, {});
        if (!usable)
            fail(ErrorKind::NotOneOf, {value.text, QStringLiteral("$message.id, $now.iso, $now.ms, $now.s")}, value);
        spec.headers.append({name.toUtf8(), text});
    }
}

void Reader::readSignature(const JsonNode& root, ContractSpec& spec)
{
    const JsonNode* const node = object(root, QStringLiteral("signature"));
    if (!node)
        return;
    using Algorithm = SignatureSpec::Algorithm;
    using Key = SignatureSpec::Key;
    using Encoding = SignatureSpec::Encoding;
    SignatureSpec signature;
    signature.algorithm = oneOf<Algorithm>(*node, QStringLiteral("algorithm"),
        {{QStringLiteral("hmac-sha256"), Algorithm::HmacSha256}, {QStringLiteral("md5"), Algorithm::Md5},
            {QStringLiteral("sha256"), Algorithm::Sha256}},
        Algorithm::HmacSha256);
    signature.key = oneOf<Key>(*node, QStringLiteral("key"),
        {{QStringLiteral("utf8"), Key::Utf8}, {QStringLiteral("whsec"), Key::Whsec},
            {QStringLiteral("none"), Key::None}},
        Key::Utf8);
    signature.encoding = oneOf<Encoding>(*node, QStringLiteral("encoding"),
        {{QStringLiteral("hex"), Encoding::Hex}, {QStringLiteral("HEX"), Encoding::UpperHex},
            {QStringLiteral("base64"), Encoding::Base64}},
        Encoding::Hex);
    signature.separator = string(*node, QStringLiteral("separator"), {});
    isOption(signature.separator, *node);
    if (node->member(QStringLiteral("overlap")))
        signature.overlap = headerValue(*node, QStringLiteral("overlap"), {});
    signature.prefix = headerValue(*node, QStringLiteral("prefix"), {});
    signature.header = headerName(*node, QStringLiteral("header"), {});
    refuseOthers(*node,
        {QStringLiteral("algorithm"), QStringLiteral("key"), QStringLiteral("inputs"), QStringLiteral("separator"),
            QStringLiteral("encoding"), QStringLiteral("prefix"), QStringLiteral("header"), QStringLiteral("overlap")});
    const JsonNode* const inputs = node->member(QStringLiteral("inputs"));
    if (!inputs || inputs->kind != JsonNode::Kind::Array || inputs->items.isEmpty())
        fail(ErrorKind::MissingField, {QStringLiteral("inputs")}, inputs ? *inputs : *node);
    for (const JsonNode& input : inputs ? inputs->items : QList<JsonNode>())
        signature.inputs += signatureInput(input, signature.header.isEmpty());
    // It is written between quotes: it must not end them.
    if (signature.header.isEmpty() && (signature.prefix.contains(u'"') || signature.prefix.contains(u'\\')))
        fail(ErrorKind::BadValue,
            {signature.prefix, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a prefix without quotes and backslashes"))},
            *node->member(QStringLiteral("prefix")));
    if (signature.header.isEmpty() && signature.overlap)
        fail(ErrorKind::BadValue,
            {QStringLiteral("overlap"),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "two signatures stand in a header, not in the body"))},
            *node);
    spec.signature = signature;
}

QString Reader::signatureInput(const JsonNode& node, bool signsInBody)
{
    static const QList<Slot> usable{
        Slot::Body, Slot::Secret, Slot::MessageId, Slot::NowIso, Slot::NowMs, Slot::NowSeconds};
    const std::optional<Slot> slot = slotOf(node.text);
    if (!node.isString())
        fail(ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text")), QStringLiteral("inputs")}, node);
    else if (slot == Slot::Body && signsInBody)
        fail(ErrorKind::BadValue,
            {node.text,
                phrase(QT_TRANSLATE_NOOP("wd::Phrase",
                    "a signature that stands in the body can't cover the "
                    "body itself; name the values it covers, or a header for it"))},
            node);
    else if (slot ? !usable.contains(*slot) : !isOption(node.text, node) && node.text.startsWith(u'$'))
        fail(ErrorKind::NotOneOf,
            {node.text, QStringLiteral("$body, $secret, $message.id, $now.iso, $now.ms, $now.s, literals")}, node);
    return node.text;
}

AnswerCondition Reader::condition(const JsonNode& node)
{
    AnswerCondition condition;
    refuseOthers(node, {QStringLiteral("at"), QStringLiteral("equals")});
    condition.at = string(node, QStringLiteral("at"), {});
    const JsonNode* const equals = node.member(QStringLiteral("equals"));
    if (condition.at.isEmpty() || !equals)
        fail(ErrorKind::MissingField, {condition.at.isEmpty() ? QStringLiteral("at") : QStringLiteral("equals")}, node);
    else if (equals->kind == JsonNode::Kind::Array || equals->kind == JsonNode::Kind::Object)
        fail(ErrorKind::WrongType,
            {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text, number or boolean")), QStringLiteral("equals")}, *equals);
    else if (equals->kind == JsonNode::Kind::True || equals->kind == JsonNode::Kind::False)
        condition.equals = equals->kind == JsonNode::Kind::True ? QStringLiteral("true") : QStringLiteral("false");
    else
        condition.equals = equals->text;
    return condition;
}

void Reader::readAnswer(const JsonNode& root, ContractSpec& spec)
{
    const JsonNode* const answer = object(root, QStringLiteral("answer"));
    if (!answer)
        return;
    refuseOthers(*answer, {QStringLiteral("status"), QStringLiteral("where"), QStringLiteral("perRecipient")});
    SuccessRule& success = spec.answer.success;
    if (const JsonNode* const status = answer->member(QStringLiteral("status"))) {
        bool first = false;
        bool second = false;
        const auto isNumber = [](const JsonNode& item) { return item.kind == JsonNode::Kind::Number; };
        if (status->kind == JsonNode::Kind::Array && status->items.size() == 2
            && std::all_of(status->items.cbegin(), status->items.cend(), isNumber)) {
            success.lowest = status->items[0].text.toInt(&first);
            success.highest = status->items[1].text.toInt(&second);
        }
        if (!first || !second || success.lowest < 200 || success.highest > 299 || success.lowest > success.highest)
            fail(ErrorKind::BadValue,
                {QStringLiteral("status"),
                    phrase(QT_TRANSLATE_NOOP("wd::Phrase", "two numbers from 200 to 299: [200, 299]"))},
                *status);
    }
    if (const JsonNode* const where = answer->member(QStringLiteral("where"))) {
        if (where->kind != JsonNode::Kind::Array)
            fail(ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "list")), QStringLiteral("where")},
                *where);
        for (const JsonNode& item : where->items)
            success.where += condition(item);
    }
    readPerRecipient(*answer, spec);
}

void Reader::readPerRecipient(const JsonNode& answer, ContractSpec& spec)
{
    const JsonNode* const per = object(answer, QStringLiteral("perRecipient"));
    if (!per)
        return;
    refuseOthers(*per, {QStringLiteral("list"), QStringLiteral("id"), QStringLiteral("ok"), QStringLiteral("error")});
    AnswerSpec::PerRecipient people;
    people.list = string(*per, QStringLiteral("list"), {});
    people.id = string(*per, QStringLiteral("id"), {});
    people.error = string(*per, QStringLiteral("error"), {});
    if (const JsonNode* const ok = object(*per, QStringLiteral("ok")))
        people.ok = condition(*ok);
    if (people.list.isEmpty() || people.id.isEmpty() || people.ok.at.isEmpty())
        fail(ErrorKind::MissingField, {QStringLiteral("list, id, ok")}, *per);
    spec.answer.perRecipient = people;
}

// --- the body ------------------------------------------------------------------------------------------------------

const QString each = QStringLiteral("$each");
const QString merge = QStringLiteral("$merge");

bool isSpecial(const JsonNode& node)
{
    return node.member(each) || node.member(merge);
}

void Reader::checkSpecial(const JsonNode& node, bool inEach, ContractSpec& spec)
{
    const auto& [key, value] = node.members.first();
    if (node.members.size() > 1) {
        fail(ErrorKind::BadValue,
            {node.member(each) ? each : merge,
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "it stands alone in its object"))},
            node);
    } else if (key == each) {
        if (inEach)
            fail(ErrorKind::BadValue,
                {key, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one list over the recipients, not one inside another"))},
                node);
        checkBody(value, true, spec);
    } else if (value.kind != JsonNode::Kind::Array || value.items.isEmpty()) {
        fail(ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a list of objects")), merge}, value);
    } else {
        for (const JsonNode& part : value.items) {
            const std::optional<Slot> slot = part.isString() ? slotOf(part.text) : std::nullopt;
            if (!(part.isObject() && !isSpecial(part)) && !(slot && isFields(*slot)))
                fail(ErrorKind::WrongType,
                    {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an object, $user or $params…")), part.text}, part);
            checkBody(part, inEach, spec);
        }
    }
}

void Reader::checkBody(const JsonNode& node, bool inEach, ContractSpec& spec)
{
    if (node.isString() && node.text.startsWith(u'$')) {
        if (isOption(node.text, node))
            return;
        const std::optional<Slot> slot = slotOf(node.text);
        if (!slot || *slot == Slot::Body || *slot == Slot::Secret) {
            QStringList known;
            for (auto name = slotNames().cbegin(); name != slotNames().cend(); ++name)
                if (name.value() != Slot::Body && name.value() != Slot::Secret)
                    known += name.key();
            known.sort();
            fail(ErrorKind::NotOneOf, {node.text, known.join(QStringLiteral(", "))}, node);
        } else if (isPersonal(*slot) && !inEach && spec.maximumBatch > 1) {
            fail(ErrorKind::BadValue,
                {node.text,
                    phrase(QT_TRANSLATE_NOOP("wd::Phrase",
                        "it differs from person to person: put it inside $each, or set maximumBatch to 1"))},
                node);
        } else if (*slot == Slot::Signature) {
            m_signsInBody = true;
        }
        return;
    }
    if (isSpecial(node))
        return checkSpecial(node, inEach, spec);
    for (const JsonNode& item : node.items)
        checkBody(item, inEach, spec);
    for (const auto& [key, value] : node.members)
        checkBody(value, inEach, spec);
}

Result<ContractSpec> Reader::read()
{
    if (!m_root) {
        Error error = m_root.error();
        error.where = error.arguments.mid(1).join(u':');
        return error;
    }
    const JsonNode& root = *m_root;
    ContractSpec spec;
    if (!root.isObject())
        fail(ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "object")), QString()}, root);
    refuseOthers(root,
        {QStringLiteral("name"), QStringLiteral("label"), QStringLiteral("options"), QStringLiteral("values"),
            QStringLiteral("method"), QStringLiteral("contentType"), QStringLiteral("maximumBatch"),
            QStringLiteral("messageIdHeader"), QStringLiteral("headers"), QStringLiteral("body"),
            QStringLiteral("signature"), QStringLiteral("answer")});
    readNames(root, spec);
    readOptions(root, spec);
    spec.typedValues = oneOf<bool>(
        root, QStringLiteral("values"), {{QStringLiteral("text"), false}, {QStringLiteral("typed"), true}}, false);
    spec.method = oneOf<QByteArray>(root, QStringLiteral("method"),
        {{QStringLiteral("POST"), "POST"}, {QStringLiteral("PUT"), "PUT"}, {QStringLiteral("PATCH"), "PATCH"},
            {QStringLiteral("DELETE"), "DELETE"}, {QStringLiteral("GET"), "GET"}},
        "POST");
    spec.contentType = headerValue(root, QStringLiteral("contentType"), QString::fromUtf8(spec.contentType)).toUtf8();
    spec.maximumBatch = integer(root, QStringLiteral("maximumBatch"), 1, 1, 10'000);
    spec.messageIdHeader = headerName(root, QStringLiteral("messageIdHeader"), spec.messageIdHeader);
    readHeaders(root, spec);
    readSignature(root, spec);
    readAnswer(root, spec);
    if (const JsonNode* const body = root.member(QStringLiteral("body"))) {
        spec.body = *body;
        checkBody(*body, false, spec);
    } else {
        fail(ErrorKind::MissingField, {QStringLiteral("body")}, root);
    }
    const bool wantsBodySignature = spec.signature && spec.signature->header.isEmpty();
    if (wantsBodySignature != m_signsInBody)
        fail(ErrorKind::BadValue,
            {QStringLiteral("$signature"),
                phrase(
                    QT_TRANSLATE_NOOP("wd::Phrase", "it stands in the body exactly when the signature has no header"))},
            root);
    if (m_error)
        return *m_error;
    return spec;
}

} // namespace

std::optional<Slot> slotOf(const QString& text)
{
    const auto found = slotNames().constFind(text);
    return found == slotNames().cend() ? std::nullopt : std::optional(*found);
}

bool isPersonal(Slot slot)
{
    return slot == Slot::User || slot == Slot::ParamsPersonal || slot == Slot::RecipientId || slot == Slot::Params;
}

bool isLate(Slot slot)
{
    return slot == Slot::NowIso || slot == Slot::NowMs || slot == Slot::NowSeconds || slot == Slot::Signature;
}

bool isFields(Slot slot)
{
    return slot == Slot::User || slot == Slot::Params || slot == Slot::ParamsShared || slot == Slot::ParamsPersonal;
}

Result<ContractSpec> readContract(const QByteArray& json, const QString& name)
{
    return Reader(json, name).read();
}

} // namespace wd
