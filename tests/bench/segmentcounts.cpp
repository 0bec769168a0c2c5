// How long counts of segments take, and how long DuckDB takes for the same on the same data. Each rule is counted once,
// by either, with parameters that neither has seen; others of the same kinds warm both up.
// segmentcounts FOLDER SEED [MODULES]: FOLDER as wd_bench_data --csv left it; MODULES has @duckdb/node-api
// (segmentcounts.sh installs it). Exit code 1: the median of a story's rule is 0.5 s or longer, or longer than
// DuckDB's, two counts differ, or one does not see a person who was imported just now.
#include "models/audience/importing/importer.h"
#include "models/audience/query/segmentquery.h"
#include "models/audience/rules/rulecodec.h"
#include "models/workspace/workspacefiles.h"

#include "tests/bench/benchrules.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace wd;

namespace {

constexpr double target = 500; // ms
constexpr int drawn = 50;
constexpr auto today = "2026-07-15";
const TimeFrame frame{1'784'073'600'000, QTimeZone("Asia/Shanghai")};

struct Measured {
    qint64 count = -1;
    double ms = 0;
};

// As the program counts: the rule is built into a query each time.
Measured ours(Database& audience, const QJsonObject& json)
{
    Errors errors;
    const Rule rule = ruleFromJson(json, QStringLiteral("rule"), errors);
    QElapsedTimer timer;
    timer.start();
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    const auto query = catalogue ? SegmentQuery::build(*catalogue, rule, UserKind::Login, frame) : catalogue.error();
    const Result<qint64> count = query ? query->count(audience) : query.error();
    if (!count)
        qFatal("%s", qPrintable(count.error().where + count.error().arguments.join(u' ')));
    return {*count, double(timer.nsecsElapsed()) / 1e6};
}

class Duck {
public:
    Duck(const QString& modules, const QString& folder)
    {
        m_node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_node.start(QStringLiteral("node"), {QStringLiteral(WD_BENCH_SOURCES "/duckdb.mjs"), modules, folder});
    }
    ~Duck()
    {
        m_node.closeWriteChannel();
        m_node.waitForFinished();
    }
    Measured count(const QJsonObject& rule)
    {
        const QJsonObject asked{{QStringLiteral("rule"), rule}, {QStringLiteral("today"), QLatin1String(today)},
            {QStringLiteral("zoneHours"), 8}};
        m_node.write(QJsonDocument(asked).toJson(QJsonDocument::Compact) + '\n');
        while (!m_node.canReadLine())
            if (!m_node.waitForReadyRead(600'000))
                qFatal("DuckDB does not answer");
        const QJsonObject answer = QJsonDocument::fromJson(m_node.readLine()).object();
        return {answer.value(QStringLiteral("count")).toInteger(-1), answer.value(QStringLiteral("ms")).toDouble()};
    }

private:
    QProcess m_node;
};

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? 0 : values[values.size() / 2];
}

class Bench {
public:
    Bench(const QString& folder, std::unique_ptr<Duck> duck)
        : m_folder(folder)
        , m_duck(std::move(duck))
    {
        auto audience = openAudienceReader(folder);
        if (!audience)
            qFatal("no workspace in %s", qPrintable(folder));
        m_audience = std::move(audience).value();
    }

    void warmUp(const QList<BenchRule>& rules);
    // The same kind of rule with several parameters.
    void measure(const QList<BenchRule>& rules);
    void importOne();
    int summary() const;

private:
    Measured theirs(const QJsonObject& rule, const Measured& here) { return m_duck ? m_duck->count(rule) : here; }

    QString m_folder;
    std::unique_ptr<Database> m_audience;
    std::unique_ptr<Duck> m_duck;
    QList<double> m_times;
    QList<double> m_ratios;
    int m_faults = 0;
};

void Bench::warmUp(const QList<BenchRule>& rules)
{
    for (const BenchRule& rule : rules)
        theirs(rule.rule, ours(*m_audience, rule.rule));
}

void Bench::measure(const QList<BenchRule>& rules)
{
    QList<double> here;
    QList<double> there;
    for (const BenchRule& rule : rules) {
        const Measured mine = ours(*m_audience, rule.rule);
        const Measured other = theirs(rule.rule, mine);
        here += mine.ms;
        there += other.ms;
        if (mine.count != other.count || mine.ms >= target)
            std::printf("    %lld or %lld, %.1f ms: %s\n", mine.count, other.count, mine.ms,
                QJsonDocument(rule.rule).toJson(QJsonDocument::Compact).constData());
        m_faults += mine.count != other.count;
    }
    const double ratio = median(here) / median(there);
    const bool slow = rules.first().mustReach && (median(here) >= target || ratio > 1);
    m_faults += slow;
    m_times += here;
    m_ratios += ratio;
    std::printf("%-22s %9.1f %9.1f %6.2f%s\n", qPrintable(rules.first().name), median(here), median(there), ratio,
        slow ? " SLOW" : "");
}

// Nothing of what was counted before is taken for an answer.
void Bench::importOne()
{
    const QJsonObject rule = benchRules(0, 0).at(3).rule; // a level and a birthday
    const QJsonArray conditions = rule.value(QStringLiteral("all")).toArray();
    const int days = conditions.at(1)[QStringLiteral("value")].toInt();
    const QString file = m_folder + QStringLiteral("/one.csv");
    QFile csv(file);
    if (!csv.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file));
    const QDate birthday = QDate::fromString(QLatin1String(today), Qt::ISODate).addDays(days).addYears(-30);
    csv.write("login_id,vip,birthday\nsomebody new," + conditions.at(0)[QStringLiteral("value")].toString().toUtf8()
        + ',' + birthday.toString(Qt::ISODate).toLatin1() + '\n');
    csv.close();
    const qint64 before = ours(*m_audience, rule).count;
    const auto writer = openAudienceWriter(m_folder);
    const std::atomic<bool> stop{false};
    if (!writer || !importFile(**writer, file, ImportOptions(), frame.at, stop, {}))
        qFatal("%s can't be imported", qPrintable(file));
    const qint64 after = ours(*m_audience, rule).count;
    std::printf("after an import of one person: %lld, before %lld\n", after, before);
    m_faults += after != before + 1;
}

int Bench::summary() const
{
    std::printf("%lld counts: median %.1f ms, worst %.1f ms; ratio: median %.2f, worst %.2f; %d faults\n",
        qint64(m_times.size()), median(m_times), *std::max_element(m_times.begin(), m_times.end()), median(m_ratios),
        *std::max_element(m_ratios.begin(), m_ratios.end()), m_faults);
    return m_faults > 0 ? 1 : 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 3)
        qFatal("segmentcounts FOLDER SEED [MODULES]");
    Bench bench(words[1], words.size() > 3 ? std::make_unique<Duck>(words[3], words[1]) : nullptr);
    const quint32 seed = words[2].toUInt();
    bench.warmUp(benchRules(seed, drawn));
    QList<QList<BenchRule>> sets;
    for (quint32 set = 1; set <= 3; ++set)
        sets += benchRules(seed + set, drawn);
    std::printf("%-22s %9s %9s %6s\n", "rule", "here ms", "duck ms", "ratio");
    for (qsizetype i = 0; i < sets.first().size(); ++i)
        bench.measure({sets[0][i], sets[1][i], sets[2][i]});
    bench.importOne();
    return bench.summary();
}
