// Questions before something that leaves this machine, can't be undone, or may be meant in several ways.
#pragma once

#include <QList>
#include <QString>

#include <functional>

class QDialog;
class QWidget;

namespace wd {

// Lasting: can't be undone. Where it is more than Normal, the way back has the focus.
enum class Weight { Normal, Lasting, Destructive };

// Opens at once and returns; `then` runs only when the operator chooses `actionText`. Esc and Cancel do nothing else.
// The dialog deletes itself and dies with the parent.
QDialog* ask(QWidget* parent, const QString& title, const QString& text, const QString& actionText,
    std::function<void()> then, Weight weight = Weight::Normal);

// One button of a question.
struct Answer {
    enum class Look { Secondary, Primary, Danger };
    QString text;
    QString iconName; // may be empty
    QString objectName;
    Look look = Look::Secondary;
    std::function<void()> then; // empty: closes the question, as Esc does
    bool takesFocus = false;
};

// As ask(), with answers of its own in a row. The dialog's objectName is `name`, that of its text `name` + "Words".
QDialog* askAmong(
    QWidget* parent, const QString& name, const QString& title, const QString& text, const QList<Answer>& answers);

} // namespace wd
