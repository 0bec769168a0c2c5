#include "ui/settings/preferencespage.h"

#include "models/campaigns/campaignrules.h"
#include "models/desk/settings.h"
#include "models/workspace/workspace.h"
#include "ui/settings/userpreferences.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/confirm.h"
#include "ui/shared/field.h"
#include "ui/shared/operatorfield.h"
#include "ui/shared/zonebox.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/zonetexts.h"

#include <QComboBox>
#include <QDialog>
#include <QTimeZone>

namespace wd {

namespace {

constexpr int formWidth = 480;

} // namespace

PreferencesPage::PreferencesPage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("Preferences"), Body::Scrolling, parent)
    , m_context(context)
{
    body()->addWidget(makeUserCard());
    body()->addWidget(makeWorkspaceCard());
    lookForTimes();
}

// A zone that is none, or that is not taken yet; whoever typed it decides.
bool PreferencesPage::hasUnsavedInput() const
{
    return m_zone->zone() != m_context.workspace.settings().zone();
}

QWidget* PreferencesPage::makeUserCard()
{
    auto* card = new Card(tr("For you on this computer"), this);
    const UserPreferences& preferences = m_context.preferences;

    auto* language = new QComboBox(card);
    language->setObjectName(QStringLiteral("language"));
    language->addItem(tr("As the system"), QString());
    language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    language->setCurrentIndex(language->findData(preferences.language()));
    connect(language, &QComboBox::activated, this,
        [this, language] { m_context.preferences.setLanguage(language->currentData().toString()); });

    auto* theme = new QComboBox(card);
    theme->setObjectName(QStringLiteral("theme"));
    theme->addItem(tr("As the system"), int(ThemeChoice::System));
    theme->addItem(tr("Light"), int(ThemeChoice::Light));
    theme->addItem(tr("Dark"), int(ThemeChoice::Dark));
    theme->setCurrentIndex(theme->findData(int(preferences.theme())));
    connect(theme, &QComboBox::activated, this,
        [this, theme] { m_context.preferences.setTheme(static_cast<ThemeChoice>(theme->currentData().toInt())); });

    for (Field* field : {new Field(tr("Language"), language), new Field(tr("Theme"), theme)}) {
        field->setMaximumWidth(formWidth);
        card->body()->addWidget(field);
    }
    return card;
}

QWidget* PreferencesPage::makeWorkspaceCard()
{
    auto* card = new Card(tr("For this workspace"), this);

    Field* const field = makeOperatorField(m_context.workspace.settings(), QStringLiteral("operator"));
    field->setMaximumWidth(formWidth);
    card->body()->addWidget(field);

    m_zoneField = makeZoneField();
    m_zoneField->setMaximumWidth(formWidth);
    card->body()->addWidget(m_zoneField);
    QLabel* folder = mutedLabel(tr("Folder: %1").arg(m_context.workspace.folder()), card);
    folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->body()->addWidget(folder);
    card->body()->addLayout(makeSwitch(card));
    return card;
}

// To the other workspace, which stays as it was left; the sample can also begin anew.
QHBoxLayout* PreferencesPage::makeSwitch(QWidget* parent)
{
    const bool sample = m_context.workspace.settings().value(settings::sample) == u"1";
    QPushButton* const other = secondaryButton(sample ? tr("Open my own workspace") : tr("Open the sample workspace"),
        {}, QStringLiteral("otherWorkspace"), parent);
    connect(other, &QPushButton::clicked, this,
        [this, sample] { m_context.openWorkspace(sample ? WorkspaceChoice::Own : WorkspaceChoice::Sample); });
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(other);
    if (sample) {
        QPushButton* const reset = secondaryButton(tr("Reset the sample"), {}, QStringLiteral("resetSample"), parent);
        connect(reset, &QPushButton::clicked, this, &PreferencesPage::askToReset);
        row->addWidget(reset);
    }
    row->addStretch();
    return row;
}

void PreferencesPage::askToReset()
{
    ask(
        this, tr("Reset the sample?"),
        tr("Everything in the sample workspace becomes as it was at first: users, channels, campaigns and the "
           "receiver's secret. What you changed or sent there is gone. Your own workspace is not touched."),
        tr("Reset"), [this] { m_context.openWorkspace(WorkspaceChoice::FreshSample); }, Weight::Destructive);
}

