#include "app/commandline/importreport.h"

#include "app/commandline/columns.h"
#include "app/commandline/importoptions.h"
#include "models/audience/importing/history/importrecord.h"
#include "models/base/zonedtime.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/foundtypetext.h"
#include "ui/texts/rulesentence.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace wd {

namespace {

class ReportTexts {
    Q_DECLARE_TR_FUNCTIONS(wd::ImportCommands)
public:
    static QString counts(const ImportReport& report)
    {
        return tr("Rows read: %1, added: %2, updated: %3, unchanged: %4, skipped: %5, failed: %6.")
            .arg(report.rows)
            .arg(report.added)
            .arg(report.updated)
            .arg(report.unchanged)
            .arg(report.skipped)
            .arg(report.failed);
    }
    static QString peopleAdded(qint64 people) { return tr("People nobody knew before: %1.").arg(people); }
    static QString badRow(qint64 line, const Error& error)
    {
        return tr("Line %1: %2").arg(QString::number(line), errorText(error));
    }
    static QString foundType(const FoundType& found)
    {
        return tr("Column “%1”: %2", "sentence").arg(columnOf(found), foundTypeText(found));
    }
    static QString columnOf(const FoundType& found)
    {
        return found.event.isEmpty() ? found.header : QStringLiteral("%1.%2").arg(found.event, found.header);
    }
    static QString alike(qint64 events, bool trial)
    {
        const int n = int(events);
        return trial ? tr("%n events are there already, the same in everything: they would be skipped. --add-alike "
                          "adds them once more.",
                   nullptr, n)
                     : tr("%n events were there already, the same in everything: they were skipped. --add-alike adds "
                          "them once more.",
                         nullptr, n);
    }
    static QString cleared(const ToldImport& told)
    {
        const QString keys = told.options.clearOthers.join(QStringLiteral(", "));
        const int n = int(told.report.cleared);
        return told.trial
            ? tr("%n people whom the file does not name would lose their value (%1).", nullptr, n).arg(keys)
            : tr("%n people whom the file does not name lost their value (%1).", nullptr, n).arg(keys);
    }
    static QString withheld(const ToldImport& told)
    {
        const QString keys = told.options.clearOthers.join(QStringLiteral(", "));
        if (told.report.nameless == 0)
            return tr("Nobody loses a value (%1): the file names nobody.").arg(keys);
        return tr("Nobody loses a value (%1): %n refused rows may be about anybody. Please mend them and import the "
                  "whole file again.",
            nullptr, int(told.report.nameless))
            .arg(keys);
    }
    static QString newOnes(const ToldImport& told)
    {
        const QString names = told.report.newAttributes.join(QStringLiteral(", "));
        return told.options.kind == ImportKind::People ? tr("New attributes: %1.").arg(names)
                                                       : tr("New properties: %1.").arg(names);
    }
    // The word of the language, and the one that --type takes.
    static QString typeOf(const FoundType& found)
    {
        const QString code = attributeTypeNames().key(found.type);
        const QString words = attributeTypeText(found.type);
        return columnOf(found) + u' ' + (words == code ? code : tr("%1 (%2)", "type, its code").arg(words, code));
    }
    static QString types(const QStringList& types)
    {
        return tr("Types found: %1.").arg(types.join(QStringLiteral(", ")));
    }
    static QString read(const TableInfo& table)
    {
        switch (table.format) {
        case TableFormat::Xlsx:
            return tr("sheet “%1”").arg(table.sheet);
        case TableFormat::JsonLines:
            return tr("JSON, %1").arg(table.encoding);
        case TableFormat::Csv:
            break;
        }
        const QString delimiter = table.delimiter == '\t' ? tr("tab") : QString(QLatin1Char(table.delimiter));
        if (table.quote == TableOptions::noQuote)
            return tr("%1, separated by “%2”, without quotes").arg(table.encoding, delimiter);
        return tr("%1, separated by “%2”, quoted with %3")
            .arg(table.encoding, delimiter, QString(QLatin1Char(table.quote)));
    }
    static QString reading(const TableInfo& table) { return tr("Read as: %1.").arg(read(table)); }
    static QString leftOut(const QString& column)
    {
        return tr("The column “%1” says why rows were refused: it is left out.").arg(column);
    }
    static QString remembered(const QStringList& columns)
    {
        return tr("Used as in an earlier import: %1. --map COL=NAME uses a column otherwise.")
            .arg(columns.join(QStringLiteral(", ")));
    }
    static QString rememberedEvent(const QString& event)
    {
        return tr("As in an earlier import of such a file, all rows are “%1”. --event-name NAME names them otherwise, "
                  "--event COL says which column does.")
            .arg(event);
    }
    static QString same(const ImportReport& report, const QTimeZone& zone)
    {
        return tr("This very file was imported before (number %1, %2).")
            .arg(report.sameAs)
            .arg(isoLocal(report.sameAt, zone));
    }
    static QString anew(const ImportReport& report, const QTimeZone& zone)
    {
        return tr("An import of this file was stopped (number %1, %2), and others came after it: its rows were taken "
                  "again from the first.")
            .arg(report.anewAfter)
            .arg(isoLocal(report.sameAt, zone));
    }
    static QString events(const ToldImport& told)
    {
        return told.trial ? tr("The columns are those of events. If the file says what people did: import events FILE.")
                          : tr("The columns are those of events. If the file says what people did: import undo %1, "
                               "then import events FILE.")
                                .arg(told.report.id);
    }
    static QString kept()
    {
        return tr("Of the refused rows, the first %L1 are kept for import failed.").arg(ImportRecord::mostFailedRows);
    }
    static QString number(qint64 id) { return tr("Import number: %1.").arg(id); }
    static QString wentOn(qint64 rows) { return tr("Went on behind the %1 rows that were in already.").arg(rows); }
    static QString stopped() { return tr("Stopped. What is in stays in; the same command goes on from there."); }
    static QString trial() { return tr("Nothing was written. The import would do this:"); }
    static QStringList columnHeadings() { return {tr("Column"), tr("Becomes"), tr("Type"), tr("New")}; }
    static QString isLeftOut() { return tr("(left out)"); }
    static QString isNew() { return tr("new"); }
};

QJsonArray tellRows(const CliContext& context, const QList<RowError>& rows)
{
    QJsonArray told;
    for (const RowError& row : rows) {
        for (const Error& error : Errors{row.error} + row.more) {
            told.append(QJsonObject{{QStringLiteral("line"), row.line}, {QStringLiteral("column"), error.where},
                {QStringLiteral("reason"), errorText(error)}});
            context.complain(ReportTexts::badRow(row.line, error));
        }
    }
    return told;
}

QJsonArray tellTypes(const CliContext& context, const QList<FoundType>& types)
{
    QJsonArray told;
    for (const FoundType& found : types) {
        QJsonObject type{{QStringLiteral("column"), found.header},
            {QStringLiteral("type"), attributeTypeNames().key(found.type)}, {QStringLiteral("values"), found.values}};
        if (!found.event.isEmpty())
            type.insert(QStringLiteral("event"), found.event);
        if (found.mostly) {
            type.insert(QStringLiteral("mostly"), attributeTypeNames().key(*found.mostly));
            type.insert(QStringLiteral("unfit"), found.unfit);
            type.insert(QStringLiteral("losesDigits"), found.losesDigits);
            type.insert(QStringLiteral("line"), found.line);
            type.insert(QStringLiteral("value"), found.value);
            context.complain(ReportTexts::foundType(found));
        }
        told.append(type);
    }
    return told;
}

// Of a new one as the whole file has it; several events may have several.
QString typeText(const ImportReport& report, const QString& header, const ImportPreview::Column& column)
{
    QStringList types;
    for (const FoundType& found : report.foundTypes)
        if (column.isNew && found.header == header)
            if (const QString type = attributeTypeNames().key(found.type); !types.contains(type))
                types += type;
    return types.isEmpty() ? attributeTypeNames().key(column.type) : types.join(QStringLiteral(", "));
}

QJsonArray columnsToJson(const ToldImport& told)
{
    QJsonArray columns;
    for (qsizetype i = 0; i < told.trial->columns.size(); ++i) {
        const ImportPreview::Column& column = told.trial->columns[i];
        columns.append(
            QJsonObject{{QStringLiteral("column"), told.trial->headers[i]}, {QStringLiteral("use"), column.use},
                {QStringLiteral("type"), typeText(told.report, told.trial->headers[i], column)},
                {QStringLiteral("new"), column.isNew}});
    }
    return columns;
}

QString trialText(const ToldImport& told)
{
    QList<QStringList> rows;
    for (qsizetype i = 0; i < told.trial->columns.size(); ++i) {
        const ImportPreview::Column& column = told.trial->columns[i];
        const QString& header = told.trial->headers[i];
        const QString use = column.use.isEmpty() ? ReportTexts::isLeftOut() : column.use;
        rows += QStringList{header, use, column.use.isEmpty() ? QString() : typeText(told.report, header, column),
            column.isNew ? ReportTexts::isNew() : QString()};
    }
    return ReportTexts::trial() + u'\n' + columnsText(ReportTexts::columnHeadings(), rows);
}

QString wordsOf(const ToldImport& told)
{
    const ImportReport& report = told.report;
    QStringList lines;
    if (told.trial)
        lines += trialText(told);
    if (report.stopped)
        lines += ReportTexts::stopped();
    lines += ReportTexts::counts(report);
    if (told.options.kind == ImportKind::Events && report.peopleAdded > 0)
        lines.last() += u' ' + ReportTexts::peopleAdded(report.peopleAdded);
    if (report.continuedAt > 0)
        lines += ReportTexts::wentOn(report.continuedAt);
    if (report.alike > 0)
        lines += ReportTexts::alike(report.alike, told.trial.has_value());
    if (report.clearingWithheld)
        lines += ReportTexts::withheld(told);
    else if (!told.options.clearOthers.isEmpty() && !report.stopped)
        lines += ReportTexts::cleared(told);
    if (!report.newAttributes.isEmpty())
        lines += ReportTexts::newOnes(told);
    QStringList types;
    for (const FoundType& found : report.foundTypes)
        types += ReportTexts::typeOf(found);
    if (!types.isEmpty())
        lines += ReportTexts::types(types);
    lines += ReportTexts::reading(report.table);
    if (report.failed > ImportRecord::mostFailedRows)
        lines += ReportTexts::kept();
    if (!told.trial && report.id > 0)
        lines += ReportTexts::number(report.id);
    return lines.join(u'\n');
}

QJsonObject jsonOf(const ToldImport& told)
{
    const ImportReport& report = told.report;
    QJsonObject complete;
    for (auto entry = report.completeUntil.begin(); entry != report.completeUntil.end(); ++entry)
        complete.insert(
            entry.key(), QDateTime::fromMSecsSinceEpoch(entry.value(), Qt::UTC).toString(Qt::ISODateWithMs));
    QJsonObject json{{QStringLiteral("rows"), report.rows}, {QStringLiteral("added"), report.added},
        {QStringLiteral("updated"), report.updated}, {QStringLiteral("unchanged"), report.unchanged},
        {QStringLiteral("skipped"), report.skipped}, {QStringLiteral("alike"), report.alike},
        {QStringLiteral("failed"), report.failed},
        {QStringLiteral("peopleAdded"), newPeople(told.options.kind, report.added, report.peopleAdded)},
        {QStringLiteral("cleared"), report.cleared}, {QStringLiteral("clearingWithheld"), report.clearingWithheld},
        {QStringLiteral("continuedAt"), report.continuedAt}, {QStringLiteral("stopped"), report.stopped},
        {QStringLiteral("warned"), report.warned}, {QStringLiteral("completeUntil"), complete},
        {QStringLiteral("newAttributes"), QJsonArray::fromStringList(report.newAttributes)},
        {QStringLiteral("remembered"), QJsonArray::fromStringList(report.remembered)},
        {QStringLiteral("leftOut"), QJsonArray::fromStringList(report.table.leftOut)}};
    insertReading(report.table, json);
    if (told.trial) {
        json.insert(QStringLiteral("dryRun"), true);
        json.insert(QStringLiteral("columns"), columnsToJson(told));
    } else {
        json.insert(QStringLiteral("id"), report.id);
    }
    if (report.nameEvents)
        json.insert(QStringLiteral("looksLikeEvents"), true);
    if (!report.rememberedEvent.isEmpty())
        json.insert(QStringLiteral("rememberedEvent"), report.rememberedEvent);
    if (report.sameAs > 0)
        json.insert(QStringLiteral("sameAs"), report.sameAs);
    if (report.anewAfter > 0)
        json.insert(QStringLiteral("anewAfter"), report.anewAfter);
    return json;
}

void tellHints(const CliContext& context, const ToldImport& told)
{
    const ImportReport& report = told.report;
    if (report.sameAs > 0)
        context.complain(ReportTexts::same(report, told.zone));
    if (report.anewAfter > 0)
        context.complain(ReportTexts::anew(report, told.zone));
    if (report.nameEvents)
        context.complain(ReportTexts::events(told));
    if (!report.remembered.isEmpty())
        context.complain(ReportTexts::remembered(report.remembered));
    if (!report.rememberedEvent.isEmpty())
        context.complain(ReportTexts::rememberedEvent(report.rememberedEvent));
    for (const QString& column : report.table.leftOut)
        context.complain(ReportTexts::leftOut(column));
}

} // namespace

