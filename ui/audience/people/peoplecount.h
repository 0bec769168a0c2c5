// How many people a rule holds for, of both kinds of user.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/result.h"

#include <functional>

class QObject;

namespace wd {

class SegmentService;

Rule hasValue(const QString& attribute);
Rule everDid(const QString& event);

// Answers in the receiver's thread; the receiver must have no other count under way.
void countPeople(
    SegmentService& segments, const Rule& rule, QObject* receiver, std::function<void(Result<qint64>)> then);

} // namespace wd
