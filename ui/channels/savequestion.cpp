#include "ui/channels/savequestion.h"

#include "ui/shared/confirm.h"
#include "ui/texts/verdicts.h"

#include <QCoreApplication>

namespace wd {

namespace {

class SaveQuestion {
    Q_DECLARE_TR_FUNCTIONS(wd::SaveQuestion)
public:
    static QString title(const PoorTest& test);
    static QString known(const PoorTest& test);
    static QString follows(const PoorTest& test, bool mayDisable);
};

QString SaveQuestion::title(const PoorTest& test)
{
    if (test.unfinished)
        return tr("The test still waits for its answer");
    return test.doubt ? tr("The last test is doubtful") : tr("The last test did not succeed");
}

QString SaveQuestion::known(const PoorTest& test)
{
    if (test.unfinished)
        return tr("Whether the receiver accepts what stands here is not known yet.");
    if (test.doubt)
        return doubtText(test.status, *test.doubt);
    return test.status == 0 ? tr("The test request with what stands here got no complete answer.")
                            : tr("The receiver has not accepted a request with what stands here.");
}

QString SaveQuestion::follows(const PoorTest& test, bool mayDisable)
{
    if (mayDisable)
        return tr("Saved as disabled, no campaign can use the channel until you enable it.");
    return test.doubt ? tr("When a campaign sends, people with such an answer are counted as accepted.")
                      : tr("What is sent through this channel may be refused; it then waits until you have mended the "
                           "channel.");
}

} // namespace

QDialog* askHowToSave(QWidget* parent, const PoorTest& test, bool mayDisable, std::function<void(SaveAs)> then)
{
    const QString words = SaveQuestion::known(test) + u'\n' + SaveQuestion::follows(test, mayDisable);
    using Look = Answer::Look;
    QList<Answer> answers{
        {SaveQuestion::tr("Go on editing"), {}, QStringLiteral("saveQuestionCancel"), Look::Secondary, {}, !mayDisable},
        {SaveQuestion::tr("Save all the same"), {}, QStringLiteral("saveEnabled"), Look::Secondary,
            [then] { then(SaveAs::Enabled); }, false}};
    if (mayDisable)
        answers.append({SaveQuestion::tr("Save as disabled"), QStringLiteral("check"), QStringLiteral("saveDisabled"),
            Look::Primary, [then] { then(SaveAs::Disabled); }, true});
    return askAmong(parent, QStringLiteral("saveQuestion"), SaveQuestion::title(test), words, answers);
}

} // namespace wd
