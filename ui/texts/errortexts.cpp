#include "ui/texts/errortexts.h"

#include "models/base/phrase.h"
#include "ui/texts/phrasetexts.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace wd {

namespace {

const QString noCircle = QStringLiteral("segments that do not name each other in a circle"); // as models/ ask for

bool isFile(const QString& name)
{
    static const QRegularExpression table(
        QStringLiteral("\\.(csv|tsv|txt|xlsx|json|jsonl|ndjson)$"), QRegularExpression::CaseInsensitiveOption);
    return table.match(name).hasMatch();
}

bool isTakenName(const Error& error)
{
    return error.kind == ErrorKind::Duplicate && error.where == u"name";
}

class Texts {
    Q_DECLARE_TR_FUNCTIONS(wd::ErrorTexts)
public:
    static QString sentence(const Error& error);
    static QString fixed(const QString& part);
    static QString inLine(const QString& line, const QString& sentence)
    {
        return tr("Line %1: %2").arg(line, sentence);
    }
    static QString inColumn(const QString& column, const QString& sentence)
    {
        return tr("Column %1: %2").arg(column, sentence);
    }
};

QString Texts::fixed(const QString& part)
{
    if (part == u"name")
        return tr("The campaign's name can't be changed before its run has ended.");
    if (part == u"segment")
        return tr("The segment can't be changed before the campaign's run has ended: its people are fixed.");
    if (part == u"channel")
        return tr("The channel can't be changed before the campaign's run has ended.");
    if (part == u"trigger")
        return tr("The trigger can't be changed before the campaign's run has ended.");
    return tr("Whether requests name people can't be changed before the campaign's run has ended.");
}

QString Texts::sentence(const Error& error)
{
    const QString a = phraseText(error.arguments.value(0));
    const QString b = phraseText(error.arguments.value(1));
    const QString c = phraseText(error.arguments.value(2));
    switch (error.kind) {
    case ErrorKind::FileUnreadable:
        return tr("The file %1 can't be read: %2.").arg(a, b);
    case ErrorKind::FileUnwritable:
        return tr("The file %1 can't be written: %2.").arg(a, b);
    case ErrorKind::DatabaseFailed:
        return tr("The database %1 reports: %2.").arg(a, b);
    case ErrorKind::DatabaseNewer:
        return tr("%1 was written by a newer version of Webhook Desk (data version %2; this program knows %3). "
                  "Please update the program; nothing was changed.")
            .arg(a, b, c);
    case ErrorKind::DatabaseOlder:
        return tr("%1 was written by an older version of Webhook Desk. Please open it in the window once; that brings "
                  "it up to date.")
            .arg(a);
    case ErrorKind::DatabaseForeign:
        return tr("%1 is not a database of Webhook Desk. Please choose another folder; nothing was changed.").arg(a);
    case ErrorKind::WorkspaceInUse:
        return tr("The workspace %1 is in use by process %2 on %3.").arg(a, b, c);
    case ErrorKind::WorkspaceMissing:
        return tr("There is no workspace in %1.").arg(a);
    case ErrorKind::KeychainMissing:
        return tr("The keychain of this computer can't be reached (%1). "
                  "Secrets can be kept for this session only.")
            .arg(a);
    case ErrorKind::KeychainLocked:
        return tr("The keychain is locked (%1). Please unlock it and try again.").arg(a);
    case ErrorKind::SecretMissing:
        return tr("There is no secret for the channel “%1” in the keychain.").arg(a);
    case ErrorKind::NotJson:
        return tr("Not valid JSON at line %2, column %3: %1.").arg(a, b, c);
    case ErrorKind::DuplicateKey:
        return tr("The key “%1” stands twice in one object (line %2, column %3).").arg(a, b, c);
    case ErrorKind::UnknownField:
        return tr("There is no field “%1” here; known fields are: %2.").arg(a, b);
    case ErrorKind::MissingField:
        return tr("The field “%1” is missing.").arg(nameText(a));
    case ErrorKind::WrongType:
        // The value itself, or what kind it is of.
        return (isPhrase(error.arguments.value(1)) ? tr("Expected %1, found %2.") : tr("Expected %1, found “%2”."))
            .arg(a, b);
    case ErrorKind::OutOfRange:
        return tr("%1 is out of range; allowed is %2 to %3.").arg(a, b, c);
    case ErrorKind::NotOneOf:
        return tr("“%1” is not known here; allowed is: %2.").arg(a, b);
    case ErrorKind::BadValue:
        if (isPhrase(error.arguments.value(1)) && phraseOf(error.arguments.value(1)).english == noCircle)
            return tr("These segments name each other in a circle: %1. Please take one of them out.").arg(a);
        return tr("“%1” can't be used; what would be right: %2.").arg(a, b);
    case ErrorKind::Empty:
        if (error.arguments.value(0) == u"login_id, visitor_id")
            return tr("There is no id of a user: at least one of login id and visitor id is needed.");
        if (error.where.isEmpty() && isFile(a))
            return tr("There is nothing in the file %1.").arg(a);
        return tr("%1 must not be empty.").arg(nameText(a));
    case ErrorKind::TooMany:
        return (isPhrase(error.arguments.value(0))
                ? tr("%1 are too many; at most %2 are allowed.", "so many of something")
                : tr("%1 are too many; at most %2 are allowed."))
            .arg(a, b);
    case ErrorKind::Duplicate:
        return isTakenName(error) ? tr("The name “%1” is taken already. Please choose another one.").arg(a)
                                  : tr("“%1” stands there twice; it may stand only once.").arg(a);
    case ErrorKind::NotFound:
        return tr("There is no %1 called “%2”.").arg(nameText(a), b);
    case ErrorKind::Replaced:
        return tr("The %1 “%2” that was meant is deleted; another one has this name by now.").arg(nameText(a), b);
    case ErrorKind::InUse:
        return tr("It is in use by: %1.").arg(a);
    case ErrorKind::NotBuilt:
        return tr("This version of Webhook Desk does not know “%1” yet.").arg(a);
    case ErrorKind::OldWorkbook:
        return tr("%1 is a workbook of the old .xls format. Please save it as .xlsx and choose that file.").arg(a);
    case ErrorKind::ProtectedWorkbook:
        return tr("%1 is protected by a password. Please remove the password, save it, and try again.").arg(a);
    case ErrorKind::NoSheets:
        return tr("The workbook %1 has no worksheet. Please choose one with a table in it.").arg(a);
    case ErrorKind::NotATable:
        return tr("%1 is no table (%2). Please choose a .csv, .xlsx or JSON Lines file.").arg(a, b);
    case ErrorKind::BrokenFile:
        return tr("%1 is damaged (%2: %3). Please save or copy it again.").arg(a, b, c);
    case ErrorKind::UnpacksTooLarge:
        return tr("%1 unpacks to more than it may (%2: over %3 bytes). Please split it, or save it as CSV.")
            .arg(a, b, c);
    case ErrorKind::NulCharacter:
        return tr("The row holds a NUL character.");
    case ErrorKind::NotDecodable:
        return tr("The row holds bytes that are not %1 text.").arg(a);
    case ErrorKind::TextAfterQuote:
        return tr("Text follows a closing quote; a quote within a value must be doubled.");
    case ErrorKind::UnclosedQuote:
        return a.isEmpty()
            ? tr("A quote that opens here is not closed; reading went on with the next line.")
            : tr("A quote that opens here is never closed: everything up to line %1 was passed over.").arg(a);
    case ErrorKind::FieldTooLong:
        return tr("A value is longer than %1 bytes.").arg(a);
    case ErrorKind::FieldCount:
        return tr("The row has %1 fields; the header has %2.").arg(a, b);
    case ErrorKind::CellError:
        return tr("The cell %2 holds the error %1.").arg(a, b);
    case ErrorKind::NotCalculated:
        return tr("The formula in cell %1 has no result yet. Please open the workbook in a spreadsheet program and "
                  "save it.")
            .arg(a);
    case ErrorKind::NoSuchDate:
        return tr("There is no such date: “%1”.").arg(a);
    case ErrorKind::DigitsLost:
        if (b.isEmpty())
            return tr("“%1” has more than the 15 digits that a number is sure to keep: its last digits may be lost. "
                      "Please keep such values as text.")
                .arg(a);
        return tr("The number %1 (cell %2) is longer than the 15 digits a spreadsheet keeps: its last digits are "
                  "lost. Please store such values as text.")
            .arg(a, b);
    case ErrorKind::Shortened:
        return tr("A spreadsheet has shortened this number to “%1”. Please format the column as text and enter the "
                  "whole number.")
            .arg(a);
    case ErrorKind::TwoPeople:
        return tr("The login id “%1” and the visitor id “%2” belong to two different people.").arg(a, b);
    case ErrorKind::TotalsRow:
        return tr("“%1” says that the row holds totals: it is nobody's.").arg(a);
    case ErrorKind::UnlikeOthers:
        return tr("“%1” looks unlike the ids above. If it is a note below the table, please delete the row.").arg(a);
    case ErrorKind::ValuesUnfit:
        return tr("%1 values are no %3, “%2” for one. Nothing was changed.").arg(a, b, c);
    case ErrorKind::AlreadyImported:
        return tr("The file %1 has been imported already (%2). Nothing was changed.").arg(a, b);
    case ErrorKind::ImportUnfinished:
        return tr("An import of %1 begun %2 with other columns or options was not finished. Please undo it first, or "
                  "import the whole file again.")
            .arg(a, b);
    case ErrorKind::ImportUndone:
        return tr("The import of %1 has been undone already.").arg(a);
    case ErrorKind::LaterImport:
        return tr("%1 was imported later (%2). Please undo that import first.").arg(a, b);
    case ErrorKind::TemplateSyntax:
        return tr("Found %1 in the template; expected %2.").arg(a, b);
    case ErrorKind::TemplateTooLarge:
        return tr("The text becomes longer than %1 characters.").arg(a);
    case ErrorKind::ChannelDisabled:
        return tr("The channel “%1” is disabled. Please enable it or choose another one.").arg(a);
    case ErrorKind::UnknownChannelAttributes:
        return tr(
            "The channel “%1” sends attributes that your users don't have: %2. Please open the channel and choose "
            "others, or import them.")
            .arg(a, b);
    case ErrorKind::LoginAttributesForVisitors:
        return tr("The channel “%1” needs attributes that only login users have (%2); visitors can't be sent "
                  "through it.")
            .arg(a, b);
    case ErrorKind::InThePast:
        return tr("%1 is in the past. Please choose a later time.").arg(QString(a).replace(u'T', u' '));
    case ErrorKind::CountChanged:
        return tr("The segment now has %1 people; the review showed %2. Please look again.").arg(a, b);
    case ErrorKind::FixedWhileSending:
        return fixed(a);
    case ErrorKind::NotAllowedInState:
        return tr("“%1” is not possible while the campaign is %2.").arg(nameText(a), nameText(b));
    case ErrorKind::Cancelled:
        return tr("Stopped.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString errorText(const Error& error)
{
    const QString sentence = Texts::sentence(error);
    if (error.where.isEmpty() || isTakenName(error))
        return sentence;
    static const QRegularExpression line(QStringLiteral("^line (\\d+)$")); // of a table's header
    if (const QRegularExpressionMatch place = line.match(error.where); place.hasMatch())
        return Texts::inLine(place.captured(1), sentence);
    static const QRegularExpression column(QStringLiteral("^column (\\d+)$")); // of a table without one
    if (const QRegularExpressionMatch place = column.match(error.where); place.hasMatch())
        return Texts::inColumn(place.captured(1), sentence);
    return error.where + QStringLiteral(": ") + sentence;
}

} // namespace wd
