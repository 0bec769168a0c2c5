// What a workspace without channels and campaigns shows first: two ways to begin, then the next step with one's own
// data.
#pragma once

#include "ui/shared/pagecontext.h"

#include <QWidget>

namespace wd {

class Card;

// Empty until it knows whether there are users; an import is noticed.
class Welcome final : public QWidget {
    Q_OBJECT
public:
    explicit Welcome(const PageContext& context, QWidget* parent = nullptr);

private:
    QWidget* makeChoices();
    QWidget* makeOperator();
    Card* makeSteps();
    void lookForUsers();
    void showFor(bool hasUsers);

    PageContext m_context;
    QWidget* m_choices = nullptr;
    QWidget* m_steps = nullptr;
};

} // namespace wd
