// list create, replace, add-unknown, all, show, rename, remove, restore.
#include "app/commandline/context.h"
#include "app/commandline/importoptions.h"
#include "app/commandline/importreport.h"
#include "app/commandline/personjson.h"
#include "models/audience/segments/listupload.h"
#include "models/base/phrase.h"
#include "ui/texts/errortexts.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

namespace wd {

namespace {

class ListCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::ListCommands)
public:
    static QString uploaded(const ListUploadReport& report)
    {
        const QString counts = tr("Rows read: %1, found: %2, unknown: %3, added: %4, twice: %5, empty: %6, failed: %7.")
                                   .arg(report.rows)
                                   .arg(report.matched)
                                   .arg(report.unknown)
                                   .arg(report.added)
                                   .arg(report.duplicates)
                                   .arg(report.blank)
                                   .arg(report.failed);
        QStringList lines{counts};
        if (report.hasHeader)
            lines += tr("The first line is the header; the ids stand under “%1”.").arg(report.idColumn);
        else if (report.table.format != TableFormat::JsonLines)
            lines += tr("There is no header; the first line is read as an id, too.");
        if (report.isGuessed)
            lines.last() += u' '
                + (report.hasHeader ? tr("If it is an id, too: --no-header.")
                                    : tr("If it is the header: --header-row N."));
        return (lines + QStringList{readingSentence(report.table)}).join(u'\n');
    }
    static QString nobody() { return tr("The file has no ids: nobody is on the list."); }
    static QString fault(const ListUploadReport::Fault& fault)
    {
        return tr("Line %1: %2").arg(fault.line).arg(errorText(fault.error));
    }
    static QString members(const PeopleList& list)
    {
        const QString people = tr("%1: %n people", nullptr, int(list.members)).arg(list.name);
        return list.unknown == 0 ? people : tr("%1, %n unknown ids", nullptr, int(list.unknown)).arg(people);
    }
    static QString added(qint64 people) { return tr("Users added: %1.").arg(people); }
    static QString shown(qint64 shown, qint64 all) { return tr("%1 of %2 people.").arg(shown).arg(all); }
    static QString noLists() { return tr("There are no lists yet."); }
};

QJsonArray faultsToJson(const QList<ListUploadReport::Fault>& faults)
{
    QJsonArray told;
    for (const ListUploadReport::Fault& fault : faults)
        told.append(
            QJsonObject{{QStringLiteral("line"), fault.line}, {QStringLiteral("reason"), errorText(fault.error)}});
    return told;
}

QJsonObject reportToJson(const ListUploadReport& report)
{
    QJsonObject json{{QStringLiteral("name"), report.list.name}, {QStringLiteral("members"), report.list.members},
        {QStringLiteral("column"), report.idColumn}, {QStringLiteral("header"), report.hasHeader},
        {QStringLiteral("rows"), report.rows}, {QStringLiteral("matched"), report.matched},
        {QStringLiteral("unknown"), report.unknown}, {QStringLiteral("added"), report.added},
        {QStringLiteral("duplicates"), report.duplicates}, {QStringLiteral("blank"), report.blank},
        {QStringLiteral("failed"), report.failed}, {QStringLiteral("errors"), faultsToJson(report.faults)},
        {QStringLiteral("warned"), report.warned}, {QStringLiteral("warnings"), faultsToJson(report.warnings)},
        {QStringLiteral("unknownIds"), QJsonArray::fromStringList(report.unknownIds)}};
    insertReading(report.table, json);
    return json;
}

QJsonObject listToJson(const PeopleList& list)
{
    return {{QStringLiteral("name"), list.name}, {QStringLiteral("members"), list.members},
        {QStringLiteral("unknown"), list.unknown}};
}

