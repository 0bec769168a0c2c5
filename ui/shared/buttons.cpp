#include "ui/shared/buttons.h"

#include "ui/shared/icons.h"

namespace wd {

namespace {

QPushButton* button(
    const QString& look, const QString& text, const QString& iconName, Token tint, const QString& name, QWidget* parent)
{
    auto* result = new QPushButton(withoutMnemonic(text), parent);
    result->setObjectName(name);
    result->setAccessibleName(text);
    result->setProperty("look", look);
    result->setCursor(Qt::PointingHandCursor);
    result->setAutoDefault(false);
    if (!iconName.isEmpty()) {
        result->setIcon(icon(iconName, tint));
        result->setIconSize({16, 16});
    }
    return result;
}

QLabel* label(const QString& look, const QString& text, QWidget* parent)
{
    auto* result = new QLabel(text, parent);
    result->setTextFormat(Qt::PlainText);
    result->setProperty("look", look);
    return result;
}

} // namespace

QPushButton* primaryButton(const QString& text, const QString& icon, const QString& name, QWidget* parent)
{
    return button(QStringLiteral("primary"), text, icon, Token::OnAccent, name, parent);
}

QPushButton* secondaryButton(const QString& text, const QString& icon, const QString& name, QWidget* parent)
{
    return button(QStringLiteral("secondary"), text, icon, Token::Text, name, parent);
}

QPushButton* textButton(const QString& text, const QString& icon, const QString& name, QWidget* parent)
{
    return button(QStringLiteral("text"), text, icon, Token::Accent, name, parent);
}

QPushButton* dangerButton(const QString& text, const QString& icon, const QString& name, QWidget* parent)
{
    return button(QStringLiteral("danger"), text, icon, Token::Error, name, parent);
}

QPushButton* iconButton(const QString& text, const QString& icon, const QString& name, QWidget* parent)
{
    QPushButton* result = button(QStringLiteral("icon"), QString(), icon, Token::Muted, name, parent);
    result->setAccessibleName(text);
    result->setToolTip(text);
    return result;
}

QString withoutMnemonic(const QString& text)
{
    return QString(text).replace(QStringLiteral("&"), QStringLiteral("&&"));
}

void setBlocked(QPushButton* button, const QString& reason)
{
    button->setEnabled(reason.isEmpty());
    button->setToolTip(reason);
    button->setAccessibleDescription(reason);
}

QLabel* titleLabel(const QString& text, QWidget* parent)
{
    return label(QStringLiteral("title"), text, parent);
}

QLabel* headingLabel(const QString& text, QWidget* parent)
{
    return label(QStringLiteral("heading"), text, parent);
}

QLabel* figureLabel(const QString& text, QWidget* parent)
{
    return label(QStringLiteral("figure"), text, parent);
}

QLabel* mutedLabel(const QString& text, QWidget* parent)
{
    QLabel* result = label(QStringLiteral("muted"), text, parent);
    result->setWordWrap(true);
    return result;
}

QLabel* textLabel(const QString& text, QWidget* parent)
{
    QLabel* result = label(QStringLiteral("text"), text, parent);
    result->setWordWrap(true);
    return result;
}

} // namespace wd
