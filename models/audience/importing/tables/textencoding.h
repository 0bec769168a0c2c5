// The encoding of a text file, and its bytes as UTF-8.
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QStringDecoder>

#include <optional>

namespace wd {

struct TextEncoding {
    QString name; // "UTF-8", "UTF-16LE", "GB18030" …
    qsizetype bomSize = 0;
};

// By byte order mark, then by the zero bytes of UTF-16 and UTF-32, then UTF-8, then GB18030 unless the detector names
// another multi-byte set, or any set where GB18030 makes rare characters of it, then the detector. A few broken lines
// do not decide: each line with bytes beyond ASCII has a vote, for UTF-8 only when it makes words there that it would
// not make of GBK.
TextEncoding detectEncoding(const QByteArray& sample);
// The encoding of this name, or the detected one when it is empty. Errors: BadValue.
Result<TextEncoding> encodingFor(const QString& name, const QByteArray& sample);
// Of a file; where its beginning is all ASCII, or nearly, the first words that are not vote, wherever they stand.
Result<TextEncoding> encodingOf(QFile& file, const QString& name);

// Reads a file from its beginning to its end as UTF-8. Bytes the encoding does not know come out as they are in a
// file of UTF-8, as an invalid byte (0xFF) otherwise; half a surrogate pair and half a character at the end too.
class Utf8Source {
public:
    Utf8Source(QFile& file, const TextEncoding& encoding);
    QByteArray read(); // none at the end

private:
    enum class Form { Utf8, Utf16Le, Utf16Be, Other };

    QByteArray fromUtf16(const QByteArray& bytes);
    QByteArray decoded(const QByteArray& bytes);
    QByteArray lastBytes();

    QFile& m_file;
    Form m_form = Form::Utf8;
    QStringDecoder m_decoder; // of other forms
    int m_unitBytes = 1; // of other forms: 4 in UTF-32
    QByteArray m_held; // UTF-16: what ends within a character
    bool m_ended = false;
};

} // namespace wd
