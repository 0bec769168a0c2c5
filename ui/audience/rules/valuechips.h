// Several values: each as a chip that can be taken away, and a line to add more.
#pragma once

#include <QLineEdit>
#include <QVariant>

class QCompleter;

namespace wd {

class FlowLayout;

enum class Known { Only, Among }; // nothing else is right, or other values as well

class ValueChips final : public QWidget {
    Q_OBJECT
public:
    // `name` is the objectName of the line. Return and commas end a value; several can be pasted at once. Backspace in
    // an empty line takes the last one away; Left goes from the line's beginning to the chips, Delete takes one away.
    ValueChips(const QString& name, bool numbers, QWidget* parent = nullptr);

    QVariantList values() const { return m_values; }
    void setValues(const QVariantList& values); // texts with commas in them stay whole
    QLineEdit* line() const { return m_line; }
    // In a list below the line, without those that are chosen: a click into the empty line, its arrow or Down open it.
    void offer(const QStringList& values, Known known);

signals:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(const QString& text);
    void removeAt(qsizetype index);
    void showChips();
    bool takeLineKey(int key);
    void makeList();
    void fillList();
    void openList();
    bool takeChipKey(qsizetype index, int key);

    FlowLayout* m_flow;
    QLineEdit* m_line;
    QList<QWidget*> m_chips;
    QVariantList m_values;
    bool m_numbers;
    QCompleter* m_list = nullptr; // once there is something to offer
    QStringList m_offered;
    bool m_listWanted = false; // before there was one
};

} // namespace wd
