#include "ui/shared/theme.h"

#include "ui/shared/systemscheme.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QLocale>
#include <QPalette>
#include <QStyleFactory>

#include <array>

namespace wd {

namespace {

struct Colours {
    const char* name; // in the style sheet: @name
    QRgb light;
    QRgb dark;
};

// In the order of Token.
constexpr std::array<Colours, 16> colours{{
    {"background", 0xFFF6F7F9, 0xFF15181E},
    {"surface", 0xFFFFFFFF, 0xFF1D2128},
    {"alternate", 0xFFF9FAFB, 0xFF20252D},
    {"border", 0xFFD5D9E0, 0xFF343B47},
    {"outline", 0xFF868E9C, 0xFF737D8E},
    {"text", 0xFF1B2130, 0xFFE7EAF0},
    {"muted", 0xFF596273, 0xFFA5AEBD},
    {"accent", 0xFF2F5BEA, 0xFF7FA0FF},
    {"onaccent", 0xFFFFFFFF, 0xFF10131A},
    {"accentsoft", 0xFFE8EEFE, 0xFF27345A},
    {"ok", 0xFF12784A, 0xFF5CCB93},
    {"oksoft", 0xFFE4F5EC, 0xFF173326},
    {"warning", 0xFF8F5600, 0xFFE9B35A},
    {"warningsoft", 0xFFFDF1DC, 0xFF3A2C12},
    {"error", 0xFFBE2A2A, 0xFFFF8B85},
    {"errorsoft", 0xFFFCE9E8, 0xFF42201F},
}};

bool appliedDark = false;

enum class Letters { Normal, Strong };

// A Chinese font draws English quotation marks as wide as a character. The Chinese of a line that begins with a Latin
// font is to be as high and as heavy as that: Noto's stands high in fields and looks bold where it is light on dark.
// Those that match have no bold letters.
QStringList families(Letters letters)
{
    const QStringList chinese{QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"),
        QStringLiteral("Source Han Sans SC"), QStringLiteral("Microsoft YaHei"), QStringLiteral("PingFang SC"),
        QStringLiteral("sans-serif")};
    if (QLocale().language() == QLocale::Chinese)
        return chinese;
    const QStringList latin{QStringLiteral("Noto Sans"), QStringLiteral("Segoe UI"), QStringLiteral("Liberation Sans"),
        QStringLiteral("DejaVu Sans")};
    const QStringList matching{QStringLiteral("Microsoft YaHei"), QStringLiteral("Droid Sans Fallback"),
        QStringLiteral("WenQuanYi Micro Hei")};
    return letters == Letters::Strong ? latin + chinese : latin + matching + chinese;
}

QString styleSheet(bool dark)
{
    QFile file(QStringLiteral(":/style/style.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    for (const Colours& token : colours) {
        text.replace(u'@' + QString::fromLatin1(token.name) + u';',
            QColor::fromRgb(dark ? token.dark : token.light).name() + u';');
    }
    text.replace(QStringLiteral("font-weight: 600;"),
        QStringLiteral("font-weight: 600; font-family: \"%1\";").arg(families(Letters::Strong).join(u"\", \"")));
    return text.replace(QStringLiteral("@theme"), dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

QPalette palette(bool dark)
{
    const auto of = [dark](Token token) { return tokenColor(token, dark); };
    QPalette result;
    const auto set = [&](QPalette::ColorRole role, Token token) { result.setColor(role, of(token)); };
    set(QPalette::Window, Token::Background);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Surface);
    set(QPalette::AlternateBase, Token::Alternate);
    set(QPalette::Text, Token::Text);
    set(QPalette::Button, Token::Surface);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::OnAccent);
    set(QPalette::Highlight, Token::Accent);
    set(QPalette::HighlightedText, Token::OnAccent);
    set(QPalette::Link, Token::Accent);
    set(QPalette::LinkVisited, Token::Accent);
    set(QPalette::ToolTipBase, Token::Surface);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::PlaceholderText, Token::Muted);
    set(QPalette::Light, Token::Surface);
    set(QPalette::Midlight, Token::Alternate);
    set(QPalette::Mid, Token::Border);
    set(QPalette::Dark, Token::Outline);
    set(QPalette::Shadow, Token::Border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, of(Token::Outline));
    return result;
}

} // namespace

QColor tokenColor(Token token, bool dark)
{
    const Colours& entry = colours.at(static_cast<size_t>(token));
    return QColor::fromRgb(dark ? entry.dark : entry.light);
}

QColor color(Token token)
{
    return tokenColor(token, appliedDark);
}

Token foregroundOf(Role role)
{
    switch (role) {
    case Role::Neutral:
        return Token::Muted;
    case Role::Accent:
        return Token::Accent;
    case Role::Ok:
        return Token::Ok;
    case Role::Warning:
        return Token::Warning;
    case Role::Error:
        return Token::Error;
    }
    return Token::Text;
}

Token backgroundOf(Role role)
{
    switch (role) {
    case Role::Neutral:
        return Token::Alternate;
    case Role::Accent:
        return Token::AccentSoft;
    case Role::Ok:
        return Token::OkSoft;
    case Role::Warning:
        return Token::WarningSoft;
    case Role::Error:
        return Token::ErrorSoft;
    }
    return Token::Surface;
}

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_system(new SystemScheme(this))
{
    connect(m_system, &SystemScheme::changed, this, [this] {
        if (m_choice == ThemeChoice::System)
            refresh();
    });
}

Theme::~Theme() = default;

bool Theme::isDark() const
{
    return m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_system->isDark());
}

void Theme::setChoice(ThemeChoice choice)
{
    const bool before = isDark();
    m_choice = choice;
    if (isDark() != before)
        refresh();
}

void Theme::apply(QApplication& application)
{
    m_application = &application;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QFont font(families(Letters::Normal));
    font.setPixelSize(14);
    QApplication::setFont(font);
    paintWith(application);
}

void Theme::refresh()
{
    if (m_application)
        paintWith(*m_application);
    emit changed();
}

void Theme::paintWith(QApplication& application)
{
    appliedDark = isDark();
    QApplication::setPalette(palette(appliedDark));
    application.setStyleSheet(styleSheet(appliedDark));
}

} // namespace wd
