#include "app/commandline/usage.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <numeric>
#include <utility>

namespace wd {

namespace {

class Usage {
    Q_DECLARE_TR_FUNCTIONS(wd::Usage)
};

// What is typed is not translated, what it does is.
struct Line {
    const char* command;
    const char* takes;
    const char* does;
};

constexpr Line lines[] = {
    {"apply", "FILE|-",
        QT_TRANSLATE_NOOP("wd::Usage", "create or update channels, segments and campaigns (as drafts)")},
    {"export", "", QT_TRANSLATE_NOOP("wd::Usage", "print all of it as a desk document, without secrets")},
    {"schema", "", QT_TRANSLATE_NOOP("wd::Usage", "print the JSON Schema of desk documents")},
    {"import people",
        "FILE [--login-id COL] [--visitor-id COL] [--map COL=ATTRIBUTE]… [--type COL=TYPE]… "
        "[--only-add | --only-update] [--empty-clears] [--clear-others ATTRIBUTE]… [--again] [--dry-run] "
        "[--failed FILE.xlsx|FILE.csv] "
        "[--zone ZONE] [--encoding E] [--sheet S] [--delimiter C|tab] [--quote C|none] [--header-row N | --no-header]",
        QT_TRANSLATE_NOOP("wd::Usage", "import users from a CSV, .xlsx or JSON Lines file")},
    {"import events",
        "FILE [--person COL | --visitor COL] [--event COL | --event-name NAME] [--time COL] [--event-id COL] [--map "
        "COL=PROPERTY]… "
        "[--type COL=TYPE]… [--add-alike] [--complete-until TIME] [--again] [--dry-run] "
        "[--failed FILE.xlsx|FILE.csv] "
        "[--zone ZONE] [--encoding E] [--sheet S] [--delimiter C|tab] [--quote C|none] [--header-row N | --no-header]",
        QT_TRANSLATE_NOOP("wd::Usage", "import what users did from a CSV, .xlsx or JSON Lines file")},
    {"import list", "[--limit N]", QT_TRANSLATE_NOOP("wd::Usage", "list earlier imports")},
    {"import failed", "ID FILE.xlsx|FILE.csv",
        QT_TRANSLATE_NOOP("wd::Usage", "write the rows that an import refused into a file")},
    {"import undo", "ID", QT_TRANSLATE_NOOP("wd::Usage", "take back what an import brought")},
    {"attribute list", "", QT_TRANSLATE_NOOP("wd::Usage", "list the attributes that users have")},
    {"attribute set",
        "KEY [--label-zh L] [--label-en L] [--type text|number|date|dateTime|boolean|choice] "
        "[--user-kind login|visitor] [--choice VALUE]… [--drop-unfitting]",
        QT_TRANSLATE_NOOP("wd::Usage", "add an attribute or change its label, type or values")},
    {"attribute remove", "KEY [--yes]", QT_TRANSLATE_NOOP("wd::Usage", "remove an attribute with its values")},
    {"event list", "", QT_TRANSLATE_NOOP("wd::Usage", "list events and their properties")},
    {"event set",
        "KEY [--property P [--type text|number|date|dateTime|boolean|choice] [--drop-unfitting]] [--label-zh L] "
        "[--label-en L] [--complete-until TIME]",
        QT_TRANSLATE_NOOP("wd::Usage",
            "change the labels of an event or property, the type of a property, or until when an event is complete")},
    {"event remove", "KEY [--property P] [--yes]",
        QT_TRANSLATE_NOOP("wd::Usage", "remove an event with what people did, or one of its properties")},
    {"person find", "TEXT [--limit N]",
        QT_TRANSLATE_NOOP("wd::Usage", "find users by id or by the beginning of a text")},
    {"person show", "ID [--limit N]",
        QT_TRANSLATE_NOOP("wd::Usage", "print what is known of a user: attributes, segments, events, what was sent")},
    {"segment show", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "print a segment's rule as a sentence, and what uses it")},
    {"segment count", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "count the people of a segment")},
    {"segment people", "NAME [--limit N]", QT_TRANSLATE_NOOP("wd::Usage", "list them with their attributes")},
    {"segment explain", "NAME PERSON", QT_TRANSLATE_NOOP("wd::Usage", "say why a person is in a segment, or is not")},
    {"segment removals", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "count what each condition of a segment takes away")},
    {"segment remove", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "remove a segment that nothing uses")},
    {"list create",
        "NAME FILE [--login-id COL | --visitor-id COL] [--add-unknown] [--encoding E] [--sheet S] [--delimiter C] "
        "[--quote C] [--header-row N | --no-header]",
        QT_TRANSLATE_NOOP("wd::Usage", "make a list of users from a file of ids")},
    {"list replace",
        "NAME FILE [--login-id COL | --visitor-id COL] [--add-unknown] [--encoding E] [--sheet S] [--delimiter C] "
        "[--quote C] [--header-row N | --no-header]",
        QT_TRANSLATE_NOOP("wd::Usage", "give a list the users of another file")},
    {"list add-unknown", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "add the ids of a list that nobody has as users")},
    {"list all", "", QT_TRANSLATE_NOOP("wd::Usage", "print the lists")},
    {"list show", "NAME [--limit N]", QT_TRANSLATE_NOOP("wd::Usage", "print the users of a list")},
    {"list rename", "NAME NEWNAME", QT_TRANSLATE_NOOP("wd::Usage", "give a list another name")},
    {"list remove", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "remove a list")},
    {"list restore", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "bring a removed list back, within 30 days")},
    {"secret set", "CHANNEL", QT_TRANSLATE_NOOP("wd::Usage", "put a channel's secret from stdin into the keychain")},
    {"channel test", "NAME [--person ID] [--param NAME=VALUE]… [--secret CHANNEL=env:VAR]…",
        QT_TRANSLATE_NOOP("wd::Usage", "send one real request for a made-up person and show the answer")},
    {"campaign online", "NAME [--wait] [--secret CHANNEL=env:VAR]…",
        QT_TRANSLATE_NOOP("wd::Usage", "bring a campaign online; with --wait send it now and wait for its end")},
    {"campaign pause", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "hold a campaign; what is unsent stays queued")},
    {"campaign resume", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "go on with a paused campaign")},
    {"campaign offline", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "end a campaign; what is unsent is cancelled")},
    {"campaign status", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "print a campaign's state and counts")},
    {"campaign next", "NAME [--from TIME] [--count N]",
        QT_TRANSLATE_NOOP("wd::Usage", "print the times of a campaign's coming runs")},
    {"campaign review", "NAME", QT_TRANSLATE_NOOP("wd::Usage", "count who would be sent to and who left out, and why")},
    {"template render", "[--person ID | --data FILE.json] TEXT|-",
        QT_TRANSLATE_NOOP("wd::Usage", "fill in a template and print the text")},
    {"run", "[--for SECONDS] [--continue] [--secret CHANNEL=env:VAR]…",
        QT_TRANSLATE_NOOP(
            "wd::Usage", "send everything that is due, without a window; --continue lifts “Pause everything”")},
    {"deliveries", "[--campaign NAME] [--state S] [--limit N]",
        QT_TRANSLATE_NOOP("wd::Usage", "list who was sent to, with state and reason")},
    {"receiver", "[--port N] [--status CODE] [--delay MS] [--secret env:VAR] [--record FILE]",
        QT_TRANSLATE_NOOP("wd::Usage", "a local receiver that shows what arrives")},
    {"demo", "[--keep DIR] [--record FILE]",
        QT_TRANSLATE_NOOP("wd::Usage", "run the sample company's three stories in a temporary workspace")},
};

