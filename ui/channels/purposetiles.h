// What a channel is for, as tiles with icons; arrow keys move between them.
#pragma once

#include "models/channels/channel.h"

#include <QWidget>

class QButtonGroup;

namespace wd {

class PurposeTiles final : public QWidget {
    Q_OBJECT
public:
    explicit PurposeTiles(QWidget* parent = nullptr);
    void setPurpose(Purpose purpose);
    Purpose purpose() const;
    void focusChosen();

signals:
    void chosen(wd::Purpose purpose);

private:
    QButtonGroup* m_tiles;
};

} // namespace wd
