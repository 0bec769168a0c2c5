// What a pasted cURL command asks for.
#pragma once

#include "models/base/result.h"
#include "models/base/secret.h"
#include "models/channels/httprequest.h"

#include <QStringList>

namespace wd {

struct CurlCommand {
    QString url; // as written
    QByteArray method;
    HttpHeaders headers; // as written, with those that an option stands for (-A, -e, -b, --json)
    QByteArray body;
    QString user; // of -u
    Secret password;
    QString proxy;
    int timeoutSeconds = 0; // 0: none is named
    bool trustsAnything = false; // -k
    bool followsRedirects = false; // -L
    QStringList files; // that it reads: certificates, keys
    QStringList ignored; // options that mean nothing to a channel, as written
};

// Of several commands the first. Errors (where: the option): BadValue, with what would be right.
Result<CurlCommand> parseCurl(const QString& text);

} // namespace wd
