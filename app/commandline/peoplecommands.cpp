// segment count, people, explain, removals.
#include "app/commandline/context.h"
#include "app/commandline/personjson.h"
#include "app/commandline/segmentjson.h"
#include "models/audience/catalogue/peoplesearch.h"
#include "models/audience/query/explanation.h"
#include "models/audience/query/removals.h"
#include "models/audience/rules/rulecodec.h"
#include "models/audience/segments/segmentstore.h"
#include "models/base/zonedtime.h"
#include "models/scheduling/campaigncontext.h"
#include "ui/texts/rulesentence.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace wd {

namespace {

class SegmentCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::SegmentCommands)
public:
    static QString nobody() { return tr("Nobody is in the segment."); }
    static QString shown(qint64 shown, qint64 all) { return tr("%1 of %2 people.").arg(shown).arg(all); }
    static QString explained(
        const Segment& segment, const QString& sentence, const QString& person, const Explanation& why)
    {
        QStringList lines{why.selected ? tr("“%1” is in the segment “%2”.").arg(person, segment.name)
                                       : tr("“%1” is not in the segment “%2”.").arg(person, segment.name)};
        if (!why.ofKind)
            lines += segment.userKind == UserKind::Visitor
                ? tr("This person is a login user; the segment holds visitors only.")
                : tr("This person is a visitor; the segment holds login users only.");
        return (lines << tr("That is: %1.").arg(sentence)).join(u'\n');
    }
    static QString dataEnd(const QString& event, const QString& until)
    {
        return tr("Note: the data of “%1” are complete until %2; there are none yet of the days after.")
            .arg(event, until);
    }
};

struct Loaded {
    Readers readers;
    Catalogue catalogue;
    Segment segment;
    Rule rule; // the segment's, resolved
    TimeFrame frame;
};

Result<Loaded> load(const CliContext& context, const QString& name)
{
    Result<Readers> readers = openReaders(context);
    if (!readers)
        return readers.error();
    Result<Catalogue> catalogue = Catalogue::load(*readers->audience);
    if (!catalogue)
        return catalogue.error();
    Result<std::optional<Segment>> segment = SegmentStore(*readers->workspace).findByName(name);
    if (!segment)
        return segment.error();
    if (!*segment)
        return Error{ErrorKind::NotFound, {QStringLiteral("segment"), name}, {}};
    const Result<Rule> rule = resolvedRule(*readers->workspace, (*segment)->rule, name);
    if (!rule)
        return rule.error();
    const TimeFrame frame{context.clock.nowUtc(), readers->zone};
    return Loaded{std::move(readers).value(), *catalogue, **segment, *rule, frame};
}

Result<SegmentQuery> queryFor(const Loaded& loaded)
{
    return SegmentQuery::build(loaded.catalogue, loaded.rule, loaded.segment.userKind, loaded.frame);
}

QJsonObject removalsToJson(const Removals& removals, const Rule& rule)
{
    const bool isGroup = rule.kind == Rule::Kind::All || rule.kind == Rule::Kind::Any;
    const QString difference = rule.kind == Rule::Kind::Any ? QStringLiteral("adds") : QStringLiteral("removes");
    QJsonArray conditions;
    for (qsizetype i = 0; i < removals.conditions.size(); ++i) {
        const Removals::Condition& condition = removals.conditions.at(i);
        conditions.append(QJsonObject{{QStringLiteral("rule"), ruleToJson(isGroup ? rule.children.at(i) : rule)},
            {QStringLiteral("alone"), condition.alone}, {difference, condition.difference}});
    }
    return {{QStringLiteral("count"), removals.people}, {QStringLiteral("everybody"), removals.everybody},
        {QStringLiteral("conditions"), conditions}};
}

} // namespace

int segmentCountCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Loaded> loaded = load(context, arguments.operands.first());
    if (!loaded)
        return context.refuse(loaded.error());
    const Result<SegmentQuery> query = queryFor(*loaded);
    if (!query)
        return context.refuse(query.error());
    const Result<qint64> count = query->count(*loaded->readers.audience);
    if (!count)
        return context.refuse(count.error());
    for (const DataNeed& need : query->dataNeeds()) {
        const EventName* const event = loaded->catalogue.eventByKey(need.event);
        if (event && event->completeUntil && *event->completeUntil < need.waitFor)
            context.complain(SegmentCommands::dataEnd(event->key, isoLocal(*event->completeUntil, loaded->frame.zone)));
    }
    context.answer({{QStringLiteral("count"), *count}}, QString::number(*count));
    return exitcode::done;
}

int segmentPeopleCommand(CliContext& context, const Arguments& arguments)
{
    const Result<int> limit = numberOption(arguments, QStringLiteral("limit"), 100, 1, 1'000'000);
    if (!limit)
        return context.misuse(limit.error());
    const Result<Loaded> loaded = load(context, arguments.operands.first());
    if (!loaded)
        return context.refuse(loaded.error());
    const Result<SegmentQuery> query = queryFor(*loaded);
    if (!query)
        return context.refuse(query.error());
    const Result<QList<Person>> people = query->people(*loaded->readers.audience, *limit);
    if (!people)
        return context.refuse(people.error());
    const bool isCut = people->size() == *limit;
    const Result<qint64> all = isCut ? query->count(*loaded->readers.audience) : people->size();
    if (!all)
        return context.refuse(all.error());
    QJsonArray list;
    for (const Person& person : *people)
        list.append(personToJson(person, loaded->readers.zone));
    QString words
        = people->isEmpty() ? SegmentCommands::nobody() : peopleText(*people, loaded->catalogue, loaded->readers.zone);
    if (*all > people->size())
        words += u'\n' + SegmentCommands::shown(people->size(), *all);
    context.answer({{QStringLiteral("people"), list}, {QStringLiteral("count"), *all}}, words);
    return exitcode::done;
}

int segmentExplainCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Loaded> loaded = load(context, arguments.operands.first());
    if (!loaded)
        return context.refuse(loaded.error());
    Database& audience = *loaded->readers.audience;
    const UserKind kind = loaded->segment.userKind;
    const QString& id = arguments.operands.at(1);
    Result<Person> person = findPerson(audience, loaded->catalogue, kind, id);
    // Somebody of the other kind is there, too, only not in this segment.
    if (!person && person.error().kind == ErrorKind::NotFound)
        person = findPerson(
            audience, loaded->catalogue, kind == UserKind::Login ? UserKind::Visitor : UserKind::Login, id);
    if (!person)
        return context.refuse(person.error());
    const auto explanation = explain(audience, loaded->catalogue, loaded->rule, kind, loaded->frame, person->id);
    if (!explanation)
        return context.refuse(explanation.error());
    const QString sentence = ruleSentence(loaded->segment.rule, kind, loaded->catalogue);
    QJsonObject answer = findingToJson(explanation->finding, loaded->readers.zone);
    answer.insert(QStringLiteral("matches"), explanation->selected);
    answer.insert(QStringLiteral("ofKind"), explanation->ofKind);
    answer.insert(QStringLiteral("sentence"), sentence);
    context.answer(answer,
        SegmentCommands::explained(loaded->segment, sentence, id, *explanation) + u'\n'
            + findingText(explanation->finding, loaded->catalogue, loaded->readers.zone));
    return exitcode::done;
}

int segmentRemovalsCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Loaded> loaded = load(context, arguments.operands.first());
    if (!loaded)
        return context.refuse(loaded.error());
    const Result<Removals> found
        = removals(*loaded->readers.audience, loaded->catalogue, loaded->rule, loaded->segment.userKind, loaded->frame);
    if (!found)
        return context.refuse(found.error());
    const QJsonObject answer = removalsToJson(*found, loaded->segment.rule);
    context.answer(answer, QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Indented)));
    return exitcode::done;
}

} // namespace wd
