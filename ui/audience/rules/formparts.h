// Small parts that the forms of conditions are made of.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>

namespace wd {

// Of an entry: how it reads once it is chosen, if briefer.
inline constexpr int briefWordsRole = Qt::UserRole + 1;
// As wide as its words, within bounds.
QComboBox* chooserBox(const QString& name, const QString& accessibleName, QWidget* parent);
// Chooses the entry whose data this is; one that is not offered (any more) is added as it is.
void chooseData(QComboBox* box, const QVariant& data);
// The comparisons of a type: everywhere the same ones, in the same words and order.
QList<Operator> offeredOperators(AttributeType type);
// Offers them; one that only documents have is added while it is the one chosen.
void fillOperators(QComboBox* box, const QList<Operator>& offered, AttributeType type, Operator chosen);
QSpinBox* numberBox(const QString& name, const QString& accessibleName, int least, int most, QWidget* parent);
QSpinBox* daysBox(const QString& name, const QString& accessibleName, QWidget* parent); // "1 day", "7 days"
QLabel* wordLabel(const QString& text, QWidget* parent); // one line between editors
// Where in the condition an editor's value stands (".value", ".period.from"), for faults.
void setPlace(QWidget* editor, const QString& place);
// Marks the editors whose place leads `place` as wrong, all others as right; an empty place: all are right.
void markPlace(QWidget* form, const QString& place);
QWidget* firstMarked(const QWidget* form); // null: none
QString numberWords(const QVariant& value); // 5000, not 5e+03

} // namespace wd