// What options are for, where their names don't tell.
struct Option {
    const char* commands; // what they begin with
    const char* option;
    const char* does;
};

constexpr Option explained[] = {
    {"import people", "--login-id COL, --visitor-id COL",
        QT_TRANSLATE_NOOP("wd::Usage", "the columns of the users' ids, where their headers don't tell")},
    {"import events", "--person COL, --visitor COL, --event COL, --time COL",
        QT_TRANSLATE_NOOP("wd::Usage", "the columns that say who did what and when, where their headers don't tell")},
    {"import events", "--event-name NAME",
        QT_TRANSLATE_NOOP("wd::Usage", "the event of all rows, where no column names it, as in a list of orders")},
    {"import events", "--event-id COL",
        QT_TRANSLATE_NOOP("wd::Usage",
            "a column with a number of each event, such as an order's: an event that is there is skipped")},
    {"import events", "--add-alike",
        QT_TRANSLATE_NOOP(
            "wd::Usage", "add events without an id once more that are there already, the same in everything")},
    {"import events", "--complete-until TIME",
        QT_TRANSLATE_NOOP("wd::Usage", "until when the data are complete; else the latest time of each event")},
    {"import ", "--map COL=NAME",
        QT_TRANSLATE_NOOP(
            "wd::Usage", "what a column becomes; --map COL= leaves it out. The next import remembers it.")},
    {"import ", "--type COL=TYPE",
        QT_TRANSLATE_NOOP(
            "wd::Usage", "text, number, date, dateTime, boolean or choice, of what is new; else its values tell")},
    {"import people", "--only-add, --only-update",
        QT_TRANSLATE_NOOP("wd::Usage", "leave alone who is known, or who is not; else both are imported")},
    {"import people", "--empty-clears",
        QT_TRANSLATE_NOOP("wd::Usage", "an empty cell takes the value away; else it changes nothing")},
    {"import people", "--clear-others ATTRIBUTE",
        QT_TRANSLATE_NOOP("wd::Usage", "people whom the file does not name lose this value")},
    {"import ", "--again", QT_TRANSLATE_NOOP("wd::Usage", "begin anew with a file that was imported or begun already")},
    {"import ", "--dry-run", QT_TRANSLATE_NOOP("wd::Usage", "write nothing; say what the import would do")},
    {"import ", "--failed FILE", QT_TRANSLATE_NOOP("wd::Usage", "where the rows go that are refused, with the reason")},
    {"import ", "--zone ZONE",
        QT_TRANSLATE_NOOP("wd::Usage", "of times without an offset, such as Asia/Shanghai; else the workspace's")},
    {"import ", "--encoding E, --sheet S, --delimiter C, --quote C, --no-header",
        QT_TRANSLATE_NOOP("wd::Usage", "how to read the file; else its bytes tell")},
    {"attribute set", "--choice VALUE",
        QT_TRANSLATE_NOOP("wd::Usage", "the values that a choice may have; other values are refused")},
    {"attribute set", "--drop-unfitting",
        QT_TRANSLATE_NOOP("wd::Usage",
            "values that the new type or choices have no place for go, of times that become dates the "
            "time of day; else nothing changes")},
    {"event set", "--drop-unfitting",
        QT_TRANSLATE_NOOP("wd::Usage",
            "values that the new type has no place for go, of times that become dates the time of day; else nothing "
            "changes")},
};

