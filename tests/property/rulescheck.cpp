// Compares what rules select here with what the plain evaluator finds in the same CSV files.
// rulescheck PLAINRULES TIME ZONE SEED RULES [first]: tells what was met and how many rules differ; the exit code is 1
// when any does, and 2 when the rules say too little. With "first" it ends at the first that differs.
#include "models/audience/importing/importer.h"
#include "models/audience/query/segmentquery.h"
#include "models/audience/rules/rulecodec.h"
#include "models/audience/rules/ruleresolver.h"
#include "models/audience/segments/liststore.h"
#include "models/audience/segments/segmentstore.h"
#include "models/storage/step.h"
#include "models/workspace/workspacefiles.h"

#include "tests/property/datamaker.h"
#include "tests/property/rulemaker.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

using namespace wd;

namespace {

template <typename T> T valueOf(Result<T> result, const char* what)
{
    if (!result)
        qFatal("%s: %s %s", what, qPrintable(result.error().where), qPrintable(result.error().arguments.join(u' ')));
    return std::move(result).value();
}

void demand(const Result<void>& result, const char* what)
{
    if (!result)
        qFatal("%s: %s %s", what, qPrintable(result.error().where), qPrintable(result.error().arguments.join(u' ')));
}

QList<QByteArrayList> fieldsOf(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file));
    source.readLine();
    QList<QByteArrayList> rows;
    while (!source.atEnd())
        rows += source.readLine().trimmed().split(',');
    return rows;
}

QList<QJsonObject> linesOf(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file));
    QList<QJsonObject> lines;
    while (!source.atEnd())
        lines += QJsonDocument::fromJson(source.readLine()).object();
    return lines;
}

AttributeType typeOf(const QString& column)
{
    static const QHash<QChar, AttributeType> types{{u't', AttributeType::Text}, {u'c', AttributeType::Choice},
        {u'n', AttributeType::Number}, {u'd', AttributeType::Date}, {u'i', AttributeType::DateTime},
        {u'b', AttributeType::Boolean}};
    return types.value(DataMaker::typeOf(column));
}

UserKind kindOf(const QJsonObject& line)
{
    return line.value(QStringLiteral("userKind")).toString() == u"visitor" ? UserKind::Visitor : UserKind::Login;
}

Rule ruleOf(const QJsonObject& line)
{
    Errors errors;
    const Rule rule = ruleFromJson(line.value(QStringLiteral("rule")), QStringLiteral("rule"), errors);
    if (!errors.isEmpty())
        qFatal("%s: %s", QJsonDocument(line).toJson().constData(), qPrintable(errors.first().where));
    return rule;
}

class Check {
public:
    Check(const QString& folder, const TimeFrame& frame)
        : m_folder(folder)
        , m_frame(frame)
        , m_workspace(valueOf(openWorkspaceWriter(folder, QString::fromLatin1(frame.zone.id())), "workspace"))
    {
    }

    void fill();
    // The ids of the people whom a rule selects, as the plain evaluator writes them; found one by one, too.
    QString selected(const QJsonObject& line);

private:
    void import(ImportKind kind, const char* name);
    void fillDeliveries();
    void fillLists(Database& audience);
    void erasePeople(Database& audience);
    void fillSegments();

    QString m_folder;
    TimeFrame m_frame;
    std::unique_ptr<Database> m_workspace;
    std::unique_ptr<Database> m_audience;
    Catalogue m_catalogue;
};

void Check::import(ImportKind kind, const char* name)
{
    ImportOptions options;
    options.kind = kind;
    options.zone = m_frame.zone;
    for (const QString& column : DataMaker::attributes() + DataMaker::propertiesOf({DataMaker::eventNames()[0]}))
        options.types.insert(column, typeOf(column));
    if (kind == ImportKind::Events) {
        options.personColumn = QStringLiteral("person");
        options.visitorColumn = QStringLiteral("visitor");
    }
    const auto audience = valueOf(openAudienceWriter(m_folder), "audience");
    const std::atomic<bool> stop{false};
    const ImportReport report = valueOf(
        importFile(*audience, QDir(m_folder).filePath(QString::fromLatin1(name)), options, m_frame.at, stop, {}), name);
    if (report.failed > 0 || report.peopleAdded > 0)
        qFatal("%s: %lld rows failed, %lld people are new", name, report.failed, report.peopleAdded);
}

