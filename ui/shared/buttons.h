// Buttons and labels in the house's few looks; the style sheet knows them by a property.
#pragma once

#include <QLabel>
#include <QPushButton>

namespace wd {

// `name` becomes the objectName; the text is the accessible name too. One primary button a page.
QPushButton* primaryButton(const QString& text, const QString& icon, const QString& name, QWidget* parent = nullptr);
QPushButton* secondaryButton(const QString& text, const QString& icon, const QString& name, QWidget* parent = nullptr);
QPushButton* textButton(const QString& text, const QString& icon, const QString& name, QWidget* parent = nullptr);
// What leaves nothing behind: red words.
QPushButton* dangerButton(const QString& text, const QString& icon, const QString& name, QWidget* parent = nullptr);
// Icon only; `text` is its tool tip and accessible name.
QPushButton* iconButton(const QString& text, const QString& icon, const QString& name, QWidget* parent = nullptr);

// For setText(): a name with “&” shows it.
QString withoutMnemonic(const QString& text);

// Disables the button and says why (tool tip and accessible description); an empty reason enables it again.
void setBlocked(QPushButton* button, const QString& reason);

// Plain text, wrapping where a sentence is meant.
QLabel* titleLabel(const QString& text, QWidget* parent = nullptr); // 20/600
QLabel* headingLabel(const QString& text, QWidget* parent = nullptr); // 14/600
QLabel* figureLabel(const QString& text, QWidget* parent = nullptr); // 26/600
QLabel* mutedLabel(const QString& text, QWidget* parent = nullptr); // wraps
QLabel* textLabel(const QString& text, QWidget* parent = nullptr); // wraps

} // namespace wd
