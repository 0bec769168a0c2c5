// What happens to people the desk knows, to empty cells and to people the file does not name; for events: until when
// their data are complete.
#pragma once

#include "models/audience/importing/importer.h"
#include "ui/shared/card.h"

#include <QTimeZone>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QGridLayout;

namespace wd {

class ColumnPlan;
class Field;

class ImportModeCard final : public Card {
    Q_OBJECT
public:
    explicit ImportModeCard(const QTimeZone& zone, QWidget* parent = nullptr);

    void setOptions(const ImportOptions& options);
    // Attributes that may be cleared are those the file has.
    void showPeople(const ColumnPlan& plan, const Catalogue& catalogue);
    // Event → its latest time in the first rows.
    void showEvents(const QMap<QString, UtcMs>& latest);
    ImportOptions applied(ImportOptions options) const;

signals:
    void edited();

private:
    struct Complete {
        QComboBox* how;
        QDateTimeEdit* at;
    };
    QWidget* makePeople();
    QWidget* makeEvents();
    void addEvent(const QString& event, UtcMs latest);
    void showHints();
    QStringList cleared() const; // in the order of ticking

    QTimeZone m_zone;
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
    ImportKind m_kind = ImportKind::People;
};

} // namespace wd
