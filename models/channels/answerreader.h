// What a contract makes of an answer.
#pragma once

#include "models/channels/contract.h"
#include "models/channels/contractspec.h"

namespace wd {

AnswerReading readAnswer(const AnswerSpec& spec, int status, const QByteArray& answer);

} // namespace wd
