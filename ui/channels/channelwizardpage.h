// A new channel in four steps.
#pragma once

#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

namespace wd {

class ChannelForm;
class InlineMessage;
class StepBar;

class ChannelWizardPage final : public Page {
    Q_OBJECT
public:
    ChannelWizardPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;
    bool hasUnsavedInput() const override;
    void takePanel(QWidget* panel) override;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeSteps();
    QWidget* makeLast();
    void makeFooter();
    void show(int step);
    // True when what the step shows is right; else the first bad field has the focus.
    bool isStepGood();
    void next();
    void goTo(int step);
    void test();
    void save();
    void store(bool enabled);
    void showWhatIsMissing();

    PageContext m_context;
    StepBar* m_bar;
    ChannelForm* m_form;
    InlineMessage* m_message;
    QList<QList<QWidget*>> m_steps;
    QLabel* m_missing;
    QPushButton* m_back;
    QPushButton* m_test;
    QPushButton* m_next;
    QPushButton* m_save;
    int m_step = 0;
    int m_reached = 0;
};

} // namespace wd
