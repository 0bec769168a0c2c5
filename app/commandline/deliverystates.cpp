#include "app/commandline/deliverystates.h"

namespace wd {

const QList<QPair<QString, DeliveryState>>& deliveryStates()
{
    static const QList<QPair<QString, DeliveryState>> all = {{QStringLiteral("queued"), DeliveryState::Queued},
        {QStringLiteral("accepted"), DeliveryState::Accepted}, {QStringLiteral("failed"), DeliveryState::Failed},
        {QStringLiteral("uncertain"), DeliveryState::Uncertain}, {QStringLiteral("notSent"), DeliveryState::NotSent},
        {QStringLiteral("cancelled"), DeliveryState::Cancelled}, {QStringLiteral("sending"), DeliveryState::Sending},
        {QStringLiteral("waiting"), DeliveryState::Waiting}};
    return all;
}

QString deliveryStateName(DeliveryState state)
{
    for (const auto& [name, known] : deliveryStates())
        if (known == state)
            return name;
    return {};
}

} // namespace wd
