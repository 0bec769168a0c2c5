// What an answer has to say to be a success, and where it tells what came of each person.
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace wd {

struct AnswerCondition {
    QString at; // a path such as "data.code"
    QString equals; // as text; numbers and booleans are compared by their text
    bool operator==(const AnswerCondition&) const = default;
};

struct SuccessRule {
    int lowest = 200; // statuses
    int highest = 299;
    QList<AnswerCondition> where; // all of them
    bool operator==(const SuccessRule&) const = default;
};

struct AnswerSpec {
    struct PerRecipient {
        QString list;
        QString id;
        AnswerCondition ok;
        QString error;
    };
    SuccessRule success;
    std::optional<PerRecipient> perRecipient;
};

} // namespace wd
