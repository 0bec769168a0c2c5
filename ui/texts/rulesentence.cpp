#include "ui/texts/rulesentence.h"

#include "models/audience/rules/rulevalues.h"
#include "models/audience/segments/segmentstore.h"
#include "ui/texts/comparisontext.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <optional>

namespace wd {

namespace {

// Each condition becomes a clause about the people; in Chinese it stands before them, in English after.
class Sentence {
    Q_DECLARE_TR_FUNCTIONS(wd::RuleSentence)
public:
    explicit Sentence(const Catalogue& catalogue)
        : m_catalogue(catalogue)
    {
    }

    QString clause(const Rule& rule) const;

private:
    // What stands for the events of a condition. Labels read as verbs, keys need one beside them.
    struct Events {
        QString names;
        bool labelled = true;
    };

    enum class Notes { All, Where };

    QString negated(const Rule& rule) const;
    QString othersThan(const Rule& rule) const;
    static QString neverIncluded() { return tr("those who never did are included"); }
    QString group(const Rule& rule) const;
    QString attribute(const Rule& rule) const;
    QString event(const Rule& rule, bool never) const;
    QString happened(const Events& events, const Period& period) const;
    QString neverHappened(const Events& events, const Period& period) const;
    QString counted(const Rule& rule, Notes notes) const;
    QString measured(const Rule& rule, const Events& events) const;
    QString sequence(const Rule& rule, bool never) const;
    Events events(const QStringList& keys) const;
    const Property* property(const Rule& rule, const QString& key) const; // null: not known
    QString where(const Rule& rule) const;
    QString withNotes(const QString& clause, const QStringList& notes) const;
    static QString named(const Rule& rule, bool holds);
    static QString received(const Received& received, bool holds);
    static QString period(const Period& period);
    static QString duration(int seconds);
    static QString percent(double percent);