constexpr int nameWidth = 18;

QString nameOf(const Line& line)
{
    return QString::fromLatin1(line.command);
}

QString doesOf(const Line& line)
{
    return Usage::tr(line.does);
}

// Steps of typing between two words: letters added, left out, replaced.
int distance(const QString& a, const QString& b)
{
    QList<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const int replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.last();
}

// Empty when none is near: more than a third of the letters differ.
QString nearestTo(const QString& given)
{
    QString nearest;
    int least = int(given.size()) / 3 + 1;
    for (const Line& line : lines) {
        const QString name = nameOf(line);
        const qsizetype words = name.count(u' ') + 1;
        const int far = distance(given.section(u' ', 0, words - 1).toLower(), name);
        if (far < least) {
            least = far;
            nearest = name;
        }
    }
    return nearest;
}

// As the usage writes it: "NAME", "FILE|-".
QString operandOf(const QString& command, int number)
{
    static const QRegularExpression options(QStringLiteral("\\[[^\\]]*\\]…?"));
    for (const Line& line : lines)
        if (nameOf(line) == command)
            return QString::fromUtf8(line.takes).remove(options).split(u' ', Qt::SkipEmptyParts).value(number - 1);
    return {};
}

// Of what a NAME or KEY is, by the command's first word.
QString nameWanted(const QString& group)
{
    if (group == u"campaign")
        return Usage::tr("Please name the campaign.");
    if (group == u"segment")
        return Usage::tr("Please name the segment.");
    if (group == u"list")
        return Usage::tr("Please name the list.");
    if (group == u"attribute")
        return Usage::tr("Please name the attribute.");
    if (group == u"event")
        return Usage::tr("Please name the event.");
    return Usage::tr("Please name the channel.");
}

} // namespace

