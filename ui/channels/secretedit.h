// Entry of a secret: hidden while typing, and never shown again once it is kept.
#pragma once

#include "models/base/secret.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace wd {

class SecretEdit final : public QWidget {
    Q_OBJECT
public:
    explicit SecretEdit(QWidget* parent = nullptr);
    ~SecretEdit() override;

    // A secret that is kept already shows its mark only; an empty one opens the entry.
    void setStored(const Secret& secret);
    Secret stored() const { return m_stored; }
    bool hasStored() const { return !m_stored.isEmpty() && !m_typing; }
    // What was typed; empty while the stored one stays.
    Secret typed() const;
    void setTyped(const QString& text);
    // Opens the entry in place of the mark.
    void enterAgain();

signals:
    void edited();
    void left();

protected:
    // A field marks its editor; here the line that is seen.
    bool event(QEvent* event) override;

private:
    void showState();
    void showFingerprint();

    Secret m_stored;
    bool m_typing = true;
    QWidget* m_entry;
    QLineEdit* m_edit;
    QLabel* m_fingerprint; // of what is being typed
    QPushButton* m_show;
    QWidget* m_kept;
    QLabel* m_mark;
};

} // namespace wd
