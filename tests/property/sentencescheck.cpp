// Two rules that are not the same have not the same sentence, in neither language.
// sentencescheck SEED RULES [print]: rules like those of rulescheck, and others that differ from them in one place;
// with "print", every sixth rule with its sentences. The exit code is 1 when two rules read alike.
#include "models/audience/rules/rulechecker.h"
#include "models/audience/rules/rulecodec.h"
#include "models/audience/rules/rulevalues.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"
#include "ui/texts/rulesentence.h"

#include "tests/property/rulemaker.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTranslator>

using namespace wd;

namespace {

Catalogue catalogueOf(const QString& folder)
{
    static const QString types = QStringLiteral("tndibc"); // in the order of their numbers
    const auto database = Database::openWriter(folder + QStringLiteral("/audience.db"), Database::Durability::Normal);
    const auto run = [&database](const QByteArray& sql, const QVariantList& values) {
        Statement statement(**database, sql);
        for (qsizetype i = 0; i < values.size(); ++i)
            statement.bind(int(i) + 1, values.at(i));
        if (!statement.run())
            qFatal("%s", sql.constData());
    };
    if (!database || !migrate(**database, migrationScripts(QStringLiteral("audience")), 1))
        qFatal("%s", qPrintable(folder));
    qint64 id = 0;
    for (const QString& key : DataMaker::attributes().mid(2))
        run("INSERT INTO attribute(id,key,type,user_kind) VALUES(?,?,?,0)",
            {++id, key, types.indexOf(DataMaker::typeOf(key))});
    qint64 name = 0;
    for (const QString& event : DataMaker::eventNames()) {
        run("INSERT INTO event_name(id,key) VALUES(?,?)", {++name, event});
        for (const QString& key : DataMaker::propertiesOf({event}))
            run("INSERT INTO property(id,event_name_id,key,type) VALUES(?,?,?,?)",
                {++id, name, key, types.indexOf(DataMaker::typeOf(key))});
    }
    const Result<Catalogue> catalogue = Catalogue::load(**database);
    return *catalogue;
}

// --- rules that differ in one place ----------------------------------------------------------------------------------

using Random = QRandomGenerator;

template <typename T> T other(Random& random, const QList<T>& all, const T& than)
{
    const T chosen = all.at(random.bounded(int(all.size())));
    return chosen == than ? all.at((all.indexOf(chosen) + 1) % all.size()) : chosen;
}

qsizetype valuesOf(Operator op)
{
    using enum Operator;
    return op == Empty || op == NotEmpty ? 0 : op == Between || op == In || op == NotIn ? 2 : 1;
}

void changeOperator(Random& random, Operator& op, const QVariantList& values, const QList<Operator>& all)
{
    using enum Operator;
    QList<Operator> fitting;
    for (const Operator one : all) {
        const bool hasDays = one == LastDays || one == NextDays;
        const bool hadDays = op == LastDays || op == NextDays;
        if (one != Anniversary && valuesOf(one) == valuesOf(op) && hasDays == hadDays
            && (one != Between || values.size() == 2))
            fitting += one;
    }
    if (op != Anniversary)
        op = other(random, fitting, op);
}

void changeEvent(Random& random, Rule& rule)
{
    static const QList<Period> periods{{Period::Kind::Ever, 0, {}, {}}, {Period::Kind::Today, 0, {}, {}},
        {Period::Kind::Yesterday, 0, {}, {}}, {Period::Kind::ThisWeek, 0, {}, {}}, {Period::Kind::ThisMonth, 0, {}, {}},
        {Period::Kind::LastDays, 1, {}, {}}, {Period::Kind::LastDays, 2, {}, {}},
        {Period::Kind::FromTo, 0, QStringLiteral("2026-02-01"), {}},
        {Period::Kind::FromTo, 0, {}, QStringLiteral("2026-02-01")}};
    using enum Measure::Kind;
    if (rule.measure && rule.measure->kind != Count && random.bounded(3) == 0)
        rule.measure->kind = other(random, QList<Measure::Kind>{Sum, Average, Minimum, Maximum}, rule.measure->kind);
    else if (rule.measure && random.bounded(2) == 0)
        changeOperator(random, rule.measure->op, rule.measure->values, operatorsForMeasures());
    else if (!rule.where.isEmpty() && random.bounded(2) == 0)
        rule.where.removeLast();
    else
        rule.period = other(random, periods, rule.period);
}

void change(Random& random, Rule& rule, const Catalogue& catalogue)
{
    using enum Rule::Kind;
    if (!rule.children.isEmpty() && rule.kind != Sequence && random.bounded(3) > 0)
        return change(random, rule.children[random.bounded(int(rule.children.size()))], catalogue);
    const Rule before = rule;
    if (random.bounded(3) == 0) {
        rule = Rule();
        rule.kind = Not;
        rule.children = {before};
        return;
    }
    switch (rule.kind) {
    case All:
    case Any:
        rule.kind = rule.kind == All ? Any : All;
        if (rule.children.size() > 2 && random.bounded(2) == 0) {
            // The others beside the first, as a group of their own.
            rule.children = before.children.mid(1);
            Rule outer = before;
            outer.children = {before.children.first(), rule};
            rule = outer;
        }
        return;
    case Not:
        rule = before.children.first();
        return;
    case Attribute: {
        const auto* const attribute = catalogue.attributeByKey(rule.attribute);
        return changeOperator(random, rule.op, rule.values, operatorsFor(attribute->type));
    }
    case Event:
        return changeEvent(random, rule);
    case Received:
        rule.received.days += 1;
        return;
    case Sequence:
        if (random.bounded(2) == 0)
            rule.withinSeconds += 1;
        else
            changeEvent(random, rule.children[random.bounded(2)]);
        return;
    case Segment:
        rule.segment += u'x';
        return;
    case List:
        rule.list += u'x';
        return;
    case Random:
        rule.percent += 0.001;
        return;
    }
}

// --- what is the same ------------------------------------------------------------------------------------------------

// Two words for one comparison, and two values for one day.
void simplify(Operator& op, QVariantList& values)
{
    using enum Operator;
    op = op == On ? Equal : op == Before ? Less : op == After ? Greater : op;
    if (values.size() == 1)
        op = op == In ? Equal : op == NotIn ? NotEqual : op;
    for (QVariant& value : values)
        if (const auto days = relativeDay(value))
            value = double(*days);
}

Rule simple(Rule rule)
{
    using enum Rule::Kind;
    for (Rule& child : rule.children)
        child = simple(child);
    if ((rule.kind == All || rule.kind == Any) && rule.children.size() == 1)
        return rule.children.first();
    simplify(rule.op, rule.values);
    if (rule.measure)
        simplify(rule.measure->op, rule.measure->values);
    for (PropertyCondition& condition : rule.where)
        simplify(condition.op, condition.values);
    if (rule.kind != Not)
        return rule;
    Rule& negated = rule.children.first();
    if (negated.kind == Not)
        return negated.children.first();
    using enum Operator;
    static const QHash<Operator, Operator> complements{{Equal, NotEqual}, {NotEqual, Equal}, {In, NotIn}, {NotIn, In},
        {Contains, NotContains}, {NotContains, Contains}, {Empty, NotEmpty}, {NotEmpty, Empty}};
    static const QHash<Operator, Operator> opposites{{Less, GreaterOrEqual}, {GreaterOrEqual, Less},
        {Greater, LessOrEqual}, {LessOrEqual, Greater}, {Equal, NotEqual}, {NotEqual, Equal}, {In, NotIn}, {NotIn, In}};
    const bool isCount = negated.kind == Event && negated.measure && negated.measure->kind == Measure::Kind::Count;
    if (isCount && opposites.contains(negated.measure->op))
        negated.measure->op = opposites.value(negated.measure->op);
    else if (negated.kind == Attribute && complements.contains(negated.op))
        negated.op = complements.value(negated.op);
    else
        return rule;
    const Rule turned = negated;
    return turned;
}

QByteArray textOf(const Rule& rule)
{
    return QJsonDocument(ruleToJson(rule)).toJson(QJsonDocument::Compact);
}

Rule ruleOf(const QJsonObject& line)
{
    Errors errors;
    return ruleFromJson(line.value(QStringLiteral("rule")), QStringLiteral("rule"), errors);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QTemporaryDir folder;
    const Catalogue catalogue = catalogueOf(folder.path());
    DataMaker data(1'772'242'200'000, QTimeZone("Asia/Shanghai"), arguments.value(1).toUInt());
    data.writeAll(folder.path());
    RuleMaker maker(data);
    maker.makeSegments();
    QList<Rule> rules;
    for (const QJsonObject& line : maker.makeRules(arguments.value(2).toInt())) {
        constexpr int changes = 5;
        rules += QList<Rule>(changes + 1, ruleOf(line));
        for (qsizetype i = rules.size() - changes; i < rules.size(); ++i)
            change(data.random(), rules[i], catalogue);
    }
    QTextStream out(stdout);
    int alike = 0;
    for (const char* language : {"en", "zh_CN"}) {
        QTranslator translator;
        if (!translator.load(QStringLiteral(":/i18n/webhook-desk_%1.qm").arg(QLatin1String(language))))
            qFatal("%s", language);
        QCoreApplication::installTranslator(&translator);
        QLocale::setDefault(QLocale(QLatin1String(language)));
        QHash<QString, QByteArray> known;
        int index = 0;
        for (const Rule& rule : std::as_const(rules)) {
            const QString sentence = ruleSentence(rule, UserKind::Login, catalogue);
            if (arguments.contains(QStringLiteral("print")) && index++ % 6 == 0)
                out << textOf(rule) << '\n' << sentence << '\n';
            const QByteArray text = textOf(simple(rule));
            QByteArray& first = known[sentence];
            if (!first.isEmpty() && first != text && ++alike <= 10)
                out << "Both read “" << sentence << "”:\n" << first << '\n' << text << '\n';
            first = text;
        }
        out << language << ": " << rules.size() << " rules, " << known.size() << " sentences\n";
    }
    return alike == 0 ? 0 : 1;
}
