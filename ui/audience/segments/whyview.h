// 为什么 X 在/不在: the field for a person's id or name, and why they are in the segment or not.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/shared/pagecontext.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace wd {

class Field;
class FindingList;
class StatePill;
struct ExplainedPerson;
struct Person;

class WhyView final : public QWidget {
    Q_OBJECT
public:
    explicit WhyView(const PageContext& context, QWidget* parent = nullptr);

    // The rule as it is now; the answer that is shown is asked for again.
    void setSegment(const Segment& segment, const Catalogue& catalogue);
    void takeFocus(); // to ask for somebody
    void setBlocked(const QString& reason); // the rule can't be asked about
    void ask(const QString& person);

signals:
    void contentChanged(); // it may be higher or lower now
    void answered();

private:
    void ask();
    void show(const ExplainedPerson& explained);
    void seek();
    void offer(const QList<Person>& people);
    QString wordsOf(const Person& person) const;
    void clear();

    PageContext m_context;
    Segment m_segment;
    Catalogue m_catalogue;
    QString m_asked; // whom the answer is about
    quint64 m_number = 0; // answers to earlier questions are dropped
    QLineEdit* m_person;
    Field* m_field;
    QPushButton* m_ask;
    StatePill* m_verdict;
    QLabel* m_who;
    QVBoxLayout* m_found; // whom a name may mean
    FindingList* m_findings;
};

} // namespace wd
