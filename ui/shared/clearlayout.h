// Empties a layout that is filled again and again.
#pragma once

class QLayout;

namespace wd {

// Its widgets are hidden at once and deleted from the event loop: the signal that led here may be one of theirs.
void clearLayout(QLayout& layout);

} // namespace wd
