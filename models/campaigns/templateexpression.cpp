#include "models/campaigns/templateexpression.h"

#include "models/base/phrase.h"

namespace wd {

namespace {

using Kind = TemplateToken::Kind;

const QString valueExpected()
{
    return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a value such as user.name or \"text\""));
}

std::optional<TemplateValue> literal(const QString& word)
{
    if (word == u"true" || word == u"false")
        return TemplateValue(word == u"true");
    if (word == u"nil" || word == u"null")
        return TemplateValue();
    if (word == u"empty")
        return TemplateValue(TemplateEmpty());
    if (word == u"blank")
        return TemplateValue(TemplateBlank());
    return std::nullopt;
}

bool isLogic(const TemplateToken& token)
{
    return token.isWord(u"and") || token.isWord(u"or");
}

QString argumentWords(const TemplateFilter& filter)
{
    const QString name = QString::fromUtf16(filter.name);
    if (filter.most == 0)
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 without an argument"), {name});
    if (filter.fewest == filter.most)
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 with %2 argument"), {name, QString::number(filter.most)});
    return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 with %2 to %3 arguments"),
        {name, QString::number(filter.fewest), QString::number(filter.most)});
}

} // namespace

TemplateExpressionParser::TemplateExpressionParser(TemplateLexer& lexer)
    : m_lexer(lexer)
{
}

TemplateExpression TemplateExpressionParser::parseToClose()
{
    TemplateExpression expression;
    expression.position = m_lexer.position(m_lexer.openedAt());
    expression.terms.push_back(parseComparison());
    while (isLogic(m_lexer.peek())) {
        expression.ands.push_back(m_lexer.take().text == u"and");
        expression.terms.push_back(parseComparison());
    }
    while (m_lexer.peek().is(u"|")) {
        m_lexer.take();
        expression.filters.push_back(parseFilter());
    }
    const TemplateToken rest = m_lexer.peek();
    if (rest.is(u"=") || rest.is(u"<>") || rest.is(u"&&") || rest.is(u"||"))
        m_lexer.failAt(rest, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one of == != < > <= >= contains and or")));
    else if (rest.kind == Kind::Word || rest.kind == Kind::Text || rest.kind == Kind::Number)
        m_lexer.failAt(rest, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an operator, a filter after | or the end")));
    else
        m_lexer.close();
    return expression;
}

TemplateComparison TemplateExpressionParser::parseComparison()
{
    TemplateComparison comparison;
    comparison.operands.push_back(parseOperand());
    while (const std::optional<TemplateOperator> op = takeOperator()) {
        comparison.operators.push_back(*op);
        comparison.operands.push_back(parseOperand());
    }
    return comparison;
}

std::optional<TemplateOperator> TemplateExpressionParser::takeOperator()
{
    static const std::pair<QStringView, TemplateOperator> operators[] = {{u"==", TemplateOperator::Equal},
        {u"!=", TemplateOperator::NotEqual}, {u"<", TemplateOperator::Less}, {u"<=", TemplateOperator::LessOrEqual},
        {u">", TemplateOperator::Greater}, {u">=", TemplateOperator::GreaterOrEqual}};
    const TemplateToken& token = m_lexer.peek();
    std::optional<TemplateOperator> found;
    if (token.isWord(u"contains"))
        found = TemplateOperator::Contains;
    for (const auto& [sign, op] : operators)
        if (token.is(sign))
            found = op;
    if (found)
        m_lexer.take();
    return found;
}

TemplateOperand TemplateExpressionParser::parseOperand()
{
    const TemplateToken token = m_lexer.peek();
    switch (token.kind) {
    case Kind::Text:
    case Kind::Number:
        m_lexer.take();
        return token.value;
    case Kind::Word:
        return parseWord(m_lexer.take());
    default:
        m_lexer.failAt(token, valueExpected());
        return TemplateValue();
    }
}

TemplateOperand TemplateExpressionParser::parseWord(const TemplateToken& word)
{
    if (const std::optional<TemplateValue> value = literal(word.text))
        return *value;
    TemplatePath path = parseRoot(word);
    parseAccesses(path);
    return path;
}

TemplatePath TemplateExpressionParser::parseRoot(const TemplateToken& word)
{
    TemplatePath path;
    if (const auto variable = m_variables.constFind(word.text); variable != m_variables.cend()) {
        path.root = TemplateRoot::Variable;
        path.variable = *variable;
    } else if (word.text == u"now") {
        path.root = TemplateRoot::Now;
    } else if (word.text == u"user" || word.text == u"params" || word.text == u"campaign") {
        path.root = word.text == u"user" ? TemplateRoot::User
            : word.text == u"params"     ? TemplateRoot::Parameters
                                         : TemplateRoot::Campaign;
        path.key = parseKey(word);
        if (path.root == TemplateRoot::User)
            m_userKeys.insert(path.key);
    } else {
        m_lexer.failAt(
            word, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "user, params, campaign, now or an assigned name")));
    }
    return path;
}

