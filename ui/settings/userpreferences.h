// What belongs to the person at this computer, not to a workspace: language, theme, the workspace opened last.
#pragma once

#include "ui/shared/theme.h"

#include <QObject>
#include <QSettings>

namespace wd {

// Kept in the user's settings file.
class UserPreferences final : public QObject {
    Q_OBJECT
public:
    explicit UserPreferences(QObject* parent = nullptr);

    // "zh_CN", "en", or empty: the system's.
    QString language() const;
    void setLanguage(const QString& language);
    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    bool sampleOpen() const;
    void setSampleOpen(bool open);
    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);

signals:
    void languageChanged(const QString& language);
    void themeChanged(wd::ThemeChoice choice);

private:
    QSettings m_settings;
};

} // namespace wd
