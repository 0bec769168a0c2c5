#include "ui/audience/segments/findinglist.h"

#include "ui/audience/people/persontexts.h"
#include "ui/audience/rules/ruletree.h"
#include "ui/shared/buttons.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/formatting.h"
#include "ui/shared/icons.h"
#include "ui/texts/rulesentence.h"

#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int indent = 20;

} // namespace

FindingList::FindingList(QWidget* parent)
    : QWidget(parent)
    , m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(8);
}

void FindingList::clear()
{
    clearLayout(*m_lines);
}

void FindingList::show(const Finding& finding, const Catalogue& catalogue, const QTimeZone& zone)
{
    clear();
    m_catalogue = catalogue;
    m_zone = zone;
    add(finding, 0);
    updateGeometry();
}

// Groups say how many of their members hold; a `not` and what it negates are one line.
void FindingList::add(const Finding& finding, int level)
{
    const Finding* inner = &finding;
    while (inner->rule.kind == Rule::Kind::Not && !inner->parts.isEmpty())
        inner = &inner->parts.first();
    const bool group = inner->rule.kind == Rule::Kind::All || inner->rule.kind == Rule::Kind::Any;
    const bool segment = inner->rule.kind == Rule::Kind::Segment;
    addLine(finding, level, words(finding), group ? QString() : found(*inner));
    if (group || (segment && !inner->parts.isEmpty()))
        for (const Finding& part : inner->parts)
            add(part, level + 1);
}

QString FindingList::words(const Finding& finding) const
{
    const RuleNode node = nodeOf(finding.rule);
    if (!node.isGroup())
        return conditionText(finding.rule, m_catalogue);
    if (node.core.kind == Rule::Kind::All)
        return node.isNegated() ? tr("Not all of these hold") : tr("All of these hold");
    return node.isNegated() ? tr("None of these holds") : tr("Any of these holds");
}

QString FindingList::times(const QList<UtcMs>& times) const
{
    QStringList texts;
    for (const UtcMs at : times)
        texts += dateTimeText(at, m_zone);
    return texts.join(tr(", ", "between times"));
}

QString FindingList::found(const Finding& finding) const
{
    switch (finding.rule.kind) {
    case Rule::Kind::Attribute:
        return finding.value.isValid() ? tr("Value: %1").arg(valueText(finding.value, m_zone)) : tr("No value");
    case Rule::Kind::Event:
    case Rule::Kind::Received: {
        if (finding.found == 0 && finding.rule.kind == Rule::Kind::Received)
            return tr("Nothing received");
        if (finding.found == 0)
            return finding.rule.where.isEmpty() ? tr("Never happened in that time")
                                                : tr("Never happened in that time as the conditions ask");
        const QString count = tr("%n times, lately %1", nullptr, int(finding.found)).arg(times(finding.latest));
        return finding.measured ? tr("%1; comes to %2").arg(count, valueText(*finding.measured, m_zone)) : count;
    }
    case Rule::Kind::Sequence:
        return finding.latest.size() == 2
            ? tr("%1, then %2").arg(dateTimeText(finding.latest[0], m_zone), dateTimeText(finding.latest[1], m_zone))
            : tr("Never in this order and time");
    case Rule::Kind::Random:
        return tr("Drew %1 of 100").arg(QLocale::c().toString(finding.draw, 'f', 2));
    default:
        return {};
    }
}

void FindingList::addLine(const Finding& finding, int level, const QString& words, const QString& found)
{
    auto* line = new QWidget(this);
    line->setObjectName(QStringLiteral("finding"));
    line->setAccessibleName(
        finding.holds ? tr("Holds: %1. %2").arg(words, found) : tr("Does not hold: %1. %2").arg(words, found));
    auto* mark = finding.holds ? new IconLabel(QStringLiteral("success"), Token::Ok, 18, line)
                               : new IconLabel(QStringLiteral("error"), Token::Error, 18, line);
    auto* text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(textLabel(words, line));
    if (!found.isEmpty()) {
        QLabel* const fact = mutedLabel(found, line);
        fact->setObjectName(QStringLiteral("findingFact"));
        fact->setProperty("look", QStringLiteral("fieldLine"));
        text->addWidget(fact);
    }
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(level * indent, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addLayout(text, 1);
    m_lines->addWidget(line);
    line->show();
}

} // namespace wd
