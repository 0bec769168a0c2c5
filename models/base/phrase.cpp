#include "models/base/phrase.h"

namespace wd {

namespace {

// Stands before the words and before each value; no file and no field brings it along.
constexpr QChar mark(0x1F);

} // namespace

QString phrase(const char* english, const QStringList& values)
{
    QString marked = mark + QString::fromUtf8(english);
    for (const QString& value : values)
        marked += mark + value;
    return marked;
}

bool isPhrase(const QString& argument)
{
    return argument.startsWith(mark);
}

Phrase phraseOf(const QString& argument)
{
    QStringList parts = argument.mid(1).split(mark);
    const QString english = parts.takeFirst();
    return {english, parts};
}

// All at once: a value may itself hold "%1".
QString Phrase::withValues(QString text) const
{
    for (qsizetype at = text.indexOf(u'%'); at >= 0 && at + 1 < text.size(); at = text.indexOf(u'%', at)) {
        const int number = text.at(at + 1).digitValue();
        if (number < 1 || number > values.size()) {
            ++at;
            continue;
        }
        const QString& value = values.at(number - 1);
        text.replace(at, 2, value);
        at += value.size();
    }
    return text;
}

QString inEnglish(const QString& argument)
{
    if (!isPhrase(argument))
        return argument;
    const Phrase words = phraseOf(argument);
    return words.withValues(words.english);
}

} // namespace wd
