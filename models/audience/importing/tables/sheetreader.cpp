#include "models/audience/importing/tables/sheetreader.h"

#include "models/audience/importing/tables/table.h"
#include "models/base/phrase.h"

#include <QUtf8StringView>

#include <algorithm>

namespace wd {

namespace {

using Token = XmlPart::Token;

constexpr qsizetype maxColumns = 16384;
constexpr qsizetype maxRowBytes = 8 * 1024 * 1024;

// From 0; -1 when the reference does not begin with a column's letters.
qsizetype columnOf(QStringView reference)
{
    qsizetype column = 0;
    for (const QChar letter : reference) {
        const char16_t upper = letter.toUpper().unicode();
        if (upper < u'A' || upper > u'Z')
            break;
        column = column * 26 + (upper - u'A' + 1);
        if (column > maxColumns)
            return -1;
    }
    return column - 1;
}

bool isBlank(QByteArrayView text)
{
    return trimmedField(text).isEmpty();
}

} // namespace

SheetReader::SheetReader(const Workbook& book, XmlPart& sheet)
    : m_book(book)
    , m_sheet(sheet)
{
}

QString SheetReader::cellName(qsizetype column, qint64 row)
{
    QString letters;
    for (qsizetype rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.prepend(QChar(char16_t(u'A' + (rest - 1) % 26)));
    return letters + QString::number(row);
}

std::optional<Error> SheetReader::error() const
{
    return m_error ? m_error : m_sheet.error();
}

void SheetReader::fail(const QString& what)
{
    m_error = m_book.broken(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "row %1"), {QString::number(m_lastRow)}), what);
    m_ended = true;
}

bool SheetReader::next(Row& row)
{
    while (enterRow(row)) {
        readRow(row);
        if (error())
            return false;
        if (!row.cells.empty())
            return true;
    }
    return false;
}

// Goes to the start of the next row. After the last one it reads to the end of the part, which shows whether it is
// whole.
bool SheetReader::enterRow(Row& row)
{
    while (!m_ended) {
        const Token token = m_sheet.next();
        if (token == Token::EndDocument || token == Token::Invalid)
            break;
        if (token == Token::EndElement && m_sheet.name() == u"sheetData")
            m_inData = false;
        if (token != Token::StartElement)
            continue;
        if (m_sheet.name() == u"sheetData") {
            m_inData = true;
        } else if (m_inData && m_sheet.name() == u"row") {
            bool given = false;
            const qint64 number = m_sheet.attribute(u"r").toLongLong(&given);
            m_lastRow = given && number > 0 ? number : m_lastRow + 1;
            row.number = m_lastRow;
            return true;
        }
    }
    m_ended = true;
    return false;
}

void SheetReader::readRow(Row& row)
{
    row.cells.clear();
    m_places.clear();
    m_text.clear();
    m_nextColumn = 0;
    const int inside = m_sheet.depth();
    while (m_sheet.depth() >= inside && !m_ended) {
        const Token token = m_sheet.next();
        if (token == Token::Invalid || token == Token::EndDocument)
            return;
        if (token == Token::StartElement && m_sheet.name() == u"c")
            readCell(row);
        else if (token == Token::StartElement)
            m_sheet.skip();
    }
    for (size_t i = 0; i < row.cells.size(); ++i)
        if (!m_places[i].shared)
            row.cells[i].text = QByteArrayView(m_text).sliced(m_places[i].begin, m_places[i].size);
    const auto empty = [](const Cell& cell) { return !cell.fault && isBlank(cell.text); };
    std::erase_if(row.cells, empty);
}

void SheetReader::readCell(Row& row)
{
    Cell cell;
    Raw raw = readAttributes(cell);
    if (m_ended)
        return;
    readContent(raw);
    const Place place = take(raw, cell, row.number);
    if (m_text.size() > maxRowBytes)
        cell.fault = Error{ErrorKind::FieldTooLong, {QString::number(maxRowBytes)}, {}};
    if (row.cells.size() == size_t(maxColumns))
        return fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "too many cells")));
    row.cells.push_back(std::move(cell));
    m_places.push_back(place);
}

SheetReader::Type SheetReader::typeOf(QStringView word)
{
    static constexpr std::pair<QStringView, Type> types[]{{u"s", Type::Shared}, {u"str", Type::Text},
        {u"inlineStr", Type::Inline}, {u"b", Type::Boolean}, {u"e", Type::Error}, {u"d", Type::Date}};
    for (const auto& [name, type] : types)
        if (name == word)
            return type;
    return Type::Number;
}

