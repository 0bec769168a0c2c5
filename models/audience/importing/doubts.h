// Finds values that can be imported but are probably not what was meant: numbers that a spreadsheet has cut.
#pragma once

#include "models/audience/importing/columnmatching.h"

namespace wd {

class Doubts {
public:
    explicit Doubts(const QList<ColumnMatch>& columns);

    // A person's id whose digits are lost is somebody else's, or several people's: DigitsLost. What JSON has for an id
    // or an event's name that is neither a text nor a plain number: WrongType.
    std::optional<Error> refusal(const TableRow& row) const;
    // The table's own warnings, and Shortened for "1.38E+10" in columns of ids and phone numbers.
    QList<Error> of(const TableRow& row) const;

private:
    struct Column {
        size_t index = 0;
        QString header;
        bool person = false; // holds who the row is about
        bool name = false; // holds an id or the name of an event
    };
    std::vector<Column> m_columns;
};

} // namespace wd
