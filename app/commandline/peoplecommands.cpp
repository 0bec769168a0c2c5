// segment count, people, explain; template render.
#include "app/commandline/context.h"
#include "models/audience/rulecodec.h"
#include "models/audience/segmentstore.h"
#include "models/base/objectreader.h"
#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/campaigns/template.h"
#include "models/channels/jsonobject.h"
#include "models/channels/parametervalue.h"
#include "models/scheduling/campaigncontext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace wd {

namespace {

struct Loaded {
    Readers readers;
    Catalogue catalogue;
    Segment segment;
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
    const TimeFrame frame{context.clock.nowUtc(), readers->zone};
    return Loaded{std::move(readers).value(), *catalogue, **segment, frame};
}

Result<SegmentQuery> queryFor(const Loaded& loaded, const Rule& rule)
{
    const Result<Rule> resolved = resolvedRule(*loaded.readers.workspace, rule, loaded.segment.name);
    if (!resolved)
        return resolved.error();
    return SegmentQuery::build(loaded.catalogue, *resolved, loaded.segment.userKind, loaded.frame);
}

QJsonValue jsonValue(const QVariant& value, const QTimeZone& zone)
{
    switch (value.typeId()) {
    case QMetaType::LongLong:
    case QMetaType::Double:
    case QMetaType::Bool:
        return QJsonValue::fromVariant(value);
    default:
        return canonicalText(value, zone);
    }
}

QJsonObject personToJson(const Person& person, const QTimeZone& zone)
{
    QJsonObject attributes;
    for (auto entry = person.values.begin(); entry != person.values.end(); ++entry)
        attributes.insert(entry.key(), jsonValue(entry.value(), zone));
    QJsonObject json{{QStringLiteral("attributes"), attributes}};
    if (!person.loginId.isEmpty())
        json.insert(QStringLiteral("login_id"), person.loginId);
    if (!person.visitorId.isEmpty())
        json.insert(QStringLiteral("visitor_id"), person.visitorId);
    return json;
}

// Somebody of the kind, by login id or visitor id.
Result<Person> findPerson(const Loaded& loaded, const QString& id)
{
    Rule either;
    either.kind = Rule::Kind::Any;
    for (const QString& key : {loginIdAttribute().key, visitorIdAttribute().key}) {
        Rule same;
        same.kind = Rule::Kind::Attribute;
        same.attribute = key;
        same.values = {id};
        either.children += same;
    }
    const Result<SegmentQuery> query
        = SegmentQuery::build(loaded.catalogue, either, loaded.segment.userKind, loaded.frame);
    if (!query)
        return query.error();
    const Result<QList<Person>> people = query->people(*loaded.readers.audience, 1);
    if (!people)
        return people.error();
    if (people->isEmpty())
        return Error{ErrorKind::NotFound, {QStringLiteral("person"), id}, {}};
    return people->first();
}

// Each condition with its answer; groups hold those of their members.
Result<QJsonObject> explain(const Loaded& loaded, const Rule& rule, qint64 person)
{
    const Result<SegmentQuery> query = queryFor(loaded, rule);
    if (!query)
        return query.error();
    const Result<bool> matches = query->contains(*loaded.readers.audience, person);
    if (!matches)
        return matches.error();
    QJsonObject json{{QStringLiteral("matches"), *matches}, {QStringLiteral("rule"), ruleToJson(rule)}};
    QJsonArray conditions;
    for (const Rule& child : rule.children) {
        const Result<QJsonObject> answer = explain(loaded, child, person);
        if (!answer)
            return answer;
        conditions.append(*answer);
    }
    if (!conditions.isEmpty())
        json.insert(QStringLiteral("conditions"), conditions);
    return json;
}

QHash<QString, QVariant> values(const QJsonObject& json)
{
    QHash<QString, QVariant> hash;
    for (auto entry = json.begin(); entry != json.end(); ++entry)
        if (!entry.value().isNull())
            hash.insert(entry.key(), entry.value().toVariant());
    return hash;
}

Result<void> readData(const CliContext& context, const QString& file, TemplateData& data)
{
    const Result<QByteArray> bytes = readInput(context, file);
    if (!bytes)
        return bytes.error();
    const Result<QJsonObject> json = parseJsonObject(*bytes);
    if (!json)
        return json.error();
    const QStringList known{QStringLiteral("user"), QStringLiteral("params"), QStringLiteral("campaign")};
    for (auto entry = json->begin(); entry != json->end(); ++entry) {
        if (!known.contains(entry.key()))
            return Error{ErrorKind::UnknownField, {entry.key(), known.join(QStringLiteral(", "))}, entry.key()};
        if (!entry.value().isObject())
            return Error{ErrorKind::WrongType,
                {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "object")), ObjectReader::typeWord(entry.value())},
                entry.key()};
    }
    data.user = values(json->value(known[0]).toObject());
    data.parameters = values(json->value(known[1]).toObject());
    data.campaign = values(json->value(known[2]).toObject());
    return {};
}

