#include "ui/audience/people/eventdialog.h"

#include "models/base/zonedtime.h"
#include "models/workspace/workspace.h"
#include "ui/audience/people/choicesdialog.h"
#include "ui/audience/people/peoplecount.h"
#include "ui/audience/people/persontexts.h"
#include "ui/audience/people/propertylist.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/dateedit.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"
#include "ui/texts/zonetexts.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QTimeEdit>

namespace wd {

namespace {

constexpr int tallestProperties = 280;

} // namespace

EventDialog::EventDialog(const PageContext& context, const EventName& event, QWidget* parent)
    : CatalogueDialog(
        context, QStringLiteral("event"), tr("Event “%1”").arg(eventLabel(event)), Removal::Offered, parent)
    , m_before(event)
    , m_labelZh(makeLine(event.labelZh, QStringLiteral("eventLabelZh")))
    , m_labelEn(makeLine(event.labelEn, QStringLiteral("eventLabelEn")))
    , m_key(makeLine(event.key, QStringLiteral("eventKey")))
{
    makeFields();
    makeProperties();
    setMinimumWidth(720);
}

void EventDialog::makeFields()
{
    m_key->setReadOnly(true);
    // Without a name of its own the event goes by its key.
    for (QLineEdit* label : {m_labelZh, m_labelEn})
        label->setPlaceholderText(m_before.key);
    auto* key = new Field(tr("Key"), m_key, Field::Need::Optional, this);
    key->setHint(tr("It stays as it is: rules know the event by it."));
    m_until = new Field(tr("Data complete until"), makeUntil(), Field::Need::Optional, this);
    m_until->addBeside(m_untilTime);
    m_until->setHint(tr("Campaigns that need later data wait for them. Time zone: %1; empty: unknown.")
                         .arg(zoneText(context().workspace.zone())));
    fields()->addWidget(new Field(tr("Chinese name"), m_labelZh, Field::Need::Optional, this), 0, 0);
    fields()->addWidget(new Field(tr("English name"), m_labelEn, Field::Need::Optional, this), 0, 1);
    fields()->addWidget(key, 1, 0, Qt::AlignTop);
    fields()->addWidget(m_until, 1, 1, Qt::AlignTop);
}

QWidget* EventDialog::makeUntil()
{
    m_untilDay = new DateEdit(QStringLiteral("eventUntil"), this);
    m_untilTime = new QTimeEdit(this);
    m_untilTime->setObjectName(QStringLiteral("eventUntilTime"));
    m_untilTime->setAccessibleName(tr("Time of day until which the data are complete"));
    m_untilTime->setDisplayFormat(QStringLiteral("HH:mm"));
    m_untilTime->setFixedWidth(108);
    if (m_before.completeUntil) {
        const QDateTime local = localDateTime(*m_before.completeUntil, context().workspace.zone());
        m_untilDay->setValue(local.date().toString(Qt::ISODate));
        m_untilTime->setTime(local.time());
    }
    return m_untilDay;
}

void EventDialog::makeProperties()
{
    if (m_before.properties.isEmpty())
        return form()->addWidget(mutedLabel(tr("The event has no properties."), this));
    form()->addWidget(headingLabel(tr("Properties"), this));
    m_properties = new PropertyList(m_before.properties, this);
    connect(m_properties, &PropertyList::removalWanted, this, &EventDialog::askToRemoveProperty);
    connect(m_properties, &PropertyList::choicesWanted, this, &EventDialog::editChoices);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_properties);
    form()->addWidget(m_scroll, 1);
    fitProperties();
}

void EventDialog::editChoices(const Property& property)
{
    auto* dialog = new ChoicesDialog(propertyLabel(property), property.choices, this);
    connect(dialog, &ChoicesDialog::chosen, m_properties,
        [this, id = property.id](const QStringList& choices) { m_properties->setChoices(id, choices); });
    context().workspace.catalogue().values(m_before, property, dialog, [dialog](const Result<QStringList>& values) {
        if (values)
            dialog->offerValues(*values);
    });
    dialog->open();
}

void EventDialog::fitProperties()
{
    m_scroll->setFixedHeight(qMin(tallestProperties, m_properties->sizeHint().height() + 2));
}

