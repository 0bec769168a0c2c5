#include "ui/testing/testpanels.h"

namespace wd {

TestPanel* testPanel(const PageContext& context)
{
    auto* panel = qobject_cast<TestPanel*>(context.sidePanel());
    if (!panel)
        panel = new TestPanel(context.workspace, context.receiver);
    context.showSidePanel(panel);
    return panel;
}

void testSaved(const PageContext& context, const Channel& channel, QObject* page)
{
    TestPanel* const panel = testPanel(context);
    panel->setSource(page, [channel](QString&) {
        TestSubject subject;
        subject.channel = channel.spec;
        subject.channelName = channel.name;
        subject.storedSecret = channel.uuid;
        subject.savedChannel = channel.id;
        subject.channelUuid = channel.uuid;
        return subject;
    });
    panel->start();
}

} // namespace wd