QString operandWanted(const QString& command, int number)
{
    const QString operand = operandOf(command, number);
    const QString group = command.section(u' ', 0, 0);
    if (operand.startsWith(u"FILE"))
        return Usage::tr("Please name the file.");
    if (operand.startsWith(u"TEXT"))
        return Usage::tr("Please give the text.");
    if (operand == u"PERSON" || group == u"person")
        return Usage::tr("Please name the person, by login id or visitor id.");
    if (operand == u"ID")
        return Usage::tr("Please give the import's number; “import list” shows it.");
    return nameWanted(group);
}

QString usage(const QString& defaultFolder)
{
    QStringList text{Usage::tr("Usage: webhook-desk-cli [--workspace DIR] [--json] COMMAND"), QString()};
    for (const Line& line : lines)
        text += QStringLiteral("  ") + nameOf(line).leftJustified(nameWidth) + doesOf(line);
    text += QString();
    text += Usage::tr("webhook-desk-cli COMMAND --help shows what a command takes.");
    text += Usage::tr("webhook-desk-cli --version prints the program's version.");
    text += Usage::tr("Without --workspace: %1").arg(defaultFolder);
    text += Usage::tr("--json prints one JSON object instead of words.");
    text += Usage::tr("Exit codes: 0 done, 1 something failed, 2 bad input, 3 workspace in use. "
                      "An import whose bad rows are listed is done (0).");
    return text.join(u'\n');
}

namespace {

// With what its options are for.
QString usageOf(const Line& line)
{
    const QString name = nameOf(line);
    QStringList text{
        Usage::tr("Usage: webhook-desk-cli %1").arg((name + u' ' + QString::fromUtf8(line.takes)).trimmed()),
        QStringLiteral("  ") + doesOf(line)};
    for (const Option& option : explained) {
        const QString commands = QString::fromLatin1(option.commands);
        const QString takes = QString::fromUtf8(line.takes);
        const QString first = QString::fromLatin1(option.option).section(u' ', 0, 0).remove(u',');
        if (name.startsWith(commands) && takes.contains(first))
            text += QStringLiteral("  %1\n      %2").arg(QString::fromLatin1(option.option), Usage::tr(option.does));
    }
    return text.join(u'\n');
}

} // namespace

QString usageOf(const QString& command)
{
    QStringList text;
    for (const Line& line : lines) {
        const QString name = nameOf(line);
        if (name == command)
            return usageOf(line);
        if (name != command && !name.startsWith(command + u' '))
            continue;
        text += Usage::tr("Usage: webhook-desk-cli %1").arg((name + u' ' + QString::fromUtf8(line.takes)).trimmed());
        text += QStringLiteral("  ") + doesOf(line);
    }
    return text.join(u'\n');
}

QString helpHint()
{
    return Usage::tr("webhook-desk-cli help lists all commands.");
}

QString unknownCommand(const QString& given)
{
    const QString first = given.section(u' ', 0, 0);
    QStringList followers;
    for (const Line& line : lines)
        if (const QString name = nameOf(line); name.startsWith(first + u' '))
            followers += name.section(u' ', 1);
    const QString error = Usage::tr("“%1” is not a command.").arg(given);
    // "import" alone is the beginning of commands, not "export" mistyped.
    const bool begins = first == given && !followers.isEmpty();
    if (const QString nearest = nearestTo(given); !nearest.isEmpty() && !begins)
        return error + u' ' + Usage::tr("Did you mean “%1”?").arg(nearest);
    if (!followers.isEmpty())
        return error + u' '
            + Usage::tr("After “%1” comes one of: %2.").arg(first, followers.join(QStringLiteral(", ")));
    return error;
}

} // namespace wd
