// Reads a CSV table (RFC 4180, any line end) from a stream of UTF-8 bytes, row by row, without copying fields.
#pragma once

#include "models/audience/importing/tables/table.h"

#include <functional>

namespace wd {

class CsvReader {
public:
    static constexpr qsizetype maxFieldBytes = 1024 * 1024;

    // `source` returns the next bytes of the stream, none at its end.
    CsvReader(std::function<QByteArray()> source, char delimiter, char quote);

    // False at the end. Blank lines are passed over. Faults: NulCharacter, NotDecodable, TextAfterQuote, UnclosedQuote,
    // FieldTooLong; what a fault leaves of the fields is of no use, and reading goes on with the next row.
    bool next(TableRow& row);

private:
    struct Field {
        qsizetype begin = 0;
        qsizetype end = 0;
        bool doubledQuotes = false;
    };
    enum class Scan { Done, NeedMore };
    using Fault = std::optional<ErrorKind>;

    Scan scanRow(Fault& fault);
    Scan scanField(Fault& fault, bool& endsRow);
    Scan scanQuoted(Fault& fault);
    Scan scanPlain(bool& endsRow);
    Scan scanLineEnd();
    bool refill();
    Fault skipRow();
    bool isBlank() const;
    void finish(TableRow& row, Fault fault);
    QByteArrayView unescaped(const Field& field);

    std::function<QByteArray()> m_source;
    char m_delimiter;
    char m_quote;
    bool m_quotes; // whether there is a quote character at all
    bool m_special[256] = {}; // ends a plain run: delimiter and line ends
    QByteArray m_buffer;
    qsizetype m_rowBegin = 0;
    qsizetype m_at = 0;
    bool m_sourceEnded = false;
    qint64 m_line = 1;
    qint64 m_newLines = 0; // within the row that is read now
    std::vector<Field> m_fields;
};

} // namespace wd
