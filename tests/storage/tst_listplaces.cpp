// An id that a list names has its place there with whoever has it, through imports, their undoing and what else moves
// ids.
#include "models/audience/segments/listupload.h"
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include <QRandomGenerator>
#include <QTest>

using namespace wd;

namespace {

// An audience and what happens to it, in short: "a/v b/-" imports a user a with visitor id v and a user b; "list
// visitor v w" uploads a list, "replace …" another file for it; "add" makes people of the ids it waits for; "undo"
// undoes the newest import; "remove" and "restore" are about the list; "= a | v" is how things stand: who is on it,
// what it waits for.
class Desk {
public:
    QString failure; // the first step that went wrong

    void take(const QString& step);
    QString standing(const QString& list = QStringLiteral("L"));

private:
    void import(const QStringList& people);
    void undo();
    void upload(const QString& name, const QStringList& words, bool replaces);
    qint64 list() { return ListStore(audience()).findByName(QStringLiteral("L"))->id; }
    Database& audience() { return *m_fixture.audience; }
    template <typename T> void check(const Result<T>& done, const QString& step)
    {
        if (!done && failure.isEmpty())
            failure = step;
    }

    ImportFixture m_fixture;
    QList<qint64> m_imports; // that can be undone
    qint64 m_removed = 0;
};

void Desk::take(const QString& step)
{
    const QStringList words = step.split(u' ');
    const QString& first = words.first();
    if (first == u"=") {
        if (const QString now = standing(); failure.isEmpty() && step.mid(2) != now)
            failure = QStringLiteral("%1, not %2").arg(now, step);
    } else if (first == u"list" || first == u"replace") {
        upload(QStringLiteral("L"), words.mid(1), first == u"replace");
    } else if (first.startsWith(u"list:")) {
        upload(first.mid(5), words.mid(1), false);
    } else if (first == u"undo") {
        undo();
    } else if (first == u"add") {
        check(ListStore(audience()).addUnknown(list(), 5), step);
        m_imports += m_fixture.rows("SELECT max(id) FROM import").first().toLongLong();
    } else if (first == u"remove") {
        m_removed = list();
        check(ListStore(audience()).remove(m_removed, {}, 5), step);
    } else if (first == u"restore") {
        check(ListStore(audience()).restore(m_removed, {}, 6), step);
    } else {
        import(words);
    }
}

void Desk::import(const QStringList& people)
{
    QByteArray text = "login_id,visitor_id\n";
    for (const QString& person : people)
        text += QString(person).remove(u'-').replace(u'/', u',').toUtf8() + '\n';
    ImportOptions options;
    options.repeat = ImportRepeat::Again;
    const Result<ImportReport> report = m_fixture.import(text, options);
    check(report, people.join(u' '));
    m_imports += report ? report->id : 0;
}

void Desk::undo()
{
    check(m_fixture.undo(m_imports.takeLast()), QStringLiteral("undo"));
}

void Desk::upload(const QString& name, const QStringList& words, bool replaces)
{
    ListUploadOptions options;
    options.replaces = replaces ? list() : 0;
    const QByteArray text = words.first().toUtf8() + "_id\n" + words.mid(1).join(u'\n').toUtf8() + '\n';
    check(uploadList(audience(), name, m_fixture.file(text), options, {}, 5, m_fixture.stop, [](qint64, qint64) {}),
        words.join(u' '));
}

QString Desk::standing(const QString& list)
{
    const QByteArray of = " FROM list l WHERE l.name='" + list.toUtf8() + "'";
    const QStringList people
        = m_fixture.rows("SELECT DISTINCT coalesce(p.login_id, p.visitor_id) AS id FROM list_member m JOIN person p ON"
                         " p.id=m.person_id AND p.erased_at IS NULL WHERE m.list_id=(SELECT l.id"
            + of + ") ORDER BY 1");
    const Result<PeopleList> told = ListStore(audience()).findByName(list);
    QStringList waiting = told ? *ListStore(audience()).unknownIds(told->id, 99) : QStringList();
    waiting.sort();
    if (told && (told->members != people.size() || told->unknown != waiting.size()))
        return QStringLiteral("other counts");
    return (people + QStringList{QStringLiteral("|")} + waiting).join(u' ');
}

// Of the few, so that they meet.
QString anyOf(QRandomGenerator& random, const QStringList& ids)
{
    return ids.at(random.bounded(int(ids.size())));
}

QString anyImport(QRandomGenerator& random)
{
    static const QStringList logins{QStringLiteral("-"), QStringLiteral("a"), QStringLiteral("b")};
    static const QStringList visitors{
        QStringLiteral("-"), QStringLiteral("v"), QStringLiteral("w"), QStringLiteral("x")};
    QStringList people;
    for (int i = random.bounded(1, 4); i > 0; --i) {
        const QString person = anyOf(random, logins) + u'/' + anyOf(random, visitors);
        people += person == u"-/-" ? QStringLiteral("a/v") : person;
    }
    return people.join(u' ');
}

QString anyList(QRandomGenerator& random, int number)
{
    const bool visitors = random.bounded(3) > 0;
    QStringList words{
        QStringLiteral("list:%1").arg(number), visitors ? QStringLiteral("visitor") : QStringLiteral("login")};
    const QString ids = visitors ? QStringLiteral("vwx") : QStringLiteral("ab");
    for (const QChar id : ids)
        if (id == ids.front() || random.bounded(2) > 0)
            words += id;
    return words.join(u' ');
}

} // namespace

