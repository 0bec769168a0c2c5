// One JSON object as the names and values of a row: strings unescaped, everything else as it is written.
#pragma once

#include "models/base/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace wd {

class JsonRow {
public:
    static constexpr qsizetype maxValueBytes = 1024 * 1024;
    static constexpr size_t maxMembers = 2000; // as many columns as a table may have

    struct Member {
        QByteArrayView name; // trimmed
        QByteArrayView value; // empty: null; an object or array is its JSON text
        bool isOdd = false; // neither a text nor null nor a number in plain digits
    };

    // `text` stands at this line and column (from 1) of its file and lives as long as the members are used. Errors:
    // NulCharacter, NotDecodable (no UTF-8), NotJson, WrongType (no object), DuplicateKey, FieldTooLong, TooMany.
    std::optional<Error> parse(QByteArrayView text, qint64 line, qint64 column);
    const std::vector<Member>& members() const { return m_members; }

private:
    bool parseObject();
    bool takeMember();
    bool takeString(QByteArrayView& string);
    bool takeEscape(QByteArrayView text, qsizetype& at);
    bool takeUnicode(QByteArrayView text, qsizetype& at);
    bool takeValue(QByteArrayView& value);
    bool skipNested(int depth);
    bool skipString();
    bool takeScalar(QByteArrayView& value);
    bool take(char byte);
    void skipSpace();
    bool fail(const char* message);
    QStringList place(const QString& first) const;

    QByteArrayView m_text;
    qsizetype m_at = 0;
    qint64 m_line = 1;
    qint64 m_column = 1;
    QByteArray m_unescaped; // never grows beyond what is reserved: members point into it
    std::vector<Member> m_members;
    std::optional<Error> m_error;
};

} // namespace wd
