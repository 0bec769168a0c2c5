#include "app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace wd {

namespace {

const QString chinese = QStringLiteral("zh_CN");
const QString english = QStringLiteral("en");

QString resolved(const QString& code)
{
    if (code == chinese || code == english)
        return code;
    return QLocale::system().language() == QLocale::Chinese ? chinese : english;
}

} // namespace

Language::Language(QObject* parent)
    : QObject(parent)
{
}

void Language::use(const QString& code)
{
    const QString language = resolved(code);
    QLocale::setDefault(QLocale(language));
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_qtWords);
    // Qt's own words are English without a file.
    if (m_qtWords.load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtWords);
    if (m_words.load(QStringLiteral(":/i18n/webhook-desk_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_words);
    else
        qWarning("no translation for %s", qPrintable(language));
}

} // namespace wd
