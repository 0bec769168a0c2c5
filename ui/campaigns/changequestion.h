// Says what an edit of a paused campaign means to its people, and asks whether sending goes on with it.
#pragma once

#include "models/scheduling/contentchange.h"

class QDialog;
class QWidget;

namespace wd {

// As ask() opens it; `then` runs with whether sending goes on, never when it is cancelled.
QDialog* askAboutChange(QWidget* parent, const ChangeCounts& counts, std::function<void(bool goOn)> then);

} // namespace wd
