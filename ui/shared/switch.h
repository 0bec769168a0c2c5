// An on/off switch, 36×20; Space and a click turn it.
#pragma once

#include <QAbstractButton>

namespace wd {

// Without words of its own: give it an accessible name that says what it turns on.
class Switch final : public QAbstractButton {
    Q_OBJECT
public:
    Switch(const QString& accessibleName, const QString& name, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace wd
