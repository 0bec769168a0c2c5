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

// By byte order mark, then strict UTF-8, then GB18030 unless the detector names another multi-byte set, then the
// detector. A few broken lines do not decide: each line with bytes beyond ASCII has a vote.
TextEncoding detectEncoding(const QByteArray& sample);
// The encoding of this name, or the detected one when it is empty. Errors: BadValue.
Result<TextEncoding> encodingFor(const QString& name, const QByteArray& sample);

// Reads a file from its beginning to its end as UTF-8. Bytes the encoding does not know come out as they are in a
// file of UTF-8, as an invalid byte (0xFF) otherwise.
class Utf8Source {
public:
    Utf8Source(QFile& file, const TextEncoding& encoding);
    QByteArray read();

private:
    QFile& m_file;
    std::optional<QStringDecoder> m_decoder; // none: the file is UTF-8
};

} // namespace wd
