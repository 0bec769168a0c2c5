// The people that a search finds, from whom one can be opened.
#pragma once

#include "models/audience/catalogue/peoplesearch.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedLayout;
class QStandardItemModel;

namespace wd {

class EmptyState;
class InlineMessage;
class TableView;
class Workspace;

class FoundPeople final : public QWidget {
    Q_OBJECT
public:
    explicit FoundPeople(Workspace& workspace, QWidget* parent = nullptr);

    void setCatalogue(const Catalogue& catalogue) { m_catalogue = catalogue; }
    void seek(const QString& text);
    // The only one found, or the one whose id was typed; else the list takes the focus. Waits for a search under way.
    void openBest();
    void takeFocus();

signals:
    void chosen(qint64 person);

private:
    void take(const QString& text, const Result<QList<Person>>& people);
    void showRows();
    void showWorking();

    Workspace& m_workspace;
    Catalogue m_catalogue;
    QString m_text;
    QList<Person> m_people;
    bool m_searching = false;
    bool m_openWanted = false;
    QTimer m_slow;
    InlineMessage* m_message;
    QLabel* m_heading;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    QWidget* m_blank;
    QStackedLayout* m_stack;
};

} // namespace wd
