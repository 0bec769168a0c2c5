#include "ui/testing/lasttest.h"

#include "models/desk/settings.h"

namespace wd {

namespace {

constexpr QLatin1String unfinished("unfinished");
const QString webPage = QStringLiteral("<");

QString keyOf(const QUuid& tested)
{
    return QStringLiteral("failedTest/") + tested.toString(QUuid::WithoutBraces);
}

// "unfinished", the status, or the status, a space and the words of a doubt. Of a web page nothing but "<".
QString stored(const PoorTest& poor)
{
    if (poor.unfinished)
        return unfinished;
    const QString status = QString::number(poor.status);
    if (!poor.doubt)
        return status;
    return status + u' ' + (poor.doubt->kind == AnswerDoubt::Kind::WebPage ? webPage : poor.doubt->words);
}

} // namespace

std::optional<PoorTest> poorTest(const SettingsService& settings, const QUuid& tested)
{
    const QString text = settings.value(keyOf(tested));
    if (text.isEmpty())
        return std::nullopt;
    if (text == unfinished)
        return PoorTest{true, 0, {}};
    const qsizetype space = text.indexOf(u' ');
    if (space < 0)
        return PoorTest{false, text.toInt(), {}};
    const QString words = text.mid(space + 1);
    const AnswerDoubt doubt = words == webPage ? AnswerDoubt{AnswerDoubt::Kind::WebPage, {}}
                                               : AnswerDoubt{AnswerDoubt::Kind::Failure, words};
    return PoorTest{false, text.left(space).toInt(), doubt};
}

void noteTest(SettingsService& settings, const QUuid& tested, const std::optional<PoorTest>& poor)
{
    if (!tested.isNull())
        settings.setValue(keyOf(tested), poor ? stored(*poor) : QString());
}

} // namespace wd
