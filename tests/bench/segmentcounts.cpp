// How long counts of segments take, and how long DuckDB takes for the same on the same data.
// segmentcounts FOLDER SEED [MODULES]: FOLDER as wd_bench_data --csv left it; MODULES has @duckdb/node-api
// (segmentcounts.sh installs it). Exit code 1: a story's rule took 0.5 s or longer, or longer than DuckDB, or two
// counts differ.
#include "models/audience/query/segmentquery.h"
#include "models/audience/rules/rulecodec.h"
#include "models/workspace/workspacefiles.h"

#include "tests/bench/benchrules.h"

#include <QCoreApplication>
#include <QElapsedTimer>
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

// As the program counts: the rule is built into a query each time. Once to warm up, then the median of three.
Measured ours(Database& audience, const QJsonObject& json)
{
    Errors errors;
    const Rule rule = ruleFromJson(json, QStringLiteral("rule"), errors);
    QList<double> times;
    Measured measured;
    for (int run = 0; run < 4; ++run) {
        QElapsedTimer timer;
        timer.start();
        const Result<Catalogue> catalogue = Catalogue::load(audience);
        const auto query
            = catalogue ? SegmentQuery::build(*catalogue, rule, UserKind::Login, frame) : catalogue.error();
        const Result<qint64> count = query ? query->count(audience) : query.error();
        if (!count)
            qFatal("%s", qPrintable(count.error().where + count.error().arguments.join(u' ')));
        measured.count = *count;
        if (run > 0)
            times += double(timer.nsecsElapsed()) / 1e6;
    }
    std::sort(times.begin(), times.end());
    measured.ms = times[1];
    return measured;
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

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 3)
        qFatal("segmentcounts FOLDER SEED [MODULES]");
    auto audience = openAudienceReader(words[1]);
    if (!audience)
        qFatal("no workspace in %s", qPrintable(words[1]));
    std::optional<Duck> duck;
    if (words.size() > 3)
        duck.emplace(words[3], words[1]);
    QList<double> times;
    QList<double> ratios;
    int faults = 0;
    std::printf("%-22s %10s %9s %9s %6s\n", "rule", "people", "here ms", "duck ms", "ratio");
    for (const BenchRule& rule : benchRules(words[2].toUInt(), drawn)) {
        const Measured here = ours(**audience, rule.rule);
        const Measured there = duck ? duck->count(rule.rule) : here;
        const double ratio = here.ms / there.ms;
        const bool wrong = here.count != there.count;
        const bool slow = rule.isFixed && (here.ms >= target || ratio > 1);
        faults += wrong || slow;
        times += here.ms;
        ratios += ratio;
        std::printf("%-22s %10lld %9.1f %9.1f %6.2f%s%s\n", qPrintable(rule.name), here.count, here.ms, there.ms, ratio,
            slow ? " SLOW" : "", wrong ? " DIFFERS" : "");
        if (wrong || here.ms >= target)
            std::printf("    %s\n", QJsonDocument(rule.rule).toJson(QJsonDocument::Compact).constData());
    }
    std::printf("median %.1f ms, worst %.1f ms; ratio: median %.2f, worst %.2f; %d faults\n", median(times),
        *std::max_element(times.begin(), times.end()), median(ratios), *std::max_element(ratios.begin(), ratios.end()),
        faults);
    return faults > 0 ? 1 : 0;
}
