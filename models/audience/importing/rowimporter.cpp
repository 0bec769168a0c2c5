#include "models/audience/importing/rowimporter.h"

namespace wd {

namespace {
constexpr qsizetype shownLength = 100;
}

QString shownValue(QByteArrayView text)
{
    const QString value = QString::fromUtf8(text.first(std::min(text.size(), 4 * shownLength)));
    return value.size() > shownLength ? value.left(shownLength) + u'…' : value;
}

Result<Cell> cellOf(
    QByteArrayView text, AttributeType type, const QStringList& choices, const QString& header, WallClock& clock)
{
    const std::optional<Cell> cell = parseCell(text, type, clock);
    const bool isTime = type == AttributeType::Date || type == AttributeType::DateTime;
    if (!cell && isTime && findNoSuchDay(text) != NoSuchDay::No)
        return Error{ErrorKind::NoSuchDate, {shownValue(text)}, header};
    if (!cell)
        return Error{ErrorKind::WrongType, {typeName(type), shownValue(text)}, header};
    if (!choices.isEmpty() && cell->kind == Cell::Kind::Text && !choices.contains(QString::fromUtf8(text)))
        return Error{ErrorKind::NotOneOf, {shownValue(text), choices.join(QStringLiteral(", "))}, header};
    return *cell;
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
