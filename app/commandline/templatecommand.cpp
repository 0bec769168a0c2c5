// template render.
#include "app/commandline/context.h"
#include "models/audience/catalogue/peoplesearch.h"
#include "models/base/objectreader.h"
#include "models/campaigns/template.h"
#include "models/channels/jsonobject.h"

namespace wd {

namespace {

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
            return Error{
                ErrorKind::WrongType, {QStringLiteral("object"), ObjectReader::typeWord(entry.value())}, entry.key()};
    }
    data.user = values(json->value(known[0]).toObject());
    data.parameters = values(json->value(known[1]).toObject());
    data.campaign = values(json->value(known[2]).toObject());
    return {};
}

// Of either kind.
Result<void> readPerson(const CliContext& context, const QString& id, TemplateData& data)
{
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return readers.error();
    const Result<Catalogue> catalogue = Catalogue::load(*readers->audience);
    if (!catalogue)
        return catalogue.error();
    Result<Person> person = findPerson(*readers->audience, *catalogue, UserKind::Login, id);
    if (!person)
        person = findPerson(*readers->audience, *catalogue, UserKind::Visitor, id);
    if (!person)
        return person.error();
    data.zone = readers->zone;
    data.user = person->values;
    data.user.insert(loginIdAttribute().key, person->loginId);
    data.user.insert(visitorIdAttribute().key, person->visitorId);
    return {};
}

} // namespace

int templateRenderCommand(CliContext& context, const Arguments& arguments)
{
    const QString person = QStringLiteral("person");
    const QString file = QStringLiteral("data");
    QString source = arguments.operands.first();
    if (source == u"-")
        source = QString::fromUtf8(context.io.in.readAll());
    const Result<Template> parsed = Template::parse(source);
    if (!parsed)
        return context.refuse(parsed.error());
    TemplateData data;
    data.now = context.clock.nowUtc();
    data.zone = QTimeZone::systemTimeZone();
    Result<void> filled;
    if (arguments.has(person))
        filled = readPerson(context, arguments.value(person), data);
    else if (arguments.has(file))
        filled = readData(context, arguments.value(file), data);
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
