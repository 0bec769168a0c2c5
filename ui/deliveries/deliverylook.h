// How the state of a delivery looks: colour and icon beside its word.
#pragma once

#include "models/sending/outboxtypes.h"
#include "ui/shared/role.h"

namespace wd {

Role roleOf(DeliveryState state);
QString iconOf(DeliveryState state);

} // namespace wd
