#include "models/audience/importing/forecast.h"

namespace wd {

namespace {

using Use = ColumnMatch::Use;

constexpr qsizetype idsCompared = 20;
constexpr qint64 peopleCompared = 20'000; // with a value of an attribute: no index helps

QByteArray findBy(const QByteArray& id)
{
    return "SELECT id, erased_at, login_id IS NOT NULL FROM person WHERE source_id=0 AND " + id + "=?";
}

Result<IdHolder> holderOf(Statement& find, QByteArrayView id)
{
    if (id.isEmpty())
        return IdHolder();
    bindId(find, 1, id);
    const Result<bool> row = find.step();
    if (!row)
        return row.error();
    if (!*row)
        return IdHolder();
    const IdHolder holder{find.integer(0), standingOf(find, 1), find.integer(2) == 1};
    find.reset();
    return holder;
}

// How many of the ids are what people have there.
Result<qint64> valuesIn(Database& audience, const QByteArray& column, const QStringList& ids)
{
    Statement count(audience,
        "SELECT count(DISTINCT v) FROM (SELECT " + column
            + " v FROM person WHERE source_id=0 AND erased_at IS NULL AND " + column + " IS NOT NULL LIMIT "
            + QByteArray::number(peopleCompared) + ") WHERE v IN (?" + QByteArray(",?").repeated(ids.size() - 1) + ')');
    for (qsizetype i = 0; i < ids.size(); ++i)
        count.bind(int(i) + 1, ids[i]);
    const Result<bool> row = count.step();
    return row ? Result<qint64>(count.integer(0)) : row.error();
}

} // namespace

Forecast::LookUps::LookUps(Database& audience)
    : byLogin(audience, findBy("login_id"))
    , byVisitor(audience, findBy("visitor_id"))
{
}

Forecast::Forecast(const QList<ColumnMatch>& columns)
    : m_login(columnOf(columns, Use::LoginId))
    , m_visitor(columnOf(columns, Use::VisitorId))
{
}

Forecast::Ids Forecast::idsOf(const TableRow& row) const
{
    const auto field
        = [&row](qsizetype column) { return column < 0 ? QByteArrayView() : trimmedField(row.fields[size_t(column)]); };
    return {field(m_login), field(m_visitor)};
}

bool Forecast::namesSomebody(const TableRow& row) const
{
    const Ids ids = idsOf(row);
    return !ids.login.isEmpty() || !ids.visitor.isEmpty();
}

Result<void> Forecast::look(LookUps& people, const TableRow& row)
{
    if (m_foreseen.rows == ForeseenPeople::mostRows) {
        m_foreseen.isWhole = false;
        return {};
    }
    ++m_foreseen.rows;
    const Ids ids = idsOf(row);
    // One id names a person; of another one nothing is known yet.
    const QByteArrayView name = ids.login.isEmpty() ? ids.visitor : ids.login;
    const QByteArray key = (ids.login.isEmpty() ? 'v' : 'l') + name.toByteArray();
    if (m_seen.contains(key)) {
        ++m_foreseen.repeated;
        return {};
    }
    m_seen.insert(key);
    const Result<IdHolder> byLogin = holderOf(people.byLogin, ids.login);
    const Result<IdHolder> byVisitor = holderOf(people.byVisitor, ids.visitor);
    if (!byLogin || !byVisitor)
        return byLogin ? byVisitor.error() : byLogin.error();
    const Meant who = meantBy(*byLogin, *byVisitor, !ids.login.isEmpty());
    if (who.standing == Standing::Here)
        ++m_foreseen.known;
    else if (who.standing != Standing::Erased)
        ++m_foreseen.fresh;
    if (who.standing == Standing::Nobody && m_first.size() < idsCompared)
        m_first += QString::fromUtf8(name);
    return {};
}

// Only when nobody is known: then it is worth asking.
Result<void> Forecast::end(Database& audience)
{
    if (m_foreseen.known > 0 || m_first.isEmpty())
        return {};
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    qint64 most = 0;
    for (const Attribute& attribute : catalogue->attributes()) {
        const bool isText = attribute.type == AttributeType::Text || attribute.type == AttributeType::Choice;
        if (!isText || attribute.key == loginIdAttribute().key)
            continue;
        const Result<qint64> alike = valuesIn(audience, attribute.column(), m_first);
        if (!alike)
            return alike.error();
        if (2 * *alike > m_first.size() && *alike > most) {
            most = *alike;
            m_foreseen.alike = attribute;
        }
    }
    return {};
}

} // namespace wd
