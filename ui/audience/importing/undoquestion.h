// The question before an import is undone: what that does, and whose count changes by it.
#pragma once

#include "ui/shared/pagecontext.h"

namespace wd {

// Opens once what it is about is known; `then` runs only when the operator wants it. What goes wrong is told as a
// toast.
void askToUndo(QWidget* parent, const PageContext& context, qint64 import, std::function<void()> then);

} // namespace wd
