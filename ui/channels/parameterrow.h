// A template parameter of a channel: what a campaign fills in, and of which type.
#pragma once

#include "models/channels/channel.h"
#include "ui/channels/specrow.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace wd {

class ParameterRow final : public SpecRow {
    Q_OBJECT
public:
    explicit ParameterRow(const TemplateParameter& parameter, QWidget* parent = nullptr);
    TemplateParameter parameter() const;

private:
    void showChoices();

    QLineEdit* m_name;
    QLineEdit* m_label;
    QComboBox* m_type;
    QLineEdit* m_default;
    QLineEdit* m_choices;
    QCheckBox* m_required;
};

} // namespace wd
