// Cuts a stream of UTF-8 bytes into the texts of its JSON values: one a line, one behind the other, or the elements of
// one array.
#pragma once

#include "models/base/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <optional>

namespace wd {

class JsonSource {
public:
    static constexpr qsizetype maxBytes = 8 * 1024 * 1024; // of one value

    struct Piece {
        QByteArrayView text; // valid until the next piece
        qint64 line = 0; // where it begins, both from 1
        qint64 column = 1;
        std::optional<Error>
            fault; // FieldTooLong, or NotJson where the array or an object of several lines is broken, which ends it
    };

    enum class Layout { Lines, Objects, Array };

    // `source` returns the next bytes of the stream, none at its end.
    JsonSource(std::function<QByteArray()> source, Layout layout);

    // False at the end. Blank lines are passed over.
    bool next(Piece& piece);

private:
    bool nextLine(Piece& piece);
    bool nextObject(Piece& piece);
    bool nextElement(Piece& piece);
    bool takeElement(Piece& piece);
    bool breakOff(Piece& piece, const char* message);
    qsizetype endOfLine();
    qsizetype endOfElement(); // -1: the stream ends within it
    bool skipSpace();
    bool refill();
    void advance(qsizetype bytes);

    std::function<QByteArray()> m_source;
    Layout m_layout;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    qint64 m_column = 1;
    bool m_begun = false;
    bool m_ended = false;
};

} // namespace wd
