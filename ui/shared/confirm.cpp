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

QPushButton* makeButton(const Answer& answer, QDialog* dialog)
{
    switch (answer.look) {
    case Answer::Look::Primary:
        return primaryButton(answer.text, answer.iconName, answer.objectName, dialog);
    case Answer::Look::Danger:
        return dangerButton(answer.text, answer.iconName, answer.objectName, dialog);
    case Answer::Look::Secondary:
        break;
    }
    return secondaryButton(answer.text, answer.iconName, answer.objectName, dialog);
}

} // namespace

QDialog* ask(QWidget* parent, const QString& title, const QString& text, const QString& actionText,
    std::function<void()> then, Weight weight)
{
    const bool careful = weight != Weight::Normal;
    return askAmong(parent, QStringLiteral("confirm"), title, text,
        {{Words::cancel(), {}, QStringLiteral("confirmCancel"), Answer::Look::Secondary, {}, careful},
            {actionText, {}, QStringLiteral("confirmAction"),
                weight == Weight::Destructive ? Answer::Look::Danger : Answer::Look::Primary, std::move(then),
                !careful}});
}

QDialog* askAmong(
    QWidget* parent, const QString& name, const QString& title, const QString& text, const QList<Answer>& answers)
{
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setAccessibleName(title);
    QLabel* heading = headingLabel(title, dialog);
    heading->setWordWrap(true);
    QLabel* words = textLabel(text, dialog);
    words->setObjectName(name + QStringLiteral("Words"));
    words->setMinimumWidth(textWidth);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    QPushButton* focused = nullptr;
    for (const Answer& answer : answers) {
        QPushButton* const button = makeButton(answer, dialog);
        button->setAutoDefault(true); // Return presses the one that has the focus
        buttons->addWidget(button);
        if (answer.takesFocus)
            focused = button;
        QObject::connect(button, &QPushButton::clicked, dialog, [dialog, then = answer.then] {
            then ? dialog->accept() : dialog->reject();
            if (then)
                then();
        });
    }
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(words);
    layout->addSpacing(8);
    layout->addLayout(buttons);
    dialog->open();
    if (focused)
        focused->setFocus();
    return dialog;
}

} // namespace wd
