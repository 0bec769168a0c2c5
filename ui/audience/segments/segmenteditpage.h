// The form of one segment: conditions, the sentence they make, the exact count, and the first people.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

#include <QTimer>

#include <memory>

class QComboBox;
class QLineEdit;
class QStandardItemModel;

namespace wd {

class Card;
class ConditionRow;
class Field;
class InlineMessage;
class TableView;
struct Person;

class SegmentEditPage final : public Page {
    Q_OBJECT
public:
    // Arguments: id (0: a new one); list (its name): a new one of its people; returnTo: the campaign that waits for the
    // segment, told by its route's arguments.
    SegmentEditPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    bool hasUnsavedInput() const override { return m_edited; }

private:
    QWidget* makeHead();
    QWidget* makeConditions();
    QWidget* makePeople();
    void load(qint64 id, const QString& list);
    void fill(const Segment& segment);
    void addCondition(const Rule& rule);
    void renumber();
    void noteEdit();
    Segment segment() const;
    void refresh();
    void showPeople(const QList<Person>& people);
    void showFault(const Error& error, bool takeFocus);
    void save();
    void leave(const Segment& saved);

    PageContext m_context;
    QVariantMap m_returnTo;
    bool m_returns;
    Catalogue m_catalogue;
    Segment m_segment;
    Rule m_fixedRule; // one that the form can't show: kept as it is
    bool m_isFixed = false;
    bool m_edited = false;
    QTimer m_rest; // typing rests: count
    InlineMessage* m_message;
    QLineEdit* m_name = nullptr;
    Field* m_nameField = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_combine = nullptr;
    Card* m_conditions = nullptr;
    QVBoxLayout* m_rows = nullptr;
    QList<ConditionRow*> m_conditionRows;
    QPushButton* m_addAttribute = nullptr;
    QPushButton* m_addEvent = nullptr;
    QPushButton* m_save = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_count = nullptr;
    QStandardItemModel* m_people;
    TableView* m_peopleTable = nullptr;
};

} // namespace wd
