// The way of Tab through parts that are made in another order than they stand.
#pragma once

#include <QList>

class QWidget;

namespace wd {

// From `first` through every named control of the parts, part by part, in the order in which each part made its own.
void chainTabs(QWidget* first, const QList<QWidget*>& parts);

// What a form is made of, in the order of its layouts.
QList<QWidget*> inLayoutOrder(const QWidget* form);

} // namespace wd
