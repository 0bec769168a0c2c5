// The editor of a campaign: four cards filled in order, a draft that is never lost, and the way online.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/scheduling/campaignrows.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"
#include "ui/testing/lasttest.h"

#include <QTimer>

class QLineEdit;

namespace wd {

class Field;
class FoldCard;
class InlineMessage;
class ParameterForm;
class TargetCard;
class TestPanel;
class TimeCard;
struct TestSubject;

class CampaignEditPage final : public Page {
    Q_OBJECT
public:
    // Arguments: id (0: a new one); copyOf: the campaign that a new one begins as; segmentId: chosen meanwhile on its
    // own page.
    CampaignEditPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);

    // A draft not yet saved is saved on leaving.
    ~CampaignEditPage() override;

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;
    // What doesn't save itself, and a draft that is on its way or was refused.
    bool hasUnsavedInput() const override;
    void takePanel(QWidget* panel) override;

private:
    void makeCards();
    void addNext(FoldCard* card);
    void load();
    void loadSegments();
    void loadChannels(const QList<Segment>& segments);
    void loadCampaign();
    void take(const QList<CampaignRow>& rows);
    void begin(const QList<CampaignRow>& rows);
    void showFailure(const Error& error);
    void fill();
    void fillRestored();
    QString freeName(const QString& wanted) const;
    QString freshName() const;
    bool isNameTaken() const;
    void takeChannel();
    void showDone();
    void openNext();
    // Drafts and offline ones; what is scheduled or under way changes only when the operator says so.
    bool savesItself() const;
    bool isPaused() const { return m_stored.state == CampaignState::Paused; }
    void fillFooter();
    void showRunning();
    void showPaused();
    Campaign campaign() const;
    Campaign draft() const; // never without a name, nor with another one's
    void noteEdit();
    void save(std::function<void()> then);
    void saveNow();
    void goOnline();
    void review();
    void pauseToEdit();
    void saveChanges();
    void applyChange(bool goOn);
    void leaveToList();
    void showFaults(const Errors& errors);
    Field* fieldOf(const QString& where) const;
    FoldCard* cardOf(const QString& where) const;
    void test();
    void takeTest(const std::optional<PoorTest>& poor)
    {
        m_tested = true;
        m_poorTest = poor;
    }

    PageContext m_context;
    qint64 m_id;
    qint64 m_copyOf;
    std::optional<qint64> m_chosenSegment;
    Campaign m_stored;
    Catalogue m_catalogue;
    QStringList m_taken; // names of the other campaigns
    QVariantMap m_restored; // what was not saved when the page went
    MissingInText m_missing = MissingInText::Undecided;
    QTimer m_autosave;
    bool m_loaded = false;
    bool m_tested = false; // here: noted once the campaign is stored
    std::optional<PoorTest> m_poorTest;
    bool m_saving = false;
    bool m_dirty = false;
    bool m_refused = false; // the last draft could not be saved
    QList<std::function<void()>> m_afterSave;
    InlineMessage* m_message;
    InlineMessage* m_live; // what can be changed while its run is under way
    QLineEdit* m_name = nullptr;
    Field* m_nameField = nullptr;
    TargetCard* m_target = nullptr;
    FoldCard* m_trigger = nullptr;
    FoldCard* m_template = nullptr;
    ParameterForm* m_parameters = nullptr;
    TimeCard* m_time = nullptr;
    QLabel* m_saved = nullptr;
    QPushButton* m_draft = nullptr;
    QPushButton* m_online = nullptr;
};

} // namespace wd
