#include "ui/audience/importing/columnplan.h"

#include "models/audience/importing/rowimporter.h"
#include "models/audience/importing/typeguess.h"
#include "models/audience/importing/valueparsing.h"
#include "ui/audience/importing/importtexts.h"

#include <QSet>

#include <algorithm>

namespace wd {

namespace {

using Use = ColumnMatch::Use;

constexpr qsizetype mostExamples = 3;
constexpr qsizetype leastRepeats = 10; // one row in so many is about somebody who was there before

QStringList examplesOf(const QList<QStringList>& rows, qsizetype column)
{
    QStringList examples;
    for (const QStringList& row : rows) {
        const QString value = readableCell(row.value(column));
        if (!value.isEmpty() && !examples.contains(value))
            examples += value;
        if (examples.size() == mostExamples)
            break;
    }
    return examples;
}

std::optional<Error> unfitTime(const QByteArray& text, WallClock& clock)
{
    if (text.isEmpty() || parseEventTime(text, clock))
        return std::nullopt;
    if (findNoSuchDay(text) != NoSuchDay::No)
        return Error{ErrorKind::NoSuchDate, {shownValue(text)}, {}};
    return Error{ErrorKind::WrongType, {typeName(AttributeType::DateTime), shownValue(text)}, {}};
}

std::optional<Error> unfitValue(const Result<Cell>& cell)
{
    return cell ? std::nullopt : std::optional(Error{cell.error().kind, cell.error().arguments, {}});
}

} // namespace

void ColumnPlan::read(const ImportPreview& preview, const ImportOptions& options, const Catalogue& catalogue)
{
    m_options = options;
    m_catalogue = catalogue;
    m_rows = preview.rows;
    m_edited = false;
    m_found.clear();
    m_columns.clear();
    for (qsizetype i = 0; i < preview.headers.size(); ++i) {
        Column column;
        column.header = preview.headers[i];
        column.title = columnTitle(column.header, preview.table);
        column.examples = examplesOf(m_rows, i);
        if (const auto chosen = options.types.constFind(column.header); chosen != options.types.cend())
            column.chosenType = *chosen;
        m_columns += column;
    }
    if (const Result<QList<ColumnMatch>> found = guessColumns(preview.headers, options, catalogue))
        match(*found);
    else
        matchByName();
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        nameByTitle(m_columns[i]);
        describe(i);
    }
    lookForFaults();
}

// What has no name in the file would be called something in the language of programs.
void ColumnPlan::nameByTitle(Column& column)
{
    if (column.title == column.header || column.use != Use::Value || column.key != column.header)
        return;
    column.key = knownKey(column.title);
    m_edited = true;
}

// Two columns would become one attribute: each stands for itself, and the faults say so.
void ColumnPlan::matchByName()
{
    QList<ColumnMatch> matches;
    for (const Column& column : std::as_const(m_columns))
        matches.append({Use::Value, column.header, m_options.mapping.value(column.header, column.header)});
    match(matches);
}

void ColumnPlan::match(const QList<ColumnMatch>& matches)
{
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        m_columns[i].use = matches[i].use;
        m_columns[i].key = matches[i].use == Use::Value ? knownKey(matches[i].key) : QString();
    }
}

void ColumnPlan::setUse(qsizetype column, Use use, const QString& key)
{
    m_edited = true;
    m_columns[column].use = use;
    m_columns[column].key = use == Use::Value ? key : QString();
    describe(column);
    lookForFaults();
}

void ColumnPlan::setKey(qsizetype column, const QString& key)
{
    setUse(column, Use::Value, knownKey(key.trimmed()));
}

void ColumnPlan::setEventName(const QString& name)
{
    m_edited = true;
    m_options.eventName = name.trimmed();
}

bool ColumnPlan::wantsEventName() const
{
    return m_options.kind == ImportKind::Events && columnOf(matches(), Use::Event) < 0;
}

QString ColumnPlan::eventName() const
{
    return wantsEventName() ? m_options.eventName : QString();
}

void ColumnPlan::setType(qsizetype column, std::optional<AttributeType> type)
{
    m_edited = true;
    m_columns[column].chosenType = type;
    describe(column);
    lookForFaults();
}

