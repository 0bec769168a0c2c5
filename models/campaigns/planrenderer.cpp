#include "models/campaigns/planrenderer.h"

#include "models/base/phrase.h"
#include "models/campaigns/personvalues.h"
#include "models/channels/parametervalue.h"

#include <QRegularExpression>

#include <cmath>

namespace wd {

namespace {

FieldValue::Type typeOf(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return FieldValue::Type::Boolean;
    case QMetaType::Int:
    case QMetaType::LongLong:
        return FieldValue::Type::Number;
    case QMetaType::Double:
        return std::isfinite(value.toDouble()) ? FieldValue::Type::Number : FieldValue::Type::String;
    default:
        return FieldValue::Type::String;
    }
}

// A default is written as text: what reads as a number or a truth stands for one.
FieldValue defaultOf(const UserAttribute& attribute)
{
    static const QRegularExpression number(QStringLiteral("^-?(0|[1-9]\\d*)(\\.\\d+)?\\z"));
    const QString text = attribute.defaultValue.value_or(QString());
    const bool isTruth = text == QLatin1String("true") || text == QLatin1String("false");
    return {isTruth                         ? FieldValue::Type::Boolean
            : number.match(text).hasMatch() ? FieldValue::Type::Number
                                            : FieldValue::Type::String,
        text};
}

} // namespace

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

PlanRenderer::TextRendering PlanRenderer::render(const Text& text, const TemplateData& data) const
{
    const PlanParameter& parameter = m_plan.parameters[text.parameter];
    const Result<RenderedText> rendered = text.content.render(data);
    if (!rendered)
        return {Reason::TextFailed, parameter.name, {}, {}};
    if (rendered->skip)
        return {Reason::SkippedByTemplate, rendered->skipReason, {}, {}};
    if (!rendered->missing.isEmpty() && m_plan.missingInText == MissingInText::SkipPerson)
        return {Reason::MissingAttribute, rendered->missing.first(), {}, rendered->missing};
    if (parameter.required && rendered->text.trimmed().isEmpty())
        return {Reason::TextEmpty, parameter.name, {}, rendered->missing};
    return {Reason::None, {}, rendered->text, rendered->missing, rendered->notANumber};
}

SharedRendering PlanRenderer::shared(const QString& messageId, UtcMs now) const
{
    SharedRendering shared;
    shared.content.campaignName = m_plan.campaignName;
    shared.content.channelName = m_plan.channelName;
    shared.content.messageId = messageId;
    auto text = m_texts.cbegin();
    for (int i = 0; i < m_plan.parameters.size(); ++i) {
        const PlanParameter& parameter = m_plan.parameters[i];
        const bool isText = text != m_texts.cend() && text->parameter == i;
        if (isText && !text->personal) {
            const TextRendering rendered = render(*text, templateData(now));
            if (rendered.reason != Reason::None && shared.reason == Reason::None) {
                shared.reason = rendered.reason;
                shared.detail = rendered.detail;
            }
            shared.notANumber = shared.notANumber || rendered.notANumber;
            shared.content.shared.append({parameter.name, {FieldValue::Type::String, rendered.text}});
        } else if (!isText && parameter.value) {
            shared.content.shared.append({parameter.name, {parameter.type, *parameter.value}});
        }
        if (isText)
            ++text;
    }
    return shared;
}

PersonRendering PlanRenderer::person(const QVariantList& values, UtcMs now) const
{
    PersonRendering person;
    person.fields.recipientId = recipient(values);
    addUserFields(values, person);
    if (person.reason == Reason::None && !m_texts.empty())
        addTexts(values, now, person);
    return person;
}

void PlanRenderer::addUserFields(const QVariantList& values, PersonRendering& person) const
{
    for (const Field& field : m_fields) {
        const QVariant value = values.value(field.value);
        FieldValue sent{typeOf(value), canonicalText(value, m_zone)};
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
                sent = {FieldValue::Type::Null, {}};
                break;
            case Missing::UseDefault:
                sent = defaultOf(*field.attribute);
                break;
            }
        }
        person.fields.user.append({field.name, sent});
    }
}

void PlanRenderer::addTexts(const QVariantList& values, UtcMs now, PersonRendering& person) const
{
    TemplateData data = templateData(now);
    for (int i = 0; i < m_plan.attributes.size(); ++i)
        data.user.insert(m_plan.attributes[i], values.value(i));
    for (const Text& text : m_texts) {
        TextRendering rendered = render(text, data);
        person.missingInText += rendered.missing;
        person.notANumber = person.notANumber || rendered.notANumber;
        if (rendered.reason != Reason::None) {
            person.reason = rendered.reason;
            person.detail = rendered.detail;
            return;
        }
        if (text.personal)
            person.fields.personal.append(
                {m_plan.parameters[text.parameter].name, {FieldValue::Type::String, std::move(rendered.text)}});
    }
}

QString PlanRenderer::recipient(const QVariantList& values) const
{
    QStringList keys{QStringLiteral("login_id"), QStringLiteral("visitor_id")};
    if (m_plan.recipientId)
        keys.prepend(m_plan.recipientId->attribute);
    for (const QString& key : std::as_const(keys)) {
        const QVariant value = values.value(m_plan.attributes.indexOf(key));
        if (!isMissing(value))
            return canonicalText(value, m_zone);
    }
    return {};
}

} // namespace wd
