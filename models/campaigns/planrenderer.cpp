#include "models/campaigns/planrenderer.h"

#include "models/base/phrase.h"
#include "models/campaigns/personvalues.h"
#include "models/channels/parametervalue.h"

namespace wd {

Result<std::shared_ptr<const PlanRenderer>> PlanRenderer::make(const Plan& plan)
{
    std::shared_ptr<PlanRenderer> renderer(new PlanRenderer(plan));
    renderer->m_zone = QTimeZone(plan.zone.toLatin1());
    if (!renderer->m_zone.isValid())
        return Error{ErrorKind::BadValue, {plan.zone, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an IANA time zone"))},
            QStringLiteral("timeZone")};
    for (int i = 0; i < plan.parameters.size(); ++i) {
        const PlanParameter& parameter = plan.parameters[i];
        if (!parameter.isText || !parameter.value)
            continue;
        Result<Template> parsed = Template::parse(*parameter.value);
        if (!parsed) {
            Error error = parsed.error();
            error.where = QStringLiteral("parameters.%1:%2").arg(parameter.name, error.where);
            return error;
        }
        const bool personal = parsed->isPersonal();
        renderer->m_texts.push_back({i, personal, std::move(parsed).value()});
    }
    renderer->addFields();
    return std::shared_ptr<const PlanRenderer>(renderer);
}

// A user attribute with the recipient id's name and attribute is the same row: sent once.
void PlanRenderer::addFields()
{
    if (const auto& id = m_plan.recipientId)
        m_fields.append({id->name, int(m_plan.attributes.indexOf(id->attribute)), nullptr});
    for (const UserAttribute& attribute : std::as_const(m_plan.userAttributes))
        if (!m_plan.recipientId || attribute.name != m_plan.recipientId->name)
            m_fields.append({attribute.name, int(m_plan.attributes.indexOf(attribute.attribute)), &attribute});
}

TemplateData PlanRenderer::templateData(UtcMs now) const
{
    TemplateData data;
    data.campaign.insert(QStringLiteral("name"), m_plan.campaignName);
    for (const PlanParameter& parameter : m_plan.parameters)
        if (parameter.value && !parameter.isText)
            data.parameters.insert(parameter.name, *parameter.value);
    data.now = now;
    data.zone = m_zone;
    return data;
}

MessageContent PlanRenderer::shared(const QString& messageId, UtcMs now) const
{
    MessageContent content;
    content.campaignName = m_plan.campaignName;
    content.channelName = m_plan.channelName;
    content.messageId = messageId;
    auto text = m_texts.cbegin();
    for (int i = 0; i < m_plan.parameters.size(); ++i) {
        const PlanParameter& parameter = m_plan.parameters[i];
        const bool isText = text != m_texts.cend() && text->parameter == i;
        if (isText && !text->personal) {
            const Result<RenderedText> rendered = text->content.render(templateData(now));
            content.shared.append({parameter.name, {FieldValue::Type::String, rendered ? rendered->text : QString()}});
        } else if (!isText && parameter.value) {
            content.shared.append({parameter.name, {FieldValue::Type::String, *parameter.value}});
        }
        if (isText)
            ++text;
    }
    return content;
}

PersonRendering PlanRenderer::userFields(const QVariantList& values) const
{
    PersonRendering person;
    person.fields.recipientId = recipient(values);
    addUserFields(values, person);
    return person;
}

PersonRendering PlanRenderer::person(const QVariantList& values, UtcMs now) const
{
    PersonRendering person = userFields(values);
    if (person.reason == Reason::None && !m_texts.empty())
        addTexts(values, now, person);
    return person;
}

void PlanRenderer::addUserFields(const QVariantList& values, PersonRendering& person) const
{
    for (const Field& field : m_fields) {
        const QVariant value = values.value(field.value);
        QString text = canonicalText(value, m_zone);
        if (isMissing(value) && !field.attribute) {
            person.reason = Reason::NoRecipientId;
            person.detail = m_plan.recipientId->attribute;
            return;
        }
        if (isMissing(value)) {
            switch (field.attribute->missing) {
            case Missing::SkipPerson:
                person.reason = Reason::MissingAttribute;
                person.detail = field.attribute->attribute;
                return;
            case Missing::OmitField:
                continue;
            case Missing::SendEmpty:
                text.clear();
                break;
            case Missing::UseDefault:
                text = field.attribute->defaultValue.value_or(QString());
                break;
            }
        }
        person.fields.user.append({field.name, {FieldValue::Type::String, text}});
    }
}

void PlanRenderer::addTexts(const QVariantList& values, UtcMs now, PersonRendering& person) const
{
    TemplateData data = templateData(now);
    for (int i = 0; i < m_plan.attributes.size(); ++i)
        data.user.insert(m_plan.attributes[i], values.value(i));
    for (const Text& text : m_texts) {
        const PlanParameter& parameter = m_plan.parameters[text.parameter];
        const Result<RenderedText> rendered = text.content.render(data);
        if (!rendered) {
            person.reason = Reason::TextFailed;
            person.detail = parameter.name;
            return;
        }
        if (rendered->skip) {
            person.reason = Reason::SkippedByTemplate;
            person.detail = rendered->skipReason;
            return;
        }
        person.missingInText += rendered->missing;
        if (!rendered->missing.isEmpty() && m_plan.missingInText == MissingInText::SkipPerson) {
            person.reason = Reason::MissingAttribute;
            person.detail = rendered->missing.first();
            return;
        }
        if (text.personal)
            person.fields.personal.append({parameter.name, {FieldValue::Type::String, rendered->text}});
    }
}

QString PlanRenderer::recipient(const QVariantList& values) const
{
    if (m_plan.recipientId)
        return canonicalText(values.value(m_plan.attributes.indexOf(m_plan.recipientId->attribute)), m_zone);
    for (const QString& key : {QStringLiteral("login_id"), QStringLiteral("visitor_id")}) {
        const QVariant value = values.value(m_plan.attributes.indexOf(key));
        if (!isMissing(value))
            return canonicalText(value, m_zone);
    }
    return {};
}

} // namespace wd
