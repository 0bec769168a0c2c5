// Asks what becomes of a channel whose last test was no plain success.
#pragma once

#include "ui/testing/lasttest.h"

#include <functional>

class QDialog;
class QWidget;

namespace wd {

enum class SaveAs { Enabled, Disabled };

// Opens at once and returns; `then` runs with the operator's choice, never when it is cancelled. `mayDisable`: false
// when campaigns that are under way use the channel. The dialog deletes itself and dies with the parent.
QDialog* askHowToSave(QWidget* parent, const PoorTest& test, bool mayDisable, std::function<void(SaveAs)> then);

} // namespace wd
