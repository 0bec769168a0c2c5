// The values that are offered where a condition on a property is made.
#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace wd {

// One value a line, of what was typed: without spaces around it, empty lines, and what stands there already.
QStringList linesOf(const QPlainTextEdit& edit);

class ChoicesDialog final : public QDialog {
    Q_OBJECT
public:
    ChoicesDialog(const QString& property, const QStringList& choices, QWidget* parent = nullptr);
    // Asks before what was typed is lost.
    void reject() override;

signals:
    void chosen(const QStringList& choices);

private:
    QStringList m_before;
    QPlainTextEdit* m_edit;
};

} // namespace wd