Result<ListUploadOptions> uploadOptions(const Arguments& arguments)
{
    const QString login = QStringLiteral("login-id");
    const QString visitor = QStringLiteral("visitor-id");
    if (arguments.has(login) && arguments.has(visitor))
        return Error{ErrorKind::BadValue,
            {QStringLiteral("--visitor-id"), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one column of ids"))}, {}};
    const Result<TableOptions> table = tableOptions(arguments);
    if (!table)
        return table.error();
    ListUploadOptions options;
    options.table = *table;
    options.idKind = arguments.has(visitor) ? UserKind::Visitor : UserKind::Login;
    options.idColumn = arguments.value(arguments.has(visitor) ? visitor : login);
    options.addUnknown = arguments.has(QStringLiteral("add-unknown"));
    return options;
}

// The first people of a list, of either kind.
Result<QList<Person>> peopleOf(
    const CliContext& context, const Readers& readers, const Catalogue& catalogue, const QString& name, int limit)
{
    Rule rule;
    rule.kind = Rule::Kind::List;
    rule.list = name;
    QList<Person> all;
    for (const UserKind kind : {UserKind::Login, UserKind::Visitor}) {
        const auto query = SegmentQuery::build(catalogue, rule, kind, {context.clock.nowUtc(), readers.zone});
        if (!query)
            return query.error();
        const auto people = query->people(*readers.audience, limit - int(all.size()));
        if (!people)
            return people.error();
        all += *people;
    }
    return all;
}

enum class Upload { NewList, OtherPeople };

int takeFile(CliContext& context, const Arguments& arguments, Upload kind)
{
    Result<ListUploadOptions> options = uploadOptions(arguments);
    if (!options)
        return context.misuse(options.error());
    const QString& name = arguments.operands.first();
    const QString& file = arguments.operands.at(1);
    // Checked before a missing workspace is made.
    if (!QFile::exists(file))
        return context.refuse(
            {ErrorKind::FileUnreadable, {file, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "no such file"))}, {}});
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    if (kind == Upload::OtherPeople) {
        const Result<PeopleList> list = ListStore(*writers->audience).findByName(name);
        if (!list)
            return context.refuse(list.error());
        options->replaces = list->id;
    }
    const std::atomic<bool> stop{false};
    const auto report = uploadList(
        *writers->audience, name, file, *options, cliOperator(), context.clock.nowUtc(), stop, [](qint64, qint64) {});
    if (!report)
        return context.refuse(report.error());
    for (const ListUploadReport::Fault& fault : report->faults + report->warnings)
        context.complain(ListCommands::fault(fault));
    if (report->rows == 0)
        context.complain(ListCommands::nobody());
    context.answer(reportToJson(*report), ListCommands::uploaded(*report));
    return exitcode::done;
}

// One that no segment names: it may go.
Result<PeopleList> unusedList(const Writers& writers, const ListStore& lists, const QString& name)
{
    const Result<PeopleList> list = lists.findByName(name);
    if (!list)
        return list;
    const Result<void> free = refuseWhileListNamed(*writers.workspace, list->name);
    return free ? list : free.error();
}

} // namespace

int listCreateCommand(CliContext& context, const Arguments& arguments)
{
    return takeFile(context, arguments, Upload::NewList);
}

int listReplaceCommand(CliContext& context, const Arguments& arguments)
{
    return takeFile(context, arguments, Upload::OtherPeople);
}

int listAddUnknownCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    ListStore lists(*writers->audience);
    const Result<PeopleList> list = lists.findByName(arguments.operands.first());
    if (!list)
        return context.refuse(list.error());
    const Result<qint64> added = lists.addUnknown(list->id, context.clock.nowUtc());
    if (!added)
        return context.refuse(added.error());
    const Result<PeopleList> now = lists.find(list->id);
    if (!now)
        return context.refuse(now.error());
    QJsonObject answer = listToJson(*now);
    answer.insert(QStringLiteral("added"), *added);
    context.answer(answer, ListCommands::added(*added));
    return exitcode::done;
}

