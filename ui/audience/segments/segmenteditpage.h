// The form of one segment: the rule, the sentence it makes, and beside it what it comes to.
#pragma once

#include "models/audience/segments/segmentservice.h"
#include "ui/audience/rules/rulechoices.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

#include <QHash>
#include <QTimer>

class QComboBox;
class QLineEdit;
class QScrollArea;

namespace wd {

struct RuleLookup;
class Field;
class InlineMessage;
class RuleEditor;
class SegmentOutcome;

class SegmentEditPage final : public Page {
    Q_OBJECT
public:
    // Arguments: id (0: a new one); list: the name of a list that a new one begins with; copyOf: the id of the segment
    // that a new one begins like; returnTo: the campaign that waits for the segment, told by its route's arguments.
    SegmentEditPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent = nullptr);
    ~SegmentEditPage() override;

    QVariantMap state() const override;
    void restore(const QVariantMap& state) override;
    bool hasUnsavedInput() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeRule();
    void makeFooter();
    void load(qint64 id);
    void loadChoices(std::function<void()> then);
    void takeChoices(const QList<Segment>& segments);
    void fill(const Segment& segment);
    Segment begun() const; // what a new one begins with
    void showUses();
    void noteEdit();
    Segment segment() const;
    void showSentence();
    void fitSentence();
    void refresh();
    RuleLookup lookup() const;
    QList<Error> faultsOf(const Segment& segment) const;
    void showFaults(bool all);
    void showUnfinished();
    void recount();
    void showFault(const Error& error);
    void uploadList(std::function<void(const QString&)> then);
    void findValues(const QString& attribute, QObject* receiver, std::function<void(const QStringList&)> then);
    void save();
    void askToSave(const Segment& made);
    void store(const Segment& made);
    void leave(const Segment& saved);

    PageContext m_context;
    QVariantMap m_returnTo;
    bool m_returns;
    QString m_firstList;
    qint64 m_copyOf;
    QList<Segment> m_all; // when it was opened
    RuleChoices m_choices;
    QHash<QString, QStringList> m_values; // by attribute: what occurs
    Segment m_segment; // as stored
    Segment m_begun; // as the form began
    std::optional<Segment> m_restored; // what was not saved when the page went
    QList<SegmentUse> m_uses;
    bool m_loaded = false;
    QList<Error> m_faults; // of the rule as it is
    QTimer m_rest; // typing rests: count
    InlineMessage* m_message;
    InlineMessage* m_used;
    QLineEdit* m_name = nullptr;
    Field* m_nameField = nullptr;
    QComboBox* m_kind = nullptr;
    RuleEditor* m_rule = nullptr;
    QScrollArea* m_scroll = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_redo = nullptr;
    QLabel* m_unfinished = nullptr; // beside Save, once that was refused
    QPushButton* m_cancel = nullptr;
    QPushButton* m_save = nullptr;
    QLabel* m_sentence = nullptr;
    QScrollArea* m_sentenceScroll = nullptr;
    SegmentOutcome* m_outcome = nullptr;
};

} // namespace wd
