#include "ui/channels/purposetiles.h"

#include "models/channels/channelcodec.h"
#include "ui/channels/channeltexts.h"
#include "ui/shared/buttons.h"

#include <QButtonGroup>

namespace wd {

namespace {

constexpr int tileHeight = 56;

} // namespace

PurposeTiles::PurposeTiles(QWidget* parent)
    : QWidget(parent)
    , m_tiles(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    setFixedHeight(tileHeight);
    for (Purpose purpose :
        {Purpose::Coupons, Purpose::Sms, Purpose::Email, Purpose::Push, Purpose::Points, Purpose::Other}) {
        QPushButton* const tile = secondaryButton(
            purposeText(purpose), purposeIcon(purpose), QStringLiteral("purpose_") + purposeName(purpose), this);
        tile->setCheckable(true);
        tile->setProperty("look", QStringLiteral("tile"));
        tile->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Expanding);
        tile->setIconSize({24, 24});
        m_tiles->addButton(tile, static_cast<int>(purpose));
        row->addWidget(tile, 1);
    }
    connect(m_tiles, &QButtonGroup::idClicked, this, [this](int id) { emit chosen(static_cast<Purpose>(id)); });
}

void PurposeTiles::setPurpose(Purpose purpose)
{
    m_tiles->button(static_cast<int>(purpose))->setChecked(true);
}

void PurposeTiles::focusChosen()
{
    m_tiles->checkedButton()->setFocus(Qt::TabFocusReason);
}

Purpose PurposeTiles::purpose() const
{
    return static_cast<Purpose>(m_tiles->checkedId());
}

} // namespace wd
