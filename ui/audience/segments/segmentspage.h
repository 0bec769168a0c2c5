// 用户分群: the saved rules that select people.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QStandardItemModel;
class QStackedLayout;

namespace wd {

class EmptyState;
class InlineMessage;
class SearchField;
class TableView;

class SegmentsPage final : public Page {
    Q_OBJECT
public:
    SegmentsPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

private:
    void read();
    void show();
    void addRow(const Segment& segment);
    void edit(qint64 id);
    void askToRemove(const Segment& segment);

    PageContext m_context;
    Catalogue m_catalogue;
    QList<Segment> m_segments;
    InlineMessage* m_message;
    SearchField* m_search;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace wd
