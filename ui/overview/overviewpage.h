// 概览: the first minute of a new workspace; afterwards what comes next, today's figures and what needs attention.
#pragma once

#include "models/records/daycounts.h"
#include "models/scheduling/campaignrows.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QLabel;
class QStackedWidget;

namespace wd {

class ChangeReader;
class InlineMessage;

class OverviewPage final : public Page {
    Q_OBJECT
public:
    OverviewPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

private:
    QWidget* makeDay();
    QWidget* makeFigure(const QString& title, const QString& name, int state, QLabel*& figure);
    void readCampaigns();
    void readCounts();
    void readChannels();
    void takeCampaigns(const QList<CampaignRow>& rows);
    void showNext(const QList<CampaignRow>& rows);
    void showAttention(const QList<CampaignRow>& rows);
    QWidget* makeRow(const CampaignRow& row, QWidget* state, const QString& words);
    void showCounts(const DayCounts& counts);
    void fail(const Error& error);

    PageContext m_context;
    ChangeReader* m_campaigns;
    ChangeReader* m_counts;
    InlineMessage* m_message;
    QStackedWidget* m_stack;
    QWidget* m_welcome = nullptr;
    QWidget* m_day = nullptr;
    QLabel* m_accepted = nullptr;
    QLabel* m_failed = nullptr;
    QLabel* m_uncertain = nullptr;
    QVBoxLayout* m_next = nullptr;
    QVBoxLayout* m_attention = nullptr;
};

} // namespace wd
