// How long a request took, phase by phase, as one bar: connect, send, wait, receive.
#pragma once

#include "models/sending/exchange.h"

#include <QWidget>

namespace wd {

class PhaseBar final : public QWidget {
    Q_OBJECT
public:
    explicit PhaseBar(QWidget* parent = nullptr);
    void setExchange(const Exchange& exchange);
    // "connect 2 ms · send 0 ms · wait 18 ms · receive 1 ms"; phases that were not reached are left out.
    static QString words(const Exchange& exchange);
    QSize sizeHint() const override { return {200, 12}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<qint64> m_lengths;
};

} // namespace wd