int listAllCommand(CliContext& context, const Arguments&)
{
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<QList<PeopleList>> lists = ListStore(*readers->audience).all();
    if (!lists)
        return context.refuse(lists.error());
    QJsonArray told;
    QStringList lines;
    for (const PeopleList& list : *lists) {
        told.append(listToJson(list));
        lines += ListCommands::members(list);
    }
    context.answer({{QStringLiteral("lists"), told}}, lines.isEmpty() ? ListCommands::noLists() : lines.join(u'\n'));
    return exitcode::done;
}

int listShowCommand(CliContext& context, const Arguments& arguments)
{
    const Result<int> limit = numberOption(arguments, QStringLiteral("limit"), 100, 1, 1'000'000);
    if (!limit)
        return context.misuse(limit.error());
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<PeopleList> list = ListStore(*readers->audience).findByName(arguments.operands.first());
    if (!list)
        return context.refuse(list.error());
    const Result<Catalogue> catalogue = Catalogue::load(*readers->audience);
    if (!catalogue)
        return context.refuse(catalogue.error());
    const Result<QList<Person>> people = peopleOf(context, *readers, *catalogue, list->name, *limit);
    if (!people)
        return context.refuse(people.error());
    QJsonArray told;
    for (const Person& person : *people)
        told.append(personToJson(person, readers->zone));
    QStringList lines{ListCommands::members(*list)};
    if (!people->isEmpty())
        lines += peopleText(*people, *catalogue, readers->zone);
    if (list->members > people->size())
        lines += ListCommands::shown(people->size(), list->members);
    QJsonObject answer = listToJson(*list);
    answer.insert(QStringLiteral("people"), told);
    context.answer(answer, lines.join(u'\n'));
    return exitcode::done;
}

// The rules that name it follow.
int listRenameCommand(CliContext& context, const Arguments& arguments)
{
    const QString& name = arguments.operands.at(1);
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    ListStore lists(*writers->audience);
    const Result<PeopleList> list = lists.findByName(arguments.operands.first());
    if (!list)
        return context.refuse(list.error());
    if (const Result<void> renamed = lists.rename(list->id, name, cliOperator(), context.clock.nowUtc()); !renamed)
        return context.refuse(renamed.error());
    const Result<QList<ListRenaming>> renamings = lists.renamings();
    if (!renamings)
        return context.refuse(renamings.error());
    if (const Result<void> followed = followListNames(*writers->workspace, *renamings); !followed)
        return context.refuse(followed.error());
    if (const Result<void> settled = lists.followed(*renamings); !settled)
        return context.refuse(settled.error());
    context.answer({{QStringLiteral("name"), name}, {QStringLiteral("members"), list->members}}, {});
    return exitcode::done;
}

int listRemoveCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    ListStore lists(*writers->audience);
    const Result<PeopleList> list = unusedList(*writers, lists, arguments.operands.first());
    if (!list)
        return context.refuse(list.error());
    if (const Result<void> removed = lists.remove(list->id, cliOperator(), context.clock.nowUtc()); !removed)
        return context.refuse(removed.error());
    context.answer({{QStringLiteral("removed"), list->name}}, {});
    return exitcode::done;
}

// The one of this name that was removed last.
int listRestoreCommand(CliContext& context, const Arguments& arguments)
{
    const QString& name = arguments.operands.first();
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    ListStore lists(*writers->audience);
    const Result<QList<RemovedItem>> removed = lists.removed(context.clock.nowUtc());
    if (!removed)
        return context.refuse(removed.error());
    for (const RemovedItem& item : *removed) {
        if (item.name != name)
            continue;
        if (const Result<void> back = lists.restore(item.id, cliOperator(), context.clock.nowUtc()); !back)
            return context.refuse(back.error());
        const Result<PeopleList> list = lists.find(item.id);
        if (!list)
            return context.refuse(list.error());
        context.answer(listToJson(*list), ListCommands::members(*list));
        return exitcode::done;
    }
    return context.refuse({ErrorKind::NotFound, {QStringLiteral("list"), name}, {}});
}

} // namespace wd
