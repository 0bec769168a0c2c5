#include "tests/property/plaintable.h"

#include <QFile>

namespace {

QList<QStringList> records(const QString& text)
{
    QList<QStringList> all;
    QStringList fields{QString()};
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar letter = text.at(i);
        const bool isDouble = isQuoted && letter == u'"' && text.mid(i + 1, 1) == u"\"";
        if (isDouble)
            ++i;
        if (letter == u'"' && !isDouble) {
            isQuoted = !isQuoted;
        } else if (letter == u',' && !isQuoted) {
            fields += QString();
        } else if (letter == u'\n' && !isQuoted) {
            all += fields;
            fields = {QString()};
        } else {
            fields.last() += letter;
        }
    }
    return all;
}

} // namespace

QList<Texts> table(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file));
    QList<QStringList> all = records(QString::fromUtf8(source.readAll()));
    const QStringList header = all.takeFirst();
    QList<Texts> rows;
    for (const QStringList& fields : std::as_const(all)) {
        Texts row;
        for (qsizetype i = 0; i < header.size(); ++i)
            if (const QString value = fields.value(i).trimmed(); !value.isEmpty())
                row.insert(header.at(i), value);
        rows += row;
    }
    return rows;
}
