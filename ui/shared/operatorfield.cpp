#include "ui/shared/operatorfield.h"

#include "models/desk/settings.h"
#include "ui/shared/field.h"

#include <QCoreApplication>
#include <QLineEdit>

namespace wd {

namespace {

constexpr int longestName = 50;

class OperatorEdit final : public QLineEdit {
    Q_DECLARE_TR_FUNCTIONS(wd::OperatorEdit)
public:
    explicit OperatorEdit(SettingsService& settings)
        : QLineEdit(settings.value(settings::operatorName))
        , m_settings(settings)
    {
        setMaxLength(longestName);
        connect(this, &QLineEdit::editingFinished, this, &OperatorEdit::keep);
    }
    ~OperatorEdit() override { keep(); }

private:
    void keep()
    {
        if (!isModified())
            return;
        setModified(false);
        m_settings.setValue(settings::operatorName, text().trimmed());
    }

    SettingsService& m_settings;
};

} // namespace

Field* makeOperatorField(SettingsService& settings, const QString& name)
{
    auto* edit = new OperatorEdit(settings);
    edit->setObjectName(name);
    auto* field = new Field(OperatorEdit::tr("Operator"), edit);
    field->setHint(OperatorEdit::tr("Noted with everything that you create or change."));
    return field;
}

} // namespace wd
