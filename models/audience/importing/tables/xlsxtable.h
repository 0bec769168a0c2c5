// One sheet of an .xlsx workbook as a table.
#pragma once

#include "models/audience/importing/tables/sheetreader.h"
#include "models/audience/importing/tables/table.h"

namespace wd {

class XlsxTable final : public Table {
public:
    // See openTable().
    static Result<std::unique_ptr<Table>> open(const QString& path, const TableOptions& options);

    void rewind() override;
    bool next(TableRow& row) override;
    std::optional<Error> readError() const override;
    qint64 bytesDone() const override;
    qint64 bytesTotal() const override;

private:
    explicit XlsxTable(std::unique_ptr<Workbook> book)
        : m_book(std::move(book))
    {
    }
    Result<void> chooseSheet(const TableOptions& options);
    Workbook::Sheet proposedSheet(const TableOptions& options);
    bool hasColumns(const Workbook::Sheet& sheet, const TableOptions& options);
    Result<void> readHeader(const TableOptions& options);
    bool restart();
    void place(const SheetReader::Cell& cell, TableRow& row);

    std::unique_ptr<Workbook> m_book;
    Workbook::Sheet m_sheet;
    qsizetype m_firstColumn = 0; // of the sheet, that the header begins in
    std::unique_ptr<XmlPart> m_part;
    std::unique_ptr<SheetReader> m_reader;
    std::optional<Error> m_error;
    SheetReader::Row m_cells; // of the row at hand
};

} // namespace wd