void Check::fill()
{
    import(ImportKind::People, "people.csv");
    import(ImportKind::Events, "events.csv");
    fillDeliveries();
    fillSegments();
    {
        const auto audience = valueOf(openAudienceWriter(m_folder), "audience");
        fillLists(*audience);
        erasePeople(*audience);
    }
    m_audience = valueOf(openAudienceReader(m_folder), "reader");
    m_catalogue = valueOf(Catalogue::load(*m_audience), "catalogue");
}

void Check::fillDeliveries()
{
    Step step(*m_workspace);
    Statement campaign(*m_workspace,
        "INSERT INTO campaign(id,uuid,name,state,spec,created_at,updated_at) VALUES(?1,CAST(?1 AS "
        "BLOB),'c'||?1,3,'{}',0,0)");
    Statement channel(*m_workspace,
        "INSERT INTO channel(id,uuid,name,enabled,spec,created_at,updated_at) VALUES(?1,CAST(?1 AS "
        "BLOB),'h'||?1,1,'{}',0,0)");
    Statement run(*m_workspace,
        "INSERT INTO run(id,campaign_id,occurrence,state,priority,plan,started_at) VALUES(?1,?2,?1,2,0,?3,?4)"
        " ON CONFLICT DO NOTHING");
    Statement message(*m_workspace,
        "INSERT INTO message(id,epoch,run_id,channel_id,n,state,attempts,first_at) VALUES(?,x'00',?,?,1,2,1,?)");
    Statement delivery(
        *m_workspace, "INSERT INTO delivery(id,run_id,person_id,recipient,state,message_id) VALUES(?1,?2,?3,'',?4,?1)");
    Statement extend(*m_workspace,
        "UPDATE run SET first_id=coalesce(first_id,?1), last_id=?1, started_at=min(started_at,?2),"
        " ended_at=max(coalesce(ended_at,0),?2) WHERE id=?3");
    for (int id = 1; id <= 2; ++id) {
        step.run(campaign.bind(1, id));
        step.run(channel.bind(1, id));
    }
    static const QByteArrayList states{"queued", "accepted", "failed", "uncertain", "notSent", "cancelled"};
    qint64 id = 0;
    for (const QByteArrayList& row : fieldsOf(QDir(m_folder).filePath(QStringLiteral("deliveries.csv")))) {
        const UtcMs at = QDateTime::fromString(QString::fromLatin1(row[5]), Qt::ISODateWithMs).toMSecsSinceEpoch();
        const qint64 channelId = row[2].mid(1).toLongLong();
        run.bind(1, row[0].toLongLong()).bind(2, row[1].mid(1).toLongLong());
        run.bind(3, QStringLiteral("{\"channelId\":%1}").arg(channelId)).bind(4, at);
        step.run(run);
        step.run(message.bind(1, ++id).bind(2, row[0].toLongLong()).bind(3, channelId).bind(4, at));
        step.run(delivery.bind(1, id)
                     .bind(2, row[0].toLongLong())
                     .bind(3, row[3].toLongLong())
                     .bind(4, qint64(states.indexOf(row[4]))));
        step.run(extend.bind(1, id).bind(2, at).bind(3, row[0].toLongLong()));
    }
    demand(step.commit(), "deliveries");
}

void Check::fillLists(Database& audience)
{
    QMap<QByteArray, QList<qint64>> lists;
    for (const QByteArrayList& row : fieldsOf(QDir(m_folder).filePath(QStringLiteral("lists.csv"))))
        lists[row[0]] += row[1].toLongLong();
    for (auto list = lists.cbegin(); list != lists.cend(); ++list)
        valueOf(ListStore(audience).create(QString::fromLatin1(list.key()), list.value(), {}, 0), "list");
}

// With all they had, so that nothing but the erasing leaves them out.
void Check::erasePeople(Database& audience)
{
    Step step(audience);
    Statement erase(audience, "UPDATE person SET erased_at=1 WHERE id=?");
    for (const QByteArrayList& row : fieldsOf(QDir(m_folder).filePath(QStringLiteral("erased.csv"))))
        step.run(erase.bind(1, row[0].toLongLong()));
    demand(step.commit(), "erased people");
}

void Check::fillSegments()
{
    for (const QJsonObject& line : linesOf(QDir(m_folder).filePath(QStringLiteral("segments.jsonl")))) {
        Segment segment{0, {}, line.value(QStringLiteral("name")).toString(), kindOf(line), ruleOf(line), {}};
        demand(SegmentStore(*m_workspace).insert(segment), "segment");
    }
}