Field* PreferencesPage::makeZoneField()
{
    m_zone = new ZoneBox(QStringLiteral("zone"), this);
    m_zone->setZone(m_context.workspace.settings().zone());
    connect(m_zone, &ZoneBox::entered, this, &PreferencesPage::takeZone);
    auto* field = new Field(tr("Time zone"), m_zone);
    field->setHint(tr("Days and times of this workspace, “yesterday” included. Type a city to search."));
    return field;
}

// How many times are there that another zone shows otherwise.
void PreferencesPage::lookForTimes()
{
    m_context.workspace.imports().history(this, [this](const Result<QList<ImportEntry>>& imports) {
        for (const ImportEntry& import : imports ? *imports : QList<ImportEntry>())
            if (import.kind == ImportKind::Events && import.state != ImportState::Undone)
                m_eventTimes += import.added;
    });
    m_context.workspace.segments().catalogue(this, [this](const Result<Catalogue>& catalogue) {
        for (const Attribute& attribute : catalogue ? catalogue->attributes() : QList<Attribute>())
            m_hasTimes = m_hasTimes || attribute.type == AttributeType::DateTime;
    });
}

bool PreferencesPage::mustAsk() const
{
    return m_eventTimes > 0 || m_hasTimes;
}

void PreferencesPage::takeZone()
{
    const QString wanted = m_zone->zone();
    if (!isZoneName(wanted))
        return m_zoneField->setError(noZoneText(wanted));
    m_zoneField->setError({});
    if (wanted == m_context.workspace.settings().zone())
        return m_zone->setZone(wanted);
    m_context.workspace.campaigns().list(this, [this, wanted](const Result<QList<CampaignRow>>& rows) {
        if (!rows)
            return m_zoneField->setError(errorText(rows.error()));
        const QStringList past = overdueIn(*rows, QTimeZone(wanted.toLatin1()));
        if (!past.isEmpty())
            return m_zoneField->setError(
                tr("In that zone the time of these campaigns would be over: %1. Please give them another time first, "
                   "or take them offline.")
                    .arg(past.join(tr(", "))));
        if (!mustAsk())
            return changeZone(wanted);
        askToChange(wanted);
    });
}

// They would count as missed.
QStringList PreferencesPage::overdueIn(const QList<CampaignRow>& rows, const QTimeZone& zone) const
{
    const UtcMs now = m_context.workspace.clock().nowUtc();
    QStringList names;
    for (const CampaignRow& row : rows)
        if (row.campaign.state == CampaignState::Scheduled && row.campaign.spec.sendAt
            && dueAt(row.campaign.spec, now, zone) <= now)
            names += tr("“%1”").arg(row.campaign.name);
    return names;
}

void PreferencesPage::changeZone(const QString& zone)
{
    m_context.workspace.settings().setZone(zone);
    m_zone->setZone(zone);
}

void PreferencesPage::askToChange(const QString& zone)
{
    // Its window takes the focus from the box, which is then entered again.
    if (std::exchange(m_asking, true))
        return;
    QStringList times;
    if (m_eventTimes > 0)
        times += tr("The times of the %n events imported are moments: they stay, and are shown in the new zone.",
            nullptr, int(m_eventTimes));
    if (m_hasTimes)
        times += tr("So do attributes that are a date with a time.", "they stay moments");
    times += tr("Dates without a time, such as birthdays, stay the same days.");
    const QStringList paragraphs{times.join(u'\n'),
        tr("“Yesterday”, “in the last 7 days” and other conditions on days count by the days of the new zone, so they "
           "may find other people.")
            + u'\n' + tr("Campaigns that wait for their time keep the clock time, in the new zone."),
        tr("If times in a file were read in the wrong zone, undo its import and import it again: the zone can be "
           "chosen there.")};
    const QDialog* const question
        = ask(this, tr("Change the time zone to %1?").arg(zoneText(QTimeZone(zone.toLatin1()))),
            paragraphs.join(QStringLiteral("\n\n")), tr("Change the zone"), [this, zone] { changeZone(zone); });
    connect(question, &QDialog::finished, this, [this] {
        m_asking = false;
        m_zone->setZone(m_context.workspace.settings().zone());
    });
}

} // namespace wd
