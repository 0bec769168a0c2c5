// Colours and look of the whole program: light, dark or as the desktop says.
#pragma once

#include "ui/shared/role.h"

#include <QColor>
#include <QObject>

class QApplication;

namespace wd {

class SystemScheme;

enum class Token {
    Background,
    Surface,
    Alternate,
    Border,
    Outline,
    Text,
    Muted,
    Accent,
    OnAccent,
    AccentSoft,
    Ok,
    OkSoft,
    Warning,
    WarningSoft,
    Error,
    ErrorSoft
};

enum class ThemeChoice { Light, Dark, System };

// The colour of a token in either scheme.
QColor tokenColor(Token token, bool dark);

// The colour in the theme that was applied last; window thread only. Never keep it: ask again when painting.
QColor color(Token token);

// Foreground and background that belong to a role.
Token foregroundOf(Role role);
Token backgroundOf(Role role);

class Theme final : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    bool isDark() const;
    QColor color(Token token) const { return tokenColor(token, isDark()); }

    // Fusion, font (by the default locale: again after a change of language), palette and style sheet; every later
    // change of the theme is followed.
    void apply(QApplication& application);

signals:
    void changed();

private:
    void refresh();
    void paintWith(QApplication& application);

    SystemScheme* m_system;
    QApplication* m_application = nullptr;
    ThemeChoice m_choice = ThemeChoice::System;
};

} // namespace wd
