// What a spreadsheet's number formats make of a number: a date, a time, or the number itself.
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QStringView>

namespace wd {

// The parts that a format shows; none of them: the number is a number.
struct NumberFormat {
    bool date = false;
    bool time = false;
    bool elapsed = false; // hours beyond a day, as in [h]:mm
    bool fraction = false; // of a second
    bool operator==(const NumberFormat&) const = default;
};

enum class SheetEpoch { Year1900, Year1904 };

NumberFormat builtInFormat(int id);
NumberFormat parseFormat(QStringView code);

// YYYY-MM-DD, with Thh:mm:ss where the format shows a time or the number has one; hh:mm:ss for a time alone. Errors:
// NoSuchDate (29 February 1900, or outside of what a sheet knows).
Result<QByteArray> dateText(double serial, const NumberFormat& format, SheetEpoch epoch);

struct NumberText {
    QByteArray text; // as a sheet shows it in full: at most 15 digits unless more are written, never with an exponent
    bool digitsLost = false; // over 15 digits
};
// None when `written` is no finite number.
std::optional<NumberText> numberText(QByteArrayView written);

} // namespace wd
