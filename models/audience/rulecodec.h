// A rule ↔ JSON: segment.rule and the desk document's rule language.
#pragma once

#include "models/audience/segment.h"
#include "models/base/error.h"

#include <QJsonObject>
#include <QJsonValue>

namespace wd {

// Levels of a rule, with those of the segments it names; and its conditions, events and conditions on properties
// together. SQLite reads no deeper expressions and no longer chains.
constexpr int maximumRuleDepth = 16;
constexpr int maximumRuleConditions = 500;

int ruleDepth(const Rule& rule); // 1 for a condition alone
int ruleConditions(const Rule& rule);

QJsonObject ruleToJson(const Rule& rule);

// Checks the form (fields, types, operators, numbers of values, periods); whether attributes and events exist is
// checkRule()'s business. What this version does not have (list, received, sequence, random) is NotBuilt. Everything
// wrong is added to `errors`; `path` leads each place: "segments[0].rule.all[2].op". Without "period" an event counts
// whenever it happened. What is returned beside errors is not to be used.
Rule ruleFromJson(const QJsonValue& json, const QString& path, Errors& errors);

// "=", "notIn", "lastDays" …
QString operatorName(Operator op);

} // namespace wd
