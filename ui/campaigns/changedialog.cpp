#include "ui/campaigns/changedialog.h"

#include "ui/shared/buttons.h"

#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int textWidth = 440;

} // namespace

ChangeDialog::ChangeDialog(const ChangeCounts& counts, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("changeDialog"));
    setWindowTitle(tr("Save the changes?"));
    setAccessibleName(windowTitle());
    setAttribute(Qt::WA_DeleteOnClose);
    QLabel* const text = textLabel(words(counts), this);
    text->setObjectName(QStringLiteral("changeWords"));
    text->setMinimumWidth(textWidth);
    QPushButton* const cancel = secondaryButton(tr("Cancel"), {}, QStringLiteral("changeCancel"), this);
    QPushButton* const only = secondaryButton(tr("Only save"), {}, QStringLiteral("changeSave"), this);
    QPushButton* const goOn
        = primaryButton(tr("Save and continue"), QStringLiteral("play"), QStringLiteral("changeSaveAndGo"), this);
    goOn->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(only, &QPushButton::clicked, this, [this] { choose(false); });
    connect(goOn, &QPushButton::clicked, this, [this] { choose(true); });
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    for (QPushButton* button : {cancel, only, goOn})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(headingLabel(windowTitle(), this));
    layout->addWidget(text);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    goOn->setFocus();
}

QString ChangeDialog::words(const ChangeCounts& counts)
{
    const QStringList parts{
        tr("The new content goes to %n people who have not been sent to", nullptr, int(counts.unsent)),
        tr("%n people who have been sent to stay as they are", nullptr, int(counts.alreadySent)),
        tr("%n people who wait for a retry still get the old content", nullptr, int(counts.waitingRetry))};
    return tr("%1.", "a sentence").arg(parts.join(tr("; ", "between parts of a sentence")));
}

void ChangeDialog::choose(bool goOn)
{
    emit chosen(goOn);
    accept();
}

} // namespace wd
