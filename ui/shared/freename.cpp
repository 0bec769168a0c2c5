#include "ui/shared/freename.h"

#include <QRegularExpression>

namespace wd {

QString freeName(const QString& wanted, const QStringList& taken, qsizetype longest)
{
    static const QRegularExpression number(QStringLiteral(" \\(\\d+\\)$"));
    QString free = wanted.left(longest);
    const QString bare = QString(free).remove(number);
    for (int next = 2; taken.contains(free); ++next) {
        const QString mark = QStringLiteral(" (%1)").arg(next);
        free = bare.left(longest - mark.size()) + mark;
    }
    return free;
}

} // namespace wd
