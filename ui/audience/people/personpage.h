// One person: the ids, attributes, events, what was sent, and the segments they are in.
#pragma once

#include "models/records/personservice.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QStackedLayout;
class QStandardItemModel;
class QTabWidget;

namespace wd {

class ChangeReader;
class EmptyState;
class InlineMessage;
class PersonDeliveries;
class PersonEvents;
class PersonSegments;
class StatePill;
class TableView;

class PersonPage final : public Page {
    Q_OBJECT
public:
    // Arguments: id, of the person.
    PersonPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

private:
    void makeIds();
    QLabel* makeId(const Attribute& attribute);
    QWidget* makeColumns();
    QWidget* makeAttributes();
    QWidget* makeTabs();
    void read();
    void take(const Result<PersonRecord>& record);
    void fail(const Error& error);
    void show(const PersonRecord& record);
    void showIds(const Person& person);
    void showAttributes(const Person& person);
    void showValue(const QModelIndex& index);
    void addAttribute(const Attribute& attribute, const QString& value);
    void readSegments();
    void showDelivery(qint64 id);

    PageContext m_context;
    qint64 m_id;
    Catalogue m_catalogue;
    ChangeReader* m_reader;
    InlineMessage* m_message;
    StatePill* m_kind;
    QWidget* m_ids = nullptr;
    QLabel* m_loginId = nullptr;
    QLabel* m_visitorId = nullptr;
    QLabel* m_attributesHead = nullptr;
    QStandardItemModel* m_rows;
    TableView* m_attributes = nullptr;
    QTabWidget* m_tabs = nullptr;
    PersonEvents* m_events = nullptr;
    PersonDeliveries* m_deliveries = nullptr;
    PersonSegments* m_segments = nullptr;
    QWidget* m_columns = nullptr;
    EmptyState* m_gone = nullptr;
    QStackedLayout* m_stack = nullptr;
};

} // namespace wd
