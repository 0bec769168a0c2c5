// Widgets in lines, as words in a text: what has no room goes to the next line.
#pragma once

#include <QLayout>
#include <QList>

namespace wd {

// Of what is left in a line, widgets that expand take their share; one that finds its line nearly full is made as
// narrow as it may be, unless that makes it higher, before it goes to the next.
class FlowLayout final : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr, int spacing = 8);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    // Not QLayout's: its items remember sizes from before the style sheet came.
    void addWidget(QWidget* widget) { insertWidget(count(), widget); }
    void insertWidget(int index, QWidget* widget);
    int count() const override { return int(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    struct Line {
        QList<QLayoutItem*> items;
        QList<int> widths;
        int height = 0;
    };
    QList<Line> lines(int width) const;
    static int heightOf(const QLayoutItem* item, int width);

    QList<QLayoutItem*> m_items;
};

} // namespace wd
