// Return presses the button that has the focus, as Space does; in a dialog it wins over the default button.
#pragma once

#include <QObject>

namespace wd {

// Watches all windows of the program while it lives.
class ButtonKeys final : public QObject {
    Q_OBJECT
public:
    explicit ButtonKeys(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace wd
