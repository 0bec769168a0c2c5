#include "ui/mainwindow/navigation.h"

#include "ui/mainwindow/pages.h"
#include "ui/shared/buttons.h"
#include "ui/shared/icons.h"
#include "ui/shared/pagecontext.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int navigationWidth = 208;

// A page that no entry names belongs to the entry of its list.
QString entryOf(const QString& route)
{
    if (route == routes::campaignEdit)
        return routes::campaigns;
    if (route == routes::segmentEdit)
        return routes::segments;
    if (route == routes::person || route == routes::importFile || route == routes::importHistory
        || route == routes::importReport)
        return routes::people;
    if (route == routes::channelNew || route == routes::channelEdit)
        return routes::channels;
    return route;
}

QString iconName(const QString& route)
{
    static const QHash<QString, QString> names{
        {routes::overview, QStringLiteral("overview")},
        {routes::campaigns, QStringLiteral("campaign")},
        {routes::deliveries, QStringLiteral("deliveries")},
        {routes::segments, QStringLiteral("segments")},
        {routes::people, QStringLiteral("users")},
        {routes::channels, QStringLiteral("channel")},
        {routes::preferences, QStringLiteral("gear")},
    };
    return names.value(route);
}

} // namespace

Navigation::Navigation(QWidget* parent)
    : QWidget(parent)
    , m_list(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("navigation"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Pages"));
    setFixedWidth(navigationWidth);
    m_list->setContentsMargins(8, 8, 8, 8);
    m_list->setSpacing(2);
    addGroup(tr("Operations"), {routes::overview, routes::campaigns, routes::deliveries});
    addGroup(tr("Data"), {routes::segments, routes::people});
    addGroup(tr("Product settings"), {routes::channels});
    m_list->addStretch();
    addEntry(routes::preferences, 0);
}

void Navigation::setCurrent(const QString& route)
{
    const QString entry = entryOf(route);
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it) {
        const bool current = it.key() == entry;
        it.value()->setChecked(current);
        it.value()->setIcon(icon(iconName(it.key()), current ? Token::Accent : Token::Muted));
    }
}

void Navigation::addGroup(const QString& title, const QList<QString>& routes)
{
    bool titled = false;
    for (const QString& route : routes) {
        if (!hasPage(route))
            continue;
        if (!titled) {
            auto* label = new QLabel(title, this);
            label->setProperty("look", QStringLiteral("group"));
            m_list->addWidget(label);
            titled = true;
        }
        m_order += route;
        addEntry(route, int(m_order.size()));
    }
}

void Navigation::addEntry(const QString& route, int number)
{
    const QHash<QString, QString> words{
        {routes::overview, tr("Overview")},
        {routes::campaigns, tr("Campaigns")},
        {routes::deliveries, tr("Deliveries")},
        {routes::segments, tr("Segments")},
        {routes::people, tr("Users and events")},
        {routes::channels, tr("Webhook channels")},
        {routes::preferences, tr("Preferences")},
    };
    const QString text = words.value(route);
    auto* button = new QPushButton(withoutMnemonic(text), this);
    button->setObjectName(QStringLiteral("nav-") + route);
    button->setAccessibleName(text);
    button->setProperty("look", QStringLiteral("nav"));
    button->setCheckable(true);
    button->setIcon(icon(iconName(route), Token::Muted));
    button->setIconSize({18, 18});
    button->setToolTip(number > 0 ? QStringLiteral("Ctrl+%1").arg(number) : QStringLiteral("Ctrl+,"));
    // Clicking the current entry must not uncheck it: setCurrent() decides.
    connect(button, &QPushButton::clicked, this, [this, button, route] {
        button->setChecked(true);
        emit chosen(route);
    });
    m_buttons.insert(route, button);
    m_list->addWidget(button);
}

} // namespace wd
