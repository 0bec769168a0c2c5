#include "ui/campaigns/changequestion.h"

#include "ui/shared/confirm.h"

#include <QCoreApplication>

namespace wd {

namespace {

class ChangeQuestion {
    Q_DECLARE_TR_FUNCTIONS(wd::ChangeQuestion)
public:
    // 新内容用于未发送的 n 人；已发送 n 人不变；等待重试 n 人仍用旧内容
    static QString words(const ChangeCounts& counts)
    {
        QStringList parts{
            tr("The new content goes to %n people who have not been sent to", nullptr, int(counts.unsent)),
            tr("%n people who have been sent to stay as they are", nullptr, int(counts.alreadySent))};
        if (counts.waitingRetry > 0)
            parts += tr("%n people who wait for a retry still get the old content", nullptr, int(counts.waitingRetry));
        return tr("%1.", "a sentence").arg(parts.join(tr("; ", "between parts of a sentence")));
    }
};

} // namespace

QDialog* askAboutChange(QWidget* parent, const ChangeCounts& counts, std::function<void(bool)> then)
{
    using Look = Answer::Look;
    return askAmong(parent, QStringLiteral("change"), ChangeQuestion::tr("Save the changes?"),
        ChangeQuestion::words(counts),
        {{ChangeQuestion::tr("Cancel"), {}, QStringLiteral("changeCancel"), Look::Secondary, {}, false},
            {ChangeQuestion::tr("Only save"), {}, QStringLiteral("changeSave"), Look::Secondary,
                [then] { then(false); }, true},
            {ChangeQuestion::tr("Save and continue"), QStringLiteral("play"), QStringLiteral("changeSaveAndGo"),
                Look::Primary, [then] { then(true); }, false}});
}

} // namespace wd
