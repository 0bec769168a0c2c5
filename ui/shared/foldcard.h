// A numbered step that folds to a summary with a green tick once it is done.
#pragma once

#include <QFrame>
#include <QVBoxLayout>

class QLabel;
class QPushButton;
class QToolButton;

namespace wd {

class ElidedLabel;
class IconLabel;

class FoldCard : public QFrame {
    Q_OBJECT
public:
    FoldCard(int number, const QString& title, const QString& name, QWidget* parent = nullptr);

    QVBoxLayout* body() const { return m_body; }
    // Seen beside the title while folded.
    void setSummary(const QString& summary);
    void setDone(bool done);
    bool isDone() const { return m_done; }
    // Opening puts the focus into the first field of the body when `takeFocus`.
    void setOpen(bool open, bool takeFocus = false);
    bool isOpen() const { return m_open; }
    // A card that can't be opened yet says why in its tool tip; empty: it can.
    void setBlocked(const QString& reason);

signals:
    void opened();
    void folded();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void showState();
    void focusFirstField();

    int m_number;
    QString m_title;
    QLabel* m_badge;
    IconLabel* m_tick;
    ElidedLabel* m_summary;
    QString m_summaryText;
    QPushButton* m_toggle;
    QWidget* m_header;
    QWidget* m_content;
    QVBoxLayout* m_body;
    bool m_open = false;
    bool m_done = false;
};

} // namespace wd
