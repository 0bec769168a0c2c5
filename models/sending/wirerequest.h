// A request as it stands on the wire: what is shown to people and what a cURL command has to repeat.
#pragma once

#include "models/channels/httprequest.h"

namespace wd {

// What every request says of the program.
HttpHeaders ownHeaders();

// All headers of HTTP/1.1 in their order: those that every request has among them. Over HTTP/2 there is no Connection,
// and Host is called :authority.
HttpHeaders wireHeaders(const HttpRequest& request);

// Method, target and version, without a line end.
QByteArray requestLine(const HttpRequest& request);

} // namespace wd
