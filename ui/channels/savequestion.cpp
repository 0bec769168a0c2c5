#include "ui/channels/savequestion.h"

#include "ui/shared/buttons.h"

#include <QCoreApplication>
#include <QDialog>

namespace wd {

namespace {

constexpr int textWidth = 440;

class SaveQuestion {
    Q_DECLARE_TR_FUNCTIONS(wd::SaveQuestion)
};

} // namespace

QDialog* askHowToSave(QWidget* parent, bool mayDisable, std::function<void(SaveAs)> then)
{
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("saveQuestion"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(SaveQuestion::tr("The last test did not succeed"));
    dialog->setAccessibleName(dialog->windowTitle());
    QLabel* const words = textLabel(mayDisable
            ? SaveQuestion::tr("The receiver has not accepted a request with what stands here. Saved as disabled, no "
                               "campaign can use the channel until you enable it.")
            : SaveQuestion::tr(
                "The receiver has not accepted a request with what stands here. What is sent through this "
                "channel may be refused; it then waits until you have mended the channel."),
        dialog);
    words->setMinimumWidth(textWidth);
    QPushButton* const cancel
        = secondaryButton(SaveQuestion::tr("Go on editing"), {}, QStringLiteral("saveQuestionCancel"), dialog);
    QPushButton* const enabled
        = secondaryButton(SaveQuestion::tr("Save all the same"), {}, QStringLiteral("saveEnabled"), dialog);
    QPushButton* const disabled = primaryButton(
        SaveQuestion::tr("Save as disabled"), QStringLiteral("check"), QStringLiteral("saveDisabled"), dialog);
    disabled->setVisible(mayDisable);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    for (QPushButton* button : {cancel, enabled, disabled})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    QLabel* const heading = headingLabel(dialog->windowTitle(), dialog);
    heading->setWordWrap(true);
    layout->addWidget(heading);
    layout->addWidget(words);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    const auto choose = [dialog, then](SaveAs how) {
        dialog->accept();
        then(how);
    };
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(enabled, &QPushButton::clicked, dialog, [choose] { choose(SaveAs::Enabled); });
    QObject::connect(disabled, &QPushButton::clicked, dialog, [choose] { choose(SaveAs::Disabled); });
    dialog->open();
    (mayDisable ? disabled : cancel)->setFocus();
    return dialog;
}

} // namespace wd
