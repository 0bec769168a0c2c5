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
    // In a row of its own: a column would measure the wrapped words for its whole width.
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_sentence);
    row->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch();
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addLayout(row);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch();
}

void EmptyState::set(const QString& icon, const QString& sentence)
{
    m_icon->setIcon(icon, Token::Outline);
    m_sentence->setText(sentence);
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
