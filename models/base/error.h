// What went wrong, as a value: a kind, where, and the arguments a sentence about it needs.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace wd {

// Turned into words only in ui/texts. Each kind's comment names its arguments; one that is words, not a value or a
// name, is a phrase (models/base/phrase.h).
enum class ErrorKind {
    // files and storage
    FileUnreadable, // path, system's reason
    FileUnwritable, // path, system's reason
    DatabaseFailed, // file, SQLite's message
    DatabaseNewer, // file, its version, the newest version known here
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
    InUse, // names of what uses it
    NotBuilt, // a named feature that this version does not have
    // rows of a table; `where` = the column's header, or empty
    NulCharacter, // none: a NUL byte within the row
    NotDecodable, // encoding
    TextAfterQuote, // none: something follows a closing quote
    UnclosedQuote, // none: a quote is still open at the end of the file
    FieldTooLong, // limit in bytes
    FieldCount, // fields found, fields expected
    TwoPeople, // login id, visitor id, which belong to two people
    // templates; `where` = "line:column"
    TemplateSyntax, // what was found, what would be right
    TemplateTooLarge, // limit in bytes
    // campaigns
    ChannelDisabled, // channel
    LoginAttributesForVisitors, // channel, attributes
    InThePast, // time
    CountChanged, // people now, people the operator saw
    FixedWhileSending, // what: "name", "segment", "channel", "trigger" or "people" (whether requests name them)
    // actions
    NotAllowedInState, // action, state
    Cancelled,
};

struct Error {
    ErrorKind kind = ErrorKind::BadValue;
    QStringList arguments;
    QString where; // a path such as "channels[0].url", "line 17", "2:5"; empty when the kind says it all

    bool operator==(const Error&) const = default;
};

using Errors = QList<Error>;

} // namespace wd
