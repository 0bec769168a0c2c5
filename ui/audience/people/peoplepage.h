// 用户与事件: how many people are known, which attributes and events they have, and the way in for more.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QStandardItemModel;
class QStackedLayout;

namespace wd {

class EmptyState;
class InlineMessage;
class TableView;

class PeoplePage final : public Page {
    Q_OBJECT
public:
    PeoplePage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

private:
    QWidget* makeFigures();
    QWidget* makeTables();
    void read();
    void count(UserKind kind, std::function<void()> next);
    void show(const Catalogue& catalogue);
    void openImport();

    PageContext m_context;
    InlineMessage* m_message;
    QLabel* m_loginUsers = nullptr;
    QLabel* m_visitors = nullptr;
    QLabel* m_events = nullptr;
    QStandardItemModel* m_attributes;
    QStandardItemModel* m_eventNames;
    QWidget* m_filled = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_stack = nullptr;
};

} // namespace wd