std::optional<UtcMs> EventDialog::enteredUntil() const
{
    const QDate day = m_untilDay->date();
    if (!day.isValid())
        return std::nullopt;
    const QTimeZone zone = context().workspace.zone();
    // The field shows whole minutes; what stands there already may be finer.
    if (m_before.completeUntil) {
        const QDateTime before = localDateTime(*m_before.completeUntil, zone);
        if (before.date() == day && before.time().hour() == m_untilTime->time().hour()
            && before.time().minute() == m_untilTime->time().minute())
            return m_before.completeUntil;
    }
    return toUtc(day, m_untilTime->time(), zone);
}

EventName EventDialog::entered() const
{
    EventName event = m_before;
    event.labelZh = m_labelZh->text().trimmed();
    event.labelEn = m_labelEn->text().trimmed();
    event.completeUntil = enteredUntil();
    if (m_properties)
        event.properties = m_properties->properties();
    return event;
}

bool EventDialog::isChanged() const
{
    return entered() != m_before || (!m_untilDay->date().isValid() && !m_untilDay->text().isEmpty());
}

void EventDialog::save()
{
    const bool isNoDay = !m_untilDay->date().isValid() && !m_untilDay->text().trimmed().isEmpty();
    m_until->setError(isNoDay ? tr("Please enter a date such as 2026/07/15.") : QString(), Field::Focus::Take);
    if (isNoDay)
        return;
    const EventName event = entered();
    setBusy(true);
    hush();
    context().workspace.catalogue().saveEvent(event, this, [this, event](const Result<void>& done) {
        setBusy(false);
        done ? saved(event) : fail(done.error());
    });
}

void EventDialog::saved(const EventName& event)
{
    CatalogueService& catalogue = context().workspace.catalogue();
    const auto tell = [toast = context().toast](const Result<void>& done) {
        if (!done)
            toast(errorText(done.error()), {}, {});
    };
    finish(tr("“%1” was saved.").arg(eventLabel(event)),
        [&catalogue, before = m_before, tell] { catalogue.saveEvent(before, &catalogue, tell); });
}

void EventDialog::askToRemove()
{
    hush();
    context().workspace.catalogue().uses(m_before, this, [this](const Result<QList<AudienceUse>>& uses) {
        if (!uses)
            return fail(uses.error());
        if (!uses->isEmpty())
            return tellUses(tr("The event is in use and can't be deleted. Please change what uses it first:"), *uses);
        countPeople(context().workspace.segments(), everDid(m_before.key), this,
            [this](const Result<qint64>& people) { people ? confirmRemoval(*people) : fail(people.error()); });
    });
}

void EventDialog::confirmRemoval(qint64 people)
{
    const QString name = eventLabel(m_before);
    const QString words = people == 0
        ? tr("Nobody has done “%1”. Deleting it can't be undone.").arg(name)
        : tr("%Ln people have done “%1”; all of that goes with it. This can't be undone.", nullptr, int(people))
              .arg(name);
    ask(
        this, tr("Delete the event?"), words, tr("Delete"),
        [this, name] {
            setBusy(true);
            context().workspace.catalogue().removeEvent(m_before, this, [this, name](const Result<void>& removed) {
                setBusy(false);
                removed ? finish(tr("“%1” was deleted.").arg(name)) : fail(removed.error());
            });
        },
        Weight::Destructive);
}

void EventDialog::askToRemoveProperty(const Property& property)
{
    hush();
    context().workspace.catalogue().uses(
        m_before, property, this, [this, property](const Result<QList<AudienceUse>>& uses) {
            if (!uses)
                return fail(uses.error());
            if (uses->isEmpty())
                return confirmPropertyRemoval(property);
            tellUses(tr("The property “%1” is in use and can't be deleted. Please change what uses it first:")
                         .arg(propertyLabel(property)),
                *uses);
        });
}

void EventDialog::confirmPropertyRemoval(const Property& property)
{
    ask(
        this, tr("Delete the property?"),
        tr("“%1” and all values that events have of it are deleted at once. This can't be undone.")
            .arg(propertyLabel(property)),
        tr("Delete"),
        [this, property] {
            setBusy(true);
            context().workspace.catalogue().removeProperty(
                m_before, property, this, [this, property](const Result<void>& done) {
                    setBusy(false);
                    done ? removed(property) : fail(done.error());
                });
        },
        Weight::Destructive);
}

// What is to be saved, and what Undo brings back, are without it from now on.
void EventDialog::removed(const Property& property)
{
    m_before.properties.removeIf([&property](const Property& one) { return one.id == property.id; });
    m_properties->remove(property.id);
    fitProperties();
    tell(Role::Ok, tr("The property “%1” was deleted.").arg(propertyLabel(property)));
    m_labelZh->setFocus();
}

} // namespace wd
