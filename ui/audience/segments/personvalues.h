// Which of people's values are shown where a rule is looked at, and how.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <QTimeZone>

class QStandardItemModel;

namespace wd {

class TableView;

// The id of the kind first, then the attributes that the rule names, in its order, then all others.
QList<Attribute> attributesByRule(const Rule& rule, UserKind kind, const Catalogue& catalogue);
QString personText(const Person& person, const Attribute& attribute, const QTimeZone& zone);

// A row for each of them, a column for each attribute; the model is the table's.
void fillPeople(TableView& table, QStandardItemModel& rows, const QList<Person>& people,
    const QList<Attribute>& attributes, const QTimeZone& zone);

} // namespace wd
