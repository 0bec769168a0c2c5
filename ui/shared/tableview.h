// A table as the house shows it: 40 px rows, no grid, whole rows, nothing that costs time on a million rows.
#pragma once

#include <QList>
#include <QTableView>

class QStandardItem;

namespace wd {

// What a model may answer beside Qt's own roles.
namespace cell {
inline constexpr int pillRole = Qt::UserRole + 100; // int(Role): the DisplayRole's words become a state pill
inline constexpr int iconRole = Qt::UserRole + 101; // QString: the pill's icon when not the role's own
inline constexpr int mutedRole = Qt::UserRole + 102; // bool: words in the muted colour
inline constexpr int linkRole = Qt::UserRole + 103; // bool: words as a link; `linkClicked` when clicked
inline constexpr int noteRole = Qt::UserRole + 104; // QString: a second line below the words or their pill
inline constexpr int noteColourRole = Qt::UserRole + 105; // int(Role): its colour
inline constexpr int sentenceRole = Qt::UserRole + 106; // bool: words that go on in a second line if the row is high
} // namespace cell

struct Column {
    enum Kind { Fixed, Stretch };
    Kind kind = Fixed;
    int width = 120; // of a stretching column: the least width
    int rank = 0; // where room is scarce, columns of the highest rank go first; 0: stays
    Qt::TextElideMode elide = Qt::ElideRight; // names that differ at their ends: ElideMiddle
};

// A cell of a small table: words that can't be edited, whole in its tool tip.
QStandardItem* readOnlyItem(const QString& text);

class TableView final : public QTableView {
    Q_OBJECT
public:
    // `name` is the objectName, `accessibleName` says what the rows are.
    TableView(const QString& name, const QString& accessibleName, QWidget* parent = nullptr);

    // After setModel(): one for each column, wider where its header needs it. Stretching columns share what is left in
    // proportion to their widths, and give when even the columns that stay don't fit: nothing has to be scrolled
    // sideways.
    void setColumns(const QList<Column>& columns);
    Qt::TextElideMode elideOf(int column) const { return m_columns.value(column).elide; }
    int hoveredRow() const { return m_hovered; }
    // Rows whose cell in this column has a second line are higher; to be asked for again when it comes or goes.
    void fitRows(int noteColumn);
    void setNoted(int row, bool noted);
    // Likewise where a cell of sentences (cell::sentenceRole) needs a second line, also when the table gets another
    // width; to be asked for again when its words change.
    void fitSentences();

signals:
    // Return, or a double click on a row.
    void rowActivated(const QModelIndex& index);
    void linkClicked(const QModelIndex& index);
    // The mouse button went up, wherever that was.
    void released();

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void hover(int row);
    void share();
    int widthOf(int column) const;
    int leastWidthAfterHiding();

    QList<Column> m_columns;
    int m_hovered = -1;
    bool m_fitsSentences = false;
};

} // namespace wd
