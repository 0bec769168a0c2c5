// Text in code units of two or four bytes: recognised without a byte order mark, and turned into UTF-8.
#pragma once

#include <QByteArray>
#include <QStringView>

namespace wd {

// "UTF-16LE", "UTF-16BE", "UTF-32LE" or "UTF-32BE"; empty when the bytes look like none of them. Told by where the zero
// bytes stand that line ends and delimiters bring along.
QString detectWideEncoding(const QByteArray& sample);

// UTF-8 of UTF-16; half a surrogate pair becomes the byte 0xFF, which is never part of UTF-8.
QByteArray utf8Of(QStringView text);

} // namespace wd
