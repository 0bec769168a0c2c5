// Parses what stands inside tags: values, conditions and filters.
#pragma once

#include "models/campaigns/templatelexer.h"

#include <QHash>

namespace wd {

class TemplateExpressionParser {
public:
    explicit TemplateExpressionParser(TemplateLexer& lexer);

    // value, operators, filters; up to the closing sign, which is taken too.
    TemplateExpression parseToClose();
    TemplateOperand parseOperand();

    // From now on the name may be read. Its number among the variables.
    int declare(const QString& name);
    int variableCount() const { return int(m_variables.size()); }
    const QSet<QString>& userKeys() const { return m_userKeys; }

private:
    TemplateComparison parseComparison();
    std::optional<TemplateOperator> takeOperator();
    TemplateOperand parseWord(const TemplateToken& word);
    TemplatePath parseRoot(const TemplateToken& word);
    QString parseKey(const TemplateToken& root);
    void parseAccesses(TemplatePath& path);
    TemplateFilterCall parseFilter();
    void parseArguments(TemplateFilterCall& call);
    void parseNamedArgument(TemplateFilterCall& call, const TemplateToken& name);
    void checkArgumentCount(const TemplateFilterCall& call, const TemplateToken& name);

    TemplateLexer& m_lexer;
    QHash<QString, int> m_variables;
    QSet<QString> m_userKeys;
};

} // namespace wd
