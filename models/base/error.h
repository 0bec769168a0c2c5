// What went wrong, as a value: a kind, where, and the arguments a sentence about it needs.
#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

namespace wd {
Q_NAMESPACE

// Turned into words only in ui/texts. Each kind's comment names its arguments; one that is words, not a value or a
// name, is a phrase (models/base/phrase.h).
enum class ErrorKind {
    // files and storage
    FileUnreadable, // path, system's reason
    FileUnwritable, // path, system's reason
    DatabaseFailed, // file, SQLite's message
    DatabaseNewer, // file, its version, the newest version known here
    DatabaseOlder, // file: its layout is older than what reading needs
    DatabaseForeign, // file: not a database of this program
    WorkspaceInUse, // folder, pid, host
    WorkspaceMissing, // folder
    // keychain
    KeychainMissing, // the service's message
    KeychainLocked, // the service's message
    SecretMissing, // channel name
    // documents and values; `where` says which field, row or line
    NotJson, // parser's message, line, column
    DuplicateKey, // key, line, column
    UnknownField, // field, fields that are known
    MissingField, // field
    WrongType, // what is expected, what was found
    OutOfRange, // value, lowest, highest
    NotOneOf, // value, values allowed
    BadValue, // value, what would be right
    Empty, // what must not be empty
    TooMany, // count, maximum
    Duplicate, // the value that stands twice
    NotFound, // kind of object, its name
    Replaced, // kind of object, its name: what was called so is gone, and something else has the name
    InUse, // names of what uses it
    NotBuilt, // a named feature that this version does not have
    // files that hold a table
    OldWorkbook, // file: a workbook of the .xls format
    ProtectedWorkbook, // file: encrypted with a password
    NoSheets, // file: a workbook without worksheets
    NotATable, // file, what it is (".docx", ".zip" …)
    BrokenFile, // file, the part that is damaged, what is wrong with it
    UnpacksTooLarge, // file, the part, the limit in bytes
    // rows of a table; `where` = the column's header, or empty
    NulCharacter, // none: a NUL byte within the row
    NotDecodable, // encoding
    TextAfterQuote, // none: something follows a closing quote
    UnclosedQuote, // none, or the last line that was passed over
    FieldTooLong, // limit in bytes
    FieldCount, // fields found, fields expected
    CellError, // the error a formula ended with, the cell
    NotCalculated, // the cell: a formula without a result
    NoSuchDate, // the date
    DigitsLost, // the number, the cell of a spreadsheet, if it is one: longer than numbers hold
    Shortened, // the value: a number a spreadsheet has written with an exponent
    TwoPeople, // login id, visitor id, which belong to two people
    TotalsRow, // the word, such as Total, that says that the row is nobody's
    UnlikeOthers, // the id: a text among ids of plain letters and digits
    ValuesUnfit, // how many values do not fit the type, one of them, the type
    // imports
    AlreadyImported, // file, when
    ImportUnfinished, // file, when: it was begun with other columns or options
    ImportUndone, // file
    LaterImport, // the file of an import that came after, when
    // templates; `where` = "line:column"
    TemplateSyntax, // what was found, what would be right
    TemplateTooLarge, // limit in bytes
    // campaigns
    ChannelDisabled, // channel
    LoginAttributesForVisitors, // channel, attributes
    UnknownChannelAttributes, // channel, attributes: no user has them
    InThePast, // time
    CountChanged, // people now, people the operator saw
    FixedWhileSending, // what: "name", "segment", "channel", "trigger" or "people" (whether requests name them)
    // actions
    NotAllowedInState, // action, state
    Cancelled,
};
Q_ENUM_NS(ErrorKind)

struct Error {
    ErrorKind kind = ErrorKind::BadValue;
    QStringList arguments;
    QString where; // a path such as "channels[0].url", "line 17", "2:5"; empty when the kind says it all

    bool operator==(const Error&) const = default;
};

using Errors = QList<Error>;

} // namespace wd
