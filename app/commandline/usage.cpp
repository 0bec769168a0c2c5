#include "app/commandline/usage.h"

#include <QCoreApplication>
#include <QStringList>

namespace wd {

namespace {

class Usage {
    Q_DECLARE_TR_FUNCTIONS(wd::Usage)
public:
    static QString head() { return tr("Usage: webhook-desk-cli [--workspace DIR] [--json] COMMAND"); }
    static QString line(const QString& text) { return tr("Usage: webhook-desk-cli %1").arg(text); }
    static QString codes()
    {
        return tr("Exit codes: 0 done, 1 something failed, 2 bad input, 3 workspace in use. "
                  "An import whose bad rows are listed is done (0).");
    }
};

// What is typed is not translated.
const QStringList lines = {
    QStringLiteral("apply FILE|-"),
    QStringLiteral("export"),
    QStringLiteral("schema"),
    QStringLiteral(
        "import people FILE [--login-id COL] [--visitor-id COL] [--map COL=ATTRIBUTE]… [--type COL=TYPE]… "
        "[--only-add | --only-update] [--empty-clears] [--clear-others ATTRIBUTE]… [--again] [--failed FILE] "
        "[--encoding E] [--sheet S] [--delimiter C|tab] [--quote C|none] [--no-header]"),
    QStringLiteral("import events FILE [--person COL | --visitor COL] [--event COL] [--time COL] "
                   "[--map COL=PROPERTY]… [--type COL=TYPE]… [--complete-until TIME] [--again] [--failed FILE] "
                   "[--encoding E] [--sheet S] [--delimiter C|tab] [--quote C|none] [--no-header]"),
    QStringLiteral("import list [--limit N]"),
    QStringLiteral("import failed ID FILE.xlsx|FILE.csv"),
    QStringLiteral("import undo ID"),
    QStringLiteral("attribute list"),
    QStringLiteral("attribute set KEY [--label-zh L] [--label-en L] [--type text|number|date|dateTime|boolean|choice] "
                   "[--user-kind login|visitor] [--choice VALUE]… [--drop-unfitting]"),
    QStringLiteral("attribute remove KEY"),
    QStringLiteral("event list"),
    QStringLiteral("event set KEY [--property P] [--label-zh L] [--label-en L] [--complete-until TIME]"),
    QStringLiteral("event remove KEY [--property P]"),
    QStringLiteral("person find TEXT [--limit N]"),
    QStringLiteral("person show ID"),
    QStringLiteral("segment count NAME"),
    QStringLiteral("segment people NAME [--limit N]"),
    QStringLiteral("segment explain NAME PERSON"),
    QStringLiteral("segment removals NAME"),
    QStringLiteral("list create NAME FILE [--login-id COL | --visitor-id COL] [--add-unknown] [--no-header] "
                   "[--encoding E] [--sheet S] [--delimiter C] [--quote C]"),
    QStringLiteral("list all"),
    QStringLiteral("list show NAME [--limit N]"),
    QStringLiteral("list remove NAME"),
    QStringLiteral("secret set CHANNEL"),
    QStringLiteral("channel test NAME [--person ID] [--param NAME=VALUE]… [--secret CHANNEL=env:VAR]…"),
    QStringLiteral("campaign online NAME [--wait] [--secret CHANNEL=env:VAR]…"),
    QStringLiteral("campaign pause NAME"),
    QStringLiteral("campaign resume NAME"),
    QStringLiteral("campaign offline NAME"),
    QStringLiteral("campaign status NAME"),
    QStringLiteral("campaign next NAME [--from TIME] [--count N]"),
    QStringLiteral("campaign review NAME"),
    QStringLiteral("template render [--person ID | --data FILE.json] TEXT|-"),
    QStringLiteral("run [--for SECONDS] [--secret CHANNEL=env:VAR]…"),
    QStringLiteral("deliveries [--campaign NAME] [--state S] [--limit N]"),
    QStringLiteral("receiver [--port N] [--status CODE] [--delay MS] [--secret env:VAR] [--record FILE]"),
    QStringLiteral("demo [--keep DIR] [--record FILE]"),
};

} // namespace

QString usage()
{
    const QString indent = QStringLiteral("\n  ");
    return Usage::head() + indent + lines.join(indent) + u'\n' + Usage::codes();
}

QString usageOf(const QString& command)
{
    for (const QString& line : lines)
        if (line == command || line.startsWith(command + u' '))
            return Usage::line(line);
    return usage();
}

} // namespace wd
