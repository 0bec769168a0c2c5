#include "models/channels/certificates.h"

#include "models/base/phrase.h"

#include <QSslCertificate>

namespace wd {

Result<QList<QSslCertificate>> certificates(const QString& pem)
{
    const QList<QSslCertificate> found = QSslCertificate::fromData(pem.toLatin1(), QSsl::Pem);
    if (found.isEmpty())
        return Error{ErrorKind::BadValue,
            {pem.trimmed().left(40),
                phrase(QT_TRANSLATE_NOOP(
                    "wd::Phrase", "a certificate in PEM, which begins with -----BEGIN CERTIFICATE-----"))},
            {}};
    return found;
}

Result<QSslKey> privateKey(const QByteArray& pem, const QByteArray& passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec})
        if (const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase); !key.isNull())
            return key;
    const bool isLocked = pem.contains("ENCRYPTED") && passphrase.isEmpty();
    return Error{ErrorKind::BadValue,
        {QString(),
            isLocked ? phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a private key with the passphrase that opens it"))
                     : phrase(QT_TRANSLATE_NOOP("wd::Phrase",
                         "an RSA or EC private key in PEM, which begins with -----BEGIN PRIVATE KEY-----"))},
        {}};
}

} // namespace wd
