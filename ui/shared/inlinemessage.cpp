#include "ui/shared/inlinemessage.h"

#include "ui/shared/buttons.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/icons.h"
#include "ui/shared/statepill.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

namespace wd {

namespace {

QString lookOf(Role role)
{
    switch (role) {
    case Role::Neutral:
        return QStringLiteral("neutral");
    case Role::Accent:
        return QStringLiteral("accent");
    case Role::Ok:
        return QStringLiteral("ok");
    case Role::Warning:
        return QStringLiteral("warning");
    case Role::Error:
        return QStringLiteral("error");
    }
    return {};
}

} // namespace

InlineMessage::InlineMessage(const QString& name, QWidget* parent)
    : QFrame(parent)
    , m_icon(new IconLabel(QStringLiteral("info"), Token::Muted, 20, this))
    , m_text(textLabel({}, this))
    , m_actionBar(new QWidget(this))
    , m_actions(new QHBoxLayout(m_actionBar))
{
    setObjectName(name);
    setProperty("look", QStringLiteral("message"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_text);
    m_actions->setContentsMargins(0, 0, 0, 0);
    m_actions->setSpacing(8);
    m_actionBar->hide();
    words->addWidget(m_actionBar);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(10);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void InlineMessage::show(Role role, const QString& text)
{
    removeActions();
    m_role = role;
    m_icon->setIcon(iconOf(role), foregroundOf(role));
    m_text->setText(text);
    setAccessibleName(text);
    setProperty("role", lookOf(role));
    style()->unpolish(this);
    style()->polish(this);
    setVisible(true);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QPushButton* InlineMessage::addAction(const QString& text, const QString& name, std::function<void()> action)
{
    if (m_actions->count() == 0)
        m_actions->addStretch();
    QPushButton* button = secondaryButton(text, {}, name, this);
    button->setProperty("look", QStringLiteral("small"));
    connect(button, &QPushButton::clicked, this, std::move(action));
    m_actions->insertWidget(m_actions->count() - 1, button);
    m_actionBar->show();
    return button;
}

void InlineMessage::clear()
{
    removeActions();
    m_text->clear();
    hide();
}

QString InlineMessage::text() const
{
    return m_text->text();
}

// A click on one of them may be what brings the next message.
void InlineMessage::removeActions()
{
    m_actionBar->hide();
    clearLayout(*m_actions);
}

} // namespace wd
