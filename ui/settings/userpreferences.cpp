#include "ui/settings/userpreferences.h"

namespace wd {

namespace {

const QString languageKey = QStringLiteral("language");
const QString themeKey = QStringLiteral("theme");
const QString sampleKey = QStringLiteral("sampleOpen");
const QString geometryKey = QStringLiteral("windowGeometry");

} // namespace

UserPreferences::UserPreferences(QObject* parent)
    : QObject(parent)
{
}

QString UserPreferences::language() const
{
    return m_settings.value(languageKey).toString();
}

void UserPreferences::setLanguage(const QString& language)
{
    if (language == this->language())
        return;
    m_settings.setValue(languageKey, language);
    emit languageChanged(language);
}

ThemeChoice UserPreferences::theme() const
{
    const QString word = m_settings.value(themeKey).toString();
    if (word == u"light")
        return ThemeChoice::Light;
    return word == u"dark" ? ThemeChoice::Dark : ThemeChoice::System;
}

void UserPreferences::setTheme(ThemeChoice choice)
{
    if (choice == theme())
        return;
    m_settings.setValue(themeKey,
        choice == ThemeChoice::Light      ? QStringLiteral("light")
            : choice == ThemeChoice::Dark ? QStringLiteral("dark")
                                          : QStringLiteral("system"));
    emit themeChanged(choice);
}

bool UserPreferences::sampleOpen() const
{
    return m_settings.value(sampleKey).toBool();
}

void UserPreferences::setSampleOpen(bool open)
{
    m_settings.setValue(sampleKey, open);
}

QByteArray UserPreferences::windowGeometry() const
{
    return m_settings.value(geometryKey).toByteArray();
}

void UserPreferences::setWindowGeometry(const QByteArray& geometry)
{
    m_settings.setValue(geometryKey, geometry);
}

} // namespace wd
