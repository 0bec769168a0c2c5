#include "ui/audience/importing/importmodecard.h"

#include "models/audience/importing/looked.h"
#include "models/base/clock.h"
#include "models/base/zonedtime.h"
#include "ui/audience/importing/columnplan.h"
#include "ui/audience/importing/importtexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/combobox.h"
#include "ui/shared/confirm.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/texts/rulesentence.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QSignalBlocker>
#include <QStyle>

namespace wd {

namespace {

constexpr int clearColumns = 3;
constexpr qsizetype mostEvents = 30;

QComboBox* makeChoice(const QString& name, const QStringList& words, QWidget* parent)
{
    auto* box = new ComboBox(parent);
    box->setObjectName(name);
    box->addItems(words);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    return box;
}

} // namespace

ImportModeCard::ImportModeCard(const QTimeZone& zone, const Clock& clock, QWidget* parent)
    : Card(QString(), parent)
    , m_zone(zone)
    , m_clock(clock)
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
            const bool wasShown = m_clear->isVisible();
            showHints();
            emit edited();
            if (!wasShown && m_clear->isVisible())
                emit unfolded(m_clear);
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
    m_otherEvents = mutedLabel({}, box);
    m_ahead = mutedLabel({}, box);
    m_ahead->setObjectName(QStringLiteral("eventsAhead"));
    m_ahead->setProperty("look", QStringLiteral("fieldLine"));
    m_ahead->setProperty("role", QStringLiteral("warning"));
    m_ahead->hide();
    layout->addWidget(m_otherEvents);
    layout->addWidget(m_ahead);
    return box;
}

void ImportModeCard::setOptions(const ImportOptions& options)
{
    m_mode->setCurrentIndex(int(options.mode));
    m_empty->setCurrentIndex(options.emptyClears ? 1 : 0);
    m_others->setCurrentIndex(options.clearOthers.isEmpty() ? 0 : 1);
    m_clearKeys = options.clearOthers;
    for (auto box = m_clearBoxes.cbegin(); box != m_clearBoxes.cend(); ++box)
        box.value()->setChecked(m_clearKeys.contains(box.key()));
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
        const QString label = attribute ? attributeLabel(*attribute) : key;
        auto* box = new QCheckBox(withoutMnemonic(label), m_clear);
        box->setProperty("label", label);
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
    m_ahead->hide();
    showTimes(latest, false);
}

void ImportModeCard::showEvents(const LookedThrough& whole)
{
    showTimes(whole.latest, true);
    m_ahead->setText(aheadText(whole));
    m_ahead->setVisible(whole.ahead > 0);
}

QString ImportModeCard::aheadText(const LookedThrough& whole) const
{
    return tr("%Ln events have a time that is still to come, the farthest in line %1: %2. They are imported, but don't "
              "count here.",
        nullptr, int(whole.ahead))
        .arg(numberText(whole.farthestLine), dateTimeSecondsText(whole.farthest, m_zone));
}

void ImportModeCard::showTimes(const QMap<QString, UtcMs>& latest, bool isWhole)
{
    m_kind = ImportKind::Events;
    setTitle(tr("Data complete until"));
    m_people->hide();
    m_events->show();
    const QStringList shown = latest.keys().mid(0, mostEvents);
    if (shown != m_complete.keys())
        arrange(shown);
    for (const QString& event : shown) {
        Complete& complete = m_complete[event];
        complete.latest = isWhole ? std::optional(latest.value(event)) : std::nullopt;
        if (!complete.isOwn) {
            // The editor shows wall time of the workspace's zone, whatever the computer's is.
            const QDateTime wall = localDateTime(latest.value(event), m_zone);
            const QSignalBlocker quiet(complete.at);
            complete.at->setDateTime(QDateTime(wall.date(), wall.time()));
        }
        showTime(event);
    }
    const bool more = !isWhole || latest.size() > mostEvents;
    m_otherEvents->setText(shown.isEmpty()
            ? tr("For each event: its latest time in the file.")
            : tr("Other events that come further down in the file: the latest time of each."));
    m_otherEvents->setVisible(more || shown.isEmpty());
}

// Whoever is entering a time goes on where they are: events that stay keep their widgets.
void ImportModeCard::arrange(const QStringList& events)
{
    const QStringList before = m_complete.keys();
    for (const QString& event : before)
        if (!events.contains(event))
            removeEvent(event);
    while (QLayoutItem* const item = m_eventGrid->takeAt(0))
        delete item;
    QWidget* last = nullptr;
    for (int row = 0; row < events.size(); ++row) {
        if (!m_complete.contains(events[row]))
            addEvent(events[row]);
        const Complete& complete = m_complete[events[row]];
        complete.how->setObjectName(QStringLiteral("completeHow%1").arg(row));
        complete.at->setObjectName(QStringLiteral("completeAt%1").arg(row));
        complete.note->setObjectName(QStringLiteral("completeNote%1").arg(row));
        const QList<QWidget*> cells{complete.name, complete.how, complete.at, complete.note};
        for (int column = 0; column < cells.size(); ++column)
            m_eventGrid->addWidget(cells[column], row, column);
        if (last)
            setTabOrder(last, complete.how);
        setTabOrder(complete.how, complete.at);
        last = complete.at;
    }
}

void ImportModeCard::removeEvent(const QString& event)
{
    const Complete gone = m_complete.take(event);
    if (chosen(gone))
        m_entered.insert(event, gone.at->dateTime());
    gone.how->disconnect();
    gone.at->disconnect(this);
    for (QWidget* const widget : std::initializer_list<QWidget*>{gone.name, gone.how, gone.at, gone.note}) {
        widget->hide();
        widget->deleteLater();
    }
}