AttributeType ColumnPlan::guessedType(qsizetype column) const
{
    if (const QList<FoundType> found = foundOf(m_columns[column].header); !found.isEmpty())
        return found.first().type;
    TypeGuess guess(m_columns[column].header);
    for (const QStringList& row : m_rows)
        guess.look(row.value(column).toUtf8());
    return guess.type();
}

void ColumnPlan::setFound(const QList<FoundType>& found)
{
    m_found = found;
    for (qsizetype i = 0; i < m_columns.size(); ++i)
        describe(i);
}

QList<FoundType> ColumnPlan::foundOf(const QString& header) const
{
    QList<FoundType> own;
    for (const FoundType& found : m_found)
        if (found.header == header)
            own += found;
    return own;
}

ImportOptions ColumnPlan::applied(ImportOptions base) const
{
    base.types = m_edited ? QMap<QString, AttributeType>() : m_options.types;
    if (!m_edited) {
        base.mapping = m_options.mapping;
        base.loginIdColumn = m_options.loginIdColumn;
        base.visitorIdColumn = m_options.visitorIdColumn;
        base.personColumn = m_options.personColumn;
        base.visitorColumn = m_options.visitorColumn;
        base.eventColumn = m_options.eventColumn;
        base.timeColumn = m_options.timeColumn;
        base.eventIdColumn = m_options.eventIdColumn;
        base.eventName = m_options.eventName;
        return base;
    }
    const bool people = base.kind == ImportKind::People;
    base.mapping.clear();
    base.eventName = eventName();
    for (const Column& column : m_columns) {
        switch (column.use) {
        case Use::LoginId:
            (people ? base.loginIdColumn : base.personColumn) = column.header;
            break;
        case Use::VisitorId:
            (people ? base.visitorIdColumn : base.visitorColumn) = column.header;
            break;
        case Use::Event:
            base.eventColumn = column.header;
            break;
        case Use::Time:
            base.timeColumn = column.header;
            break;
        case Use::SourceId:
            base.eventIdColumn = column.header;
            break;
        case Use::Value:
            base.mapping.insert(column.header, column.key);
            if (column.chosenType)
                base.types.insert(column.header, *column.chosenType);
            break;
        case Use::Nothing:
            base.mapping.insert(column.header, QString());
            break;
        }
    }
    return base;
}

QList<ColumnMatch> ColumnPlan::matches() const
{
    QList<ColumnMatch> matches;
    for (const Column& column : m_columns)
        matches.append({column.use, column.header, column.key});
    return matches;
}

QList<ColumnMatch::Use> ColumnPlan::lacking() const
{
    const QList<ColumnMatch> columns = matches();
    QList<Use> uses;
    if (columnOf(columns, Use::LoginId) < 0 && columnOf(columns, Use::VisitorId) < 0)
        uses += Use::LoginId;
    if (m_options.kind == ImportKind::Events)
        for (const Use use : {Use::Event, Use::Time})
            if (columnOf(columns, use) < 0 && (use == Use::Time || eventName().isEmpty()))
                uses += use;
    return uses;
}

bool ColumnPlan::hasFaults() const
{
    return std::any_of(m_columns.cbegin(), m_columns.cend(), [](const Column& c) { return c.fault != Fault::None; });
}

bool ColumnPlan::areEvents(const QStringList& headers, const ImportOptions& options)
{
    const Result<QList<ColumnMatch>> columns = guessColumns(headers, options, Catalogue());
    return columns && !missingColumn(*columns, ImportKind::Events, options.eventName);
}

QStringList ColumnPlan::freshKeys() const
{
    QStringList keys;
    for (const Column& column : m_columns)
        if (column.use == Use::Value && !column.known)
            keys += column.key;
    return keys;
}

QString ColumnPlan::timesOfRepeatedIds() const
{
    qsizetype times = -1;
    bool isRepeated = false;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].use == Use::Value && times < 0 && guessedType(i) == AttributeType::DateTime)
            times = i;
        if (m_columns[i].use != Use::LoginId && m_columns[i].use != Use::VisitorId)
            continue;
        QSet<QString> ids;
        qsizetype filled = 0;
        for (const QStringList& row : m_rows) {
            filled += row.value(i).isEmpty() ? 0 : 1;
            ids += row.value(i);
        }
        ids.remove(QString());
        isRepeated |= ids.size() * leastRepeats < filled * (leastRepeats - 1);
    }
    return isRepeated && times >= 0 ? m_columns[times].header : QString();
}

