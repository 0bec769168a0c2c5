// A table of the channel form: column names, at most ten rows, and a button for the next one.
#pragma once

#include "ui/channels/specrow.h"

#include <QStringList>

#include <functional>

class QVBoxLayout;

namespace wd {

class RowList final : public QWidget {
    Q_OBJECT
public:
    // `fresh` makes an empty row.
    RowList(const QString& addText, const QString& name, std::function<SpecRow*()> fresh, QWidget* parent = nullptr);
    ~RowList() override;

    void add(SpecRow* row);
    void clear();
    const QList<SpecRow*>& rows() const { return m_rows; }

signals:
    void edited();
    void left();

private:
    void addFresh();
    void remove(SpecRow* row);
    void move(SpecRow* row, int by);
    void renumber();

    std::function<SpecRow*()> m_fresh;
    QVBoxLayout* m_list;
    QWidget* m_header = nullptr; // made with the first row
    QLabel* m_full;
    QPushButton* m_add;
    QList<SpecRow*> m_rows;
};

} // namespace wd
