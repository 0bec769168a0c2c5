// Errors in Chinese: every kind, every phrase and name that models/ puts into one, without an English word left in it.
#include "models/audience/catalogue/catalogue.h"
#include "models/base/phrase.h"
#include "models/campaigns/template.h"
#include "models/channels/channelrules.h"
#include "models/channels/parametervalue.h"
#include "tests/support/suite.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/phrasetexts.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace wd;

namespace {

const QString value = QStringLiteral("某值");

// What is written so in every language: names of things to type, of formats and of protocols.
bool isTechnical(const QString& word)
{
    static const QSet<QString> known{QStringLiteral("webhook"), QStringLiteral("desk"), QStringLiteral("json"),
        QStringLiteral("sqlite"), QStringLiteral("iana"), QStringLiteral("asia"), QStringLiteral("shanghai"),
        QStringLiteral("basic"), QStringLiteral("authentication"), QStringLiteral("http"), QStringLiteral("https"),
        QStringLiteral("example"), QStringLiteral("com"), QStringLiteral("path"), QStringLiteral("nul"),
        QStringLiteral("login_id"), QStringLiteral("visitor_id"), QStringLiteral("id"), QStringLiteral("t"),
        QStringLiteral("x"), QStringLiteral("api"), QStringLiteral("key"), QStringLiteral("signature"),
        QStringLiteral("whsec_"), QStringLiteral("base"), QStringLiteral("each"), QStringLiteral("maximumbatch"),
        QStringLiteral("user"), QStringLiteral("params"), QStringLiteral("campaign"), QStringLiteral("now"),
        QStringLiteral("name"), QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("today"),
        QStringLiteral("count"), QStringLiteral("sum"), QStringLiteral("average"), QStringLiteral("min"),
        QStringLiteral("max"), QStringLiteral("contains"), QStringLiteral("and"), QStringLiteral("or"),
        QStringLiteral("size"), QStringLiteral("first"), QStringLiteral("last"), QStringLiteral("elsif"),
        QStringLiteral("else"), QStringLiteral("when"), QStringLiteral("endcase"), QStringLiteral("s"),
        QStringLiteral("m"), QStringLiteral("h"), QStringLiteral("d"), QStringLiteral("n"), QStringLiteral("u"),
        QStringLiteral("xls"), QStringLiteral("xlsx"), QStringLiteral("csv"), QStringLiteral("lines"),
        QStringLiteral("list"), QStringLiteral("import"), QStringLiteral("channel"), QStringLiteral("utf"),
        QStringLiteral("lastdays"), QStringLiteral("from"), QStringLiteral("to")};
    return known.contains(word.toLower());
}

QStringList englishIn(const QString& sentence)
{
    static const QRegularExpression word(QStringLiteral("[A-Za-z_]+"));
    static const QRegularExpression command(QStringLiteral("--[a-z-]+( choice)?|\\b(attribute|event) set\\b"));
    QStringList found;
    for (auto matches = word.globalMatch(QString(sentence).remove(command)); matches.hasNext();)
        if (const QString each = matches.next().captured(); !isTechnical(each))
            found += each;
    return found;
}

struct Text {
    QString source;
    QString translation;
};

// Of one context of the translators' file.
QList<Text> textsOf(const QString& context)
{
    QFile file(QStringLiteral(WD_TRANSLATIONS "/webhook-desk_zh_CN.ts"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Text> texts;
    QString here;
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name")
            here = xml.readElementText();
        else if (xml.name() == u"source")
            source = xml.readElementText();
        else if (xml.name() == u"translation" && here == context)
            texts += {source, xml.readElementText()};
    }
    return texts;
}

// One as models/ makes it. Without a default, so that a new kind asks for its example.
Error exampleOf(ErrorKind kind)
{
    const auto with = [kind](const QStringList& arguments) { return Error{kind, arguments, {}}; };
    switch (kind) {
    case ErrorKind::FileUnreadable:
    case ErrorKind::FileUnwritable:
        return with({value, phrase("permission denied")});
    case ErrorKind::WrongType:
        return with({phrase("whole number"), phrase("list")});
    case ErrorKind::BadValue:
        return with({value, phrase("not before %1", {value})});
    case ErrorKind::Empty:
        return with({QStringLiteral("from, to")});
    case ErrorKind::MissingField:
        return with({QStringLiteral("segment")});
    case ErrorKind::NotFound:
    case ErrorKind::Replaced:
        return with({QStringLiteral("channel"), value});
    case ErrorKind::NotAllowedInState:
        return with({QStringLiteral("resume"), QStringLiteral("changing")});
    case ErrorKind::TemplateSyntax:
        return with({phrase("%1 with %2", {value, value}), phrase("%1 without an argument", {value})});
    case ErrorKind::FixedWhileSending:
        return with({QStringLiteral("people")});
    case ErrorKind::DatabaseFailed:
    case ErrorKind::DatabaseNewer:
    case ErrorKind::DatabaseForeign:
    case ErrorKind::WorkspaceInUse:
    case ErrorKind::WorkspaceMissing:
    case ErrorKind::KeychainMissing:
    case ErrorKind::KeychainLocked:
    case ErrorKind::SecretMissing:
    case ErrorKind::NotJson:
    case ErrorKind::DuplicateKey:
    case ErrorKind::UnknownField:
    case ErrorKind::OutOfRange:
    case ErrorKind::NotOneOf:
    case ErrorKind::TooMany:
    case ErrorKind::Duplicate:
    case ErrorKind::InUse:
    case ErrorKind::NotBuilt:
    case ErrorKind::DatabaseOlder:
    case ErrorKind::OldWorkbook:
    case ErrorKind::ProtectedWorkbook:
    case ErrorKind::NoSheets:
    case ErrorKind::NotATable:
    case ErrorKind::BrokenFile:
    case ErrorKind::UnpacksTooLarge:
    case ErrorKind::CellError:
    case ErrorKind::NotCalculated:
    case ErrorKind::NoSuchDate:
    case ErrorKind::DigitsLost:
    case ErrorKind::Shortened:
    case ErrorKind::ValuesUnfit:
    case ErrorKind::AlreadyImported:
    case ErrorKind::ImportUnfinished:
    case ErrorKind::ImportUndone:
    case ErrorKind::LaterImport:
    case ErrorKind::NulCharacter:
    case ErrorKind::NotDecodable:
    case ErrorKind::TextAfterQuote:
    case ErrorKind::UnclosedQuote:
    case ErrorKind::FieldTooLong:
    case ErrorKind::FieldCount:
    case ErrorKind::TwoPeople:
    case ErrorKind::TotalsRow:
    case ErrorKind::UnlikeOthers:
    case ErrorKind::TemplateTooLarge:
    case ErrorKind::ChannelDisabled:
    case ErrorKind::UnknownChannelAttributes:
    case ErrorKind::LoginAttributesForVisitors:
    case ErrorKind::InThePast:
    case ErrorKind::CountChanged:
    case ErrorKind::Cancelled:
        return with({value, value, value});
    }
    Q_UNREACHABLE();
}

} // namespace

class ErrorWordsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase() { QCoreApplication::removeTranslator(&m_chinese); }
    void everyKindIsChinese();
    void everyPhraseIsChinese();
    void everyNameIsChinese();
    void whatModelsReallySayIsChinese();
    void valuesStayAsTheyWereGiven();
    void countsHaveSeparators();
    void whatIsMeantIsNamed();

private:
    QTranslator m_chinese;
};

