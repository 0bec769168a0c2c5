#include "tests/property/plaincoverage.h"

#include <QHash>
#include <QStringList>
#include <QTextStream>

#include <algorithm>
#include <array>

namespace {

const QStringList kinds{QStringLiteral("value"), QStringLiteral("missing"), QStringLiteral("edge")};

QString cellText(qint64 number, bool isPossible)
{
    return (isPossible || number > 0 ? QString::number(number) : QStringLiteral("-")).rightJustified(5);
}

} // namespace

QString typeName(QChar type)
{
    static const QHash<QChar, QString> names{{u't', QStringLiteral("text")}, {u'c', QStringLiteral("choice")},
        {u'n', QStringLiteral("number")}, {u'd', QStringLiteral("date")}, {u'i', QStringLiteral("time")},
        {u'b', QStringLiteral("boolean")}};
    return names.value(type);
}

// The rule language as the design text has it.
Coverage::Coverage()
{
    const QString texts = QStringLiteral("= != in notIn contains notContains startsWith empty notEmpty");
    const QString numbers = QStringLiteral("= != < <= > >= between in notIn");
    const QString both = QStringLiteral(" empty notEmpty");
    const QString days = numbers + both + QStringLiteral(" on before after lastDays nextDays anniversary");
    for (const char* place : {"attribute", "where"}) {
        const QString words = QLatin1String(place) + u' ';
        expect(words + typeName(u't'), texts, {true, false});
        expect(words + typeName(u'c'), texts, {true, false});
        expect(words + typeName(u'n'), numbers + both, {true, false});
        expect(words + typeName(u'd'), days, {true, false});
        expect(words + typeName(u'i'), days, {true, true});
        expect(words + typeName(u'b'), QStringLiteral("= !=") + both, {true, false});
    }
    for (const char* measure : {"count", "sum", "average", "min", "max"})
        expect(QLatin1String(measure), numbers, {true, true});
    expect(QStringLiteral("period"), QStringLiteral("ever"), {true, false});
    expect(QStringLiteral("period"), QStringLiteral("today yesterday thisWeek thisMonth lastDays from to from-to"),
        {true, true});
    expect(QStringLiteral("sequence"), QStringLiteral("within"), {true, true});
    expect(QStringLiteral("received"), QStringLiteral("campaign-days channel-days"), {true, true});
    expect(QStringLiteral("received"), QStringLiteral("campaign channel"), {true, false});
    expect(QStringLiteral("named"), QStringLiteral("list segment random"), {false, false});
}

void Coverage::expect(const QString& place, const QString& operators, Possible possible)
{
    for (const QString& op : operators.split(u' '))
        m_rows.insert({place + u' ' + op, possible});
}

Met& Coverage::add(const QString& row, int depth)
{
    if (!m_rows.contains(row))
        qFatal("%s", qPrintable(row));
    return m_conditions.emplace_back(Condition{row, std::min(depth, depths), {}}).met;
}

int Coverage::print(QTextStream& out) const
{
    std::map<QString, std::array<std::array<qint64, 3>, depths>> counts;
    for (const Condition& one : m_conditions) {
        auto& cells = counts[one.row][size_t(one.depth - 1)];
        cells[0] += one.met.value;
        cells[1] += one.met.missing;
        cells[2] += one.met.edge;
    }
    out << QStringLiteral("Conditions that met a value, a missing one, and the edge of a day, by their depth:\n");
    out << QString(26, u' ');
    for (int depth = 1; depth <= depths; ++depth)
        out << QStringLiteral(" |%1: val  miss  edge").arg(depth);
    out << '\n';
    QStringList empty;
    for (const auto& [row, possible] : m_rows) {
        out << row.leftJustified(26);
        const std::array<bool, 3> can{true, possible.missing, possible.edge};
        for (size_t depth = 0; depth < depths; ++depth) {
            out << " |";
            for (size_t kind = 0; kind < can.size(); ++kind) {
                const qint64 number = counts[row][depth][kind];
                out << ' ' << cellText(number, can[kind]);
                if (can[kind] && number == 0)
                    empty += QStringLiteral("%1, depth %2, %3").arg(row).arg(depth + 1).arg(kinds[qsizetype(kind)]);
            }
        }
        out << '\n';
    }
    out << "-: can't be. Only a time has an edge of a day, neither a date nor another type; no day ends all time;\n"
           "   lists, segments and lots have no value that could be missing.\n";
    for (const QString& cell : std::as_const(empty))
        out << "not met: " << cell << '\n';
    return int(empty.size());
}
