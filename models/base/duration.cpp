#include "models/base/duration.h"

#include <QRegularExpression>

#include <limits>

namespace wd {

QString durationText(int seconds)
{
    constexpr std::pair<int, char16_t> units[] = {{86'400, u'd'}, {3'600, u'h'}, {60, u'm'}};
    for (const auto& [length, unit] : units)
        if (seconds > 0 && seconds % length == 0)
            return QString::number(seconds / length) + unit;
    return QString::number(seconds) + u's';
}

std::optional<int> durationFromText(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,6})([smhd])\\z"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QChar unit = match.captured(2).front();
    const qint64 seconds = match.captured(1).toLongLong()
        * (unit == u's'        ? 1
                : unit == u'm' ? 60
                : unit == u'h' ? 3600
                               : 86'400);
    return seconds > std::numeric_limits<int>::max() ? std::nullopt : std::optional(int(seconds));
}

} // namespace wd
