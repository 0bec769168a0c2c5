// What a test's answer means, in words for people who don't know HTTP.
#pragma once

#include "models/sending/testrun.h"

#include <QString>

namespace wd {

struct Verdict {
    QString headline; // a few words for a pill: "Accepted (200)"
    QString cause; // what happened and why, most likely
    QString nextStep; // what to do; empty when there is nothing to do
    QString who; // who can do it; empty when nobody has to
};

Verdict verdictOf(const TestReport& report);
// Why nothing was sent for this person.
Verdict verdictOf(Reason reason, const QString& detail);

// What is odd about an answer that counts as a success.
QString doubtText(int status, const AnswerDoubt& doubt);

// In the order they are passed; a phase that is under way.
QString phaseText(ExchangePhase phase);

} // namespace wd