void ErrorWordsTest::initTestCase()
{
    QVERIFY(m_chinese.load(QStringLiteral(":/i18n/webhook-desk_zh_CN.qm")));
    QCoreApplication::installTranslator(&m_chinese);
}

void ErrorWordsTest::everyKindIsChinese()
{
    for (int kind = 0; kind <= int(ErrorKind::Cancelled); ++kind) {
        Error error = exampleOf(ErrorKind(kind));
        QVERIFY2(englishIn(errorText(error)).isEmpty(), qPrintable(errorText(error)));
        error.where = QStringLiteral("line 3"); // of a table
        QVERIFY2(errorText(error).startsWith(u"第 3 行："), qPrintable(errorText(error)));
        error.where = QStringLiteral("column 2"); // of one without a header
        QVERIFY2(errorText(error).startsWith(u"第 2 列："), qPrintable(errorText(error)));
    }
}

void ErrorWordsTest::everyPhraseIsChinese()
{
    const QList<Text> texts = textsOf(QStringLiteral("wd::Phrase"));
    QVERIFY(texts.size() > 50);
    for (const Text& text : texts) {
        const QString said = phraseText(phrase(text.source.toUtf8().constData(), {value, value, value}));
        QVERIFY2(englishIn(said).isEmpty(), qPrintable(said));
        static const QRegularExpression place(QStringLiteral("%[1-9]"));
        QVERIFY2(!said.contains(place), qPrintable(said));
        for (int number = 1; number <= 3; ++number) { // no value is lost
            const QString sign = u'%' + QString::number(number);
            QCOMPARE(text.translation.contains(sign), text.source.contains(sign));
        }
    }
}

