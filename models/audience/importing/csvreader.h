// Reads a CSV table (RFC 4180, any line end) from a stream of UTF-8 bytes, row by row, without copying fields.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <vector>

namespace wd {

struct CsvRow {
    // Why a row can't be used; reading goes on with the next one.
    enum class Fault { None, Nul, Encoding, Quote, UnclosedQuote, TooLong };

    qint64 line = 0; // from 1, where the row begins
    std::vector<QByteArrayView> fields; // valid until the next row; what a fault leaves is of no use
    Fault fault = Fault::None;
};

class CsvReader {
public:
    static constexpr qsizetype maxFieldBytes = 1024 * 1024;

    // `source` returns the next bytes of the stream, none at its end.
    CsvReader(std::function<QByteArray()> source, char delimiter);

    // False at the end. Blank lines are passed over.
    bool next(CsvRow& row);

private:
    struct Field {
        qsizetype begin = 0;
        qsizetype end = 0;
        bool doubledQuotes = false;
    };
    enum class Scan { Done, NeedMore };

    Scan scanRow(CsvRow::Fault& fault);
    Scan scanField(CsvRow::Fault& fault, bool& endsRow);
    Scan scanQuoted(CsvRow::Fault& fault);
    Scan scanPlain(bool& endsRow);
    Scan scanLineEnd();
    bool refill();
    CsvRow::Fault skipRow();
    bool isBlank() const;
    void finish(CsvRow& row, CsvRow::Fault fault);
    QByteArrayView unescaped(const Field& field);

    std::function<QByteArray()> m_source;
    char m_delimiter;
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
