// A rule ↔ JSON: segment.rule and the desk document's rule language.
#pragma once

#include "models/audience/segment.h"
#include "models/base/error.h"

#include <QJsonObject>
#include <QJsonValue>

namespace wd {

constexpr int maximumRuleDepth = 16;

QJsonObject ruleToJson(const Rule& rule);

// Checks the form (fields, types, operators, numbers of values, periods); whether attributes and events exist is
// checkRule()'s business. What this version does not have (list, received, sequence, random) is NotBuilt. Everything
// wrong is added to `errors`; `path` leads each place: "segments[0].rule.all[2].op".
Rule ruleFromJson(const QJsonValue& json, const QString& path, Errors& errors);

// "=", "notIn", "lastDays" …
QString operatorName(Operator op);

} // namespace wd
