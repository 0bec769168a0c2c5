// Who made and last changed an object, and when.
#pragma once

#include "models/base/clock.h"

#include <QString>

namespace wd {

struct Audit {
    QString createdBy;
    UtcMs createdAt = 0;
    QString updatedBy;
    UtcMs updatedAt = 0;
    bool operator==(const Audit&) const = default;
};

} // namespace wd
