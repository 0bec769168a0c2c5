// 本机测试接收端: a window that shows what arrives at this computer's own receiver.
#pragma once

#include "models/receiver/receiver.h"
#include "ui/shared/pagecontext.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace wd {

class InlineMessage;
class ReceivedModel;
class StatePill;
class TableView;

class ReceiverWindow final : public QWidget {
    Q_OBJECT
public:
    // The one window of `window`, raised, or a new one. It shows the receiver as it is and starts nothing by itself.
    static ReceiverWindow* open(const PageContext& context, QWidget* window);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    ReceiverWindow(const PageContext& context, QWidget* parent);
    void build();
    void place();
    QWidget* makeControls();
    QWidget* makeBody();
    QWidget* makeOptions();
    void startOrStop();
    void applyOptions();
    ReceiverOptions options() const;
    void showOptions();
    void showState();
    void showRequest(const QModelIndex& index);

    Receiver& m_receiver;
    QWidget* m_content = nullptr; // built again in another language
    InlineMessage* m_message = nullptr;
    StatePill* m_state = nullptr;
    QPushButton* m_startStop = nullptr;
    QLineEdit* m_address = nullptr;
    QPushButton* m_copy = nullptr;
    QSpinBox* m_port = nullptr;
    QSpinBox* m_status = nullptr;
    QSpinBox* m_delay = nullptr;
    QCheckBox* m_check = nullptr;
    QLineEdit* m_secret = nullptr;
    QPushButton* m_showSecret = nullptr;
    QPushButton* m_copySecret = nullptr;
    ReceivedModel* m_requests;
    TableView* m_table = nullptr;
    QPlainTextEdit* m_body = nullptr;
};

} // namespace wd
