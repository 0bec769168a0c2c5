#include "ui/settings/preferencespage.h"

#include "models/desk/settings.h"
#include "models/workspace/workspace.h"
#include "ui/settings/userpreferences.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/confirm.h"
#include "ui/shared/field.h"
#include "ui/shared/operatorfield.h"
#include "ui/texts/zonetexts.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QStyledItemDelegate>
#include <QTimeZone>

namespace wd {

namespace {

constexpr int formWidth = 480;
constexpr int soughtRole = Qt::UserRole + 1; // of a zone: its city and its id

// Finds a zone by its city as by its id, and writes the city.
class ZoneCompleter final : public QCompleter {
public:
    explicit ZoneCompleter(QComboBox* zones)
        : QCompleter(zones->model(), zones)
    {
        setCompletionRole(soughtRole);
        setFilterMode(Qt::MatchContains);
        setCaseSensitivity(Qt::CaseInsensitive);
        popup()->setItemDelegate(new QStyledItemDelegate(this)); // rows as in every other list
    }
    QString pathFromIndex(const QModelIndex& index) const override { return index.data().toString(); }
};

} // namespace

PreferencesPage::PreferencesPage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("Preferences"), Body::Scrolling, parent)
    , m_context(context)
{
    body()->addWidget(makeUserCard());
    body()->addWidget(makeWorkspaceCard());
}

PreferencesPage::~PreferencesPage()
{
    if (!hasUnsavedInput())
        takeZone();
}

// A zone that is none is nothing to keep; whoever typed it decides.
bool PreferencesPage::hasUnsavedInput() const
{
    return !isZoneName(zone());
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
    m_zone = new QComboBox(this);
    m_zone->setObjectName(QStringLiteral("zone"));
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds();
    for (const QByteArray& zone : zones)
        addZone(zone);
    showZone();
    m_zone->setCompleter(new ZoneCompleter(m_zone));
    connect(m_zone, &QComboBox::activated, this, &PreferencesPage::takeZone);
    connect(m_zone->lineEdit(), &QLineEdit::editingFinished, this, &PreferencesPage::takeZone);
    auto* field = new Field(tr("Time zone"), m_zone);
    field->setHint(tr("Days and times of this workspace, “yesterday” included. Type a city to search."));
    return field;
}

void PreferencesPage::addZone(const QByteArray& zone)
{
    const QString id = QString::fromLatin1(zone);
    const QString words = zoneText(QTimeZone(zone));
    const int place = m_zone->count();
    m_zone->addItem(words, id);
    m_zone->setItemData(place, id, Qt::ToolTipRole);
    m_zone->setItemData(place, QString(words + u' ' + id), soughtRole);
}

// There are zones that Qt does not list.
void PreferencesPage::showZone()
{
    const QString zone = m_context.workspace.settings().zone();
    if (m_zone->findData(zone) < 0)
        addZone(zone.toLatin1());
    m_zone->setCurrentIndex(m_zone->findData(zone));
}

// Chosen from the list, or typed: as the list names it, or its id.
QString PreferencesPage::zone() const
{
    const QString typed = m_zone->currentText().trimmed();
    if (m_zone->itemText(m_zone->currentIndex()) == typed)
        return m_zone->currentData().toString();
    const int known = m_zone->findText(typed, Qt::MatchFixedString);
    return known >= 0 ? m_zone->itemData(known).toString() : typed;
}

void PreferencesPage::takeZone()
{
    const QString wanted = zone();
    if (!isZoneName(wanted)) {
        m_zoneField->setError(tr("“%1” is no time zone. Choose one of the list, such as %2.")
                                  .arg(wanted, zoneText(QTimeZone("Asia/Shanghai"))));
        return;
    }
    m_zoneField->setError({});
    if (wanted != m_context.workspace.settings().zone())
        m_context.workspace.settings().setZone(wanted);
    showZone();
}

} // namespace wd
