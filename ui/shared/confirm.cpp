#include "ui/shared/confirm.h"

#include "ui/shared/buttons.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int textWidth = 400;

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::Confirm)
public:
    static QString cancel() { return tr("Cancel"); }
};

} // namespace

QDialog* ask(QWidget* parent, const QString& title, const QString& text, const QString& actionText,
    std::function<void()> then, Weight weight)
{
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("confirm"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setAccessibleName(title);
    QLabel* heading = headingLabel(title, dialog);
    heading->setWordWrap(true);
    QPushButton* cancel = secondaryButton(Words::cancel(), {}, QStringLiteral("confirmCancel"), dialog);
    QPushButton* action = weight == Weight::Destructive
        ? dangerButton(actionText, {}, QStringLiteral("confirmAction"), dialog)
        : primaryButton(actionText, {}, QStringLiteral("confirmAction"), dialog);
    // Return presses the one that has the focus.
    cancel->setAutoDefault(true);
    action->setAutoDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(action);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(heading);
    QLabel* words = textLabel(text, dialog);
    words->setMinimumWidth(textWidth);
    layout->addWidget(words);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(action, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, dialog, std::move(then));
    dialog->open();
    (weight == Weight::Destructive ? cancel : action)->setFocus();
    return dialog;
}

} // namespace wd
