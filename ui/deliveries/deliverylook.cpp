#include "ui/deliveries/deliverylook.h"

namespace wd {

Role roleOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Accepted:
        return Role::Ok;
    case DeliveryState::Failed:
        return Role::Error;
    case DeliveryState::Uncertain:
    case DeliveryState::Waiting:
        return Role::Warning;
    case DeliveryState::Sending:
        return Role::Accent;
    case DeliveryState::Queued:
    case DeliveryState::NotSent:
    case DeliveryState::Cancelled:
        return Role::Neutral;
    }
    Q_UNREACHABLE();
}

QString iconOf(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Accepted:
        return QStringLiteral("check");
    case DeliveryState::Failed:
        return QStringLiteral("error");
    case DeliveryState::Uncertain:
        return QStringLiteral("warning");
    case DeliveryState::Waiting:
    case DeliveryState::Queued:
        return QStringLiteral("clock");
    case DeliveryState::Sending:
        return QStringLiteral("test");
    case DeliveryState::NotSent:
        return QStringLiteral("minus");
    case DeliveryState::Cancelled:
        return QStringLiteral("close");
    }
    Q_UNREACHABLE();
}

} // namespace wd
