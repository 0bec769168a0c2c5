#include "models/audience/importing/columnmatching.h"

#include "models/base/phrase.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace wd {

namespace {

using Use = ColumnMatch::Use;

// Case, width, spaces, underscores and hyphens do not count, nor whether login is written 登录 or 登陆.
QString plainName(const QString& name)
{
    QString plain;
    for (const QChar letter : name.normalized(QString::NormalizationForm_KC))
        if (!letter.isSpace() && letter != u'_' && letter != u'-')
            plain += letter.toLower();
    return plain.replace(QStringLiteral("登陆"), QStringLiteral("登录"));
}

const QStringList& namesOf(Use use)
{
    static const QStringList login{QStringLiteral("loginid"), QStringLiteral("userid"), QStringLiteral("用户id"),
        QStringLiteral("登录用户id"), QStringLiteral("用户登录id"), QStringLiteral("登录id"), QStringLiteral("uid"),
        QStringLiteral("memberid"), QStringLiteral("customerid"), QStringLiteral("会员id"), QStringLiteral("会员号"),
        QStringLiteral("会员编号"), QStringLiteral("客户id"), QStringLiteral("客户编号"), QStringLiteral("用户编号")};
    static const QStringList visitor{QStringLiteral("visitorid"), QStringLiteral("访问用户id"),
        QStringLiteral("访客id"), QStringLiteral("设备id"), QStringLiteral("用户访问id"), QStringLiteral("deviceid")};
    static const QStringList event{QStringLiteral("event"), QStringLiteral("eventname"), QStringLiteral("事件"),
        QStringLiteral("事件名"), QStringLiteral("事件名称"), QStringLiteral("行为")};
    static const QStringList time{QStringLiteral("time"), QStringLiteral("eventtime"), QStringLiteral("时间"),
        QStringLiteral("发生时间"), QStringLiteral("事件时间"), QStringLiteral("at"), QStringLiteral("timestamp")};
    static const QStringList source{QStringLiteral("eventid"), QStringLiteral("事件id")};
    static const QStringList none;
    switch (use) {
    case Use::LoginId:
        return login;
    case Use::VisitorId:
        return visitor;
    case Use::Event:
        return event;
    case Use::Time:
        return time;
    case Use::SourceId:
        return source;
    case Use::Value:
    case Use::Nothing:
        break;
    }
    return none;
}

// 会员 编号(ID) is 会员编号, and 用户ID（必填） is 用户ID; 用户ID（推荐人） is somebody else's.
QString withoutNote(const QString& header, Use use)
{
    static const QRegularExpression noted(QStringLiteral("^(.+?)[(（\\[【](.*)[)）\\]】]\\s*$"));
    static const QStringList notes{QStringLiteral("id"), QStringLiteral("编号"), QStringLiteral("唯一"),
        QStringLiteral("必填"), QStringLiteral("required"), QStringLiteral("*")};
    const QRegularExpressionMatch match = noted.match(header);
    const QString note = plainName(match.captured(2));
    return notes.contains(note) || namesOf(use).contains(note) ? match.captured(1) : header;
}

// 下单时间, pay_time: the one column whose name ends like that; of two nobody knows which.
qsizetype onlyTime(const QStringList& headers, const ImportOptions& options)
{
    qsizetype found = -1;
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const QString name = plainName(headers[i]);
        if (options.mapping.contains(headers[i]) || !(name.endsWith(u"时间") || name.endsWith(u"time")))
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

// The named column, or the first of the well-known names in their order; -1 when there is none.
Result<qsizetype> find(const QStringList& headers, const QString& named, Use use, const ImportOptions& options)
{
    if (!named.isEmpty()) {
        const qsizetype index = headers.indexOf(named);
        if (index >= 0)
            return index;
        return Error{ErrorKind::BadValue, {named, headers.join(QStringLiteral(", "))}, {}};
    }
    for (const QString& name : namesOf(use))
        for (qsizetype i = 0; i < headers.size(); ++i)
            if (plainName(headers[i]) == name && !options.mapping.contains(headers[i]))
                return i;
    for (const QString& name : namesOf(use))
        for (qsizetype i = 0; i < headers.size(); ++i)
            if (plainName(withoutNote(headers[i], use)) == name && !options.mapping.contains(headers[i]))
                return i;
    return use == Use::Time ? onlyTime(headers, options) : qsizetype(-1);
}

struct Wanted {
    Use use;
    QString named;
};

// A column may be mapped to an id as to any attribute.
QString idColumn(const QString& named, const Attribute& id, const ImportOptions& options)
{
    return named.isEmpty() ? options.mapping.key(id.key) : named;
}

QList<Wanted> wantedColumns(const ImportOptions& options)
{
    if (options.kind == ImportKind::People)
        return {{Use::LoginId, idColumn(options.loginIdColumn, loginIdAttribute(), options)},
            {Use::VisitorId, idColumn(options.visitorIdColumn, visitorIdAttribute(), options)}};
    QList<Wanted> wanted{{Use::LoginId, options.personColumn}, {Use::VisitorId, options.visitorColumn},
        {Use::Time, options.timeColumn}, {Use::SourceId, options.eventIdColumn}};
    if (options.eventName.isEmpty())
        wanted += {Use::Event, options.eventColumn};
    return wanted;
}

// By key, else by label; else by either with letters and digits of another width.
const Attribute* attributeNamed(const Catalogue& catalogue, const QString& name)
{
    if (const Attribute* const known = catalogue.attributeByKey(name))
        return known;
    for (const Attribute& attribute : catalogue.attributes())
        if (attribute.id > 0 && !name.isEmpty() && (attribute.labelEn == name || attribute.labelZh == name))
            return &attribute;
    const auto narrow = [](const QString& text) { return text.normalized(QString::NormalizationForm_KC); };
    const QString narrowName = narrow(name);
    for (const Attribute& attribute : catalogue.attributes())
        for (const QString& own : {attribute.key, attribute.labelEn, attribute.labelZh})
            if (attribute.id > 0 && !own.isEmpty() && narrow(own) == narrowName)
                return &attribute;
    return nullptr;
}

QString keyOf(const QString& header, const ImportOptions& options, const Catalogue& catalogue)
{
    const QString name = options.mapping.value(header, header);
    const Attribute* const attribute = options.kind == ImportKind::Events ? nullptr : attributeNamed(catalogue, name);
    return attribute ? attribute->key : name;
}

Result<void> checkMapping(const QStringList& headers, const ImportOptions& options)
{
    for (auto it = options.mapping.cbegin(); it != options.mapping.cend(); ++it)
        if (!headers.contains(it.key()))
            return Error{ErrorKind::BadValue, {it.key(), headers.join(QStringLiteral(", "))}, {}};
    return {};
}

Result<void> assignSpecial(QList<ColumnMatch>& columns, const QStringList& headers, const ImportOptions& options)
{
    // What a column is named for, it is not guessed to be something else.
    QList<Wanted> all = wantedColumns(options);
    std::stable_partition(all.begin(), all.end(), [](const Wanted& wanted) { return !wanted.named.isEmpty(); });
    for (const Wanted& wanted : std::as_const(all)) {
        const Result<qsizetype> index = find(headers, wanted.named, wanted.use, options);
        if (!index)
            return index.error();
        if (*index < 0)
            continue;
        const bool isTaken = columns[*index].use != Use::Value;
        if (isTaken && !wanted.named.isEmpty())
            return Error{ErrorKind::Duplicate, {headers[*index]}, {}};
        if (!isTaken)
            columns[*index].use = wanted.use;
    }
    return {};
}

// The two ids are none that can be cleared.
Error noSuchAttribute(const QString& name, const Catalogue& catalogue)
{
    QStringList keys;
    for (const Attribute& attribute : catalogue.attributes())
        if (attribute.id > 0)
            keys += attribute.key;
    if (keys.isEmpty())
        return {ErrorKind::NotFound, {QStringLiteral("attribute"), name}, {}};
    return {ErrorKind::NotOneOf, {name, keys.join(QStringLiteral(", "))}, {}};
}

// A column that is an id, an event or a time is nothing else.
Result<void> checkSpecial(const QList<ColumnMatch>& columns, const ImportOptions& options)
{
    for (const ColumnMatch& column : columns) {
        const auto mapped = options.mapping.constFind(column.header);
        const bool isId = column.use == Use::LoginId || column.use == Use::VisitorId;
        if (column.use == Use::Value || mapped == options.mapping.cend()
            || (isId && (*mapped == loginIdAttribute().key || *mapped == visitorIdAttribute().key)))
            continue;
        return Error{ErrorKind::BadValue,
            {column.header + u'=' + *mapped,
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one use of the column: it is an id, event or time already"))},
            {}};
    }
    return {};
}

} // namespace

bool isWellKnownName(const QString& header)
{
    const auto has = [&header](Use use) { return namesOf(use).contains(plainName(withoutNote(header, use))); };
    return has(Use::LoginId) || has(Use::VisitorId) || has(Use::Event) || has(Use::Time) || has(Use::SourceId);
}

bool numbersOrders(const QString& header)
{
    static const QStringList names{QStringLiteral("订单号"), QStringLiteral("订单编号"), QStringLiteral("订单id"),
        QStringLiteral("订单流水号"), QStringLiteral("流水号"), QStringLiteral("交易号"), QStringLiteral("交易单号"),
        QStringLiteral("交易流水号"), QStringLiteral("支付单号"), QStringLiteral("支付流水号"), QStringLiteral("单号"),
        QStringLiteral("orderid"), QStringLiteral("orderno"), QStringLiteral("ordernumber"), QStringLiteral("ordersn"),
        QStringLiteral("transactionid"), QStringLiteral("transactionno"), QStringLiteral("paymentid"),
        QStringLiteral("tradeno")};
    return names.contains(plainName(header));
}

bool namePerson(const QStringList& headers)
{
    const Result<QList<ColumnMatch>> columns = guessColumns(headers, ImportOptions(), Catalogue());
    return columns && !missingColumn(*columns, ImportKind::People, {});
}

bool nameEvents(const QStringList& headers)
{
    ImportOptions events;
    events.kind = ImportKind::Events;
    const Result<QList<ColumnMatch>> columns = guessColumns(headers, events, Catalogue());
    return columns && columnOf(*columns, Use::Event) >= 0 && columnOf(*columns, Use::Time) >= 0;
}

qsizetype columnOf(const QList<ColumnMatch>& columns, ColumnMatch::Use use)
{
    for (qsizetype i = 0; i < columns.size(); ++i)
        if (columns[i].use == use)
            return i;
    return -1;
}

QList<qsizetype> unusedColumns(const QList<ColumnMatch>& columns)
{
    QList<qsizetype> unused;
    for (qsizetype i = 0; i < columns.size(); ++i)
        if (columns[i].use == Use::Nothing)
            unused += i;
    return unused;
}

std::optional<Error> missingColumn(const QList<ColumnMatch>& columns, ImportKind kind, const QString& eventName)
{
    QString missing;
    if (columnOf(columns, Use::LoginId) < 0 && columnOf(columns, Use::VisitorId) < 0)
        missing = QStringLiteral("login_id, visitor_id");
    for (const Use use : {Use::Event, Use::Time})
        if (missing.isEmpty() && kind == ImportKind::Events && columnOf(columns, use) < 0
            && (use == Use::Time || eventName.isEmpty()))
            missing = namesOf(use).first();
    if (missing.isEmpty())
        return std::nullopt;
    QStringList headers;
    for (const ColumnMatch& column : columns)
        headers += column.header;
    return Error{ErrorKind::MissingField, {missing, headers.join(QStringLiteral(", "))}, {}};
}

Result<QStringList> clearedKeys(const QStringList& names, const QList<ColumnMatch>& columns, const Catalogue& catalogue)
{
    QStringList keys;
    for (const QString& name : names) {
        QString key;
        for (const ColumnMatch& column : columns)
            if (column.use == Use::Value && (column.header == name || column.key == name))
                key = column.key;
        if (const Attribute* const known = attributeNamed(catalogue, name))
            key = known->key;
        if (key.isEmpty() || key == loginIdAttribute().key || key == visitorIdAttribute().key)
            return noSuchAttribute(name, catalogue);
        if (!keys.contains(key))
            keys += key;
    }
    return keys;
}

Result<QList<ColumnMatch>> matchColumns(
    const QStringList& headers, const ImportOptions& options, const Catalogue& catalogue)
{
    Result<QList<ColumnMatch>> columns = guessColumns(headers, options, catalogue);
    if (!columns)
        return columns;
    const std::optional<Error> missing = missingColumn(*columns, options.kind, options.eventName);
    return missing ? Result<QList<ColumnMatch>>(*missing) : columns;
}

Result<QList<ColumnMatch>> guessColumns(
    const QStringList& headers, const ImportOptions& options, const Catalogue& catalogue)
{
    if (const Result<void> mapping = checkMapping(headers, options); !mapping)
        return mapping.error();
    QList<ColumnMatch> columns;
    for (const QString& header : headers)
        columns.append({Use::Value, header, {}});
    if (const Result<void> special = assignSpecial(columns, headers, options); !special)
        return special.error();
    if (const Result<void> checked = checkSpecial(columns, options); !checked)
        return checked.error();
    QSet<QString> keys;
    for (ColumnMatch& column : columns) {
        if (column.use != Use::Value)
            continue;
        if (const auto mapped = options.mapping.constFind(column.header);
            mapped != options.mapping.cend() && mapped->isEmpty()) {
            column.use = Use::Nothing;
            continue;
        }
        column.key = keyOf(column.header, options, catalogue);
        const bool isId = options.kind == ImportKind::People
            && (column.key == loginIdAttribute().key || column.key == visitorIdAttribute().key);
        if (isId || keys.contains(column.key))
            return Error{ErrorKind::Duplicate, {column.key}, {}};
        keys.insert(column.key);
    }
    return columns;
}

} // namespace wd
