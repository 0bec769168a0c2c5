#include "ui/texts/phrasetexts.h"

#include "models/base/phrase.h"

#include <QCoreApplication>

namespace wd {

namespace {

// So that translators meet them; what a language leaves as it is needs no entry.
[[maybe_unused]] const char* const names[] = {
    QT_TRANSLATE_NOOP("wd::Name", "apply"),
    QT_TRANSLATE_NOOP("wd::Name", "delete"),
    QT_TRANSLATE_NOOP("wd::Name", "edit"),
    QT_TRANSLATE_NOOP("wd::Name", "import"),
    QT_TRANSLATE_NOOP("wd::Name", "offline"),
    QT_TRANSLATE_NOOP("wd::Name", "online"),
    QT_TRANSLATE_NOOP("wd::Name", "pause"),
    QT_TRANSLATE_NOOP("wd::Name", "resend"),
    QT_TRANSLATE_NOOP("wd::Name", "resume"),
    QT_TRANSLATE_NOOP("wd::Name", "active"),
    QT_TRANSLATE_NOOP("wd::Name", "changing"),
    QT_TRANSLATE_NOOP("wd::Name", "deleted"),
    QT_TRANSLATE_NOOP("wd::Name", "draft"),
    QT_TRANSLATE_NOOP("wd::Name", "finished"),
    QT_TRANSLATE_NOOP("wd::Name", "finishing"),
    QT_TRANSLATE_NOOP("wd::Name", "paused"),
    QT_TRANSLATE_NOOP("wd::Name", "running"),
    QT_TRANSLATE_NOOP("wd::Name", "scheduled"),
    QT_TRANSLATE_NOOP("wd::Name", "attribute"),
    QT_TRANSLATE_NOOP("wd::Name", "campaign"),
    QT_TRANSLATE_NOOP("wd::Name", "channel"),
    QT_TRANSLATE_NOOP("wd::Name", "contract"),
    QT_TRANSLATE_NOOP("wd::Name", "delivery"),
    QT_TRANSLATE_NOOP("wd::Name", "environment variable"),
    QT_TRANSLATE_NOOP("wd::Name", "event"),
    QT_TRANSLATE_NOOP("wd::Name", "from"),
    QT_TRANSLATE_NOOP("wd::Name", "list"),
    QT_TRANSLATE_NOOP("wd::Name", "login_id"),
    QT_TRANSLATE_NOOP("wd::Name", "name"),
    QT_TRANSLATE_NOOP("wd::Name", "person"),
    QT_TRANSLATE_NOOP("wd::Name", "property"),
    QT_TRANSLATE_NOOP("wd::Name", "run"),
    QT_TRANSLATE_NOOP("wd::Name", "secret"),
    QT_TRANSLATE_NOOP("wd::Name", "segment"),
    QT_TRANSLATE_NOOP("wd::Name", "to"),
    QT_TRANSLATE_NOOP("wd::Name", "url"),
    QT_TRANSLATE_NOOP("wd::Name", "value"),
    QT_TRANSLATE_NOOP("wd::Name", "visitor_id"),
};

} // namespace

QString phraseText(const QString& argument)
{
    if (!isPhrase(argument))
        return argument;
    const Phrase words = phraseOf(argument);
    return words.withValues(QCoreApplication::translate("wd::Phrase", words.english.toUtf8().constData()));
}

QString nameText(const QString& codes)
{
    QStringList said;
    for (const QString& code : codes.split(QStringLiteral(", ")))
        said += QCoreApplication::translate("wd::Name", code.toUtf8().constData());
    //: between the names in a list
    return said.join(QCoreApplication::translate("wd::Name", ", "));
}

} // namespace wd
