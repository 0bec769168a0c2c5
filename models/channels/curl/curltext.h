// A request as a cURL command for a POSIX shell, which puts the same bytes on the wire.
#pragma once

#include "models/channels/channel.h"
#include "models/channels/httprequest.h"

namespace wd {

// `headers` are all that go out, as wireHeaders() has them; what authenticates the request may be masked in them. The
// command begins with a line that sets SECRET, masked: whoever fills it in sends what the channel sends. A client
// certificate, its key and an authority of the channel's own are named as files to put there.
QString curlText(
    const HttpRequest& request, const HttpHeaders& headers, const Auth& auth, const Connection& connection);

} // namespace wd
