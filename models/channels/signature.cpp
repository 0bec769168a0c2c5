#include "models/channels/signature.h"

#include "models/base/phrase.h"

#include <QMessageAuthenticationCode>

namespace wd {

namespace {

std::optional<QByteArray> whsecKey(QByteArray text)
{
    if (text.startsWith("v1,"))
        text.remove(0, 3);
    if (text.startsWith("whsec_"))
        text.remove(0, 6);
    const QByteArray::FromBase64Result decoded
        = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() < 24 || decoded.decoded.size() > 64)
        return std::nullopt;
    return decoded.decoded;
}

QByteArray keyOf(const SignatureSpec& spec, const Secret& secret)
{
    if (spec.key == SignatureSpec::Key::Whsec)
        return whsecKey(secret.reveal()).value_or(QByteArray());
    return spec.key == SignatureSpec::Key::None ? QByteArray() : secret.reveal();
}

QByteArray digest(const SignatureSpec& spec, const QByteArray& input, const Secret& secret)
{
    switch (spec.algorithm) {
    case SignatureSpec::Algorithm::HmacSha256:
        return QMessageAuthenticationCode::hash(input, keyOf(spec, secret), QCryptographicHash::Sha256);
    case SignatureSpec::Algorithm::Md5:
        return QCryptographicHash::hash(input, QCryptographicHash::Md5);
    case SignatureSpec::Algorithm::Sha256:
        return QCryptographicHash::hash(input, QCryptographicHash::Sha256);
    }
    Q_UNREACHABLE();
}

} // namespace

Result<void> checkKey(const SignatureSpec& spec, const Secret& secret)
{
    if (spec.key == SignatureSpec::Key::Whsec && !whsecKey(secret.reveal()))
        return Error{ErrorKind::BadValue,
            {QStringLiteral("secret"),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "“whsec_” followed by base64 of 24 to 64 bytes"))},
            QStringLiteral("secret")};
    return {};
}

QByteArray sign(const SignatureSpec& spec, const QByteArray& input, const Secret& secret)
{
    const QByteArray bytes = digest(spec, input, secret);
    switch (spec.encoding) {
    case SignatureSpec::Encoding::Hex:
        return spec.prefix.toUtf8() + bytes.toHex();
    case SignatureSpec::Encoding::UpperHex:
        return spec.prefix.toUtf8() + bytes.toHex().toUpper();
    case SignatureSpec::Encoding::Base64:
        return spec.prefix.toUtf8() + bytes.toBase64();
    }
    Q_UNREACHABLE();
}

} // namespace wd
