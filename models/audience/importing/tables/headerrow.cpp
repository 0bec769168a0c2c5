#include "models/audience/importing/tables/headerrow.h"

#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/valueparsing.h"
#include "models/base/writtennumber.h"

#include <QSet>

#include <algorithm>

namespace wd {

namespace {

constexpr qsizetype mostTitleRows = 5;

bool isValue(QByteArrayView text)
{
    static thread_local WallClock utc(QTimeZone::utc()); // only whether it is a time counts here
    return parseNumber(text).has_value() || parseDateTime(text, utc).has_value();
}

bool isWellKnown(const QByteArray& name)
{
    return isWellKnownName(QString::fromUtf8(name));
}

qsizetype filledCells(const QByteArrayList& row)
{
    return std::count_if(row.begin(), row.end(), [](const QByteArray& cell) { return !cell.isEmpty(); });
}

qsizetype width(const QByteArrayList& row)
{
    const auto last = std::find_if(row.rbegin(), row.rend(), [](const QByteArray& cell) { return !cell.isEmpty(); });
    return row.rend() - last;
}

bool firstRowIsHeader(const QList<QByteArrayList>& rows)
{
    if (rows.size() < 2)
        return true;
    const QByteArrayList& first = rows.first();
    if (std::any_of(first.begin(), first.end(), isWellKnown))
        return true;
    // One name is none for the columns of wider rows.
    const auto isWide = [](const QByteArrayList& row) { return width(row) > 1; };
    if (filledCells(first) == 1 && std::count_if(rows.begin() + 1, rows.end(), isWide) * 2 > rows.size() - 1)
        return false;
    for (qsizetype column = 0; column < first.size(); ++column) {
        if (!isValue(first[column]))
            continue;
        qsizetype filled = 0;
        qsizetype alike = 0;
        for (const QByteArrayList& row : rows.mid(1)) {
            filled += row.value(column).isEmpty() ? 0 : 1;
            alike += isValue(row.value(column)) ? 1 : 0;
        }
        if (alike * 2 > filled)
            return false;
    }
    return true;
}

// Names of several columns, each its own and no number, above rows that are no wider.
bool areNames(const QList<QByteArrayList>& rows)
{
    if (rows.size() < 2 || filledCells(rows.first()) < 2)
        return false;
    const QByteArrayList& first = rows.first();
    const qsizetype names = filledCells(first);
    const bool known = std::any_of(first.begin(), first.end(), isWellKnown);
    const QSet<QByteArray> different(first.begin(), first.end());
    const qsizetype empty = first.size() - names;
    if (different.size() != names + (empty > 0 ? 1 : 0))
        return false;
    if (!known && std::any_of(first.begin(), first.end(), isValue))
        return false;
    const auto fits = [&](const QByteArrayList& row) { return width(row) <= width(first) && width(row) > 1; };
    return std::count_if(rows.begin() + 1, rows.end(), fits) * 2 > rows.size() - 1;
}

QByteArrayList filledFrom(const QByteArrayList& groups, QByteArrayList names)
{
    for (qsizetype column = 0; column < groups.size(); ++column)
        if (names.value(column).isEmpty() && !groups[column].isEmpty()) {
            names.resize(std::max(names.size(), column + 1));
            names[column] = groups[column];
        }
    return names;
}

bool firstRowNamesGroups(const QList<QByteArrayList>& rows)
{
    if (rows.size() < 3)
        return false;
    const QByteArrayList& groups = rows[0];
    const QByteArrayList& names = rows[1];
    bool anyGap = false;
    for (qsizetype column = 0; column < names.size(); ++column)
        anyGap = anyGap || (!names[column].isEmpty() && groups.value(column).isEmpty());
    const QByteArrayList all = filledFrom(groups, names);
    const auto isFilled = [](const QByteArray& name) { return !name.isEmpty(); };
    const auto first = std::find_if(all.begin(), all.end(), isFilled); // sheets may have room at the left
    return anyGap && std::any_of(all.begin(), all.end(), isWellKnown) && std::all_of(first, all.end(), isFilled)
        && areNames(QList<QByteArrayList>{all} + rows.mid(2));
}

} // namespace

QStringList namesBelow(const QByteArrayList& groups, const QStringList& names)
{
    QByteArrayList own;
    for (const QString& name : names) {
        const QByteArray utf8 = name.toUtf8();
        own += trimmedField(utf8).toByteArray();
    }
    QStringList all;
    for (const QByteArray& name : filledFrom(groups, own))
        all += QString::fromUtf8(name);
    return all;
}

qsizetype titleRows(const QList<QByteArrayList>& rows)
{
    qsizetype title = 0;
    while (title < std::min(rows.size(), mostTitleRows) && filledCells(rows[title]) == 1)
        ++title;
    return title;
}

TableTop findTop(const QList<QByteArrayList>& rows)
{
    const qsizetype title = titleRows(rows);
    if (firstRowNamesGroups(rows.mid(title)))
        return {title + 1, true, rows[title]};
    const bool aboveNames = title > 0 && !std::any_of(rows.first().begin(), rows.first().end(), isWellKnown)
        && areNames(rows.mid(title)) && firstRowIsHeader(rows.mid(title));
    if (aboveNames)
        return {title, true};
    return {0, firstRowIsHeader(rows)};
}

TableTop topOf(const QList<QByteArrayList>& rows, const TableOptions& options)
{
    if (options.headerRow)
        return {0, true};
    if (options.hasHeader == false)
        return {0, false};
    const TableTop found = findTop(rows);
    return {found.title, options.hasHeader.value_or(found.hasHeader), found.groups};
}

} // namespace wd
