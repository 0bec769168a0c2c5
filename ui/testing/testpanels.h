// The one test panel of the window, in the side panel of the frame.
#pragma once

#include "ui/shared/pagecontext.h"
#include "ui/testing/testpanel.h"

namespace wd {

// The panel that is there, shown again, or a new one.
TestPanel* testPanel(const PageContext& context);
// Tests a channel as it is saved; `page` asks for it.
void testSaved(const PageContext& context, const Channel& channel, QObject* page);

} // namespace wd
