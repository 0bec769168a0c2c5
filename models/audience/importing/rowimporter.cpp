#include "models/audience/importing/rowimporter.h"

#include "models/audience/importing/eventsimporter.h"
#include "models/audience/importing/numberform.h"
#include "models/audience/importing/peopleimporter.h"
#include "models/base/phrase.h"
#include "models/base/writtennumber.h"

#include <array>

namespace wd {

namespace {
constexpr qsizetype shownLength = 100;
}

std::unique_ptr<RowImporter> makeRowImporter(Database& audience, const Catalogue& catalogue,
    const QList<ColumnMatch>& columns, const ImportOptions& options, UtcMs now)
{
    if (options.kind == ImportKind::People)
        return std::make_unique<PeopleImporter>(audience, catalogue, columns, options);
    return std::make_unique<EventsImporter>(audience, catalogue, columns, options, now);
}

Result<void> mayHaveColumns(qsizetype count, qsizetype most)
{
    if (count <= most)
        return {};
    return Error{ErrorKind::BadValue,
        {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 attributes or properties"), {QString::number(count)}),
            phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 at most; columns can be left out"), {QString::number(most)})},
        {}};
}

std::optional<Error> otherType(
    const ImportOptions& options, const QString& header, const QString& key, AttributeType known)
{
    static const std::array<QString, 6> names{QStringLiteral("text"), QStringLiteral("number"), QStringLiteral("date"),
        QStringLiteral("dateTime"), QStringLiteral("boolean"), QStringLiteral("choice")};
    const auto given = options.types.constFind(header);
    if (given == options.types.cend() || *given == known)
        return std::nullopt;
    const QString right = options.kind == ImportKind::People
        ? phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1, as %2 has it; attribute set %2 --type %3 changes it"),
            {names[size_t(known)], key, names[size_t(*given)]})
        : phrase(
            QT_TRANSLATE_NOOP("wd::Phrase", "%1, as %2 has it; event set EVENT --property %2 --type %3 changes it"),
            {names[size_t(known)], key, names[size_t(*given)]});
    return Error{ErrorKind::BadValue, {header + u'=' + names[size_t(*given)], right}, {}};
}

QString shownValue(QByteArrayView text)
{
    // A character has four bytes at most: one that is cut here stands behind what is shown.
    const QString value = QString::fromUtf8(text.first(std::min(text.size(), 4 * shownLength)));
    if (value.size() <= shownLength)
        return value;
    const bool splits = value[shownLength].isLowSurrogate();
    return value.left(splits ? shownLength - 1 : shownLength) + u'…';
}

Result<Cell> cellOf(
    QByteArrayView text, AttributeType type, const QStringList& choices, const QString& header, WallClock& clock)
{
    const std::optional<Cell> cell = parseCell(text, type, clock);
    const bool isTime = type == AttributeType::Date || type == AttributeType::DateTime;
    if (!cell && isTime && findNoSuchDay(text) != NoSuchDay::No)
        return Error{ErrorKind::NoSuchDate, {shownValue(text)}, header};
    if (!cell && type == AttributeType::Number && hasBadGroups(text))
        return Error{ErrorKind::BadValue,
            {shownValue(text),
                phrase(QT_TRANSLATE_NOOP(
                    "wd::Phrase", "commas between groups of three digits, a point before decimals, as in 1,234.5"))},
            header};
    if (!cell)
        return Error{ErrorKind::WrongType, {typeName(type), shownValue(text)}, header};
    if (!choices.isEmpty() && cell->kind == Cell::Kind::Text && !choices.contains(QString::fromUtf8(text)))
        return Error{ErrorKind::NotOneOf, {shownValue(text), choices.join(QStringLiteral(", "))}, header};
    return *cell;
}

std::optional<Error> digitsLost(QByteArrayView text, AttributeType type, const QString& header)
{
    if (type != AttributeType::Number || !losesDigits(text))
        return std::nullopt;
    return Error{ErrorKind::DigitsLost, {shownValue(text)}, header};
}

void bindCell(Statement& statement, int position, const Cell& cell)
{
    switch (cell.kind) {
    case Cell::Kind::Null:
        statement.bindNull(position);
        break;
    case Cell::Kind::Integer:
        statement.bind(position, cell.integer);
        break;
    case Cell::Kind::Real:
        statement.bind(position, cell.real);
        break;
    case Cell::Kind::Text:
        statement.bindUtf8(position, cell.text.data(), cell.text.size());
        break;
    }
}

} // namespace wd