void ErrorWordsTest::everyNameIsChinese()
{
    const QList<Text> texts = textsOf(QStringLiteral("wd::Name"));
    QVERIFY(texts.size() > 20);
    for (const Text& text : texts)
        QVERIFY2(englishIn(nameText(text.source)).isEmpty(), qPrintable(text.source));
    QCOMPARE(nameText(QStringLiteral("channels[0].url")), QStringLiteral("channels[0].url")); // a place in a document
}

void ErrorWordsTest::whatModelsReallySayIsChinese()
{
    Errors errors;
    for (const QString& url : {QString(), QStringLiteral("http://例.com/ 甲"), QStringLiteral("例"),
             QStringLiteral("http:///"), QStringLiteral("https://甲:乙@例"), QStringLiteral("http://169.254.169.254/"),
             QStringLiteral("http：//例")})
        if (const std::optional<Error> fault = urlFault(url))
            errors += *fault;
    QCOMPARE(errors.size(), 7);
    for (ParameterType type : {ParameterType::Integer, ParameterType::Decimal, ParameterType::Percent,
             ParameterType::Date, ParameterType::Boolean}) {
        TemplateParameter parameter;
        parameter.type = type;
        const Result<QString> refused = canonicalValue(parameter, value);
        QVERIFY(!refused);
        errors += refused.error();
    }
    for (const QString& text : {QStringLiteral("{{ 甲"), QStringLiteral("{% if %}"), QStringLiteral("{% endif %}")}) {
        const Result<Template> refused = Template::parse(text);
        QVERIFY(!refused);
        errors += Error{refused.error().kind, {value, refused.error().arguments.value(1)}, {}};
    }
    for (Error error : std::as_const(errors)) {
        error.where.clear(); // beside its field an error needs no place
        if (!error.arguments.isEmpty() && error.arguments.first().startsWith(u"http"))
            error.arguments.first() = value;
        const QString sentence = errorText(error);
        QVERIFY2(englishIn(sentence).isEmpty(), qPrintable(sentence));
    }
}

void ErrorWordsTest::valuesStayAsTheyWereGiven()
{
    // A cell that holds the word "text" is no type, and a value may look like a place for one.
    QCOMPARE(phraseText(QStringLiteral("text")), QStringLiteral("text"));
    QCOMPARE(phraseText(phrase("%1 after it", {QStringLiteral("%1 %2")})), QStringLiteral("后面的 %1 %2"));
    QCOMPARE(
        inEnglish(phrase("%2 after %1", {QStringLiteral("a%2"), QStringLiteral("=")})), QStringLiteral("= after a%2"));
}

// The same number must not stand as "1100" here and as "1,100" there.
void ErrorWordsTest::countsHaveSeparators()
{
    for (const QString& language : {QStringLiteral("zh_CN"), QStringLiteral("en")}) {
        QFile file(QStringLiteral(WD_TRANSLATIONS "/webhook-desk_%1.ts").arg(language));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        static const QRegularExpression form(QStringLiteral("<numerusform>([^<]*)</numerusform>"));
        int seen = 0;
        for (auto matches = form.globalMatch(text); matches.hasNext(); ++seen) {
            const QString words = matches.next().captured(1);
            QVERIFY2(!words.contains(u"%n"), qPrintable(words));
        }
        QVERIFY(seen > 10);
    }
}

void ErrorWordsTest::whatIsMeantIsNamed()
{
    const QString name = QStringLiteral("甲");
    QCOMPARE(
        errorText({ErrorKind::NotFound, {QStringLiteral("list"), name}, {}}), QStringLiteral("没有名为“甲”的名单。"));
    QCOMPARE(errorText({ErrorKind::Duplicate, {name}, QStringLiteral("name")}),
        QStringLiteral("名称“甲”已被使用，请换一个名称。"));
    QCOMPARE(
        errorText({ErrorKind::Empty, {QStringLiteral("/a/空.csv")}, {}}), QStringLiteral("文件 /a/空.csv 是空的。"));
    const QString circle = phrase("segments that do not name each other in a circle");
    QCOMPARE(errorText({ErrorKind::BadValue, {QStringLiteral("甲 → 乙 → 甲"), circle}, {}}),
        QStringLiteral("这些分群互相引用，形成了循环：甲 → 乙 → 甲。请去掉其中一个引用。"));
}

WD_TEST(ErrorWordsTest)
#include "tst_errorwords.moc"