class TestListPlaces : public QObject {
    Q_OBJECT
private slots:
    void placesFollowIds_data();
    void placesFollowIds();
    void whatIsUndoneNeverWas_data();
    void whatIsUndoneNeverWas();
};

void TestListPlaces::placesFollowIds_data()
{
    QTest::addColumn<QString>("steps");
    const auto row = [](const char* name, const char* steps) { QTest::newRow(name) << QString::fromLatin1(steps); };
    row("an away person's id goes to somebody else",
        "a/-; -/v; list visitor v; = v |; undo; = | v; a/v; = a |; undo; = | v; -/v; = v |");
    row("an id that was given back goes again",
        "a/-; a/v; a/w; list visitor v; = | v; undo; = a |; undo; = | v; -/v; = v |");
    row("an id that came before the list did", "a/-; a/v; list visitor v; = a |; undo; = | v; b/v; = b |; undo; = | v");
    row("a visitor who had logged in before the list", "-/v; a/v; list login a; = a |; undo; = | a; a/w; = a |");
    row("with a visitor id of before",
        "a/v; list visitor v; a/w; = a |; undo; = a |; undo; = | v; a/-; = | v; a/v; = a |");
    row("by both ids", "a/v; list visitor v w; a/w; = a |; undo; = a | w; a/w; undo; undo; = | v w; -/w; = w | v");
    row("known by both ids, back by one", "a/v; list visitor v; undo; = | v; a/-; = | v; b/v; = b |");
    row("a list of logins, back by the other id", "a/v; list login a; undo; = | a; -/v; = | a; a/-; = a |");
    row("two away people become one", "a/-; list login a; undo; -/v; undo; = | a; a/v; = a |; undo; = | a");
    row("a visitor takes the login id over", "-/w; a/v; list login a; undo; a/w; = a |; undo; = | a; a/-; = a |");
    row("waiting beside it", "a/-; a/v; list visitor v w; = a | w; -/w; = a w |; undo; undo; = | v w");
    row("replaced in between", "a/-; a/v; list visitor v; replace visitor w; = | w; undo; = | w; a/w; = a |");
    row("replaced by its own", "a/-; list visitor v; a/v; = a |; replace visitor v; = a |; undo; = | v");
    row("in the bin meanwhile", "a/-; a/v; list visitor v; remove; undo; restore; = | v; remove; b/v; restore; = b |");
    row("unknown ones added", "a/-; list visitor v; add; = v |; undo; = | v; a/v; = a |; undo; = | v");
    row("unknown ones added again", "list visitor v; add; undo; add; = v |; undo; = | v; a/v; = a |");
    row("added, and logged in since", "list visitor v; add; a/v; = a |; undo; = v |; undo; = | v");
    row("away ones added", "a/v; list login a; undo; = | a; add; = a |; -/v; = a |; undo; undo; = | a");
    row("imported again and undone again", "a/-; -/v; list visitor v; undo; a/v; undo; a/v; = a |; undo; a/w; = | v");
}

void TestListPlaces::placesFollowIds()
{
    QFETCH(const QString, steps);
    Desk desk;
    for (const QString& step : steps.split(QStringLiteral("; "))) {
        desk.take(step);
        QVERIFY2(desk.failure.isEmpty(), qPrintable(desk.failure + QStringLiteral(" after ") + step));
    }
}

void TestListPlaces::whatIsUndoneNeverWas_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 40; ++seed)
        QTest::addRow("%d", seed) << seed;
}

// Lists stand as if imports that were undone had not been.
void TestListPlaces::whatIsUndoneNeverWas()
{
    QFETCH(const int, seed);
    QRandomGenerator random{quint32(seed)};
    Desk desk;
    QStringList all; // for a failure
    QStringList remaining;
    QList<qsizetype> imports; // among them
    int lists = 0;
    for (int i = 0; i < 11; ++i) {
        const int what = random.bounded(8);
        QString step = what < 2 ? anyList(random, lists++) : anyImport(random);
        if (what > 4 && !imports.isEmpty()) {
            step = QStringLiteral("undo");
            const qsizetype gone = imports.takeLast();
            remaining[gone].clear();
        } else {
            if (what >= 2)
                imports += remaining.size();
            remaining += step;
        }
        desk.take(step);
        all += step;
    }
    Desk fresh;
    for (const QString& step : std::as_const(remaining))
        if (!step.isEmpty())
            fresh.take(step);
    QVERIFY2(desk.failure.isEmpty() && fresh.failure.isEmpty(), qPrintable(desk.failure + fresh.failure));
    for (int i = 0; i < lists; ++i)
        QVERIFY2(desk.standing(QString::number(i)) == fresh.standing(QString::number(i)),
            qPrintable(QStringLiteral("%1: %2, not %3, after %4")
                           .arg(i)
                           .arg(desk.standing(QString::number(i)), fresh.standing(QString::number(i)),
                               all.join(QStringLiteral("; ")))));
}

WD_TEST(TestListPlaces)
#include "tst_listplaces.moc"
