#include "app/commandline/columns.h"

#include <algorithm>
#include <iterator>

namespace wd {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// East Asian Wide and Fullwidth (Unicode TR 11), by their blocks.
constexpr Range wide[] = {{0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xa960, 0xa97f}, {0xac00, 0xd7a3},
    {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

int placesOfCharacter(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
        return 0;
    const bool isWide = std::any_of(std::begin(wide), std::end(wide),
        [character](const Range& range) { return character >= range.first && character <= range.last; });
    return isWide ? 2 : 1;
}

// How many a terminal gives the text: two for each wide character, none for a combining one.
int placesOf(const QString& text)
{
    int places = 0;
    for (const char32_t character : text.toUcs4())
        places += placesOfCharacter(character);
    return places;
}

QString onOneLine(QString text)
{
    for (QChar& character : text)
        if (character.category() == QChar::Other_Control || character == QChar::LineSeparator
            || character == QChar::ParagraphSeparator)
            character = u' ';
    return text;
}

bool isNumber(const QString& cell)
{
    return std::all_of(cell.begin(), cell.end(), [](QChar character) { return character.isDigit(); });
}

struct Column {
    int places = 0;
    bool isNumbers = true;
};

QString lineOf(const QStringList& cells, const QList<Column>& columns)
{
    QString line;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString gap(columns[i].places - placesOf(cells[i]), u' ');
        line += columns[i].isNumbers ? gap + cells[i] : cells[i] + gap;
        line += u"  ";
    }
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

} // namespace

QString columnsText(const QStringList& headings, const QList<QStringList>& rows)
{
    QList<QStringList> all = rows;
    for (QStringList& row : all)
        std::transform(row.begin(), row.end(), row.begin(), onOneLine);
    QList<Column> columns;
    for (const QStringList& row : std::as_const(all)) {
        columns.resize(std::max(columns.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i) {
            columns[i].places = std::max(columns[i].places, placesOf(row[i]));
            columns[i].isNumbers = columns[i].isNumbers && isNumber(row[i]);
        }
    }
    columns.resize(std::max(columns.size(), headings.size()));
    for (qsizetype i = 0; i < headings.size(); ++i)
        columns[i].places = std::max(columns[i].places, placesOf(headings[i]));
    QStringList lines;
    if (!headings.isEmpty())
        lines += lineOf(headings, columns);
    for (const QStringList& row : std::as_const(all))
        lines += lineOf(row, columns);
    return lines.join(u'\n');
}

} // namespace wd
