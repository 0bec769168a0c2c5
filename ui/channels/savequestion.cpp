#include "ui/channels/savequestion.h"

#include "ui/shared/confirm.h"

#include <QCoreApplication>

namespace wd {

namespace {

class SaveQuestion {
    Q_DECLARE_TR_FUNCTIONS(wd::SaveQuestion)
};

} // namespace

QDialog* askHowToSave(QWidget* parent, bool mayDisable, std::function<void(SaveAs)> then)
{
    const QString words = mayDisable
        ? SaveQuestion::tr("The receiver has not accepted a request with what stands here. Saved as disabled, no "
                           "campaign can use the channel until you enable it.")
        : SaveQuestion::tr("The receiver has not accepted a request with what stands here. What is sent through this "
                           "channel may be refused; it then waits until you have mended the channel.");
    using Look = Answer::Look;
    QList<Answer> answers{
        {SaveQuestion::tr("Go on editing"), {}, QStringLiteral("saveQuestionCancel"), Look::Secondary, {}, !mayDisable},
        {SaveQuestion::tr("Save all the same"), {}, QStringLiteral("saveEnabled"), Look::Secondary,
            [then] { then(SaveAs::Enabled); }, false}};
    if (mayDisable)
        answers.append({SaveQuestion::tr("Save as disabled"), QStringLiteral("check"), QStringLiteral("saveDisabled"),
            Look::Primary, [then] { then(SaveAs::Disabled); }, true});
    return askAmong(
        parent, QStringLiteral("saveQuestion"), SaveQuestion::tr("No test has succeeded yet"), words, answers);
}

} // namespace wd
