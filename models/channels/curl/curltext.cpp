#include "models/channels/curl/curltext.h"

namespace wd {

namespace {

QByteArray quoted(QByteArray text)
{
    return '\'' + text.replace('\'', "'\\''") + '\'';
}

// Within double quotes, where $SECRET is to be filled in.
QByteArray doubleQuoted(const QByteArray& before, const QByteArray& after)
{
    QByteArray text = before;
    for (const char special : {'\\', '"', '$', '`'})
        text.replace(special, QByteArray("\\") + special);
    return '"' + text + after + '"';
}

bool hasSecret(const Auth& auth)
{
    return auth.type == AuthType::Basic || auth.type == AuthType::Bearer || auth.type == AuthType::Header;
}

bool isAuthorization(const QByteArray& name, const Auth& auth)
{
    const QByteArray header = auth.type == AuthType::Header ? auth.header.toUtf8() : QByteArray("Authorization");
    return hasSecret(auth) && name.compare(header, Qt::CaseInsensitive) == 0;
}

QByteArray authorization(const QByteArray& name, const Auth& auth)
{
    switch (auth.type) {
    case AuthType::Basic:
        return doubleQuoted(name + ": Basic ",
            "$(printf %s " + quoted(auth.user.toUtf8() + ':') + "\"$SECRET\" | base64 | tr -d '\\n')");
    case AuthType::Bearer:
        return doubleQuoted(name + ": Bearer ", "$SECRET");
    case AuthType::Header:
        return doubleQuoted(name + ": ", "$SECRET");
    case AuthType::None:
    case AuthType::SecretKey:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace

QString curlText(const HttpRequest& request, const HttpHeaders& headers, const Auth& auth, const Connection& connection)
{
    QByteArrayList lines{"curl --http1.1 --include --request " + request.method + ' '
        + quoted(request.url.toEncoded(QUrl::RemoveFragment))};
    for (const auto& [name, value] : headers)
        if (isAuthorization(name, auth))
            lines += "--header " + authorization(name, auth);
        else // a name with a semicolon stands for a header without a value
            lines += "--header " + quoted(value.isEmpty() ? name + ';' : name + ": " + value);
    for (const QByteArray& own : {QByteArray("Accept:"), QByteArray("Expect:")}) // cURL's own
        lines += "--header " + quoted(own);
    if (!connection.authority.isEmpty())
        lines += "--cacert authority.pem";
    if (!connection.certificate.isEmpty())
        lines += "--cert client.pem --key client.key";
    lines += connection.proxy.isEmpty() ? QByteArray("--noproxy '*'") : "--proxy " + quoted(connection.proxy.toUtf8());
    lines += "--data-binary " + quoted(request.body);
    const QByteArray secret = hasSecret(auth) ? QByteArray("SECRET='********'\n") : QByteArray();
    return QString::fromUtf8(secret + lines.join(" \\\n  "));
}

} // namespace wd
