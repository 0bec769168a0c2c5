// The lists of people that were uploaded from files.
#pragma once

#include "models/audience/segments/listservice.h"
#include "ui/shared/pagecontext.h"

#include <QWidget>

class QStackedLayout;
class QStandardItemModel;

namespace wd {

class ChangeReader;
class EmptyState;
class TableView;

class ListsView final : public QWidget {
    Q_OBJECT
public:
    explicit ListsView(const PageContext& context, QWidget* parent = nullptr);

    void filter(const QString& text);
    void select(qint64 id); // once it is read

signals:
    void segmentWanted(const QString& list);
    void uploadWanted();
    void replaceWanted(const wd::PeopleList& list);
    void failed(const QString& text);
    void worked(); // what failed before is past

private:
    void read();
    void readUses();
    void show();
    void addRow(const PeopleList& list);
    QString usesOf(const QString& list) const;
    int rowOf(qint64 id) const; // -1: it isn't shown
    qint64 idIn(int row) const; // 0: there is no such row
    void open(const PeopleList& list);
    void remove(const PeopleList& list);
    void tell(const QString& name, const Error& error);

    PageContext m_context;
    QList<PeopleList> m_all;
    QHash<QString, QStringList> m_uses; // segments, by the name of the list
    QString m_sought;
    qint64 m_selected = 0;
    ChangeReader* m_reader;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace wd
