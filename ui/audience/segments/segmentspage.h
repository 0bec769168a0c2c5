// 用户分群: the saved rules that select people, with how many they select now; and the lists from files.
#pragma once

#include "models/audience/segments/liststore.h"
#include "models/audience/segments/segmentservice.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QStackedLayout;
class QStandardItemModel;
class QTabBar;

namespace wd {

class EmptyState;
class InlineMessage;
class ListsView;
class SearchField;
class TableView;

class SegmentsPage final : public Page {
    Q_OBJECT
public:
    // Argument: select (the id of the segment whose row is looked for).
    SegmentsPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

private:
    QWidget* makeTable();
    void read();
    void show();
    void select(int rowBefore);
    void addRow(const Segment& segment);
    void countNext();
    void readUses(qint64 id);
    int rowOf(qint64 id) const; // -1: not shown
    void edit(qint64 id);
    void duplicate(qint64 id);
    void upload(const PeopleList& replaced);
    void askToRemove(const Segment& segment);
    void remove(const Segment& segment);

    PageContext m_context;
    Catalogue m_catalogue;
    QList<Segment> m_segments;
    QHash<qint64, QString> m_counts; // as last known
    QSet<qint64> m_counted; // in this reading
    QHash<qint64, QString> m_uses;
    QList<qint64> m_toCount;
    bool m_counting = false;
    quint64 m_reading = 0; // answers to an earlier one are dropped
    qint64 m_selected = 0; // once it is read
    InlineMessage* m_message;
    QTabBar* m_tabs;
    SearchField* m_search;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    ListsView* m_lists;
    QStackedLayout* m_stack = nullptr;
};

} // namespace wd
