// One delivery whole: who, why, every request with its answer, and what was said.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/records/deliverylog.h"

#include <QWidget>

#include <functional>

class QLabel;
class QTabWidget;
class QVBoxLayout;

namespace wd {

class ChangeReader;
class StatePill;
class Workspace;

class DeliveryPanel final : public QWidget {
    Q_OBJECT
public:
    explicit DeliveryPanel(Workspace& workspace, QWidget* parent = nullptr);
    void showDelivery(qint64 id);
    // Offers the way to the person; `open` gets the person's id.
    void setPersonLink(std::function<void(qint64)> open) { m_openPerson = std::move(open); }

private:
    void begin();
    void take(const Result<DeliveryDetails>& details);
    void fill(const DeliveryDetails& details);
    QWidget* makeFacts(const DeliveryDetails& details);
    QWidget* makeAttempts(const DeliveryDetails& details);
    QWidget* makeAttempt(const AttemptRow& attempt);
    QWidget* makeRequest(const DeliveryDetails& details);

    Workspace& m_workspace;
    ChangeReader* m_reader;
    std::function<void(qint64)> m_openPerson;
    qint64 m_id = 0;
    DeliveryRow m_shown;
    Catalogue m_catalogue;
    QLabel* m_recipient;
    StatePill* m_pill;
    QLabel* m_reason;
    QTabWidget* m_tabs;
};

} // namespace wd
