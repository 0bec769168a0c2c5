// Parses a template: tags into nodes, and by TemplateExpressionParser what stands in them.
#pragma once

#include "models/base/result.h"
#include "models/campaigns/templateexpression.h"
#include "models/campaigns/templatelexer.h"

namespace wd {

class TemplateParser {
public:
    TemplateParser(const QString& source, int maximumNesting);
    Result<ParsedTemplate> parse();

private:
    // A tag that ends or divides a block.
    struct Divider {
        QString name;
        qsizetype at = 0;
    };

    // Reads until a divider, which is left open right after its name, or the end of the source (an empty name).
    Divider parseBlock(TemplateBlock& block);
    // False for a divider.
    bool parseTag(TemplateBlock& block, const TemplateToken& name);
    void parseIf(TemplateBlock& block, bool negated);
    void parseCase(TemplateBlock& block);
    void parseWhens(TemplateCase& node);
    void parseAssign(TemplateBlock& block);
    void parseCapture(TemplateBlock& block);
    void parseSkip(TemplateBlock& block);
    void parseRaw(TemplateBlock& block);
    void parseComment();
    void addText(TemplateBlock& block, const QString& text, qsizetype at);
    bool enter(qsizetype at);
    void refuse(const Divider& divider, qsizetype openedAt, const QString& opened, const QString& expected);

    TemplateLexer m_lexer;
    ParsedTemplate m_parsed;
    TemplateExpressionParser m_expressions;
    int m_nesting = 0;
    int m_maximumNesting;
};

} // namespace wd
