// One command's words, told apart into options and operands.
#pragma once

#include "models/base/result.h"

#include <QMultiMap>
#include <QStringList>

namespace wd {

struct Arguments {
    QStringList operands;
    QMultiMap<QString, QString> options; // name without dashes → value; a switch has an empty one
    bool has(const QString& option) const { return options.contains(option); }
    QString value(const QString& option) const { return options.value(option); }
    QStringList values(const QString& option) const; // in the order given
};

struct ArgumentRules {
    QStringList switches;
    QStringList valued;
    int fewest = 0; // operands
    int most = 0;
};

// What MissingField names where a command lacks an operand; its number follows, from 1.
inline const QString operandWord = QStringLiteral("operand ");

// "--name value" and "--name=value"; "--" ends the options. Errors: NotOneOf, MissingField, TooMany.
Result<Arguments> parseArguments(const QStringList& words, const ArgumentRules& rules);

// A whole number of an option, or the fallback when it is not given. Errors: BadValue, OutOfRange.
Result<int> numberOption(const Arguments& arguments, const QString& option, int fallback, int lowest, int highest);

// NAME=VALUE. Errors: BadValue.
Result<QPair<QString, QString>> assignment(const QString& text, const QString& option);

} // namespace wd
