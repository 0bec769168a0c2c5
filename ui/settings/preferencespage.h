// 偏好设置: language and look of this computer's user, zone and operator of the workspace.
#pragma once

#include "models/scheduling/campaignrows.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QHBoxLayout;

namespace wd {

class Field;
class ZoneBox;

class PreferencesPage final : public Page {
    Q_OBJECT
public:
    PreferencesPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);
    bool hasUnsavedInput() const override;

private:
    QWidget* makeUserCard();
    QWidget* makeWorkspaceCard();
    QHBoxLayout* makeSwitch(QWidget* parent);
    void askToReset();
    Field* makeZoneField();
    void lookForTimes();
    bool mustAsk() const; // before the zone is changed
    void takeZone();
    QStringList overdueIn(const QList<CampaignRow>& rows, const QTimeZone& zone) const;
    void changeZone(const QString& zone);
    void askToChange(const QString& zone);

    PageContext m_context;
    ZoneBox* m_zone = nullptr;
    Field* m_zoneField = nullptr;
    qint64 m_eventTimes = 0; // imported
    bool m_hasTimes = false; // an attribute is a date with a time
    bool m_asking = false;
};

} // namespace wd
