// 概览: the first minute of a new workspace; afterwards what comes next, today's figures and what needs attention.
#pragma once

#include "models/records/daycounts.h"
#include "models/scheduling/campaignrows.h"
#include "ui/overview/attention.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

#include <QSet>
#include <QTimer>

class QStackedWidget;

namespace wd {

class ChangeReader;
class FigureCard;
class InlineMessage;

class OverviewPage final : public Page {
    Q_OBJECT
public:
    OverviewPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

private:
    QWidget* makeDay();
    FigureCard* makeFigure(const QString& title, const QString& name, DeliveryState state);
    void readCampaigns();
    void readCounts();
    void readChannels(const QList<CampaignRow>& rows);
    void takeCampaigns(const QList<CampaignRow>& rows, const QList<Channel>& channels);
    void showNext(const QList<CampaignRow>& rows);
    void showAttention(const QList<CampaignRow>& rows);
    QList<Attention> attentionsOf(const CampaignRow& row) const;
    QString focusedStep() const;
    void focusStep(const QString& name);
    void startReceiver(qint64 channelId);
    QHBoxLayout* addRow(QGridLayout* list, QWidget* state, const QString& name, const std::function<void()>& open);
    void addAttention(const Attention& attention, const CampaignRow& row);
    void take(AttentionStep step, const Attention& attention, const CampaignRow& row);
    void look(const CampaignRow& row, std::optional<DeliveryState> state);
    void showCounts(const DayCounts& counts);
    void fail(const Error& error);

    PageContext m_context;
    ChangeReader* m_campaigns;
    ChangeReader* m_counts;
    InlineMessage* m_message;
    QSet<qint64> m_atOwnReceiver; // channels that point at the program's own
    QStackedWidget* m_stack;
    QWidget* m_welcome = nullptr;
    QWidget* m_day = nullptr;
    FigureCard* m_accepted = nullptr;
    FigureCard* m_failed = nullptr;
    FigureCard* m_uncertain = nullptr;
    QGridLayout* m_next = nullptr;
    QGridLayout* m_attention = nullptr;
    QTimer m_minute; // times in words grow old by themselves
};

} // namespace wd