QString TemplateExpressionParser::parseKey(const TemplateToken& root)
{
    if (m_lexer.peek().is(u".")) {
        m_lexer.take();
        const QString key = m_lexer.takeKey();
        if (key.isEmpty())
            m_lexer.failAt(m_lexer.peek(), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a name after %1."), {root.text}));
        return key;
    }
    if (!m_lexer.peek().is(u"[")) {
        m_lexer.failAt(root, QStringLiteral("%1.NAME").arg(root.text));
        return {};
    }
    m_lexer.take();
    const TemplateToken key = m_lexer.take();
    if (key.kind != Kind::Text)
        m_lexer.failAt(key, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a name in quotation marks")));
    else if (const TemplateToken end = m_lexer.take(); !end.is(u"]"))
        m_lexer.failAt(end, QStringLiteral("]"));
    return textOf(key.value);
}

void TemplateExpressionParser::parseAccesses(TemplatePath& path)
{
    while (m_lexer.peek().is(u".") || m_lexer.peek().is(u"[")) {
        const bool isName = m_lexer.take().is(u".");
        const TemplateToken token = m_lexer.take();
        const auto* index = std::get_if<qint64>(&token.value);
        if (isName && token.isWord(u"size")) {
            path.accesses.push_back(TemplateProperty::Size);
        } else if (isName && (token.isWord(u"first") || token.isWord(u"last"))) {
            path.accesses.push_back(token.text == u"first" ? TemplateProperty::First : TemplateProperty::Last);
        } else if (isName) {
            m_lexer.failAt(token, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "size, first or last")));
        } else if (token.kind != Kind::Number || !index) {
            m_lexer.failAt(token, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a whole number")));
        } else {
            path.accesses.push_back(*index);
            if (const TemplateToken end = m_lexer.take(); !end.is(u"]"))
                m_lexer.failAt(end, QStringLiteral("]"));
        }
    }
}

TemplateFilterCall TemplateExpressionParser::parseFilter()
{
    TemplateFilterCall call;
    const TemplateToken name = m_lexer.take();
    if (name.kind == Kind::Word)
        call.filter = templateFilter(name.text);
    if (!call.filter) {
        m_lexer.failAt(name, templateFilterNames().join(u' '));
        return call;
    }
    if (m_lexer.peek().is(u":")) {
        m_lexer.take();
        parseArguments(call);
    } else if (const TemplateToken token = m_lexer.peek(); token.kind != Kind::Close && !token.is(u"|")) {
        m_lexer.failAt(token, phrase(QT_TRANSLATE_NOOP("wd::Phrase", ": before an argument, | or the end")));
    }
    checkArgumentCount(call, name);
    return call;
}

void TemplateExpressionParser::parseArguments(TemplateFilterCall& call)
{
    while (true) {
        const TemplateToken token = m_lexer.peek();
        if (token.isWord(u"allow_false") && call.filter->isDefault)
            parseNamedArgument(call, m_lexer.take());
        else
            call.arguments.push_back(parseOperand());
        if (!m_lexer.peek().is(u","))
            return;
        m_lexer.take();
    }
}

void TemplateExpressionParser::parseNamedArgument(TemplateFilterCall& call, const TemplateToken& name)
{
    const TemplateToken colon = m_lexer.take();
    if (!colon.is(u":"))
        m_lexer.failAt(colon, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%2 after %1"), {name.text, QStringLiteral(":")}));
    call.allowFalse = parseOperand();
}

void TemplateExpressionParser::checkArgumentCount(const TemplateFilterCall& call, const TemplateToken& name)
{
    const auto count = int(call.arguments.size());
    if (count < call.filter->fewest || count > call.filter->most)
        m_lexer.fail(name.at,
            phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 with %2"), {name.text, QString::number(count)}),
            argumentWords(*call.filter));
}

int TemplateExpressionParser::declare(const QString& name)
{
    const auto known = m_variables.constFind(name);
    return known != m_variables.cend() ? *known : *m_variables.insert(name, int(m_variables.size()));
}

} // namespace wd