Result<void> readPerson(const CliContext& context, const QString& id, TemplateData& data)
{
    Result<Person> person = Error{ErrorKind::NotFound, {QStringLiteral("person"), id}, {}};
    for (const qint64 everybody : {everyLoginUserId, everyVisitorId}) {
        if (person)
            break;
        const Result<Loaded> loaded = load(context, builtInSegmentName(everybody));
        if (!loaded)
            return loaded.error();
        person = findPerson(*loaded, id);
        data.zone = loaded->readers.zone;
    }
    if (!person)
        return person.error();
    data.user = person->values;
    data.user.insert(loginIdAttribute().key, person->loginId);
    data.user.insert(visitorIdAttribute().key, person->visitorId);
    return {};
}

} // namespace

int segmentCountCommand(CliContext& context, const QStringList& words)
{
    const Result<Arguments> arguments = parseArguments(words, {{}, {}, 1, 1});
    if (!arguments)
        return context.misuse(arguments.error(), QStringLiteral("segment count"));
    const Result<Loaded> loaded = load(context, arguments->operands.first());
    if (!loaded)
        return context.refuse(loaded.error());
    const Result<SegmentQuery> query = queryFor(*loaded, loaded->segment.rule);
    if (!query)
        return context.refuse(query.error());
    const Result<qint64> count = query->count(*loaded->readers.audience);
    if (!count)
        return context.refuse(count.error());
    context.answer({{QStringLiteral("count"), *count}}, QString::number(*count));
    return exitcode::done;
}

int segmentPeopleCommand(CliContext& context, const QStringList& words)
{
    const QString command = QStringLiteral("segment people");
    const Result<Arguments> arguments = parseArguments(words, {{}, {QStringLiteral("limit")}, 1, 1});
    if (!arguments)
        return context.misuse(arguments.error(), command);
    const Result<int> limit = numberOption(*arguments, QStringLiteral("limit"), 100, 1, 1'000'000);
    if (!limit)
        return context.misuse(limit.error(), command);
    const Result<Loaded> loaded = load(context, arguments->operands.first());
    if (!loaded)
        return context.refuse(loaded.error());
    const Result<SegmentQuery> query = queryFor(*loaded, loaded->segment.rule);
    if (!query)
        return context.refuse(query.error());
    const Result<QList<Person>> people = query->people(*loaded->readers.audience, *limit);
    if (!people)
        return context.refuse(people.error());
    QJsonArray list;
    QStringList lines;
    for (const Person& person : *people) {
        const QJsonObject json = personToJson(person, loaded->readers.zone);
        list.append(json);
        lines += QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
    }
    context.answer({{QStringLiteral("people"), list}}, lines.join(u'\n'));
    return exitcode::done;
}

int segmentExplainCommand(CliContext& context, const QStringList& words)
{
    const Result<Arguments> arguments = parseArguments(words, {{}, {}, 2, 2});
    if (!arguments)
        return context.misuse(arguments.error(), QStringLiteral("segment explain"));
    const Result<Loaded> loaded = load(context, arguments->operands.first());
    if (!loaded)
        return context.refuse(loaded.error());
    const Result<Person> person = findPerson(*loaded, arguments->operands.at(1));
    if (!person)
        return context.refuse(person.error());
    const Result<QJsonObject> answer = explain(*loaded, loaded->segment.rule, person->id);
    if (!answer)
        return context.refuse(answer.error());
    context.answer(*answer, QString::fromUtf8(QJsonDocument(*answer).toJson(QJsonDocument::Indented)));
    return exitcode::done;
}

int templateRenderCommand(CliContext& context, const QStringList& words)
{
    const QString person = QStringLiteral("person");
    const QString file = QStringLiteral("data");
    const Result<Arguments> arguments = parseArguments(words, {{}, {person, file}, 1, 1});
    if (!arguments)
        return context.misuse(arguments.error(), QStringLiteral("template render"));
    QString source = arguments->operands.first();
    if (source == u"-")
        source = QString::fromUtf8(context.io.in.readAll());
    const Result<Template> parsed = Template::parse(source);
    if (!parsed)
        return context.refuse(parsed.error());
    TemplateData data;
    data.now = context.clock.nowUtc();
    data.zone = QTimeZone::systemTimeZone();
    Result<void> filled;
    if (arguments->has(person))
        filled = readPerson(context, arguments->value(person), data);
    else if (arguments->has(file))
        filled = readData(context, arguments->value(file), data);
    if (!filled)
        return context.refuse(filled.error());
    const Result<RenderedText> rendered = parsed->render(data);
    if (!rendered)
        return context.refuse(rendered.error());
    QJsonObject json{{QStringLiteral("text"), rendered->text}};
    if (rendered->skip)
        json.insert(QStringLiteral("skip"), rendered->skipReason);
    context.answer(json, rendered->text);
    return exitcode::done;
}

} // namespace wd
