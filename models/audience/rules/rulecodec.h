// A rule ↔ JSON: segment.rule and the desk document's rule language.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/error.h"

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace wd {

// Levels of a rule, with those of the segments it names; and its conditions, events and conditions on properties
// together. SQLite reads no deeper expressions and no longer chains.
constexpr int maximumRuleDepth = 16;
constexpr int maximumRuleConditions = 500;
constexpr int maximumRuleDays = 36'500; // of any number of days in a rule

int ruleDepth(const Rule& rule); // 1 for a condition alone
int ruleConditions(const Rule& rule);

// TooMany, of levels or of conditions.
Error tooDeep(int levels, const QString& path, const QStringList& segments = {});
Error tooLong(int conditions, const QString& path);
// The same of the segment that names the one that is changed; none for another error.
std::optional<Error> tooLargeBecause(const Error& error, const QString& segment);

QJsonObject ruleToJson(const Rule& rule);

// Checks the form (fields, types, operators, numbers of values, periods); whether what it names exists is
// checkRule()'s business. Everything wrong is added to `errors`; `path` leads each place: "segments[0].rule.all[2].op".
// Without "period" an event counts whenever it happened. What is returned beside errors is not to be used.
Rule ruleFromJson(const QJsonValue& json, const QString& path, Errors& errors);

// "=", "notIn", "lastDays" …
QString operatorName(Operator op);

} // namespace wd