QString Check::selected(const QJsonObject& line)
{
    const Rule rule
        = valueOf(resolveRule(ruleOf(line), {}, lookupIn(*m_workspace), QStringLiteral("rule")), "names in a rule");
    const SegmentQuery query = valueOf(SegmentQuery::build(m_catalogue, rule, kindOf(line), m_frame),
        QJsonDocument(line).toJson(QJsonDocument::Compact));
    PeopleCursor people = valueOf(query.open(*m_audience, {}), "people");
    QStringList ids;
    while (valueOf(people.next(), "people"))
        ids += QString::number(people.id());
    if (valueOf(query.count(*m_audience), "count") != ids.size())
        return QStringLiteral("another number than people");
    // Some of them, and some of the others.
    for (qint64 id = 1 + ids.size() % 7; id < 400; id += 37)
        if (valueOf(query.contains(*m_audience, id), "person") != ids.contains(QString::number(id)))
            return QStringLiteral("another answer for %1").arg(id);
    return ids.join(u' ');
}

struct SecondOpinion {
    QList<QByteArray> answers;
    QByteArray met;
    bool isThorough = false; // every operator with every type met what it can, at every depth
};

SecondOpinion secondOpinion(const QString& program, const QString& folder, const TimeFrame& frame)
{
    QProcess plain;
    plain.start(program, {folder, QString::number(frame.at), QString::fromLatin1(frame.zone.id())});
    if (!plain.waitForFinished(120'000) || plain.exitStatus() != QProcess::NormalExit || plain.exitCode() == 1)
        qFatal("%s: %s", qPrintable(program), plain.readAllStandardError().constData());
    SecondOpinion opinion{
        plain.readAllStandardOutput().split('\n'), plain.readAllStandardError(), plain.exitCode() == 0};
    opinion.answers.removeLast();
    return opinion;
}

void writeLines(const QString& path, const QList<QJsonObject>& lines)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(path));
    for (const QJsonObject& line : lines)
        file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 6)
        qFatal("rulescheck PLAINRULES TIME ZONE SEED RULES [first]");
    const QTimeZone zone(words[3].toLatin1());
    QDateTime time = QDateTime::fromString(words[2], Qt::ISODate);
    time.setTimeZone(zone);
    const TimeFrame frame{time.toMSecsSinceEpoch(), zone};
    const QTemporaryDir folder;
    DataMaker data(frame.at, zone, words[4].toUInt());
    data.writeAll(folder.path());
    RuleMaker maker(data);
    writeLines(folder.filePath(QStringLiteral("segments.jsonl")), maker.makeSegments());
    const QList<QJsonObject> rules = maker.makeRules(words[5].toInt());
    writeLines(folder.filePath(QStringLiteral("rules.jsonl")), rules);
    const SecondOpinion plain = secondOpinion(words[1], folder.path(), frame);
    Check check(folder.path(), frame);
    check.fill();
    const auto everybody = [&check](const char* kind) {
        const QJsonObject all{{QStringLiteral("all"), QJsonArray()}};
        return check.selected({{QStringLiteral("rule"), all}, {QStringLiteral("userKind"), QLatin1String(kind)}})
                   .count(u' ')
            + 1;
    };
    const qsizetype ofKind[] = {everybody("login"), everybody("visitor")};
    QTextStream out(stdout);
    const int enough = words.contains(QStringLiteral("first")) ? 1 : 3;
    int differing = 0;
    int telling = 0;
    for (qsizetype i = 0; i < rules.size() && differing < enough; ++i) {
        const QByteArray& expected = plain.answers.value(i);
        const qsizetype people = expected.isEmpty() ? 0 : expected.count(' ') + 1;
        telling += people > 0 && people < ofKind[int(kindOf(rules[i]))];
        const QString ours = check.selected(rules[i]);
        if (ours.toLatin1() == expected)
            continue;
        ++differing;
        out << QJsonDocument(rules[i]).toJson(QJsonDocument::Compact) << "\nhere:  " << ours << "\nplain: " << expected
            << '\n';
    }
    out << plain.met << rules.size() << " rules, " << telling << " select some but not all, " << differing
        << " differ\n";
    if (differing > 0)
        return 1;
    return telling * 100 >= rules.size() * 80 && plain.isThorough ? 0 : 2;
}