void ImportModeCard::forgetTimes()
{
    arrange({});
    m_entered.clear();
}

void ImportModeCard::addEvent(const QString& event)
{
    auto* name = new QLabel(event, m_events);
    name->setTextFormat(Qt::PlainText);
    QComboBox* const how = makeChoice({}, {tr("Its latest time in the file"), tr("A time of its own")}, m_events);
    how->setAccessibleName(tr("Until when “%1” is complete").arg(event));
    how->setMinimumWidth(230);
    auto* at = new QDateTimeEdit(m_events);
    at->setAccessibleName(how->accessibleName());
    at->setDisplayFormat(QStringLiteral("yyyy/MM/dd HH:mm:ss"));
    at->setCalendarPopup(true);
    at->hide();
    QLabel* const note = mutedLabel({}, m_events);
    note->setProperty("look", QStringLiteral("fieldLine"));
    const bool isOwn = m_entered.contains(event);
    if (isOwn) {
        how->setCurrentIndex(1);
        at->setDateTime(m_entered.take(event));
    }
    connect(how, &QComboBox::activated, at, [this, event, at](int index) {
        showTime(event);
        if (index == 1)
            at->setFocus();
        emit edited();
    });
    connect(at, &QDateTimeEdit::dateTimeChanged, this, [this, event] {
        m_complete[event].isOwn = true;
        showTime(event);
        emit edited();
    });
    m_complete.insert(event, {name, how, at, note, isOwn, {}});
}

std::optional<UtcMs> ImportModeCard::chosen(const Complete& complete) const
{
    if (complete.how->currentIndex() == 0)
        return std::nullopt;
    return toUtc(complete.at->date(), complete.at->time(), m_zone);
}

void ImportModeCard::showTime(const QString& event)
{
    const Complete& complete = m_complete[event];
    const std::optional<UtcMs> own = chosen(complete);
    const bool isAhead = own && *own > m_clock.nowUtc();
    complete.at->setVisible(own.has_value());
    complete.note->setText(isAhead    ? tr("Still to come: nobody can know yet that nothing is missing.")
            : own || !complete.latest ? QString()
                                      : dateTimeSecondsText(*complete.latest, m_zone));
    const QString role = isAhead ? QStringLiteral("error") : QString();
    if (complete.note->property("role").toString() == role)
        return;
    complete.note->setProperty("role", role);
    complete.note->style()->unpolish(complete.note);
    complete.note->style()->polish(complete.note);
}

QString ImportModeCard::fault() const
{
    if (m_kind == ImportKind::Events)
        for (auto it = m_complete.cbegin(); it != m_complete.cend(); ++it)
            if (const std::optional<UtcMs> own = chosen(*it); own && *own > m_clock.nowUtc())
                return tr("“%1” can't be complete until a time that is still to come.").arg(it.key());
    return {};
}

bool ImportModeCard::focusFault()
{
    if (fault().isEmpty())
        return false;
    for (const Complete& complete : std::as_const(m_complete)) {
        const std::optional<UtcMs> own = chosen(complete);
        if (!own || *own <= m_clock.nowUtc())
            continue;
        complete.at->setFocus();
        return true;
    }
    return false;
}

QString ImportModeCard::modeText() const
{
    return m_kind == ImportKind::People ? m_mode->currentText() : QString();
}

QStringList ImportModeCard::clearedNames() const
{
    QStringList names;
    for (const QString& key : cleared())
        names += m_clearBoxes.value(key)->property("label").toString();
    return names;
}

QStringList ImportModeCard::unusual(std::optional<qint64> losers) const
{
    QStringList sentences;
    if (m_kind == ImportKind::Events) {
        for (auto it = m_complete.cbegin(); it != m_complete.cend(); ++it)
            if (const std::optional<UtcMs> own = chosen(*it))
                sentences += tr("“%1” complete until %2").arg(it.key(), dateTimeSecondsText(*own, m_zone));
        return sentences;
    }
    if (m_mode->currentIndex() != int(ImportMode::AddAndUpdate))
        sentences += m_mode->currentIndex() == int(ImportMode::AddOnly) ? tr("Known users stay as they are")
                                                                        : tr("Users who are not known are left out");
    if (m_empty->currentIndex() == 1)
        sentences += tr("Empty cells: what is known is cleared");
    const QStringList names = clearedNames();
    if (names.isEmpty())
        return sentences;
    sentences += losers
        ? tr("Users whom the file doesn't name: %1 cleared (%Ln people)", nullptr, int(*losers)).arg(namesText(names))
        : tr("Users whom the file doesn't name: %1 cleared").arg(namesText(names));
    return sentences;
}

void ImportModeCard::askToClear(std::optional<qint64> losers, std::function<void()> then)
{
    const QString names = namesText(clearedNames());
    const QString title = losers ? tr("Clear values of %Ln people?", nullptr, int(*losers))
                                 : tr("Clear values of the users whom the file doesn't name?");
    const QString words = losers
        ? tr("%Ln people whom the file doesn't name have a value of %1. Once the whole file is in, they lose it. "
             "Undoing "
             "the import brings it back.",
            nullptr, int(*losers))
              .arg(names)
        : tr("Once the whole file is in, the users whom it doesn't name lose what is known of %1. Undoing the import "
             "brings it back.")
              .arg(names);
    ask(this, title, words, tr("Import and clear"), std::move(then), Weight::Destructive);
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
            if (const std::optional<UtcMs> own = chosen(*it))
                options.completeUntilOf.insert(it.key(), *own);
        return options;
    }
    options.mode = static_cast<ImportMode>(m_mode->currentIndex());
    options.emptyClears = m_empty->currentIndex() == 1;
    options.clearOthers = cleared();
    return options;
}

} // namespace wd
