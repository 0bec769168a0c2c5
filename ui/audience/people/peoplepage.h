// 用户与事件: people searched, how many are known, which attributes and events they have, and the way in for more.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QStackedLayout;
class QTabWidget;

namespace wd {

class AttributesView;
class ChangeReader;
class EmptyState;
class EventsView;
class FoundPeople;
class InlineMessage;
class SearchField;

class PeoplePage final : public Page {
    Q_OBJECT
public:
    PeoplePage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeSearch();
    QWidget* makeFilled();
    QWidget* makeFigures();
    QWidget* makeTabs();
    void readCatalogue();
    void countKind(UserKind kind, std::function<void()> next);
    void countEvents();
    void show(const Catalogue& catalogue);
    void seek(const QString& text);
    void showPart();
    void openImport();
    void openPerson(qint64 id);

    PageContext m_context;
    ChangeReader* m_reader;
    ChangeReader* m_counter;
    InlineMessage* m_message;
    SearchField* m_search;
    FoundPeople* m_found;
    QLabel* m_loginUsers = nullptr;
    QLabel* m_visitors = nullptr;
    QLabel* m_eventKinds = nullptr;
    QLabel* m_events = nullptr;
    QTabWidget* m_tabs = nullptr;
    AttributesView* m_attributesView = nullptr;
    EventsView* m_eventsView = nullptr;
    QWidget* m_filled = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_stack = nullptr;
    bool m_isEmpty = false; // nobody and nothing is known
};

} // namespace wd
