// The values that are offered where a condition on a property is made.
#pragma once

#include <QDialog>

class QPlainTextEdit;
class QPushButton;

namespace wd {

// One value a line, of what was typed: without spaces around it, empty lines, and what stands there already.
QStringList linesOf(const QPlainTextEdit& edit);

class ChoicesDialog final : public QDialog {
    Q_OBJECT
public:
    ChoicesDialog(const QString& property, const QStringList& choices, QWidget* parent = nullptr);
    // What occurs can be filled in.
    void offerValues(const QStringList& values);
    // Asks before what was typed is lost.
    void reject() override;

signals:
    void chosen(const QStringList& choices);

private:
    void showOffer();

    QStringList m_before;
    QStringList m_occurring;
    QPlainTextEdit* m_edit;
    QPushButton* m_take;
};

} // namespace wd
