// One list of people: its name, who is on it, and the ids that nobody has yet.
#pragma once

#include "models/audience/query/segmentquery.h"
#include "models/audience/segments/liststore.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QStandardItemModel;

namespace wd {

class Field;
class InlineMessage;
class SearchField;
class TableView;
class Workspace;

class ListDialog final : public QDialog {
    Q_OBJECT
public:
    // `uses`: the segments that name it, in words.
    ListDialog(Workspace& workspace, const PeopleList& list, const QString& uses, QWidget* parent = nullptr);

signals:
    void replaceAsked(const wd::PeopleList& list);

private:
    QWidget* makeButtons();
    void orderTabs();
    void seek();
    void readUnknown();
    void showUnknown(const QStringList& ids);
    void addUnknown();
    void readList();
    void read(UserKind kind, quint64 seeking);
    void show(const QList<Person>& people);
    void save();

    Workspace& m_workspace;
    PeopleList m_list;
    Catalogue m_catalogue;
    quint64 m_seeking = 0; // answers to an earlier one are dropped
    QList<Person> m_people;
    QLineEdit* m_name;
    Field* m_nameField;
    InlineMessage* m_unknown;
    SearchField* m_search;
    QLabel* m_shown;
    QStandardItemModel* m_rows;
    TableView* m_table;
    QWidget* m_buttons = nullptr;
};

} // namespace wd
