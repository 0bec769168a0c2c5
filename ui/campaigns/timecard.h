// Card ④ of a campaign: at once, or at a set time of the workspace's zone.
#pragma once

#include "models/campaigns/campaign.h"
#include "ui/shared/foldcard.h"
#include "ui/shared/pagecontext.h"

class QDateTimeEdit;
class QRadioButton;

namespace wd {

class Field;

class TimeCard final : public FoldCard {
    Q_OBJECT
public:
    TimeCard(const PageContext& context, QWidget* parent);

    void setSendAt(const std::optional<LocalTime>& at);
    std::optional<LocalTime> sendAt() const;
    Field* field() const { return m_field; }

signals:
    void edited();

private:
    void show();

    PageContext m_context;
    QRadioButton* m_now;
    QRadioButton* m_later;
    QDateTimeEdit* m_at;
    Field* m_field;
};

} // namespace wd
