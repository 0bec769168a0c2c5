// A question before something that leaves this machine or can't be undone.
#pragma once

#include <QString>

#include <functional>

class QDialog;
class QWidget;

namespace wd {

enum class Weight { Normal, Destructive };

// Opens at once and returns; `then` runs only when the operator chooses `actionText`. Esc and Cancel do nothing else.
// The dialog deletes itself and dies with the parent.
QDialog* ask(QWidget* parent, const QString& title, const QString& text, const QString& actionText,
    std::function<void()> then, Weight weight = Weight::Normal);

} // namespace wd
