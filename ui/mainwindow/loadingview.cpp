#include "ui/mainwindow/loadingview.h"

#include "ui/shared/buttons.h"

#include <QProgressBar>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int columnWidth = 420;

} // namespace

LoadingView::LoadingView(QWidget* parent)
    : QWidget(parent)
    , m_text(textLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_action(secondaryButton({}, {}, QStringLiteral("loadingAction"), this))
{
    setObjectName(QStringLiteral("loading"));
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setFixedWidth(columnWidth);
    m_bar->setObjectName(QStringLiteral("loadingBar"));
    m_bar->setFixedWidth(columnWidth);
    m_bar->setTextVisible(false);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(16);
    column->addStretch();
    for (QWidget* part : QList<QWidget*>{m_text, m_bar, m_action})
        column->addWidget(part, 0, Qt::AlignHCenter);
    column->addStretch();
    m_action->hide();
}

void LoadingView::showProgress(const QString& text, int permille)
{
    m_text->setText(text);
    m_bar->setAccessibleName(text);
    m_bar->setRange(0, permille < 0 ? 0 : 1000);
    m_bar->setValue(permille);
    m_bar->show();
    m_action->hide();
}

void LoadingView::showError(const QString& text, const QString& actionText, std::function<void()> action)
{
    m_text->setText(text);
    m_bar->hide();
    m_action->setText(actionText);
    m_action->setAccessibleName(actionText);
    m_action->disconnect(this);
    connect(m_action, &QPushButton::clicked, this, std::move(action));
    m_action->show();
    m_action->setFocus();
}

} // namespace wd
