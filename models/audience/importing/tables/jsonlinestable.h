// JSON Lines, one array of objects, or objects over several lines each: each object is a row; all names in the file
// make the header.
#pragma once

#include "models/audience/importing/tables/jsonrow.h"
#include "models/audience/importing/tables/jsonsource.h"
#include "models/audience/importing/tables/table.h"
#include "models/audience/importing/tables/textencoding.h"

#include <QFile>
#include <QHash>

namespace wd {

class JsonLinesTable final : public Table {
public:
    // Whether a text (UTF-8) begins like this format, be it behind a broken first line.
    static bool isOne(QByteArrayView head);
    // See openTable(); reads the whole file once for its names. TooMany: more names than a table may have columns.
    static Result<std::unique_ptr<Table>> open(const QString& path, const TableOptions& options);

    void rewind() override;
    bool next(TableRow& row) override;
    std::optional<Error> readError() const override;
    qint64 bytesDone() const override { return m_file.pos(); }
    qint64 bytesTotal() const override { return m_file.size(); }

private:
    explicit JsonLinesTable(const QString& path)
        : m_file(path)
    {
    }
    static std::optional<JsonSource::Layout> layoutOf(QByteArrayView head);
    Result<void> findForm(const TableOptions& options);
    Result<void> collectNames();
    bool nextRow(TableRow& row);
    std::optional<Error> parse(const JsonSource::Piece& piece);
    qsizetype columnOf(QByteArrayView name, qsizetype likely) const;

    QFile m_file;
    TextEncoding m_encoding;
    JsonSource::Layout m_layout = JsonSource::Layout::Lines;
    std::unique_ptr<Utf8Source> m_source;
    std::unique_ptr<JsonSource> m_pieces;
    JsonRow m_row;
    std::vector<QByteArray> m_names; // in the order of headers
    QHash<QByteArray, qsizetype> m_columns; // by name
};

} // namespace wd
