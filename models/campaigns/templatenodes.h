// A parsed template: plain data that never changes after parsing, so any thread may render it.
#pragma once

#include "models/campaigns/templatefilters.h"
#include "models/campaigns/templatevalue.h"

#include <QSet>

#include <optional>
#include <variant>
#include <vector>

namespace wd {

// Both from 1; the column counts UTF-16 units.
struct TemplatePosition {
    int line = 1;
    int column = 1;

    QString text() const { return QStringLiteral("%1:%2").arg(line).arg(column); }
};

enum class TemplateRoot { User, Parameters, Campaign, Now, Variable };
enum class TemplateProperty { Size, First, Last };

struct TemplatePath {
    TemplateRoot root = TemplateRoot::Now;
    QString key; // of User, Parameters, Campaign
    int variable = 0; // of Variable
    std::vector<std::variant<TemplateProperty, qint64>> accesses; // .size, [0]
};

using TemplateOperand = std::variant<TemplateValue, TemplatePath>;

// a == b == c is a == (b == c)
struct TemplateComparison {
    std::vector<TemplateOperand> operands;
    std::vector<TemplateOperator> operators; // one fewer
};

struct TemplateFilterCall {
    const TemplateFilter* filter = nullptr;
    std::vector<TemplateOperand> arguments;
    std::optional<TemplateOperand> allowFalse; // of `default`
};

// a and b or c is a and (b or c)
struct TemplateExpression {
    std::vector<TemplateComparison> terms;
    std::vector<bool> ands; // one fewer; false: or
    std::vector<TemplateFilterCall> filters;
    TemplatePosition position;
};

struct TemplateNode;
using TemplateBlock = std::vector<TemplateNode>;

struct TemplateText {
    QString text;
    TemplatePosition position;
};

struct TemplateOutput {
    TemplateExpression value;
};

struct TemplateIf {
    struct Branch {
        TemplateExpression condition;
        bool negated = false; // unless
        TemplateBlock block;
    };
    std::vector<Branch> branches;
    TemplateBlock otherwise;
};

struct TemplateCase {
    struct Branch {
        std::vector<TemplateOperand> values;
        TemplateBlock block;
    };
    TemplateExpression value;
    std::vector<Branch> branches;
    TemplateBlock otherwise;
};

struct TemplateAssign {
    int variable = 0;
    TemplateExpression value;
};

struct TemplateCapture {
    int variable = 0;
    TemplateBlock block;
};

struct TemplateSkip {
    TemplateExpression reason;
};

struct TemplateNode {
    std::variant<TemplateText, TemplateOutput, TemplateIf, TemplateCase, TemplateAssign, TemplateCapture, TemplateSkip>
        content;
};

struct ParsedTemplate {
    TemplateBlock block;
    int variables = 0;
    QSet<QString> userKeys;
};

} // namespace wd
