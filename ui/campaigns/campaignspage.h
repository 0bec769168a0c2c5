// 运营活动: all campaigns with their state, and every step of their life.
#pragma once

#include "ui/campaigns/campaignmodel.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QStackedLayout;

namespace wd {

class ChangeReader;
class EmptyState;
class InlineMessage;
class SearchField;
class TableView;

class CampaignsPage final : public Page {
    Q_OBJECT
public:
    // Arguments: id: the campaign to select; state: as given by state().
    CampaignsPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;

private:
    QWidget* makeFilters(const QVariantMap& arguments);
    QWidget* makeTable();
    void begin();
    void show();
    bool matches(const CampaignRow& row) const;
    void showActions(int row);
    void estimateNext();
    void estimateAgain();
    void showStart();
    void edit(qint64 id);
    void openEditor(qint64 id);
    void pauseAndEdit(qint64 id);
    void duplicate(qint64 id);
    void remove(const CampaignRow& row);
    void askToTakeOffline(qint64 campaignId);
    void showFault(const Result<void>& done);

    PageContext m_context;
    ChangeReader* m_reader;
    QList<CampaignRow> m_all;
    qint64 m_selected;
    bool m_estimating = false;
    QTimer m_minute; // "next 10:35" grows old by itself
    CampaignModel* m_model;
    QComboBox* m_state = nullptr;
    QCheckBox* m_mine = nullptr;
    SearchField* m_search = nullptr;
    InlineMessage* m_message;
    InlineMessage* m_start; // in the sample, until something was sent
    TableView* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_stack = nullptr;
};

} // namespace wd
