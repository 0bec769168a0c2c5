// Certificates and private keys as people have them: PEM texts.
#pragma once

#include "models/base/result.h"

#include <QSslKey>

class QSslCertificate;

namespace wd {

// One certificate or more. Error: BadValue (what would be right).
Result<QList<QSslCertificate>> certificates(const QString& pem);

// RSA or EC. Errors: BadValue: no key, one of another kind, or not the passphrase that opens it.
Result<QSslKey> privateKey(const QByteArray& pem, const QByteArray& passphrase);

} // namespace wd
