// Tool tips stand below what they explain, not over it.
#pragma once

#include <QObject>

class QRect;
class QWidget;

namespace wd {

// Below a part of a widget, in the widget's own coordinates.
void showTipBelow(QWidget* widget, const QRect& part, const QString& text);

// Watches all windows of the program while it lives.
class TipPlace final : public QObject {
    Q_OBJECT
public:
    explicit TipPlace(QObject* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace wd
