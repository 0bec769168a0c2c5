#include "ui/audience/segments/personvalues.h"

#include "ui/audience/people/persontexts.h"
#include "ui/shared/tableview.h"
#include "ui/texts/rulesentence.h"

#include <QStandardItemModel>

namespace wd {

namespace {

void collectNamed(const Rule& rule, QStringList& keys)
{
    if (rule.kind == Rule::Kind::Attribute && !keys.contains(rule.attribute))
        keys += rule.attribute;
    for (const Rule& child : rule.children)
        collectNamed(child, keys);
}

constexpr int widestColumn = 180;
constexpr int cellPadding = 20; // beyond what the table reckons with

} // namespace

QList<Attribute> attributesByRule(const Rule& rule, UserKind kind, const Catalogue& catalogue)
{
    const bool login = kind == UserKind::Login;
    const QString otherId = login ? visitorIdAttribute().key : loginIdAttribute().key;
    QStringList keys{login ? loginIdAttribute().key : visitorIdAttribute().key};
    collectNamed(rule, keys);
    for (const Attribute& attribute : catalogue.attributes())
        if (!keys.contains(attribute.key) && attribute.key != otherId)
            keys += attribute.key;
    if (!keys.contains(otherId))
        keys += otherId;
    QList<Attribute> attributes;
    for (const QString& key : std::as_const(keys))
        if (const Attribute* const known = catalogue.attributeByKey(key))
            attributes += *known;
    return attributes;
}

QString personText(const Person& person, const Attribute& attribute, const QTimeZone& zone)
{
    if (attribute.key == loginIdAttribute().key)
        return person.loginId;
    if (attribute.key == visitorIdAttribute().key)
        return person.visitorId;
    return valueText(person.values.value(attribute.key), zone);
}

void fillPeople(TableView& table, QStandardItemModel& rows, const QList<Person>& people,
    const QList<Attribute>& attributes, const QTimeZone& zone)
{
    rows.clear();
    QStringList headers;
    for (const Attribute& attribute : attributes)
        headers += attributeLabel(attribute);
    rows.setHorizontalHeaderLabels(headers);
    for (const Person& person : people) {
        QList<QStandardItem*> items;
        for (const Attribute& attribute : attributes)
            items += readOnlyItem(personText(person, attribute, zone));
        rows.appendRow(items);
    }
    table.resizeColumnsToContents();
    for (int column = 0; column < rows.columnCount(); ++column)
        table.setColumnWidth(column, qMin(table.columnWidth(column) + cellPadding, widestColumn));
}

} // namespace wd
