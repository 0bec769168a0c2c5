// Words that an error carries among its arguments: English in models/, said in the interface's language by ui/texts.
#pragma once

#include <QStringList>

namespace wd {

// `english` comes marked for translation, QT_TRANSLATE_NOOP("wd::Phrase", "not before %1"); the values stand for %1, %2
// …
QString phrase(const char* english, const QStringList& values = {});

struct Phrase {
    QString english;
    QStringList values;

    QString withValues(QString text) const;
};

// False for an argument that is no phrase: a value, a name, a number.
bool isPhrase(const QString& argument);
Phrase phraseOf(const QString& argument);

// The argument as English words; what is no phrase stays as it is.
QString inEnglish(const QString& argument);

} // namespace wd
