// What happens to people the desk knows, to empty cells and to people the file does not name; for events: until when
// their data are complete.
#pragma once

#include "models/audience/importing/importer.h"
#include "ui/shared/card.h"

#include <QDateTime>
#include <QTimeZone>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QGridLayout;
class QLabel;

namespace wd {

class Clock;
class ColumnPlan;
class Field;
struct LookedThrough;

class ImportModeCard final : public Card {
    Q_OBJECT
public:
    ImportModeCard(const QTimeZone& zone, const Clock& clock, QWidget* parent = nullptr);

    void setOptions(const ImportOptions& options);
    // Attributes that may be cleared are those the file has.
    void showPeople(const ColumnPlan& plan, const Catalogue& catalogue);
    // Event → its latest time in the first rows, until the whole file has been looked through.
    void showEvents(const QMap<QString, UtcMs>& latest);
    void showEvents(const LookedThrough& whole);
    // Of another file: times that were entered say nothing about it.
    void forgetTimes();
    ImportOptions applied(ImportOptions options) const;

    QString modeText() const; // of people; else nothing
    // A sentence each about what is not as it always is; `losers`: how many people would lose a value.
    QStringList unusual(std::optional<qint64> losers) const;
    // Before people lose something.
    void askToClear(std::optional<qint64> losers, std::function<void()> then);
    QString fault() const; // of what was entered
    bool focusFault(); // false: there is none

signals:
    void edited();
    void unfolded(QWidget* part);

private:
    struct Complete {
        QLabel* name;
        QComboBox* how;
        QDateTimeEdit* at;
        QLabel* note; // when it is, or what is wrong
        bool isOwn = false; // what stands in the editor was entered
        std::optional<UtcMs> latest; // in the whole file
    };
    QWidget* makePeople();
    QWidget* makeEvents();
    void arrange(const QStringList& events);
    void addEvent(const QString& event);
    void removeEvent(const QString& event);
    void showTimes(const QMap<QString, UtcMs>& latest, bool isWhole);
    void showTime(const QString& event);
    std::optional<UtcMs> chosen(const Complete& complete) const;
    QString aheadText(const LookedThrough& whole) const;
    void showHints();
    QStringList clearedNames() const; // what people whom the file doesn't name lose
    QStringList cleared() const; // in the order of ticking

    QTimeZone m_zone;
    const Clock& m_clock;
    QWidget* m_people = nullptr;
    QComboBox* m_mode = nullptr;
    QComboBox* m_empty = nullptr;
    QComboBox* m_others = nullptr;
    Field* m_modeField = nullptr;
    Field* m_emptyField = nullptr;
    Field* m_othersField = nullptr;
    QWidget* m_clear = nullptr;
    QGridLayout* m_clearGrid = nullptr;
    QMap<QString, QCheckBox*> m_clearBoxes; // by key
    QStringList m_clearKeys; // chosen
    QWidget* m_events = nullptr;
    QGridLayout* m_eventGrid = nullptr;
    QMap<QString, Complete> m_complete; // by event
    QMap<QString, QDateTime> m_entered; // of events that are not shown now: the first rows may not have them
    QLabel* m_otherEvents = nullptr;
    QLabel* m_ahead = nullptr;
    ImportKind m_kind = ImportKind::People;
};

} // namespace wd
