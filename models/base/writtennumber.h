// Numbers as people and spreadsheets write them.
#pragma once

#include <QByteArray>

#include <optional>

namespace wd {

// Digits with sign, decimals and exponent; nothing that is not finite.
std::optional<double> plainNumber(QByteArrayView text);
// As such digits, whatever is shown otherwise: -1,234.5 with groups of three digits, ¥12.5, $12.5 and 12.5元; digits, signs
// and commas may be wide (３，０００). None: it is no number of this form.
std::optional<QByteArray> plainDigits(QByteArrayView text);
// In either form.
std::optional<double> parseNumber(QByteArrayView text);
// A number but for commas that stand in the wrong place: 1,23.
bool hasBadGroups(QByteArrayView text);
// Wide digits, signs, points and commas as narrow ones.
QByteArray withoutWide(QByteArrayView text);

} // namespace wd
