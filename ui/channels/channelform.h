// The form of a channel, in sections that the wizard shows step by step and the edit page all at once.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/base/error.h"
#include "models/channels/channel.h"
#include "ui/testing/testpanel.h"

#include <QObject>

namespace wd {

class AdvancedSection;
class BasicsSection;
class Field;
class PurposeTiles;
class Receiver;
class RowsSection;

class ChannelForm final : public QObject {
    Q_OBJECT
public:
    enum Part { Basics = 1, Rows = 2, Advanced = 4, Everything = 7 };

    // The sections belong to `parent` until a layout takes them.
    ChannelForm(Workspace& workspace, QWidget* parent);

    PurposeTiles* purpose() const { return m_purpose; }
    BasicsSection* basics() const { return m_basics; }
    RowsSection* rows() const { return m_rows; }
    AdvancedSection* advanced() const { return m_advanced; }

    // Fills every field and reads the mark of the secret that is kept for the channel.
    void fill(const Channel& channel);
    Channel channel() const;
    // From now on a purpose that is chosen brings its rows and limits, as long as nobody changed them.
    void usePresets();
    bool isEdited() const { return m_edited; }
    void setEdited(bool edited) { m_edited = edited; }

    Errors faults() const;
    // Labels of the fields that keep the channel from being saved; empty: none does.
    QStringList faulty() const;
    // Shows what is wrong in these parts and focuses the first bad field; true: nothing is.
    bool check(int parts);
    // What 测试效果 sends; nothing, with the reason, while address or authentication are missing.
    std::optional<TestSubject> subject(QString& why) const;
    void enterSecretAgain();
    // Offers the receiver's address beside that of the channel; it starts when it is asked for.
    void offer(Receiver& receiver);
    void setEnabled(bool enabled) { m_channel.enabled = enabled; }

    // What stands here is what the panel tests from now on.
    void offerTo(TestPanel* panel);
    // A test of it was started and none succeeded since: what stands here may not work.
    const std::optional<PoorTest>& poorTest() const { return m_poorTest; }

    // Saves the channel, then its secret. `then` gets the channel, or nothing when it is refused (the form says why);
    // the note is not empty when the secret could only be kept for this session.
    void save(QObject* receiver, std::function<void(const std::optional<Channel>&, const QString& note)> then);

signals:
    void edited();
    // Once per fill(): the secret that is kept, or that there is none, stands in the form.
    void secretRead();
    // Not about one field.
    void failed(const QString& text);

private:
    void takeReceiver(Receiver& receiver);
    void noteEdit();
    void takeTest(const std::optional<PoorTest>& poor);
    void choose(Purpose purpose);
    void readCatalogue();
    void readSecret();
    void showLeft(Field* field);
    void showRows(bool alsoEmpty);
    Field* fieldOf(const QString& where) const;
    int partOf(const QString& where) const;
    QString labelOf(const QString& where) const;
    void showRefusal(const Error& error);
    void keepSecret(const Channel& saved, QObject* receiver,
        const std::function<void(const std::optional<Channel>&, const QString&)>& then);

    Workspace& m_workspace;
    Channel m_channel;
    Catalogue m_catalogue;
    QString attributeNamed(const QStringList& names) const;
    ChannelSpec preset(Purpose purpose) const;
    void choosePreset(Purpose purpose);

    std::optional<ChannelSpec> m_preset; // what the last purpose brought; none: purposes bring nothing
    PurposeTiles* m_purpose;
    BasicsSection* m_basics;
    RowsSection* m_rows;
    AdvancedSection* m_advanced;
    ChannelSecrets m_stored; // what was kept when the channel was read
    bool m_edited = false;
    std::optional<PoorTest> m_poorTest;
};

} // namespace wd
