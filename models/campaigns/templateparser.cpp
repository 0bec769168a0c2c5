#include "models/campaigns/templateparser.h"

#include "models/base/phrase.h"

namespace wd {

namespace {

using Kind = TemplateToken::Kind;

bool isReserved(const QString& name)
{
    static const QSet<QString> reserved{QStringLiteral("user"), QStringLiteral("params"), QStringLiteral("campaign"),
        QStringLiteral("now"), QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("nil"),
        QStringLiteral("null"), QStringLiteral("empty"), QStringLiteral("blank"), QStringLiteral("and"),
        QStringLiteral("or"), QStringLiteral("contains")};
    return reserved.contains(name);
}

bool isDivider(const QString& name)
{
    static const QSet<QString> dividers{QStringLiteral("elsif"), QStringLiteral("else"), QStringLiteral("when"),
        QStringLiteral("endif"), QStringLiteral("endunless"), QStringLiteral("endcase"), QStringLiteral("endcapture")};
    return dividers.contains(name);
}

QString tag(const QString& name)
{
    return QStringLiteral("{% ") + name + QStringLiteral(" %}");
}

} // namespace

TemplateParser::TemplateParser(const QString& source, int maximumNesting)
    : m_lexer(source)
    , m_expressions(m_lexer)
    , m_maximumNesting(maximumNesting)
{
}

Result<ParsedTemplate> TemplateParser::parse()
{
    const Divider divider = parseBlock(m_parsed.block);
    if (!divider.name.isEmpty())
        m_lexer.fail(divider.at, tag(divider.name),
            phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a tag before it that it belongs to")));
    if (m_lexer.error())
        return *m_lexer.error();
    m_parsed.variables = m_expressions.variableCount();
    m_parsed.userKeys = m_expressions.userKeys();
    return std::move(m_parsed);
}

TemplateParser::Divider TemplateParser::parseBlock(TemplateBlock& block)
{
    while (true) {
        TemplateOpening opening = TemplateOpening::End;
        const qsizetype textAt = m_lexer.at();
        addText(block, m_lexer.text(opening), textAt);
        if (opening == TemplateOpening::End)
            return {};
        const qsizetype at = m_lexer.openedAt();
        if (opening == TemplateOpening::Output) {
            block.push_back({TemplateOutput{m_expressions.parseToClose()}});
            continue;
        }
        const TemplateToken name = m_lexer.take();
        if (!parseTag(block, name))
            return {name.text, at};
    }
}

bool TemplateParser::parseTag(TemplateBlock& block, const TemplateToken& name)
{
    if (name.kind == Kind::Word && isDivider(name.text))
        return false;
    if (name.isWord(u"if") || name.isWord(u"unless"))
        parseIf(block, name.text == u"unless");
    else if (name.isWord(u"case"))
        parseCase(block);
    else if (name.isWord(u"assign"))
        parseAssign(block);
    else if (name.isWord(u"capture"))
        parseCapture(block);
    else if (name.isWord(u"skip"))
        parseSkip(block);
    else if (name.isWord(u"raw"))
        parseRaw(block);
    else if (name.isWord(u"comment"))
        parseComment();
    else
        m_lexer.failAt(name, QStringLiteral("if unless case assign capture comment raw skip"));
    return true;
}

void TemplateParser::parseIf(TemplateBlock& block, bool negated)
{
    const qsizetype openedAt = m_lexer.openedAt();
    const QString opened = negated ? QStringLiteral("unless") : QStringLiteral("if");
    const QString end = QStringLiteral("end") + opened;
    if (!enter(openedAt))
        return;
    TemplateIf node;
    node.branches.push_back({m_expressions.parseToClose(), negated, {}});
    Divider divider = parseBlock(node.branches.back().block);
    while (divider.name == u"elsif") {
        node.branches.push_back({m_expressions.parseToClose(), false, {}});
        divider = parseBlock(node.branches.back().block);
    }
    const bool hasElse = divider.name == u"else";
    if (hasElse) {
        m_lexer.close();
        divider = parseBlock(node.otherwise);
    }
    if (divider.name == end)
        m_lexer.close();
    else
        refuse(divider, openedAt, opened,
            hasElse ? tag(end) : phrase(QT_TRANSLATE_NOOP("wd::Phrase", "elsif, else or %1"), {tag(end)}));
    --m_nesting;
    block.push_back({std::move(node)});
}

void TemplateParser::parseCase(TemplateBlock& block)
{
    const qsizetype openedAt = m_lexer.openedAt();
    if (!enter(openedAt))
        return;
    TemplateCase node;
    node.value = m_expressions.parseToClose();
    TemplateBlock ignored; // what stands before the first {% when %} is not output
    Divider divider = parseBlock(ignored);
    while (divider.name == u"when") {
        node.branches.emplace_back();
        parseWhens(node);
        divider = parseBlock(node.branches.back().block);
    }
    const bool hasElse = divider.name == u"else";
    if (hasElse) {
        m_lexer.close();
        divider = parseBlock(node.otherwise);
    }
    if (divider.name == u"endcase")
        m_lexer.close();
    else
        refuse(divider, openedAt, QStringLiteral("case"),
            hasElse ? QStringLiteral("{% endcase %}")
                    : phrase(QT_TRANSLATE_NOOP("wd::Phrase", "when, else or {% endcase %}")));
    --m_nesting;
    block.push_back({std::move(node)});
}

void TemplateParser::parseWhens(TemplateCase& node)
{
    while (true) {
        node.branches.back().values.push_back(m_expressions.parseOperand());
        if (!m_lexer.peek().is(u",") && !m_lexer.peek().isWord(u"or"))
            break;
        m_lexer.take();
    }
    m_lexer.close(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a comma, or, %}")));
}

void TemplateParser::parseAssign(TemplateBlock& block)
{
    const TemplateToken name = m_lexer.take();
    if (name.kind != Kind::Word || isReserved(name.text)) {
        m_lexer.failAt(name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a new name")));
        return;
    }
    if (const TemplateToken sign = m_lexer.take(); !sign.is(u"="))
        m_lexer.failAt(sign, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%2 after %1"), {name.text, QStringLiteral("=")}));
    // The name counts only after its own value: the first {% assign a = a %} reads nothing that is known.
    TemplateExpression value = m_expressions.parseToClose();
    block.push_back({TemplateAssign{m_expressions.declare(name.text), std::move(value)}});
}

void TemplateParser::parseCapture(TemplateBlock& block)
{
    const qsizetype openedAt = m_lexer.openedAt();
    const TemplateToken name = m_lexer.take();
    const QString word = name.kind == Kind::Text ? textOf(name.value) : name.text;
    if ((name.kind != Kind::Word && name.kind != Kind::Text) || isReserved(word)) {
        m_lexer.failAt(name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a new name")));
        return;
    }
    m_lexer.close();
    if (!enter(openedAt))
        return;
    TemplateCapture node;
    const Divider divider = parseBlock(node.block);
    if (divider.name == u"endcapture")
        m_lexer.close();
    else
        refuse(divider, openedAt, QStringLiteral("capture"), QStringLiteral("{% endcapture %}"));
    --m_nesting;
    node.variable = m_expressions.declare(word);
    block.push_back({std::move(node)});
}

void TemplateParser::parseSkip(TemplateBlock& block)
{
    if (const TemplateToken reason = m_lexer.peek(); reason.kind == Kind::Close) {
        m_lexer.failAt(reason, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a reason in quotation marks")));
        return;
    }
    block.push_back({TemplateSkip{m_expressions.parseToClose()}});
}

void TemplateParser::parseRaw(TemplateBlock& block)
{
    m_lexer.close();
    const qsizetype at = m_lexer.at();
    addText(block, m_lexer.verbatim(QStringLiteral("endraw")), at);
}

void TemplateParser::parseComment()
{
    m_lexer.skipToClose();
    m_lexer.verbatim(QStringLiteral("endcomment"));
}

void TemplateParser::addText(TemplateBlock& block, const QString& text, qsizetype at)
{
    if (!text.isEmpty())
        block.push_back({TemplateText{text, m_lexer.position(at)}});
}

bool TemplateParser::enter(qsizetype at)
{
    if (m_nesting == m_maximumNesting) {
        m_lexer.fail(at,
            phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a tag inside %1 others"), {QString::number(m_maximumNesting)}),
            phrase(QT_TRANSLATE_NOOP("wd::Phrase", "at most %1 tags inside each other"),
                {QString::number(m_maximumNesting)}));
        return false;
    }
    ++m_nesting;
    return true;
}

// At the end of the source the tag that was never closed is at fault, else the tag that ends nothing here.
void TemplateParser::refuse(const Divider& divider, qsizetype openedAt, const QString& opened, const QString& expected)
{
    if (divider.name.isEmpty())
        m_lexer.fail(openedAt, tag(opened),
            phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 after it"), {tag(QStringLiteral("end") + opened)}));
    else
        m_lexer.fail(divider.at, tag(divider.name), expected);
}

} // namespace wd
