#include "ui/mainwindow/pages.h"

#include "ui/audience/importing/importhistorypage.h"
#include "ui/audience/importing/importpage.h"
#include "ui/audience/importing/importreportpage.h"
#include "ui/audience/people/peoplepage.h"
#include "ui/audience/people/personpage.h"
#include "ui/audience/segments/segmenteditpage.h"
#include "ui/audience/segments/segmentspage.h"
#include "ui/campaigns/campaigneditpage.h"
#include "ui/campaigns/campaignspage.h"
#include "ui/channels/channeleditpage.h"
#include "ui/channels/channelspage.h"
#include "ui/channels/channelwizardpage.h"
#include "ui/deliveries/deliveriespage.h"
#include "ui/overview/overviewpage.h"
#include "ui/settings/preferencespage.h"

#include <QHash>

namespace wd {

namespace {

using Factory = Page* (*)(const PageContext&, const QVariantMap&, QWidget*);

template <typename T> Page* make(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
{
    return new T(context, arguments, parent);
}

const QHash<QString, Factory>& factories()
{
    static const QHash<QString, Factory> all{
        {routes::channelEdit, make<ChannelEditPage>},
        {routes::channelNew, make<ChannelWizardPage>},
        {routes::channels, make<ChannelsPage>},
        {routes::campaigns, make<CampaignsPage>},
        {routes::campaignEdit, make<CampaignEditPage>},
        {routes::importFile, make<ImportPage>},
        {routes::importHistory, make<ImportHistoryPage>},
        {routes::importReport, make<ImportReportPage>},
        {routes::overview, make<OverviewPage>},
        {routes::deliveries, make<DeliveriesPage>},
        {routes::segments, make<SegmentsPage>},
        {routes::segmentEdit, make<SegmentEditPage>},
        {routes::people, make<PeoplePage>},
        {routes::person, make<PersonPage>},
        {routes::preferences, make<PreferencesPage>},
    };
    return all;
}

} // namespace

bool hasPage(const QString& route)
{
    return factories().contains(route);
}

Page* makePage(const QString& route, const PageContext& context, const QVariantMap& arguments, QWidget* parent)
{
    const Factory factory = factories().value(route);
    return factory ? factory(context, arguments, parent) : nullptr;
}

} // namespace wd