    const Catalogue& m_catalogue;
};

bool isGroup(const Rule& rule)
{
    return rule.kind == Rule::Kind::All || rule.kind == Rule::Kind::Any;
}

// A group of one is that one.
const Rule& withoutFrames(const Rule& rule)
{
    return isGroup(rule) && rule.children.size() == 1 ? withoutFrames(rule.children.first()) : rule;
}

QString Sentence::clause(const Rule& rule) const
{
    switch (rule.kind) {
    case Rule::Kind::All:
    case Rule::Kind::Any:
        return group(rule);
    case Rule::Kind::Not:
        return negated(rule.children.value(0));
    case Rule::Kind::Attribute:
        return attribute(rule);
    case Rule::Kind::Event:
        return event(rule, false);
    case Rule::Kind::Sequence:
        return sequence(rule, false);
    case Rule::Kind::Received:
        return received(rule.received, true);
    case Rule::Kind::Segment:
    case Rule::Kind::List:
    case Rule::Kind::Random:
        return named(rule, true);
    }
    Q_UNREACHABLE();
}

// The comparison that holds where the other does not; none for between.
std::optional<Operator> opposite(Operator op)
{
    using enum Operator;
    static const QHash<Operator, Operator> all{{Less, GreaterOrEqual}, {GreaterOrEqual, Less}, {Greater, LessOrEqual},
        {LessOrEqual, Greater}, {Equal, NotEqual}, {NotEqual, Equal}, {In, NotIn}, {NotIn, In}};
    const auto found = all.constFind(op);
    return found == all.cend() ? std::nullopt : std::optional(*found);
}

// The comparison that every other value passes, and a missing one where the first does not let it.
std::optional<Operator> complement(Operator op)
{
    using enum Operator;
    static const QHash<Operator, Operator> all{{Equal, NotEqual}, {On, NotEqual}, {NotEqual, Equal}, {In, NotIn},
        {NotIn, In}, {Contains, NotContains}, {NotContains, Contains}, {Empty, NotEmpty}, {NotEmpty, Empty}};
    const auto found = all.constFind(op);
    return found == all.cend() ? std::nullopt : std::optional(*found);
}

bool isCount(const Rule& rule)
{
    return rule.kind == Rule::Kind::Event && rule.measure && rule.measure->kind == Measure::Kind::Count
        && !rule.measure->values.isEmpty();
}

// Who is left out with those who never did is not said of them, but of the others.
QString Sentence::othersThan(const Rule& rule) const
{
    const bool counts = isCount(rule);
    const QString text
        = tr("who are not among those %1", "clause").arg(counts ? counted(rule, Notes::Where) : clause(rule));
    const bool never = counts ? !numberMeets(0, rule.measure->op, rule.measure->values)
                              : rule.kind == Rule::Kind::Event && rule.measure.has_value();
    return withNotes(text, {never ? neverIncluded() : QString()});
}

QString Sentence::negated(const Rule& condition) const
{
    const Rule& rule = withoutFrames(condition);
    switch (rule.kind) {
    case Rule::Kind::Not:
        return clause(rule.children.value(0));
    case Rule::Kind::Event:
        if (!rule.measure)
            return event(rule, true);
        if (const auto op = isCount(rule) ? opposite(rule.measure->op) : std::nullopt) {
            Rule others = rule;
            others.measure->op = *op;
            return event(others, false);
        }
        return othersThan(rule);
    case Rule::Kind::Attribute:
        if (const auto op = complement(rule.op)) {
            Rule others = rule;
            others.op = *op;
            return attribute(others);
        }
        break;
    case Rule::Kind::Sequence:
        return sequence(rule, true);
    case Rule::Kind::Received:
        return received(rule.received, false);
    case Rule::Kind::Segment:
    case Rule::Kind::List:
    case Rule::Kind::Random:
        return named(rule, false);
    default:
        break;
    }
    const bool several = isGroup(rule) && rule.children.size() > 1;
    return tr("who are not among those %1", "clause")
        .arg(several ? tr("(%1)", "clauses, negated").arg(clause(rule)) : clause(rule));
}

QString Sentence::group(const Rule& rule) const
{
    const bool all = rule.kind == Rule::Kind::All;
    if (rule.children.isEmpty())
        return all ? tr("whoever they are") : tr("who can't exist");
    if (rule.children.size() == 1)
        return clause(rule.children.first());
    QStringList parts;
    for (const Rule& one : rule.children) {
        const Rule& child = withoutFrames(one);
        parts += isGroup(child) && child.children.size() > 1 ? tr("(%1)", "clauses").arg(clause(child)) : clause(child);
    }
    const QString last = parts.takeLast();
    const QString comma = all ? tr(", ", "all of several clauses") : tr(", ", "any of several clauses");
    if (parts.size() == 1)
        return (all ? tr("%1 and %2", "clauses") : tr("%1 or %2", "clauses")).arg(parts.first(), last);
    return (all ? tr("%1, and %2", "clauses") : tr("%1, or %2", "clauses")).arg(parts.join(comma), last);
}

QString Sentence::named(const Rule& rule, bool holds)
{
    const auto shown = [](const QString& name) { return name.isEmpty() ? QStringLiteral("…") : name; };
    if (rule.kind == Rule::Kind::Segment)
        return (holds ? tr("who are in the segment “%1”") : tr("who are not in the segment “%1”"))
            .arg(shown(rule.segment));
    if (rule.kind == Rule::Kind::List)
        return (holds ? tr("who are on the list “%1”") : tr("who are not on the list “%1”")).arg(shown(rule.list));
    return (holds ? tr("who are among the %1 drawn by lot") : tr("who are not among the %1 drawn by lot"))
        .arg(percent(rule.percent));
}

QString Sentence::percent(double percent)
{
    return tr("%1%").arg(QLocale::c().toString(percent, 'g', 15));
}

QString Sentence::received(const Received& received, bool holds)
{
    const bool campaign = received.of == Received::Of::Campaign;
    const QString from
        = (campaign ? tr("the campaign “%1”") : tr("anything through the channel “%1”")).arg(received.name);
    if (received.days == 0)
        return (holds ? tr("who have received %1") : tr("who have never received %1")).arg(from);
    return (holds ? tr("who received %1 today or in the %n days before", nullptr, received.days)
                  : tr("who did not receive %1 today or in the %n days before", nullptr, received.days))
        .arg(from);
}

QString Sentence::attribute(const Rule& rule) const
{
    const Attribute* const known = m_catalogue.attributeByKey(rule.attribute);
    return tr("whose %1 %2", "attribute, comparison")
        .arg(known ? attributeLabel(*known) : rule.attribute,
            comparisonText(rule.op, rule.values, known ? known->type : AttributeType::Text));
}

Sentence::Events Sentence::events(const QStringList& keys) const
{
    Events events;
    QStringList names;
    for (const QString& key : keys) {
        const EventName* const known = m_catalogue.eventByKey(key);
        const QString label = known ? eventLabel(*known) : key;
        events.labelled = events.labelled && label != key;
        names += label;
    }
    for (QString& name : names)
        name = (events.labelled ? tr("“%1”", "event with a label") : tr("“%1”", "event by its key")).arg(name);
    events.names = names.join(tr(" or ", "events"));
    return events;
}

const Property* Sentence::property(const Rule& rule, const QString& key) const
{
    const EventName* const event = m_catalogue.eventByKey(rule.events.value(0));
    return event ? event->propertyByKey(key) : nullptr;
}

QString Sentence::where(const Rule& rule) const
{
    QStringList parts;
    for (const PropertyCondition& condition : rule.where) {
        const Property* const known = property(rule, condition.property);
        parts += tr("%1 %2", "property, comparison")
                     .arg(known ? propertyLabel(*known) : condition.property,
                         comparisonText(condition.op, condition.values, known ? known->type : AttributeType::Text));
    }
    return parts.join(tr("; ", "all of several conditions on an event"));
}

QString Sentence::withNotes(const QString& clause, const QStringList& notes) const
{
    QStringList said = notes;
    said.removeAll(QString());
    return said.isEmpty() ? clause : tr("%1 (%2)", "clause, notes").arg(clause, said.join(tr("; ")));
}

QString Sentence::period(const Period& period)
{
    if (period.kind == Period::Kind::Ever)
        return tr("at any time", "counted over all time");
    return periodText(period);
}

QString Sentence::happened(const Events& events, const Period& when) const
{
    if (when.kind == Period::Kind::Ever)
        return (events.labelled ? tr("who have ever done %1", "label") : tr("who have ever done %1", "key"))
            .arg(events.names);
    return (events.labelled ? tr("who did %1 %2", "label, period") : tr("who did %1 %2", "key, period"))
        .arg(events.names, period(when));
}

QString Sentence::neverHappened(const Events& events, const Period& when) const
{
    if (when.kind == Period::Kind::Ever)
        return (events.labelled ? tr("who have never done %1", "label") : tr("who have never done %1", "key"))
            .arg(events.names);
    return (events.labelled ? tr("who did not do %1 %2", "label, period") : tr("who did not do %1 %2", "key, period"))
        .arg(events.names, period(when));
}

QString Sentence::event(const Rule& rule, bool never) const
{
    const Events events = this->events(rule.events);
    if (!rule.measure)
        return withNotes(never ? neverHappened(events, rule.period) : happened(events, rule.period), {where(rule)});
    return rule.measure->kind == Measure::Kind::Count ? counted(rule, Notes::All) : measured(rule, events);
}

QString Sentence::counted(const Rule& rule, Notes notes) const
{
    const Events events = this->events(rule.events);
    const Measure& measure = *rule.measure;
    const QString text = (events.labelled ? tr("who did %1 %2 %3", "label, times, period")
                                          : tr("who did %1 %2 %3", "key, times, period"))
                             .arg(events.names, timesText(measure.op, measure.values), period(rule.period));
    const bool never = notes == Notes::All && !measure.values.isEmpty() && numberMeets(0, measure.op, measure.values);
    return withNotes(text, {where(rule), never ? neverIncluded() : QString()});
}

QString Sentence::measured(const Rule& rule, const Events& events) const
{
    const Measure& measure = *rule.measure;
    const QString amount = amountText(measure.op, measure.values);
    QString text;
    switch (measure.kind) {
    case Measure::Kind::Average:
        text = tr("whose average %1 of %2 %3 is %4", "property, event, period, amount");
        break;
    case Measure::Kind::Minimum:
        text = tr("whose smallest %1 of %2 %3 is %4", "property, event, period, amount");
        break;
    case Measure::Kind::Maximum:
        text = tr("whose largest %1 of %2 %3 is %4", "property, event, period, amount");
        break;
    default:
        text = tr("whose %1 of %2 %3 adds up to %4", "property, event, period, amount");
    }
    const Property* const known = property(rule, measure.property);
    const QString label = known ? propertyLabel(*known) : measure.property;
    return withNotes(text.arg(label, events.names, period(rule.period), amount), {where(rule)});
}

QString Sentence::duration(int seconds)
{
    if (seconds >= 86'400 && seconds % 86'400 == 0)
        return tr("%n days", "length of time", seconds / 86'400);
    if (seconds >= 3'600 && seconds % 3'600 == 0)
        return tr("%n hours", "length of time", seconds / 3'600);
    if (seconds >= 60 && seconds % 60 == 0)
        return tr("%n minutes", "length of time", seconds / 60);
    return tr("%n seconds", "length of time", seconds);
}

QString Sentence::sequence(const Rule& rule, bool never) const
{
    const Rule first = rule.children.value(0);
    const Rule second = rule.children.value(1);
    const auto step = [this](const Rule& one) {
        const QString when = one.period.kind == Period::Kind::Ever ? QString() : periodText(one.period);
        return withNotes(events(one.events).names, {when, where(one)});
    };
    return (never ? tr("who did not do %1 followed, within %3, by %2", "first event, second event, length of time")
                  : tr("who did %1 and then, within %3, %2", "first event, second event, length of time"))
        .arg(step(first), step(second), duration(rule.withinSeconds));
}

// Chinese sets a space between its own letters and others, not beside brackets; what stands within quotes is left as it
// is.
QString spaced(const QString& sentence)
{
    if (QLocale().language() != QLocale::Chinese)
        return sentence;
    const auto isHan = [](QChar letter) { return letter.script() == QChar::Script_Han; };
    const auto isLatin = [](QChar letter) {
        return letter > u' ' && letter.unicode() < 0x80 && !QStringView(u"()[]{}<>,;:!?").contains(letter);
    };
    QString result;
    int quotes = 0;
    for (const QChar letter : sentence) {
        const QChar before = result.isEmpty() ? QChar() : result.back();
        if (quotes == 0 && ((isHan(before) && isLatin(letter)) || (isLatin(before) && isHan(letter))))
            result += u' ';
        quotes += letter == u'“' ? 1 : letter == u'”' ? -1 : 0;
        result += letter;
    }
    return result;
}

QString everybody(UserKind kind)
{
    return kind == UserKind::Login ? QCoreApplication::translate("wd::RuleSentence", "all login users")
                                   : QCoreApplication::translate("wd::RuleSentence", "all visitors");
}

} // namespace

QString ruleSentence(const Rule& rule, UserKind kind, const Catalogue& catalogue)
{
    if (isGroup(rule) && rule.children.isEmpty())
        return rule.kind == Rule::Kind::All ? everybody(kind)
                                            : QCoreApplication::translate("wd::RuleSentence", "nobody");
    const QString people = kind == UserKind::Login ? QCoreApplication::translate("wd::RuleSentence", "login users")
                                                   : QCoreApplication::translate("wd::RuleSentence", "visitors");
    return spaced(QCoreApplication::translate("wd::RuleSentence", "%1 %2", "people, clause")
                      .arg(people, Sentence(catalogue).clause(rule)));
}

QString briefRuleSentence(const Rule& rule, UserKind kind, const Catalogue& catalogue)
{
    const bool clauses = kind == UserKind::Login && !(isGroup(rule) && rule.children.isEmpty());
    return clauses ? conditionText(rule, catalogue) : ruleSentence(rule, kind, catalogue);
}

QString conditionText(const Rule& condition, const Catalogue& catalogue)
{
    return spaced(Sentence(catalogue).clause(condition));
}

} // namespace wd