SheetReader::Raw SheetReader::readAttributes(Cell& cell)
{
    Raw raw;
    cell.column = m_nextColumn;
    for (const QXmlStreamAttribute& attribute : m_sheet.attributes()) {
        if (attribute.name() == u"r")
            cell.column = columnOf(attribute.value());
        else if (attribute.name() == u"s")
            raw.style = attribute.value().toInt();
        else if (attribute.name() == u"t")
            raw.type = typeOf(attribute.value());
    }
    if (cell.column < 0 || cell.column >= maxColumns)
        fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a cell outside of the sheet")));
    m_nextColumn = cell.column + 1;
    return raw;
}

void SheetReader::readContent(Raw& raw)
{
    m_value.clear();
    const int inside = m_sheet.depth();
    while (m_sheet.depth() >= inside) {
        const Token token = m_sheet.next();
        if (token == Token::Invalid || token == Token::EndDocument)
            return;
        if (token != Token::StartElement)
            continue;
        if (m_sheet.name() == u"v") {
            m_sheet.appendText(m_value, maxTextCharacters + 1);
            raw.hasValue = raw.hasValue || !m_value.isEmpty();
        } else if (m_sheet.name() == u"is") {
            readRichText(m_sheet, m_value);
        } else {
            raw.formula = raw.formula || m_sheet.name() == u"f";
            m_sheet.skip();
        }
    }
}

SheetReader::Place SheetReader::append(QByteArrayView text)
{
    const qsizetype begin = m_text.size();
    m_text.append(text.data(), text.size());
    return {begin, text.size(), false};
}

SheetReader::Place SheetReader::take(const Raw& raw, Cell& cell, qint64 row)
{
    const bool isText = raw.type == Type::Text || raw.type == Type::Inline;
    if (!raw.hasValue && !isText) {
        if (raw.formula)
            cell.fault = Error{ErrorKind::NotCalculated, {cellName(cell.column, row)}, {}};
        return {};
    }
    switch (raw.type) {
    case Type::Number:
        return takeNumber(raw, cell);
    case Type::Shared:
        return takeShared(cell, row);
    case Type::Text:
    case Type::Inline:
        return takeText(cellText(m_value), cell);
    case Type::Boolean:
        return append(m_value.trimmed() == u"0" || m_value.trimmed() == u"false" ? "false" : "true");
    case Type::Error:
        cell.fault = Error{ErrorKind::CellError, {m_value, cellName(cell.column, row)}, {}};
        return {};
    case Type::Date:
        break;
    }
    return takeDate();
}

SheetReader::Place SheetReader::takeShared(Cell& cell, qint64 row)
{
    bool isNumber = false;
    const qint64 index = m_value.trimmed().toLongLong(&isNumber);
    if (!isNumber || index < 0 || index >= m_book.strings().size()) {
        fail(phrase(
            QT_TRANSLATE_NOOP("wd::Phrase", "cell %1 names a text that is not there"), {cellName(cell.column, row)}));
        return {};
    }
    cell.text = m_book.strings().at(index);
    takeText({}, cell);
    return {0, 0, true};
}

// Also checks a shared text, which is in place already.
SheetReader::Place SheetReader::takeText(const QByteArray& text, Cell& cell)
{
    const QByteArrayView checked = text.isEmpty() ? cell.text : QByteArrayView(text);
    if (checked.size() > maxTextCharacters)
        cell.fault = Error{ErrorKind::FieldTooLong, {QString::number(maxTextCharacters)}, {}};
    else if (checked.contains('\0'))
        cell.fault = Error{ErrorKind::NulCharacter, {}, {}};
    else if (!QUtf8StringView(checked).isValidUtf8())
        cell.fault = Error{ErrorKind::NotDecodable, {QStringLiteral("UTF-16")}, {}};
    return cell.fault ? Place() : append(text);
}

SheetReader::Place SheetReader::takeNumber(const Raw& raw, Cell& cell)
{
    const QByteArray written = m_value.trimmed().toUtf8();
    const std::optional<NumberText> number = numberText(written);
    if (!number) {
        cell.fault = Error{ErrorKind::WrongType, {QStringLiteral("number"), m_value.left(100)}, {}};
        return {};
    }
    const NumberFormat format = m_book.format(raw.style);
    if (!format.date && !format.time) {
        cell.digitsLost = number->digitsLost;
        return append(number->text);
    }
    const Result<QByteArray> date = dateText(written.toDouble(), format, m_book.epoch());
    if (!date) {
        cell.fault = date.error();
        return {};
    }
    return append(*date);
}

// ISO 8601 already; a midnight that only fills up the form is left out.
SheetReader::Place SheetReader::takeDate()
{
    QByteArray text = m_value.trimmed().toUtf8();
    for (const char* midnight : {"T00:00:00.000", "T00:00:00"})
        if (text.endsWith(midnight))
            text.chop(qsizetype(qstrlen(midnight)));
    return append(text);
}

} // namespace wd
