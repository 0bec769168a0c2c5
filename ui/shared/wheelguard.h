// The wheel scrolls the page: a closed box of choices, a number or a date under the pointer never takes it, and nothing
// gets the focus by it.
#pragma once

#include <QObject>

namespace wd {

// Watches all windows of the program while it lives.
class WheelGuard final : public QObject {
    Q_OBJECT
public:
    explicit WheelGuard(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace wd
