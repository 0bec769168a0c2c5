// A user attribute of a channel: the parameter's name, the attribute that feeds it, and what to do without a value.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/channels/channel.h"
#include "ui/channels/specrow.h"

class QComboBox;
class QLineEdit;

namespace wd {

// Fills the box with the attributes of this kind of user; `chosen` stays in it whatever its kind.
void offerAttributes(QComboBox* box, const Catalogue& catalogue, UserKind kind, const QString& chosen);

class AttributeRow final : public SpecRow {
    Q_OBJECT
public:
    explicit AttributeRow(const UserAttribute& attribute, QWidget* parent = nullptr);

    UserAttribute attribute() const;
    void offer(const Catalogue& catalogue, UserKind kind);

private:
    void showDefault();

    QLineEdit* m_name;
    QComboBox* m_attribute;
    QLineEdit* m_default;
    QComboBox* m_missing;
};

} // namespace wd
