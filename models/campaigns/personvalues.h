// A person's attribute values as frozen with a delivery (delivery.data), and as text in requests.
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QVariantList>

namespace wd {

// Values are QString, qint64, double, bool, QDate, QDateTime (UTC) or invalid (no value), in the order of
// Plan::attributes. The bytes are a CBOR array (RFC 8949): text, integer, float, boolean, null; dates are text tagged
// 1004 (RFC 8943), times milliseconds since 1970 tagged 1 (as in CBOR's epoch tag, but in ms).
QByteArray encodeValues(const QVariantList& values);
Result<QVariantList> decodeValues(const QByteArray& bytes);

// No value, or an empty text.
bool isMissing(const QVariant& value);

} // namespace wd
