// A box of choices whose words are cut with an ellipsis where they have no room, and stand whole in its tool tip.
#pragma once

#include <QComboBox>

namespace wd {

class ComboBox final : public QComboBox {
    Q_OBJECT
public:
    using QComboBox::QComboBox;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    // What there is room for.
    QString shown() const;
};

} // namespace wd
