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

    // False at the end. Blank rows are passed over. Faults: NulCharacter, NotDecodable, TextAfterQuote, UnclosedQuote,
    // FieldTooLong; reading goes on with the next row, and behind a quote that opens and isn't closed in its place with
    // the next line. Only when so much stands in a quote that it is not kept, and does not look like rows, it is passed
    // over to its end, of which UnclosedQuote names the line. The faulty value is among the fields as it is written.
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
    bool quoteIsNone(Fault fault, bool endless) const;
    bool looksLikeRows(qsizetype begin, qsizetype end) const;
    qsizetype lineEndFrom(qsizetype at) const;
    void goBackBehindQuote();
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
    size_t m_columns = 0; // of the last good row
    qsizetype m_quoteAt = -1; // where the last quote of the row opens that holds a line end
    std::vector<Field> m_fields;
};

} // namespace wd
