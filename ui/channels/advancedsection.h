// What only an engineer needs to set on a channel, and where it stands: test or production.
#pragma once

#include "models/channels/channel.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace wd {

class Card;
class ContractLibrary;
class Field;

class AdvancedSection final : public QWidget {
    Q_OBJECT
public:
    explicit AdvancedSection(const ContractLibrary& contracts, QWidget* parent = nullptr);
    ~AdvancedSection() override;

    void fill(const ChannelSpec& spec);
    void writeTo(ChannelSpec& spec) const;
    QList<Field*> fields() const;
    Field* fieldOf(const QString& where) const; // null: none of this section
    void setOpen(bool open);

signals:
    void edited();
    void left();

private:
    void makeRequest(Card* card, const ContractLibrary& contracts);
    void makeRepeat(Card* card);
    void makeLimits(Card* card);
    QSpinBox* spin(const QString& name, int lowest, int highest, const QString& unit);

    QPushButton* m_toggle;
    Card* m_card;
    QComboBox* m_contract = nullptr;
    QComboBox* m_method = nullptr;
    QButtonGroup* m_repeat = nullptr;
    QSpinBox* m_rate = nullptr;
    QSpinBox* m_inFlight = nullptr;
    QSpinBox* m_batch = nullptr;
    QSpinBox* m_timeout = nullptr;
    QLineEdit* m_retries = nullptr;
    Field* m_contractField = nullptr;
    Field* m_methodField = nullptr;
    Field* m_rateField = nullptr;
    Field* m_inFlightField = nullptr;
    Field* m_batchField = nullptr;
    Field* m_timeoutField = nullptr;
    Field* m_retriesField = nullptr;
};

} // namespace wd
