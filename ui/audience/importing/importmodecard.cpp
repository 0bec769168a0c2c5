#include "ui/audience/importing/importmodecard.h"

#include "models/base/zonedtime.h"
#include "ui/audience/importing/columnplan.h"
#include "ui/shared/buttons.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/field.h"
#include "ui/texts/rulesentence.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>

namespace wd {

namespace {

constexpr int clearColumns = 3;
constexpr qsizetype mostEvents = 30;

QComboBox* makeChoice(const QString& name, const QStringList& words, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setObjectName(name);
    box->addItems(words);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    return box;
}

} // namespace

ImportModeCard::ImportModeCard(const QTimeZone& zone, QWidget* parent)
    : Card(QString(), parent)
    , m_zone(zone)
{
    m_people = makePeople();
    m_events = makeEvents();
    body()->addWidget(m_people);
    body()->addWidget(m_events);
    m_events->hide();
    showHints();
}

QWidget* ImportModeCard::makePeople()
{
    auto* box = new QWidget(this);
    m_mode = makeChoice(QStringLiteral("importMode"), {tr("Add and update"), tr("Only add"), tr("Only update")}, box);
    m_empty = makeChoice(QStringLiteral("importEmpty"), {tr("Keep the value"), tr("Clear the value")}, box);
    m_others = makeChoice(QStringLiteral("importOthers"), {tr("Keep them as they are"), tr("Clear attributes …")}, box);
    m_modeField = new Field(tr("Users"), m_mode);
    m_emptyField = new Field(tr("Empty cells"), m_empty);
    m_othersField = new Field(tr("Users whom the file doesn't name"), m_others);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    for (Field* field : {m_modeField, m_emptyField, m_othersField})
        row->addWidget(field, 1, Qt::AlignTop);
    m_clear = new QWidget(box);
    m_clearGrid = new QGridLayout(m_clear);
    m_clearGrid->setContentsMargins(0, 0, 0, 0);
    m_clearGrid->setHorizontalSpacing(16);
    m_clearGrid->setVerticalSpacing(8);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(row);
    layout->addWidget(m_clear);
    for (QComboBox* choice : {m_mode, m_empty, m_others})
        connect(choice, &QComboBox::activated, this, [this] {
            showHints();
            emit edited();
        });
    return box;
}

QWidget* ImportModeCard::makeEvents()
{
    auto* box = new QWidget(this);
    m_eventGrid = new QGridLayout;
    m_eventGrid->setHorizontalSpacing(12);
    m_eventGrid->setVerticalSpacing(8);
    m_eventGrid->setColumnStretch(3, 1);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(mutedLabel(tr("Up to this time nothing is missing. Campaigns whose segment asks for later events "
                                    "wait for them or warn."),
        box));
    layout->addLayout(m_eventGrid);
    return box;
}

void ImportModeCard::setOptions(const ImportOptions& options)
{
    m_mode->setCurrentIndex(int(options.mode));
    m_empty->setCurrentIndex(options.emptyClears ? 1 : 0);
    m_others->setCurrentIndex(options.clearOthers.isEmpty() ? 0 : 1);
    m_clearKeys = options.clearOthers;
    showHints();
}

void ImportModeCard::showHints()
{
    static_assert(int(ImportMode::AddAndUpdate) == 0 && int(ImportMode::UpdateOnly) == 2);
    const QStringList modes{tr("New users are added, known ones get the file's values."),
        tr("Users who are known stay as they are."), tr("Users who are not known are skipped.")};
    m_modeField->setHint(modes.value(m_mode->currentIndex()));
    m_emptyField->setHint(m_empty->currentIndex() == 0 ? tr("An empty cell overwrites nothing.") : QString());
    m_emptyField->setWarning(m_empty->currentIndex() == 1 ? tr("An empty cell takes away what is known.") : QString());
    const bool clears = m_others->currentIndex() == 1;
    m_othersField->setHint(clears ? QString() : tr("What is known about them stays."));
    m_othersField->setWarning(!clears ? QString()
            : m_clearBoxes.isEmpty()  ? tr("The file has no attribute yet that could be cleared.")
            : cleared().isEmpty()     ? tr("Nothing is ticked below yet: nobody loses anything.")
                                      : tr("They lose the attributes ticked below once the whole file is in."));
    m_clear->setVisible(clears && !m_clearBoxes.isEmpty());
}

void ImportModeCard::showPeople(const ColumnPlan& plan, const Catalogue& catalogue)
{
    m_kind = ImportKind::People;
    setTitle(tr("How to import"));
    m_people->show();
    m_events->hide();
    QStringList keys;
    for (qsizetype i = 0; i < plan.size(); ++i)
        if (plan.at(i).use == ColumnMatch::Use::Value && plan.at(i).known)
            keys += plan.at(i).key;
    keys.sort();
    if (keys == m_clearBoxes.keys())
        return showHints();
    qDeleteAll(m_clearBoxes);
    m_clearBoxes.clear();
    for (const QString& key : std::as_const(keys)) {
        const Attribute* const attribute = catalogue.attributeByKey(key);
        auto* box = new QCheckBox(attribute ? withoutMnemonic(attributeLabel(*attribute)) : key, m_clear);
        box->setObjectName(QStringLiteral("clearOthers_") + key);
        box->setChecked(m_clearKeys.contains(key));
        connect(box, &QCheckBox::clicked, this, [this, key](bool on) {
            m_clearKeys.removeAll(key);
            if (on)
                m_clearKeys += key;
            showHints();
            emit edited();
        });
        const int place = int(m_clearBoxes.size());
        m_clearGrid->addWidget(box, place / clearColumns, place % clearColumns);
        m_clearBoxes.insert(key, box);
    }
    showHints();
}

void ImportModeCard::showEvents(const QMap<QString, UtcMs>& latest)
{
    m_kind = ImportKind::Events;
    setTitle(tr("Data complete until"));
    m_people->hide();
    m_events->show();
    QStringList shown = latest.keys();
    shown = shown.mid(0, mostEvents);
    if (shown == m_complete.keys())
        return;
    m_complete.clear();
    clearLayout(*m_eventGrid);
    for (const QString& event : std::as_const(shown))
        addEvent(event, latest.value(event));
    auto* others
        = mutedLabel(shown.isEmpty() ? tr("For each event: its latest time in the file.")
                                     : tr("Other events that come further down in the file: the latest time of each."),
            m_events);
    m_eventGrid->addWidget(others, int(shown.size()), 0, 1, 4);
}

void ImportModeCard::addEvent(const QString& event, UtcMs latest)
{
    const int row = int(m_complete.size());
    auto* name = new QLabel(event, m_events);
    name->setTextFormat(Qt::PlainText);
    QComboBox* const how = makeChoice(QStringLiteral("completeHow%1").arg(row),
        {tr("Its latest time in the file"), tr("A time of its own")}, m_events);
    how->setAccessibleName(tr("Until when “%1” is complete").arg(event));
    how->setMinimumWidth(230);
    auto* at = new QDateTimeEdit(m_events);
    at->setObjectName(QStringLiteral("completeAt%1").arg(row));
    at->setAccessibleName(how->accessibleName());
    at->setDisplayFormat(QStringLiteral("yyyy/MM/dd HH:mm:ss"));
    at->setCalendarPopup(true);
    // The editor shows wall time of the workspace's zone, whatever the computer's is.
    const QDateTime wall = localDateTime(latest, m_zone);
    at->setDateTime(QDateTime(wall.date(), wall.time()));
    at->hide(); // what stands in it is of the first rows only
    connect(how, &QComboBox::activated, at, [at](int index) {
        at->setVisible(index == 1);
        if (index == 1)
            at->setFocus();
    });
    m_eventGrid->addWidget(name, row, 0);
    m_eventGrid->addWidget(how, row, 1);
    m_eventGrid->addWidget(at, row, 2);
    m_complete.insert(event, {how, at});
}

QStringList ImportModeCard::cleared() const
{
    QStringList keys;
    if (m_others->currentIndex() == 1)
        for (const QString& key : m_clearKeys)
            if (m_clearBoxes.contains(key))
                keys += key;
    return keys;
}

ImportOptions ImportModeCard::applied(ImportOptions options) const
{
    if (m_kind == ImportKind::Events) {
        for (auto it = m_complete.cbegin(); it != m_complete.cend(); ++it)
            if (it->how->currentIndex() == 1)
                options.completeUntilOf.insert(it.key(), toUtc(it->at->date(), it->at->time(), m_zone));
        return options;
    }
    options.mode = static_cast<ImportMode>(m_mode->currentIndex());
    options.emptyClears = m_empty->currentIndex() == 1;
    options.clearOthers = cleared();
    return options;
}

} // namespace wd
