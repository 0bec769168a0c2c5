// The button at the end of a line that empties it, in the house's look.
#pragma once

class QLineEdit;

namespace wd {

void addClearButton(QLineEdit& line);

} // namespace wd
