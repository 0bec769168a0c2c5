// Finds values that can be imported but are probably not what was meant: numbers that a spreadsheet has cut, rows below
// a table that are about nobody.
#pragma once

#include "models/audience/importing/columnmatching.h"

namespace wd {

class Doubts {
public:
    explicit Doubts(const QList<ColumnMatch>& columns);

    // A person's id whose digits are lost is somebody else's, or several people's: DigitsLost. What JSON has for an id
    // or an event's name that is neither a text nor a plain number: WrongType. TotalsRow: see holdsTotals().
    std::optional<Error> refusal(const TableRow& row) const;
    // Whether "Total" or 合计 stands where the id would, or at the front of a row without one.
    bool holdsTotals(const TableRow& row) const { return totalsIn(row).has_value(); }
    // The table's own warnings; Shortened for "1.38E+10" in columns of ids and phone numbers; UnlikeOthers for a
    // person's id unlike nearly all of the rows asked about before.
    QList<Error> of(const TableRow& row);

private:
    std::optional<Error> totalsIn(const TableRow& row) const;
    bool isUnlikeOthers(QByteArrayView id);

    struct Column {
        size_t index = 0;
        QString header;
        bool person = false; // holds who the row is about
        bool name = false; // holds an id or the name of an event
    };
    std::vector<Column> m_columns;
    qint64 m_plainIds = 0;
    qint64 m_otherIds = 0;
};

} // namespace wd
