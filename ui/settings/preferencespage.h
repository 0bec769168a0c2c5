// 偏好设置: language and look of this computer's user, zone and operator of the workspace.
#pragma once

#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

class QComboBox;
class QHBoxLayout;

namespace wd {

class Field;

class PreferencesPage final : public Page {
    Q_OBJECT
public:
    PreferencesPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);
    ~PreferencesPage() override;

    bool hasUnsavedInput() const override;

private:
    QWidget* makeUserCard();
    QWidget* makeWorkspaceCard();
    QHBoxLayout* makeSwitch(QWidget* parent);
    void askToReset();
    Field* makeZoneField();
    void addZone(const QByteArray& zone);
    void showZone();
    QString zone() const;
    void takeZone();

    PageContext m_context;
    QComboBox* m_zone = nullptr;
    Field* m_zoneField = nullptr;
};

} // namespace wd
