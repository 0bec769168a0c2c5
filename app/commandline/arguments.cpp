#include "app/commandline/arguments.h"

#include "models/base/phrase.h"

#include <algorithm>

namespace wd {

QStringList Arguments::values(const QString& option) const
{
    QStringList all = options.values(option);
    std::reverse(all.begin(), all.end());
    return all;
}

Result<Arguments> parseArguments(const QStringList& words, const ArgumentRules& rules)
{
    Arguments arguments;
    bool operandsOnly = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words.at(i);
        if (operandsOnly || !word.startsWith(u"--")) {
            arguments.operands += word;
            continue;
        }
        if (word.size() == 2) {
            operandsOnly = true;
            continue;
        }
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        if (rules.switches.contains(name) && equals < 0) {
            arguments.options.insert(name, QString());
        } else if (rules.valued.contains(name)) {
            if (equals < 0 && i + 1 == words.size())
                return Error{ErrorKind::MissingField, {QStringLiteral("--%1 VALUE").arg(name)}, {}};
            arguments.options.insert(name, equals < 0 ? words.at(++i) : word.mid(equals + 1));
        } else {
            QStringList known = rules.switches + rules.valued;
            for (QString& option : known)
                option.prepend(QStringLiteral("--"));
            return Error{ErrorKind::NotOneOf, {word, known.join(QStringLiteral(", "))}, {}};
        }
    }
    if (arguments.operands.size() < rules.fewest)
        return Error{ErrorKind::MissingField, {operandWord + QString::number(arguments.operands.size() + 1)}, {}};
    if (arguments.operands.size() > rules.most)
        return Error{ErrorKind::TooMany, {arguments.operands.join(u' '), QString::number(rules.most)}, {}};
    return arguments;
}

Result<int> numberOption(const Arguments& arguments, const QString& option, int fallback, int lowest, int highest)
{
    if (!arguments.has(option))
        return fallback;
    bool isNumber = false;
    const QString text = arguments.value(option);
    const int number = text.toInt(&isNumber);
    const QString place = QStringLiteral("--%1").arg(option);
    if (!isNumber)
        return Error{ErrorKind::BadValue, {text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a whole number"))}, place};
    if (number < lowest || number > highest)
        return Error{ErrorKind::OutOfRange, {text, QString::number(lowest), QString::number(highest)}, place};
    return number;
}

Result<QPair<QString, QString>> assignment(const QString& text, const QString& option)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals < 1)
        return Error{ErrorKind::BadValue, {text, QStringLiteral("NAME=VALUE")}, QStringLiteral("--%1").arg(option)};
    return QPair<QString, QString>{text.left(equals), text.mid(equals + 1)};
}

} // namespace wd
