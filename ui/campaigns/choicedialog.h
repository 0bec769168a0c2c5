// What a text says by the value of an attribute: 男 → 先生, 女 → 女士, all others → a fallback.
#pragma once

#include "ui/campaigns/chiptext.h"

#include <QDialog>

class QLineEdit;

namespace wd {

class ChoiceDialog final : public QDialog {
    Q_OBJECT
public:
    // `values` are those that people really have; they stand below the ones that the chip names already.
    ChoiceDialog(const QString& attribute, const TextChip& chip, const QStringList& values, QWidget* parent);

signals:
    void chosen(const wd::TextChip& chip);

private:
    QLineEdit* makeLine(const QString& text, const QString& name);
    TextChip chip() const;
    void focusFirstEmpty();
    void showState();

    QString m_key;
    QList<QPair<QString, QLineEdit*>> m_lines; // by value
    QLineEdit* m_fallback;
    QPushButton* m_apply;
};

} // namespace wd
