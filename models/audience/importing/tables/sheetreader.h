// Reads the rows of one worksheet, one after another: cells as text, never more than one row in memory.
#pragma once

#include "models/audience/importing/tables/workbook.h"

namespace wd {

class SheetReader {
public:
    struct Cell {
        qsizetype column = 0; // from 0
        QByteArrayView text; // valid until the next row
        std::optional<Error> fault; // CellError, NotCalculated, NoSuchDate, WrongType, FieldTooLong …
        bool digitsLost = false;
    };
    struct Row {
        qint64 number = 0;
        std::vector<Cell> cells; // in the order of the file; those without content are left out
    };

    // Both outlive the reader.
    SheetReader(const Workbook& book, XmlPart& sheet);

    // False at the end or when it failed. Rows without any content are passed over.
    bool next(Row& row);
    // None unless it failed: BrokenFile, UnpacksTooLarge.
    std::optional<Error> error() const;

    static QString cellName(qsizetype column, qint64 row); // "C7"

private:
    enum class Type { Number, Shared, Text, Inline, Boolean, Error, Date };
    struct Raw {
        Type type = Type::Number;
        qsizetype style = -1;
        bool formula = false;
        bool hasValue = false;
    };
    struct Place { // of a cell's text, in m_text unless it is shared
        qsizetype begin = 0;
        qsizetype size = 0;
        bool shared = false;
    };

    bool enterRow(Row& row);
    void readRow(Row& row);
    void readCell(Row& row);
    static Type typeOf(QStringView word);
    Raw readAttributes(Cell& cell);
    void readContent(Raw& raw);
    Place take(const Raw& raw, Cell& cell, qint64 row);
    Place takeShared(Cell& cell, qint64 row);
    Place takeNumber(const Raw& raw, Cell& cell);
    Place takeText(const QByteArray& text, Cell& cell);
    Place takeDate();
    Place append(QByteArrayView text);
    void fail(const QString& what);

    const Workbook& m_book;
    XmlPart& m_sheet;
    std::optional<Error> m_error;
    bool m_inData = false;
    bool m_ended = false;
    qint64 m_lastRow = 0;
    qsizetype m_nextColumn = 0;
    QString m_value; // of the cell at hand
    QByteArray m_text; // of the row at hand
    std::vector<Place> m_places; // of the row's cells
};

} // namespace wd