int tellImport(const CliContext& context, const ToldImport& told)
{
    QJsonObject json = jsonOf(told);
    tellHints(context, told);
    json.insert(QStringLiteral("errors"), tellRows(context, told.report.errors));
    json.insert(QStringLiteral("warnings"), tellRows(context, told.report.warnings));
    json.insert(QStringLiteral("types"), tellTypes(context, told.report.foundTypes));
    context.answer(json, wordsOf(told));
    return told.report.stopped ? exitcode::failed : exitcode::done;
}

qint64 newPeople(ImportKind kind, qint64 added, qint64 peopleAdded)
{
    return kind == ImportKind::People ? added : peopleAdded;
}

QString readingText(const TableInfo& table)
{
    return ReportTexts::read(table);
}

QString readingSentence(const TableInfo& table)
{
    return ReportTexts::reading(table);
}

void insertReading(const TableInfo& table, QJsonObject& json)
{
    json.insert(QStringLiteral("encoding"), table.encoding);
    json.insert(QStringLiteral("sheet"), table.sheet);
    if (table.format != TableFormat::Csv)
        return;
    json.insert(QStringLiteral("delimiter"), QString(QLatin1Char(table.delimiter)));
    json.insert(
        QStringLiteral("quote"), table.quote == TableOptions::noQuote ? QString() : QString(QLatin1Char(table.quote)));
}

} // namespace wd
