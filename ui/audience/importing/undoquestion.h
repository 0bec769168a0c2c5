// The question before an import is undone: what that does, and whose count changes by it.
#pragma once

#include "ui/shared/pagecontext.h"

namespace wd {

class InlineMessage;

// Opens once what it is about is known, which of a big import takes a while: `message` says so. It does not open above
// another dialog that was opened meanwhile. `then` runs only when the operator wants it. What goes wrong is told as a
// toast.
void askToUndo(
    QWidget* parent, const PageContext& context, qint64 import, InlineMessage* message, std::function<void()> then);

} // namespace wd
