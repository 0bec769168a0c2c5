// What a text says for people whose attribute has no value.
#pragma once

#include <QDialog>

class QLineEdit;

namespace wd {

class ChipDialog final : public QDialog {
    Q_OBJECT
public:
    ChipDialog(const QString& attribute, const QString& defaultValue, QWidget* parent);

    void reject() override; // by Esc or the frame: asks first when something was typed

signals:
    // Empty: no default.
    void chosen(const QString& defaultValue);

private:
    QLineEdit* m_value;
};

} // namespace wd
