// A CSV file with a header, opened: its encoding and delimiter found, its header checked.
#pragma once

#include "models/audience/importing/csvreader.h"
#include "models/audience/importing/textencoding.h"
#include "models/base/result.h"

#include <QStringList>

#include <memory>

namespace wd {

class TableFile {
public:
    // `encoding` empty: detected. Errors: FileUnreadable, Empty, BadValue (a workbook, an unknown encoding, a header
    // that does not decode), Empty or Duplicate for a header's names.
    static Result<std::unique_ptr<TableFile>> open(const QString& path, const QString& encoding);

    const QString& encoding() const { return m_encoding.name; }
    char delimiter() const { return m_delimiter; }
    const QStringList& headers() const { return m_headers; }
    qint64 bytesDone() const { return m_file.pos(); }
    qint64 bytesTotal() const { return m_file.size(); }

    // Begins again with the first data row.
    void rewind();
    // False at the end.
    bool next(CsvRow& row);
    // Why this row can't be used as a whole; none when it can.
    std::optional<Error> fault(const CsvRow& row) const;
    // None unless reading the file failed on the way.
    std::optional<Error> readError() const;

private:
    explicit TableFile(const QString& path)
        : m_file(path)
    {
    }
    Result<void> findEncoding(const QString& asked);
    Result<void> readHeader();

    QFile m_file;
    TextEncoding m_encoding;
    char m_delimiter = ',';
    QStringList m_headers;
    std::unique_ptr<Utf8Source> m_source;
    std::unique_ptr<CsvReader> m_reader;
};

// Spaces, tabs, no-break and full-width spaces around a value do not belong to it.
QByteArrayView trimmedField(QByteArrayView field);

} // namespace wd
