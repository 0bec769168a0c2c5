#include "app/commandline/importoptions.h"
#include "models/base/phrase.h"
#include "models/desk/settings.h"

namespace wd {

namespace {

Result<QMap<QString, QString>> mapping(const Arguments& arguments)
{
    QMap<QString, QString> columns;
    for (const QString& text : arguments.values(QStringLiteral("map"))) {
        const auto pair = assignment(text, QStringLiteral("map"));
        if (!pair)
            return pair.error();
        columns.insert(pair->first, pair->second);
    }
    return columns;
}

// One ASCII character, or a word for one that is hard to type.
Result<std::optional<char>> characterOption(
    const Arguments& arguments, const QString& option, const QMap<QString, char>& words)
{
    if (!arguments.has(option))
        return std::optional<char>();
    const QString text = arguments.value(option);
    if (words.contains(text))
        return std::optional(words[text]);
    if (text.size() == 1 && text.front() > u' ' && text.front() < u'\x7f')
        return std::optional(text.front().toLatin1());
    const QStringList right = words.keys() + QStringList{QStringLiteral("one ASCII character")};
    return Error{ErrorKind::BadValue, {text, right.join(QStringLiteral(", "))}, QStringLiteral("--%1").arg(option)};
}

Result<QMap<QString, AttributeType>> types(const Arguments& arguments)
{
    const QMap<QString, AttributeType>& known = attributeTypeNames();
    const QString option = QStringLiteral("type");
    QMap<QString, AttributeType> columns;
    for (const QString& text : arguments.values(option)) {
        const auto pair = assignment(text, option);
        if (!pair)
            return pair.error();
        if (!known.contains(pair->second))
            return Error{ErrorKind::NotOneOf, {pair->second, QStringList(known.keys()).join(QStringLiteral(", "))},
                QStringLiteral("--type")};
        columns.insert(pair->first, known.value(pair->second));
    }
    return columns;
}

Result<ImportMode> mode(const Arguments& arguments)
{
    const bool add = arguments.has(QStringLiteral("only-add"));
    const bool update = arguments.has(QStringLiteral("only-update"));
    if (add && update)
        return Error{ErrorKind::BadValue,
            {QStringLiteral("--only-add --only-update"),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one of the two, or neither"))},
            {}};
    return add ? ImportMode::AddOnly : update ? ImportMode::UpdateOnly : ImportMode::AddAndUpdate;
}

void setColumns(const Arguments& arguments, ImportOptions& options)
{
    options.loginIdColumn = arguments.value(QStringLiteral("login-id"));
    options.visitorIdColumn = arguments.value(QStringLiteral("visitor-id"));
    options.personColumn = arguments.value(QStringLiteral("person"));
    options.visitorColumn = arguments.value(QStringLiteral("visitor"));
    options.eventColumn = arguments.value(QStringLiteral("event"));
    options.timeColumn = arguments.value(QStringLiteral("time"));
    options.eventIdColumn = arguments.value(QStringLiteral("event-id"));
    options.eventName = arguments.value(QStringLiteral("event-name"));
}

const QString& headerRowOption()
{
    static const QString name = QStringLiteral("header-row");
    return name;
}

Result<std::optional<qint64>> headerRow(const Arguments& arguments)
{
    if (!arguments.has(headerRowOption()))
        return std::optional<qint64>();
    const QString where = QStringLiteral("--%1").arg(headerRowOption());
    if (arguments.has(noHeaderOption()))
        return Error{ErrorKind::BadValue,
            {QStringLiteral("--%1").arg(noHeaderOption()),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one of the two, or neither"))},
            where};
    bool isNumber = false;
    const QString text = arguments.value(headerRowOption());
    const qint64 row = text.toLongLong(&isNumber);
    if (isNumber && row > 0)
        return std::optional(row);
    return Error{ErrorKind::BadValue,
        {text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the number of a row that holds something"))}, where};
}

Result<QTimeZone> zoneOf(const Arguments& arguments)
{
    if (!arguments.has(zoneOption()))
        return QTimeZone::utc();
    const QString name = arguments.value(zoneOption());
    if (isZoneName(name))
        return QTimeZone(name.toLatin1());
    return Error{ErrorKind::BadValue,
        {name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an IANA time zone such as Asia/Shanghai"))},
        QStringLiteral("--zone")};
}

} // namespace

const QStringList& tableOptionNames()
{
    static const QStringList names{QStringLiteral("encoding"), QStringLiteral("sheet"), QStringLiteral("delimiter"),
        QStringLiteral("quote"), headerRowOption()};
    return names;
}

const QMap<QString, AttributeType>& attributeTypeNames()
{
    static const QMap<QString, AttributeType> names{{QStringLiteral("text"), AttributeType::Text},
        {QStringLiteral("number"), AttributeType::Number}, {QStringLiteral("date"), AttributeType::Date},
        {QStringLiteral("dateTime"), AttributeType::DateTime}, {QStringLiteral("boolean"), AttributeType::Boolean},
        {QStringLiteral("choice"), AttributeType::Choice}};
    return names;
}

const QString& zoneOption()
{
    static const QString name = QStringLiteral("zone");
    return name;
}

const QString& noHeaderOption()
{
    static const QString name = QStringLiteral("no-header");
    return name;
}

Result<TableOptions> tableOptions(const Arguments& arguments)
{
    const auto delimiter = characterOption(arguments, QStringLiteral("delimiter"), {{QStringLiteral("tab"), '\t'}});
    if (!delimiter)
        return delimiter.error();
    const auto quote
        = characterOption(arguments, QStringLiteral("quote"), {{QStringLiteral("none"), TableOptions::noQuote}});
    if (!quote)
        return quote.error();
    const auto header = headerRow(arguments);
    if (!header)
        return header.error();
    TableOptions options;
    options.headerRow = *header;
    options.encoding = arguments.value(QStringLiteral("encoding"));
    options.delimiter = *delimiter;
    options.quote = *quote;
    options.sheet = arguments.value(QStringLiteral("sheet"));
    if (arguments.has(noHeaderOption()))
        options.hasHeader = false;
    return options;
}

const QString& dryRunOption()
{
    static const QString name = QStringLiteral("dry-run");
    return name;
}

ArgumentRules importRules(ImportKind kind)
{
    ArgumentRules rules{{noHeaderOption(), QStringLiteral("again"), dryRunOption()},
        QStringList{QStringLiteral("map"), QStringLiteral("type"), QStringLiteral("failed"), zoneOption()}
            + tableOptionNames(),
        1, 1};
    if (kind == ImportKind::People) {
        rules.switches += {QStringLiteral("only-add"), QStringLiteral("only-update"), QStringLiteral("empty-clears")};
        rules.valued += {QStringLiteral("login-id"), QStringLiteral("visitor-id"), QStringLiteral("clear-others")};
    } else {
        rules.switches += {QStringLiteral("trigger"), QStringLiteral("add-alike")};
        rules.valued
            += {QStringLiteral("person"), QStringLiteral("visitor"), QStringLiteral("event"), QStringLiteral("time"),
                QStringLiteral("event-id"), QStringLiteral("event-name"), QStringLiteral("complete-until")};
    }
    return rules;
}

ArgumentRules listRules()
{
    return {{QStringLiteral("add-unknown"), noHeaderOption()},
        QStringList{QStringLiteral("login-id"), QStringLiteral("visitor-id")} + tableOptionNames(), 2, 2};
}

Result<ImportOptions> importOptions(const Arguments& arguments, ImportKind kind)
{
    if (arguments.has(dryRunOption()) && arguments.has(QStringLiteral("failed")))
        return Error{ErrorKind::BadValue,
            {QStringLiteral("--dry-run --failed"),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one of the two, or neither"))},
            {}};
    if (arguments.has(QStringLiteral("event-name")) && arguments.has(QStringLiteral("event")))
        return Error{ErrorKind::BadValue,
            {QStringLiteral("--event --event-name"),
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one of the two, or neither"))},
            {}};
    if (arguments.has(QStringLiteral("trigger")))
        return Error{ErrorKind::NotBuilt, {QStringLiteral("--trigger")}, {}};
    const Result<TableOptions> table = tableOptions(arguments);
    if (!table)
        return table.error();
    const Result<QMap<QString, QString>> columns = mapping(arguments);
    if (!columns)
        return columns.error();
    const Result<QMap<QString, AttributeType>> typed = types(arguments);
    if (!typed)
        return typed.error();
    const Result<ImportMode> chosen = mode(arguments);
    if (!chosen)
        return chosen.error();
    const Result<QTimeZone> zone = zoneOf(arguments);
    if (!zone)
        return zone.error();
    ImportOptions options;
    options.kind = kind;
    options.zone = *zone;
    options.table = *table;
    options.mapping = *columns;
    options.types = *typed;
    options.mode = *chosen;
    options.emptyClears = arguments.has(QStringLiteral("empty-clears"));
    options.clearOthers = arguments.values(QStringLiteral("clear-others"));
    options.repeat = arguments.has(QStringLiteral("again")) ? ImportRepeat::Again : ImportRepeat::Continue;
    options.addAlike = arguments.has(QStringLiteral("add-alike"));
    options.typesMustHold = true;
    options.remember = true;
    setColumns(arguments, options);
    return options;
}

} // namespace wd
