// One list of people: its name, and who is on it.
#pragma once

#include "models/audience/query/segmentquery.h"
#include "models/audience/segments/liststore.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QStandardItemModel;

namespace wd {

class Field;
class TableView;
class Workspace;

class ListDialog final : public QDialog {
    Q_OBJECT
public:
    // `uses`: the segments that name it, in words; it keeps its name while there are any.
    ListDialog(Workspace& workspace, const PeopleList& list, const QString& uses, QWidget* parent = nullptr);

private:
    void read(UserKind kind);
    void show(const QList<Person>& people);
    void save();

    Workspace& m_workspace;
    PeopleList m_list;
    Catalogue m_catalogue;
    QList<Person> m_people;
    QLineEdit* m_name;
    Field* m_nameField;
    QLabel* m_shown;
    QStandardItemModel* m_rows;
    TableView* m_table;
};

} // namespace wd