void ColumnPlan::describe(qsizetype index)
{
    Column& column = m_columns[index];
    column.unfit = 0;
    column.byEvent.clear();
    column.doubts.clear();
    const std::optional<Attribute> there = column.use == Use::Value ? known(column.key) : std::nullopt;
    column.known = there.has_value();
    column.type = AttributeType::Text;
    if (column.use == Use::Value)
        column.type = there ? there->type : column.chosenType.value_or(guessedType(index));
    else if (column.use != Use::Time)
        return;
    if (column.use == Use::Value)
        describeFound(column);
    const bool isFound = column.use == Use::Value && !column.known && !column.chosenType && !m_found.isEmpty();
    if (!isFound && column.byEvent.isEmpty())
        countUnfit(column, index, there ? there->choices : QStringList());
}

// An event that has the property keeps its type, whatever others have.
void ColumnPlan::describeFound(Column& column) const
{
    QSet<AttributeType> types;
    for (const FoundType& found : foundOf(column.header)) {
        const std::optional<AttributeType> there = knownType(found.event, column.key);
        const AttributeType type = there ? *there : column.chosenType.value_or(found.type);
        types += type;
        column.byEvent.append({found.event, type});
        if (!there && !column.chosenType && found.mostly)
            column.doubts += found;
    }
    if (types.size() < 2)
        column.byEvent.clear();
}

void ColumnPlan::countUnfit(Column& column, qsizetype index, const QStringList& choices) const
{
    WallClock clock(m_options.zone);
    for (const QStringList& row : m_rows) {
        const QByteArray text = row.value(index).toUtf8();
        const std::optional<Error> unfit = column.use == Use::Time
            ? unfitTime(text, clock)
            : unfitValue(cellOf(text, column.type, choices, column.header, clock));
        if (unfit && column.unfit++ == 0)
            column.firstUnfit = *unfit;
    }
}

void ColumnPlan::lookForFaults()
{
    QHash<QString, int> keys;
    QHash<int, int> uses;
    for (const Column& column : std::as_const(m_columns)) {
        ++uses[int(column.use)];
        if (column.use == Use::Value)
            ++keys[column.key];
    }
    for (Column& column : m_columns) {
        column.fault = Fault::None;
        if (column.use == Use::Nothing)
            continue;
        if (column.use != Use::Value)
            column.fault = uses.value(int(column.use)) > 1 ? Fault::SameUse : Fault::None;
        else if (column.key.isEmpty())
            column.fault = Fault::NoKey;
        else if (m_options.kind == ImportKind::People
            && (column.key == loginIdAttribute().key || column.key == visitorIdAttribute().key))
            column.fault = Fault::ReservedKey;
        else if (keys.value(column.key) > 1)
            column.fault = Fault::SameKey;
    }
}

// A name typed in either language means the attribute that has it.
QString ColumnPlan::knownKey(const QString& key) const
{
    if (m_options.kind == ImportKind::Events || m_catalogue.attributeByKey(key))
        return key;
    for (const Attribute& attribute : m_catalogue.attributes())
        if (attribute.id > 0 && !key.isEmpty() && (attribute.labelEn == key || attribute.labelZh == key))
            return attribute.key;
    return key;
}

std::optional<AttributeType> ColumnPlan::knownType(const QString& event, const QString& key) const
{
    if (m_options.kind == ImportKind::People) {
        const Attribute* const attribute = m_catalogue.attributeByKey(key);
        return attribute ? std::optional(attribute->type) : std::nullopt;
    }
    const EventName* const known = m_catalogue.eventByKey(event);
    const Property* const property = known ? known->propertyByKey(key) : nullptr;
    return property ? std::optional(property->type) : std::nullopt;
}

// A property as an attribute: its values are not held to its choices.
std::optional<Attribute> ColumnPlan::known(const QString& key) const
{
    if (m_options.kind == ImportKind::People) {
        const Attribute* const attribute = m_catalogue.attributeByKey(key);
        return attribute ? std::optional(*attribute) : std::nullopt;
    }
    for (const EventName& event : m_catalogue.events())
        if (const Property* property = event.propertyByKey(key))
            return Attribute{property->id, key, {}, {}, property->type, UserKind::Login, {}};
    return std::nullopt;
}

} // namespace wd
