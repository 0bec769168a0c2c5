#include "ui/testing/testpanels.h"

namespace wd {

TestPanel* testPanel(const PageContext& context)
{
    auto* panel = qobject_cast<TestPanel*>(context.sidePanel());
    if (!panel)
        panel = new TestPanel(context.workspace);
    context.showSidePanel(panel);
    return panel;
}

} // namespace wd
