#include "models/campaigns/templaterenderer.h"

#include "models/campaigns/templatefilters.h"

#include <array>
#include <cmath>

namespace wd {

namespace {

// All intermediate texts together: no template of whatever filters takes long or much memory.
constexpr qsizetype maximumWork = 16 * qsizetype(Template::maximumOutput);

qsizetype sizeOf(const TemplateValue& value)
{
    if (const auto* text = std::get_if<QString>(&value))
        return text->size();
    const auto* list = std::get_if<QStringList>(&value);
    return list ? list->size() * 8 : 0;
}

bool isMissingAttribute(const QVariant& value)
{
    return !value.isValid() || value.isNull() || (value.typeId() == QMetaType::QString && value.toString().isEmpty());
}

TemplateValue accessed(const TemplateValue& value, TemplateProperty property)
{
    const auto* list = std::get_if<QStringList>(&value);
    if (property == TemplateProperty::Size) {
        const auto* text = std::get_if<QString>(&value);
        return list ? TemplateValue(qint64(list->size()))
            : text  ? TemplateValue(qint64(text->size()))
                    : TemplateValue();
    }
    if (!list || list->isEmpty())
        return {};
    return property == TemplateProperty::First ? list->first() : list->last();
}

TemplateValue accessed(const TemplateValue& value, qint64 index)
{
    if (const auto* list = std::get_if<QStringList>(&value)) {
        const qint64 at = index < 0 ? index + list->size() : index;
        return at >= 0 && at < list->size() ? TemplateValue(list->at(at)) : TemplateValue();
    }
    const auto* text = std::get_if<QString>(&value);
    if (!text || index < 0 || index >= text->size())
        return {};
    // Never half of a surrogate pair.
    const qsizetype from = index - (text->at(index).isLowSurrogate() && index > 0 ? 1 : 0);
    return text->mid(from, text->at(from).isHighSurrogate() ? 2 : 1);
}

} // namespace

TemplateRenderer::TemplateRenderer(const ParsedTemplate& parsed, const TemplateData& data)
    : m_parsed(parsed)
    , m_data(data)
    , m_variables(size_t(parsed.variables))
{
}

Result<RenderedText> TemplateRenderer::render()
{
    renderBlock(m_parsed.block);
    if (m_error)
        return *m_error;
    if (!m_rendered.skip)
        m_rendered.text = std::move(m_output);
    return std::move(m_rendered);
}

bool TemplateRenderer::renderBlock(const TemplateBlock& block)
{
    for (const TemplateNode& node : block)
        if (!std::visit([this](const auto& content) { return renderNode(content); }, node.content))
            return false;
    return true;
}

bool TemplateRenderer::renderNode(const TemplateText& node)
{
    return write(node.text, node.position);
}

bool TemplateRenderer::renderNode(const TemplateOutput& node)
{
    const Evaluated evaluated = evaluate(node.value);
    if (m_error)
        return false;
    for (const QString& key : evaluated.missing)
        if (!m_rendered.missing.contains(key))
            m_rendered.missing += key;
    if (const auto* text = std::get_if<QString>(&evaluated.value)) {
        noteNumber(evaluated, *text);
        return write(*text, node.value.position);
    }
    const QString text = textOf(evaluated.value);
    noteNumber(evaluated, text);
    return write(text, node.value.position);
}

// Somebody's name may hold the words; a value that is nothing else, or a calculation's, means them.
void TemplateRenderer::noteNumber(const Evaluated& evaluated, const QString& text)
{
    static const std::array<QString, 2> words{QStringLiteral("NaN"), QStringLiteral("Infinity")};
    for (const QString& word : words)
        if (text == word || text == u'-' + word || (evaluated.notANumber && text.contains(word)))
            m_rendered.notANumber = true;
}

bool TemplateRenderer::renderNode(const TemplateIf& node)
{
    for (const TemplateIf::Branch& branch : node.branches) {
        const bool isMet = isTrue(evaluate(branch.condition).value) != branch.negated;
        if (m_error)
            return false;
        if (isMet)
            return renderBlock(branch.block);
    }
    // A choice by value that has nothing for whoever has none: as if the attribute itself were written.
    if (node.branches.size() > 1 && node.otherwise.empty())
        for (const TemplateIf::Branch& branch : node.branches)
            noteMissing(branch.condition);
    return renderBlock(node.otherwise);
}

void TemplateRenderer::noteMissing(const TemplateExpression& condition)
{
    QStringList missing;
    for (const TemplateComparison& term : condition.terms)
        if (!term.operators.empty())
            for (const TemplateOperand& operand : term.operands)
                addMissing(operand, missing);
    for (const QString& key : std::as_const(missing))
        if (!m_rendered.missing.contains(key))
            m_rendered.missing += key;
}

// Every branch that fits is rendered, not just the first one.
bool TemplateRenderer::renderNode(const TemplateCase& node)
{
    const TemplateValue value = evaluate(node.value).value;
    if (m_error)
        return false;
    bool isHit = false;
    for (const TemplateCase::Branch& branch : node.branches) {
        bool fits = false;
        for (const TemplateOperand& candidate : branch.values)
            fits = fits || equalValues(value, valueOf(candidate));
        if (fits && !renderBlock(branch.block))
            return false;
        isHit = isHit || fits;
    }
    return isHit || renderBlock(node.otherwise);
}

bool TemplateRenderer::renderNode(const TemplateAssign& node)
{
    Evaluated evaluated = evaluate(node.value);
    m_variables[size_t(node.variable)] = std::move(evaluated);
    return !m_error;
}

bool TemplateRenderer::renderNode(const TemplateCapture& node)
{
    QString outside;
    outside.swap(m_output);
    const bool goesOn = renderBlock(node.block);
    outside.swap(m_output);
    m_work += outside.size();
    m_variables[size_t(node.variable)] = {std::move(outside), {}};
    return goesOn;
}

bool TemplateRenderer::renderNode(const TemplateSkip& node)
{
    m_rendered.skip = true;
    m_rendered.skipReason = textOf(evaluate(node.reason).value);
    return false;
}

TemplateRenderer::Evaluated TemplateRenderer::evaluate(const TemplateExpression& expression)
{
    Evaluated evaluated = evaluateTerms(expression);
    for (const TemplateFilterCall& call : expression.filters) {
        apply(call, evaluated);
        if (m_error || m_work > maximumWork) {
            noteTooLarge(expression.position);
            return {};
        }
    }
    return evaluated;
}

TemplateRenderer::Evaluated TemplateRenderer::evaluateTerms(const TemplateExpression& expression) const
{
    const TemplateComparison& first = expression.terms.front();
    if (expression.ands.empty() && first.operators.empty()) {
        const TemplateOperand& operand = first.operands.front();
        Evaluated evaluated{valueOf(operand), {}};
        addMissing(operand, evaluated.missing);
        if (const auto* path = std::get_if<TemplatePath>(&operand); path && path->root == TemplateRoot::Variable)
            evaluated.notANumber = m_variables[size_t(path->variable)].notANumber;
        return evaluated;
    }
    if (expression.ands.empty())
        return {evaluate(first), {}};
    // Grouped from the right, so a decided term decides everything after it.
    for (size_t i = 0; i < expression.ands.size(); ++i) {
        const bool isMet = isTrue(evaluate(expression.terms[i]));
        if (isMet != expression.ands[i])
            return {isMet, {}};
    }
    return {isTrue(evaluate(expression.terms.back())), {}};
}

TemplateValue TemplateRenderer::evaluate(const TemplateComparison& comparison) const
{
    TemplateValue value = valueOf(comparison.operands.back());
    for (size_t i = comparison.operators.size(); i > 0; --i)
        value = compareValues(valueOf(comparison.operands[i - 1]), comparison.operators[i - 1], value);
    return value;
}

void TemplateRenderer::apply(const TemplateFilterCall& call, Evaluated& evaluated)
{
    if (call.filter->isDefault) {
        const auto* boolean = std::get_if<bool>(&evaluated.value);
        if (boolean && !*boolean && call.allowFalse && isTrue(valueOf(*call.allowFalse)))
            return;
    }
    TemplateArguments arguments;
    arguments.reserve(call.arguments.size());
    QStringList missing;
    for (const TemplateOperand& argument : call.arguments) {
        arguments.push_back(valueOf(argument));
        addMissing(argument, missing);
    }
    TemplateFilterContext context{m_data.zone, m_data.now, Template::maximumOutput};
    TemplateValue result = call.filter->apply(evaluated.value, arguments, context);
    // A default that is used takes the place of what was missing; one that is not used misses nothing itself.
    if (!call.filter->isDefault)
        evaluated.missing += missing;
    else if (needsDefault(evaluated.value))
        evaluated.missing = missing;
    evaluated.value = std::move(result);
    if (const auto* number = std::get_if<double>(&evaluated.value); number && !std::isfinite(*number))
        evaluated.notANumber = true;
    const qsizetype size = sizeOf(evaluated.value);
    m_work += size;
    if (context.tooLarge || (std::holds_alternative<QString>(evaluated.value) && size > context.room))
        m_work = maximumWork + 1;
}

TemplateValue TemplateRenderer::valueOf(const TemplateOperand& operand) const
{
    const auto* path = std::get_if<TemplatePath>(&operand);
    return path ? valueOf(*path) : std::get<TemplateValue>(operand);
}

TemplateValue TemplateRenderer::valueOf(const TemplatePath& path) const
{
    const auto lookUp = [this, &path](const QHash<QString, QVariant>& values) {
        const auto found = values.constFind(path.key);
        return found == values.cend() ? TemplateValue() : templateValue(*found, m_data.zone);
    };
    TemplateValue value;
    switch (path.root) {
    case TemplateRoot::User:
        value = lookUp(m_data.user);
        break;
    case TemplateRoot::Parameters:
        value = lookUp(m_data.parameters);
        break;
    case TemplateRoot::Campaign:
        value = lookUp(m_data.campaign);
        break;
    case TemplateRoot::Now:
        value = instantValue(m_data.now, m_data.zone);
        break;
    case TemplateRoot::Variable:
        value = m_variables[size_t(path.variable)].value;
        break;
    }
    for (const auto& access : path.accesses)
        value = std::visit([&value](auto key) { return accessed(value, key); }, access);
    return value;
}

void TemplateRenderer::addMissing(const TemplateOperand& operand, QStringList& missing) const
{
    const auto* path = std::get_if<TemplatePath>(&operand);
    if (!path)
        return;
    if (path->root == TemplateRoot::Variable)
        missing += m_variables[size_t(path->variable)].missing;
    else if (path->root == TemplateRoot::User && isMissingAttribute(m_data.user.value(path->key)))
        missing += path->key;
}

bool TemplateRenderer::write(QStringView text, TemplatePosition position)
{
    if (m_output.size() + text.size() > Template::maximumOutput || m_work > maximumWork) {
        noteTooLarge(position);
        return false;
    }
    m_output += text;
    return true;
}

void TemplateRenderer::noteTooLarge(TemplatePosition position)
{
    if (!m_error)
        m_error = Error{ErrorKind::TemplateTooLarge, {QString::number(Template::maximumOutput)}, position.text()};
}

} // namespace wd
