// A channel on one page; what is changed applies when it is saved.
#pragma once

#include "models/base/reason.h"
#include "models/channels/channelservice.h"
#include "models/scheduling/hindrance.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

#include <QPointer>

namespace wd {

class ChangeReader;
class ChannelForm;
class InlineMessage;

class ChannelEditPage final : public Page {
    Q_OBJECT
public:
    // Arguments: id; secret: true puts the cursor into its entry.
    ChannelEditPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;
    bool hasUnsavedInput() const override;
    void takePanel(QWidget* panel) override;

private:
    void makeBody();
    void makeFooter();
    void load();
    void fill(const Channel& channel);
    void enterSecretAgain();
    void readPause();
    void showPause(const Channel& channel, const std::optional<Hindrance>& hindrance);
    bool isOwnReceiverAtRest(const Channel& channel, const Hindrance& hindrance) const;
    void offerToResume(Reason reason);
    void offerToRetry(bool ownReceiver);
    void blockUntilSaved();
    void leave(const Channel& saved, const QString& note);
    void test();
    void save();
    void store(bool enabled);
    void showState();

    PageContext m_context;
    qint64 m_id;
    bool m_secretWanted;
    ChangeReader* m_pauseReader;
    ChannelForm* m_form;
    InlineMessage* m_message;
    InlineMessage* m_pause;
    QPointer<QPushButton> m_goOn; // there; with the channel as it is saved
    QWidget* m_content;
    QLabel* m_note;
    QPushButton* m_save = nullptr;
    QString m_affects;
    bool m_disable = false; // once it is saved
    QVariantMap m_restored;
};

} // namespace wd
