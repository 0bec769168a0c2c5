// Whether an answer whose status is a success reads like a failure all the same: told in a test, no part of sending.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace wd {

struct AnswerDoubt {
    enum class Kind { Failure, WebPage };
    Kind kind = Kind::Failure;
    QString words; // of a failure: the answer's own, on one line; else the field that tells, such as "code = 500"
    bool operator==(const AnswerDoubt&) const = default;
};

// Knows the usual shapes only (a JSON object's success, code, status, error …; a bare "fail"; HTML): what it does not
// know raises no doubt.
std::optional<AnswerDoubt> doubtOf(const QByteArray& answer);

} // namespace wd
