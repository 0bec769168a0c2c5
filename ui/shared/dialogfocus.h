// A dialog that asks for something opens with the cursor in its first field, not on a button.
#pragma once

#include <QObject>

namespace wd {

// Watches all dialogs of the program while it lives; one that chose its focus itself keeps it.
class DialogFocus final : public QObject {
    Q_OBJECT
public:
    explicit DialogFocus(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace wd
