#include "models/audience/importing/tables/xlsxtable.h"

#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/tables/headerrow.h"

#include <algorithm>
#include <limits>

namespace wd {

namespace {

constexpr qsizetype sampleRows = 20;

using Row = SheetReader::Row;
using Cell = SheetReader::Cell;

bool standsBefore(const Cell& a, const Cell& b)
{
    return a.column < b.column;
}

qsizetype firstColumn(const Row& row)
{
    return std::min_element(row.cells.begin(), row.cells.end(), standsBefore)->column;
}

// The texts of a row from the sheet's first column on.
QByteArrayList textsOf(const Row& row)
{
    QByteArrayList texts;
    texts.resize(std::max_element(row.cells.begin(), row.cells.end(), standsBefore)->column + 1);
    for (const Cell& cell : row.cells)
        texts[cell.column] = trimmedField(cell.text).toByteArray();
    return texts;
}

// What its cells show, an error for one that has no text.
QByteArray wholeText(const Row& row)
{
    QByteArrayList texts;
    for (const Cell& cell : row.cells)
        texts += cell.text.isEmpty() && cell.fault ? cell.fault->arguments.value(0).toUtf8() : cell.text.toByteArray();
    return texts.join(", ");
}

} // namespace

Result<std::unique_ptr<Table>> XlsxTable::open(const QString& path, const TableOptions& options)
{
    Result<std::unique_ptr<Workbook>> book = Workbook::open(path);
    if (!book)
        return book.error();
    std::unique_ptr<XlsxTable> table(new XlsxTable(std::move(book).value()));
    if (const Result<void> chosen = table->chooseSheet(options); !chosen)
        return chosen.error();
    if (const Result<void> header = table->readHeader(options); !header)
        return header.error();
    table->rewind();
    return std::unique_ptr<Table>(std::move(table));
}

Result<void> XlsxTable::chooseSheet(const TableOptions& options)
{
    const QList<Workbook::Sheet>& sheets = m_book->sheets();
    for (const Workbook::Sheet& sheet : sheets)
        m_info.sheets += sheet.name;
    m_info.format = TableFormat::Xlsx;
    const auto named = std::find_if(sheets.begin(), sheets.end(), [&options](const Workbook::Sheet& sheet) {
        return sheet.name.compare(options.sheet, Qt::CaseInsensitive) == 0;
    });
    if (named == sheets.end() && !options.sheet.isEmpty())
        return Error{ErrorKind::NotOneOf, {options.sheet, m_info.sheets.join(QStringLiteral(", "))}, {}};
    m_sheet = options.sheet.isEmpty() ? proposedSheet(options) : *named;
    m_info.sheet = m_sheet.name;
    return {};
}

// The first one may be a note on the others. Who says where the header stands has seen the sheet.
Workbook::Sheet XlsxTable::proposedSheet(const TableOptions& options)
{
    QList<Workbook::Sheet> visible;
    for (const Workbook::Sheet& sheet : m_book->sheets())
        if (!sheet.hidden)
            visible += sheet;
    if (visible.isEmpty())
        return m_book->sheets().first();
    if (visible.size() == 1)
        return visible.first();
    const auto ofPeople = [&](const Workbook::Sheet& sheet) {
        m_sheet = sheet;
        return readHeader(options) && m_info.hasHeader && namePerson(m_headers);
    };
    const bool isSeen = options.hasHeader || options.headerRow;
    const auto people = isSeen ? visible.cend() : std::find_if(visible.cbegin(), visible.cend(), ofPeople);
    const Workbook::Sheet& proposed = people == visible.cend() ? visible.first() : *people;
    if (hasColumns(proposed, options))
        return proposed;
    const auto named = std::find_if(
        visible.cbegin(), visible.cend(), [&](const Workbook::Sheet& sheet) { return hasColumns(sheet, options); });
    return named == visible.cend() ? proposed : *named;
}

bool XlsxTable::hasColumns(const Workbook::Sheet& sheet, const TableOptions& options)
{
    if (options.columns.isEmpty())
        return true;
    m_sheet = sheet;
    return readHeader(options)
        && std::all_of(options.columns.begin(), options.columns.end(),
            [this](const QString& column) { return m_headers.contains(column); });
}

Result<void> XlsxTable::readHeader(const TableOptions& options)
{
    m_info.headerRow = 0;
    if (!restart())
        return *m_error;
    struct First {
        qint64 line;
        qsizetype begin;
        std::optional<Error> fault;
    };
    QList<First> rows;
    QList<QByteArrayList> sample;
    qsizetype allBegin = std::numeric_limits<qsizetype>::max();
    qsizetype allEnd = 0;
    while (sample.size() < sampleRows && m_reader->next(m_cells)) {
        if (m_cells.number < options.headerRow.value_or(0))
            continue;
        First first{m_cells.number, firstColumn(m_cells), {}};
        for (const Cell& cell : m_cells.cells)
            first.fault = first.fault ? first.fault : cell.fault;
        rows += first;
        sample += textsOf(m_cells);
        allBegin = std::min(allBegin, first.begin);
        allEnd = std::max(allEnd, sample.last().size());
    }
    if (const std::optional<Error> failed = readError())
        return *failed;
    if (options.headerRow && (rows.isEmpty() || rows.first().line != *options.headerRow))
        return noHeaderRow(*options.headerRow, m_info.sheets.size() > 1 ? m_sheet.name : QString());
    if (sample.isEmpty())
        return Error{ErrorKind::Empty, {m_sheet.name}, {}};
    const TableTop top = topOf(sample, options);
    const First& first = rows[top.title];
    m_info.hasHeader = top.hasHeader;
    const auto named = std::find_if(top.groups.begin(), top.groups.end(), [](const auto& g) { return !g.isEmpty(); });
    const qsizetype begin = top.groups.isEmpty() ? first.begin : std::min(first.begin, named - top.groups.begin());
    m_firstColumn = m_info.hasHeader ? begin : allBegin;
    if (!m_info.hasHeader) {
        nameColumns(allEnd - allBegin);
        return {};
    }
    m_info.headerRow = first.line;
    if (first.fault)
        return Error{first.fault->kind, first.fault->arguments, QStringLiteral("line %1").arg(first.line)};
    QStringList names;
    for (const QByteArray& name : sample[top.title].mid(begin))
        names += QString::fromUtf8(name);
    return setHeaders(namesBelow(top.groups.mid(begin), names), first.line);
}

bool XlsxTable::restart()
{
    m_reader.reset();
    m_error.reset();
    Result<std::unique_ptr<XmlPart>> part = m_book->openSheet(m_sheet);
    if (!part) {
        m_error = part.error();
        return false;
    }
    m_part = std::move(part).value();
    m_reader = std::make_unique<SheetReader>(*m_book, *m_part);
    return true;
}

void XlsxTable::rewind()
{
    if (!restart() || !m_info.hasHeader)
        return;
    while (m_reader->next(m_cells) && m_cells.number < m_info.headerRow) { }
}

bool XlsxTable::next(TableRow& row)
{
    if (!m_reader || !m_reader->next(m_cells))
        return false;
    row.line = m_cells.number;
    row.fault.reset();
    row.warnings.clear();
    row.fields.assign(size_t(m_headers.size()), QByteArrayView());
    for (const Cell& cell : m_cells.cells)
        place(cell, row);
    if (row.fault)
        row.text = wholeText(m_cells);
    return true;
}

void XlsxTable::place(const Cell& cell, TableRow& row)
{
    const qsizetype index = cell.column - m_firstColumn;
    const bool outside = index < 0 || index >= m_headers.size();
    if (m_leftOut.contains(outside ? noColumn : index))
        return;
    const QString header = outside ? QString() : m_headers[index];
    if (cell.fault && !row.fault)
        row.fault = Error{cell.fault->kind, cell.fault->arguments, header};
    if (outside && !row.fault)
        row.fault = wrongFieldCount(std::max(index, m_headers.size()) + 1);
    if (outside)
        return;
    row.fields[size_t(index)] = cell.text;
    if (cell.digitsLost) {
        const QString number = QString::fromLatin1(cell.text);
        row.warnings += {ErrorKind::DigitsLost, {number, SheetReader::cellName(cell.column, row.line)}, header};
    }
}

std::optional<Error> XlsxTable::readError() const
{
    return m_error || !m_reader ? m_error : m_reader->error();
}

qint64 XlsxTable::bytesDone() const
{
    return m_part ? m_part->entry().done() : 0;
}

qint64 XlsxTable::bytesTotal() const
{
    return m_part ? m_part->entry().total() : 0;
}

} // namespace wd
