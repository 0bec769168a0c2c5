// One row of a table in the channel form: editors side by side, below each a line for what is wrong with it.
#pragma once

#include <QHash>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace wd {

class SpecRow : public QWidget {
    Q_OBJECT
public:
    explicit SpecRow(QWidget* parent = nullptr);
    ~SpecRow() override;

    // From 1; says in accessible names which row an editor belongs to.
    void setNumber(int number, int count);
    // Names of the columns, over the editors.
    QWidget* makeHeader(QWidget* parent) const;
    // `part` as in the place of an error: "name", "default" …; unknown: the first editor. The first of a part is kept.
    void setFault(const QString& part, const QString& text);
    void clearFaults();
    bool hasFault() const;
    bool hasFault(const QString& part) const;
    void focusFault(); // the first
    void focusFirst();
    // Tab comes to its controls before it comes to `next`.
    void placeBefore(QWidget* next);

signals:
    void edited();
    void left(); // an editor of the row lost the focus
    void removed();
    void moved(int by); // -1 up, 1 down

protected:
    // `label` is the column's name, `stretch` its share of the width.
    void addEditor(const QString& part, QWidget* editor, const QString& label, int stretch);
    // On a line of its own below the others.
    void addBelow(const QString& part, QWidget* editor, const QString& label);
    // At the end of the row, after the last editor.
    void addButtons();
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(const QString& part, QWidget* editor, const QString& label);
    QLabel* lineOf(const QString& part) const;

    QHBoxLayout* m_editorRow;
    QVBoxLayout* m_column;
    QHash<QWidget*, QLabel*> m_lines; // what is wrong with an editor; empty: nothing
    QHash<QWidget*, int> m_stretches;
    QList<QWidget*> m_editors;
    QHash<QString, QWidget*> m_byPart;
    QHash<QWidget*, QString> m_labels;
    QPushButton* m_up = nullptr;
    QPushButton* m_down = nullptr;
    QPushButton* m_remove = nullptr;
};

} // namespace wd
