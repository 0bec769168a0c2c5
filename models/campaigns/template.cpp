#include "models/campaigns/template.h"

#include "models/campaigns/templateparser.h"
#include "models/campaigns/templaterenderer.h"

namespace wd {

struct Template::Private {
    ParsedTemplate parsed;
};

Template::Template()
    : d(std::make_unique<Private>())
{
}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

Result<Template> Template::parse(const QString& source)
{
    if (source.size() > maximumOutput)
        return Error{ErrorKind::TemplateTooLarge, {QString::number(maximumOutput)},
            TemplateLexer(source).position(maximumOutput).text()};
    Result<ParsedTemplate> parsed = TemplateParser(source, maximumNesting).parse();
    if (!parsed)
        return parsed.error();
    Template result;
    result.d->parsed = std::move(parsed).value();
    return result;
}

bool Template::isPersonal() const
{
    return !d->parsed.userKeys.isEmpty();
}

const QSet<QString>& Template::userKeys() const
{
    return d->parsed.userKeys;
}

Result<RenderedText> Template::render(const TemplateData& data) const
{
    return TemplateRenderer(d->parsed, data).render();
}

} // namespace wd
