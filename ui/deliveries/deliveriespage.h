// 发送记录: every delivery with its state and reason, and the answers to uncertain ones.
#pragma once

#include "ui/deliveries/deliverymodel.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QComboBox;
class QLabel;
class QStackedLayout;

namespace wd {

class ChangeReader;
class EmptyState;
class InlineMessage;
class SearchField;
class TableView;

class DeliveriesPage final : public Page {
    Q_OBJECT
public:
    // Arguments: campaignId (0: all), state (int of a DeliveryState or
    // unfinishedDeliveries; missing: all), recipient.
    DeliveriesPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;
    void leaveRoom(int pixels) override;

private:
    QWidget* makeFilters(const QVariantMap& arguments);
    QWidget* makeTable();
    void fillCampaigns(qint64 chosen);
    void applyFilter();
    void showRows();
    void showDetails(const QModelIndex& index);
    void offerAnswers();
    void answer(const QList<qint64>& ids, UncertainAnswer answer);
    void askToAnswer(UncertainAnswer answer);
    QString selectedWords() const;
    void readCount();
    void exportRows();
    QList<qint64> selectedUncertain() const;

    QList<qint64> m_offered; // the answers are offered for these
    PageContext m_context;
    DeliveryModel* m_model;
    ChangeReader* m_counts;
    QLabel* m_count = nullptr;
    QComboBox* m_campaign = nullptr;
    QComboBox* m_state = nullptr;
    SearchField* m_recipient = nullptr;
    InlineMessage* m_message = nullptr;
    QVBoxLayout* m_list = nullptr; // the table, and the message below
    TableView* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_stack = nullptr;
};

} // namespace wd
