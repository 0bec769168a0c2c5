// A CSV file: its encoding, delimiter, quote character and header found or given.
#pragma once

#include "models/audience/importing/tables/csvreader.h"
#include "models/audience/importing/tables/textencoding.h"

#include <QFile>

namespace wd {

class CsvTable final : public Table {
public:
    // See openTable().
    static Result<std::unique_ptr<Table>> open(const QString& path, const TableOptions& options);

    void rewind() override;
    bool next(TableRow& row) override;
    std::optional<Error> readError() const override;
    qint64 bytesDone() const override { return m_file.pos(); }
    qint64 bytesTotal() const override { return m_file.size(); }

private:
    explicit CsvTable(const QString& path)
        : m_file(path)
    {
    }
    Result<void> findForm(const TableOptions& options);
    Result<void> readHeader(std::optional<qint64> given);
    void restart();
    bool nextRow(TableRow& row);
    bool isFaultElsewhere(const TableRow& row) const;

    QFile m_file;
    TextEncoding m_encoding;
    qint64 m_rowsAbove = 0; // see CsvDialect
    QByteArrayList m_groups;
    std::unique_ptr<Utf8Source> m_source;
    std::unique_ptr<CsvReader> m_reader;
};

} // namespace wd
