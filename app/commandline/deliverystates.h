// The words of commands for the states of deliveries.
#pragma once

#include "models/sending/outboxtypes.h"

#include <QPair>

namespace wd {

const QList<QPair<QString, DeliveryState>>& deliveryStates();
QString deliveryStateName(DeliveryState state);

} // namespace wd
