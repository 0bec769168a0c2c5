#include "app/commandline/segmentjson.h"

#include "app/commandline/personjson.h"
#include "models/audience/rules/rulecodec.h"
#include "models/base/zonedtime.h"
#include "models/campaigns/campaigncodec.h"
#include "models/channels/parametervalue.h"
#include "ui/texts/rulesentence.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

namespace wd {

namespace {

void addFacts(const Finding& finding, const QTimeZone& zone, QJsonObject& json)
{
    QJsonArray latest;
    for (const UtcMs at : finding.latest)
        latest.append(isoLocal(at, zone));
    switch (finding.rule.kind) {
    case Rule::Kind::Attribute:
        json.insert(QStringLiteral("value"),
            finding.value.isValid() ? valueToJson(finding.value, zone) : QJsonValue(QJsonValue::Null));
        break;
    case Rule::Kind::Event:
        if (finding.rule.measure && finding.rule.measure->kind != Measure::Kind::Count)
            json.insert(
                QStringLiteral("measured"), finding.measured ? QJsonValue(*finding.measured) : QJsonValue::Null);
        [[fallthrough]];
    case Rule::Kind::Sequence:
    case Rule::Kind::Received:
        json.insert(QStringLiteral("found"), finding.found);
        json.insert(QStringLiteral("latest"), latest);
        break;
    case Rule::Kind::Random:
        json.insert(QStringLiteral("draw"), finding.draw);
        break;
    default:
        break;
    }
}

// The window's words for the same.
class FindingWords {
    Q_DECLARE_TR_FUNCTIONS(wd::FindingList)
public:
    FindingWords(const Catalogue& catalogue, const QTimeZone& zone)
        : m_catalogue(catalogue)
        , m_zone(zone)
    {
    }

    void add(const Finding& finding, int level);
    QString text() const { return m_lines.join(u'\n'); }

private:
    QString words(const Finding& finding) const;
    QString found(const Finding& finding) const;
    QString times(const QList<UtcMs>& times) const;

    const Catalogue& m_catalogue;
    QTimeZone m_zone;
    QStringList m_lines;
};

bool isGroup(const Rule& rule)
{
    return rule.kind == Rule::Kind::All || rule.kind == Rule::Kind::Any;
}

// A `not` and what it negates are one line.
void FindingWords::add(const Finding& finding, int level)
{
    const Finding* inner = &finding;
    while (inner->rule.kind == Rule::Kind::Not && !inner->parts.isEmpty())
        inner = &inner->parts.first();
    const QString fact = isGroup(inner->rule) ? QString() : found(*inner);
    const QString line
        = QString(2 * level, u' ') + (finding.holds ? QStringLiteral("✓ ") : QStringLiteral("✗ ")) + words(finding);
    m_lines += fact.isEmpty() ? line : tr("%1 (%2)", "condition, what was found").arg(line, fact);
    if (isGroup(inner->rule) || inner->rule.kind == Rule::Kind::Segment)
        for (const Finding& part : inner->parts)
            add(part, level + 1);
}

QString FindingWords::words(const Finding& finding) const
{
    const Rule* core = &finding.rule;
    bool isNegated = false;
    for (; core->kind == Rule::Kind::Not; core = &core->children.first())
        isNegated = !isNegated;
    if (!isGroup(*core))
        return conditionText(finding.rule, m_catalogue);
    if (core->kind == Rule::Kind::All)
        return isNegated ? tr("Not all of these hold") : tr("All of these hold");
    return isNegated ? tr("None of these holds") : tr("Any of these holds");
}

QString FindingWords::times(const QList<UtcMs>& times) const
{
    QStringList texts;
    for (const UtcMs at : times)
        texts += isoLocal(at, m_zone);
    return texts.join(tr(", ", "between times"));
}

QString FindingWords::found(const Finding& finding) const
{
    switch (finding.rule.kind) {
    case Rule::Kind::Attribute:
        return finding.value.isValid() ? tr("Value: %1").arg(canonicalText(finding.value, m_zone)) : tr("No value");
    case Rule::Kind::Event:
    case Rule::Kind::Received: {
        if (finding.found == 0)
            return finding.rule.kind == Rule::Kind::Event ? tr("Never happened in that time") : tr("Nothing received");
        const QString count = tr("%n times, lately %1", nullptr, int(finding.found)).arg(times(finding.latest));
        return finding.measured ? tr("%1; comes to %2").arg(count, canonicalText(*finding.measured, m_zone)) : count;
    }
    case Rule::Kind::Sequence:
        return finding.latest.size() == 2
            ? tr("%1, then %2").arg(isoLocal(finding.latest[0], m_zone), isoLocal(finding.latest[1], m_zone))
            : tr("Never in this order and time");
    case Rule::Kind::Random:
        return tr("Drew %1 of 100").arg(QLocale::c().toString(finding.draw, 'f', 2));
    default:
        return {};
    }
}

} // namespace

QJsonObject usesToJson(const QList<SegmentUse>& uses)
{
    QJsonArray campaigns;
    QJsonArray segments;
    for (const SegmentUse& use : uses) {
        if (use.kind == SegmentUse::Kind::Segment)
            segments.append(use.name);
        else
            campaigns.append(QJsonObject{{QStringLiteral("name"), use.name},
                {QStringLiteral("state"), stateName(static_cast<CampaignState>(use.state))}});
    }
    return {{QStringLiteral("campaigns"), campaigns}, {QStringLiteral("segments"), segments}};
}

QJsonObject findingToJson(const Finding& finding, const QTimeZone& zone)
{
    QJsonObject json{{QStringLiteral("matches"), finding.holds}, {QStringLiteral("rule"), ruleToJson(finding.rule)}};
    addFacts(finding, zone, json);
    QJsonArray conditions;
    for (const Finding& part : finding.parts)
        conditions.append(findingToJson(part, zone));
    if (!conditions.isEmpty())
        json.insert(QStringLiteral("conditions"), conditions);
    return json;
}

QString findingText(const Finding& finding, const Catalogue& catalogue, const QTimeZone& zone)
{
    FindingWords words(catalogue, zone);
    words.add(finding, 0);
    return words.text();
}

} // namespace wd
