// One line of words that ends in “…” where there is no room for all of them; the tool tip then shows them whole.
#pragma once

#include <QLabel>

namespace wd {

// text() is always the whole text. It takes what room it gets and asks for none.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& look, QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QString shown() const;
};

} // namespace wd
