#include "ui/shared/emptystate.h"

#include "ui/shared/buttons.h"
#include "ui/shared/icons.h"

#include <QBoxLayout>

namespace wd {

EmptyState::EmptyState(const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_icon(new IconLabel(QStringLiteral("info"), Token::Outline, 40, this))
    , m_sentence(mutedLabel({}, this))
    , m_action(secondaryButton({}, {}, name + QStringLiteral("Action"), this))
{
    setObjectName(name);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setFixedWidth(420);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch();
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch();
}

void EmptyState::set(const QString& icon, const QString& sentence)
{
    m_icon->setIcon(icon, Token::Outline);
    m_sentence->setText(sentence);
    // The column would measure the wrapped words for its whole width.
    m_sentence->ensurePolished();
    m_sentence->setMinimumHeight(m_sentence->heightForWidth(m_sentence->maximumWidth()));
    setAccessibleName(sentence);
    m_action->hide();
}

void EmptyState::set(
    const QString& icon, const QString& sentence, const QString& actionText, std::function<void()> action)
{
    set(icon, sentence);
    m_action->setText(actionText);
    m_action->setAccessibleName(actionText);
    m_action->disconnect(this);
    connect(m_action, &QPushButton::clicked, this, std::move(action));
    m_action->show();
}

QString EmptyState::sentence() const
{
    return m_sentence->text();
}

} // namespace wd
