// The segments that one person is in now; a row leads to the segment.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/base/result.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QStandardItemModel;

namespace wd {

class EmptyState;
class TableView;

class PersonSegments final : public QWidget {
    Q_OBJECT
public:
    explicit PersonSegments(QWidget* parent = nullptr);
    void show(const QList<Segment>& segments, const Catalogue& catalogue);

signals:
    void chosen(qint64 segment);

private:
    void choose(const QModelIndex& index);

    QList<Segment> m_segments;
    QStandardItemModel* m_rows;
    TableView* m_table;
    QStackedLayout* m_stack;
};

} // namespace wd
