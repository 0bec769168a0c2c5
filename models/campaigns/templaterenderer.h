// Renders a parsed template for one person.
#pragma once

#include "models/base/result.h"
#include "models/campaigns/template.h"
#include "models/campaigns/templatenodes.h"

#include <optional>

namespace wd {

class TemplateRenderer {
public:
    TemplateRenderer(const ParsedTemplate& parsed, const TemplateData& data);
    Result<RenderedText> render();

private:
    // A value and the user attributes whose absence it shows.
    struct Evaluated {
        TemplateValue value;
        QStringList missing;
        bool notANumber = false; // a filter made NaN or Infinity on the way
    };

    // False: stop, because of {% skip %} or a text that becomes too large.
    bool renderBlock(const TemplateBlock& block);
    bool renderNode(const TemplateText& node);
    bool renderNode(const TemplateOutput& node);
    bool renderNode(const TemplateIf& node);
    bool renderNode(const TemplateCase& node);
    bool renderNode(const TemplateAssign& node);
    bool renderNode(const TemplateCapture& node);
    bool renderNode(const TemplateSkip& node);

    Evaluated evaluate(const TemplateExpression& expression);
    Evaluated evaluateTerms(const TemplateExpression& expression) const;
    TemplateValue evaluate(const TemplateComparison& comparison) const;
    void apply(const TemplateFilterCall& call, Evaluated& evaluated);
    TemplateValue valueOf(const TemplateOperand& operand) const;
    TemplateValue valueOf(const TemplatePath& path) const;
    void noteMissing(const TemplateExpression& condition);
    void addMissing(const TemplateOperand& operand, QStringList& missing) const;
    void noteNumber(const Evaluated& evaluated, const QString& text);
    bool write(QStringView text, TemplatePosition position);
    void noteTooLarge(TemplatePosition position);

    const ParsedTemplate& m_parsed;
    const TemplateData& m_data;
    std::vector<Evaluated> m_variables;
    QString m_output;
    RenderedText m_rendered;
    qsizetype m_work = 0; // UTF-16 units that filters made
    std::optional<Error> m_error;
};

} // namespace wd
