#include "models/audience/importing/firstline.h"

#include "models/audience/importing/columnmatching.h"
#include "models/storage/statement.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace wd {

namespace {

constexpr qsizetype linesBelow = 20;

// What a value is made of.
struct Form {
    bool latin = false;
    bool chinese = false;
    bool otherLetters = false;
    bool digits = false;
    bool symbols = false; // of which few ids have any
    bool operator==(const Form&) const = default;
    bool hasLetters() const { return latin || chinese || otherLetters; }
};

Form formOf(const QString& value)
{
    Form form;
    for (const QChar sign : value) {
        const QChar::Script script = sign.script();
        if (sign.isDigit())
            form.digits = true;
        else if (sign.isLetter() || sign.isSurrogate())
            (script == QChar::Script_Latin        ? form.latin
                    : script == QChar::Script_Han ? form.chinese
                                                  : form.otherLetters)
                = true;
        else if (sign != u'_' && sign != u'-' && sign != u'.')
            form.symbols = true;
    }
    return form;
}

// u1 and u20 differ in their digits alone.
QString withoutDigits(const QString& value)
{
    static const QRegularExpression digits(QStringLiteral("\\d+"));
    return QString(value).replace(digits, QStringLiteral("0"));
}

// Of a name: external-user ID, memberCode, 1st phone.
QStringList latinWords(const QString& name)
{
    static const QRegularExpression humps(QStringLiteral("(?<=[a-z])(?=[A-Z])"));
    static const QRegularExpression others(QStringLiteral("[^A-Za-z]+"));
    QString parted = name;
    return parted.replace(humps, QStringLiteral(" ")).toLower().split(others, Qt::SkipEmptyParts);
}

// A name ends with one of these, with whatever before it.
bool namesIds(const QString& word)
{
    static const QSet<QString> words{QStringLiteral("id"), QStringLiteral("ids"), QStringLiteral("uid"),
        QStringLiteral("guid"), QStringLiteral("uuid"), QStringLiteral("openid"), QStringLiteral("unionid"),
        QStringLiteral("userid"), QStringLiteral("memberid"), QStringLiteral("customerid"), QStringLiteral("clientid"),
        QStringLiteral("accountid"), QStringLiteral("deviceid"), QStringLiteral("visitorid"), QStringLiteral("phone"),
        QStringLiteral("phones"), QStringLiteral("mobile"), QStringLiteral("tel"), QStringLiteral("telephone"),
        QStringLiteral("email"), QStringLiteral("emails"), QStringLiteral("mail"), QStringLiteral("name"),
        QStringLiteral("names"), QStringLiteral("username"), QStringLiteral("nickname"), QStringLiteral("number"),
        QStringLiteral("numbers"), QStringLiteral("code"), QStringLiteral("codes"), QStringLiteral("key"),
        QStringLiteral("account"), QStringLiteral("accounts"), QStringLiteral("list"), QStringLiteral("login")};
    return words.contains(word);
}

// Names are made of these, too; but user_zhang and member7 are ids.
bool namesPeople(const QString& word)
{
    static const QSet<QString> words{QStringLiteral("user"), QStringLiteral("users"), QStringLiteral("member"),
        QStringLiteral("members"), QStringLiteral("customer"), QStringLiteral("customers"), QStringLiteral("client"),
        QStringLiteral("clients"), QStringLiteral("visitor"), QStringLiteral("visitors"), QStringLiteral("person"),
        QStringLiteral("people"), QStringLiteral("contact"), QStringLiteral("contacts"), QStringLiteral("recipient"),
        QStringLiteral("recipients"), QStringLiteral("no"), QStringLiteral("e"), QStringLiteral("vip")};
    return words.contains(word);
}

bool isLatinName(const QString& first, bool hasDigits)
{
    const QStringList words = latinWords(first);
    if (words.isEmpty())
        return false;
    const auto isOfNames = [](const QString& word) { return namesIds(word) || namesPeople(word); };
    return namesIds(words.last()) || (!hasDigits && std::all_of(words.begin(), words.end(), isOfNames));
}

// Unless the lines below have the word, too: 会员张三 above 会员李四.
bool isChineseName(const QString& first, const QStringList& below)
{
    static const QStringList words{QStringLiteral("手机"), QStringLiteral("电话"), QStringLiteral("号码"),
        QStringLiteral("编号"), QStringLiteral("编码"), QStringLiteral("账号"), QStringLiteral("帐号"),
        QStringLiteral("账户"), QStringLiteral("卡号"), QStringLiteral("名单"), QStringLiteral("名称"),
        QStringLiteral("姓名"), QStringLiteral("昵称"), QStringLiteral("用户"), QStringLiteral("会员"),
        QStringLiteral("客户"), QStringLiteral("顾客"), QStringLiteral("成员"), QStringLiteral("访客"),
        QStringLiteral("员工"), QStringLiteral("邮箱"), QStringLiteral("邮件"), QStringLiteral("微信"),
        QStringLiteral("标识"), QStringLiteral("列表"), QStringLiteral("身份证"), QStringLiteral("号")};
    return std::any_of(words.begin(), words.end(), [&](const QString& word) {
        const auto has = [&word](const QString& line) { return line.contains(word); };
        return has(first) && std::none_of(below.begin(), below.end(), has);
    });
}

// What somebody is known by, or what reads like the lines below it, is no header.
Result<bool> isId(Database& audience, Table& table, UserKind kind)
{
    const QString first = table.headers().first();
    Statement find(audience,
        QByteArray("SELECT 1 FROM person WHERE source_id=0 AND ")
            + (kind == UserKind::Login ? "login_id=?" : "visitor_id=?"));
    const Result<bool> known = find.bind(1, first).step();
    if (!known || *known)
        return known;
    QStringList below;
    for (TableRow row; below.size() < linesBelow && table.next(row);)
        if (!row.fault && !trimmedField(row.fields[0]).isEmpty())
            below += QString::fromUtf8(trimmedField(row.fields[0]));
    table.rewind();
    return readsLikeId(first, below);
}

} // namespace

bool readsLikeId(const QString& first, const QStringList& below)
{
    const Form form = formOf(first);
    if (!form.hasLetters())
        return form.digits;
    const auto isCounted = [&first](const QString& line) { return withoutDigits(line) == withoutDigits(first); };
    if (form.digits && std::any_of(below.begin(), below.end(), isCounted))
        return true;
    if (isLatinName(first, form.digits) || isChineseName(first, below))
        return false;
    const auto isAlike = [&form](const QString& line) { return formOf(line) == form; };
    return std::count_if(below.begin(), below.end(), isAlike) * 2 >= below.size();
}

bool mayBeIdsAlone(const Table& table, const TableOptions& options)
{
    return !options.hasHeader && !options.headerRow && table.info().format != TableFormat::JsonLines
        && table.headers().size() == 1 && !isWellKnownName(table.headers().first());
}

Result<std::unique_ptr<Table>> withFirstId(
    Database& audience, const QString& file, const TableOptions& options, UserKind kind, std::unique_ptr<Table> table)
{
    if (!table->info().hasHeader || !mayBeIdsAlone(*table, options))
        return table;
    const Result<bool> id = isId(audience, *table, kind);
    if (!id)
        return id.error();
    if (!*id)
        return table;
    TableOptions lines = options;
    lines.hasHeader = false;
    lines.sheet = table->info().sheet;
    return openTable(file, lines);
}

} // namespace wd
