// One HTTP request as it goes out.
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QUrl>

namespace wd {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

struct HttpRequest {
    QByteArray method; // POST, PUT, PATCH, DELETE or GET
    QUrl url; // http or https, no user info
    HttpHeaders headers;
    QByteArray body;
};

} // namespace wd
