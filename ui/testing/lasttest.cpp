#include "ui/testing/lasttest.h"

#include "models/desk/settings.h"

namespace wd {

namespace {

QString keyOf(const QUuid& tested)
{
    return QStringLiteral("failedTest/") + tested.toString(QUuid::WithoutBraces);
}

} // namespace

std::optional<int> failedTest(const SettingsService& settings, const QUuid& tested)
{
    const QString status = settings.value(keyOf(tested));
    return status.isEmpty() ? std::nullopt : std::optional(status.toInt());
}

void noteTest(SettingsService& settings, const QUuid& tested, std::optional<int> failed)
{
    if (!tested.isNull())
        settings.setValue(keyOf(tested), failed ? QString::number(*failed) : QString());
}

} // namespace wd
