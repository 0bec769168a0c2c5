// Beside the rule: how many people it selects, the first of them, and why somebody is in it or not.
#pragma once

#include "models/audience/query/removals.h"
#include "ui/audience/rules/rulechoices.h"
#include "ui/audience/rules/ruletree.h"
#include "ui/shared/pagecontext.h"

#include <QFrame>
#include <QTimer>

#include <memory>

class QLabel;
class QScrollArea;
class QStandardItemModel;
class QTabWidget;

namespace wd {

class TableView;
class WhyView;
struct Person;

class SegmentOutcome final : public QFrame {
    Q_OBJECT
public:
    explicit SegmentOutcome(const PageContext& context, QWidget* parent = nullptr);

    // Counts, reads people, and what each condition removes; what was asked before is broken off.
    void ask(const Segment& segment, const RuleChoices& choices);
    // The rule has changed or is not complete: nothing is asked, what is shown is dimmed as out of date.
    void drop();
    void showIncomplete(const QString& reason);

protected:
    void resizeEvent(QResizeEvent* event) override;

signals:
    void failed(const wd::Error& error);
    void removalsKnown(const wd::RulePath& group, const wd::Removals& removals); // the outermost group first

private:
    QWidget* makeSample();
    void fitWhy();
    void showWhyAnswer();
    void count();
    void showNothing(const QString& reason);
    void readPeople(qint64 count);
    void readRemovals();
    void readInnerRemovals();
    void showAnswer(qint64 count, const QList<Person>& people);
    void showShare(const Removals& removals);
    void showDated(bool dated);
    void showPeople(const QList<Person>& people);

    PageContext m_context;
    Segment m_segment;
    Catalogue m_catalogue;
    QList<RulePath> m_groups; // whose removals are still to be asked for
    std::unique_ptr<QObject> m_asker; // whoever it asked stops when it goes
    QTimer m_late; // so long before one sees that it counts
    QLabel* m_count;
    QLabel* m_note;
    QLabel* m_data;
    QScrollArea* m_scroll;
    QTabWidget* m_tabs;
    QStandardItemModel* m_people;
    TableView* m_table = nullptr;
    QLabel* m_nobody = nullptr;
    WhyView* m_why;
};

} // namespace wd
