#include "ui/channels/channelform.h"

#include "models/channels/channelrules.h"
#include "models/receiver/receiver.h"
#include "models/workspace/workspace.h"
#include "ui/channels/advancedsection.h"
#include "ui/channels/basicssection.h"
#include "ui/channels/purposetiles.h"
#include "ui/channels/rowssection.h"
#include "ui/channels/secretedit.h"
#include "ui/shared/field.h"
#include "ui/testing/lasttest.h"
#include "ui/texts/errortexts.h"

namespace wd {

namespace {

// Beside its field an error needs no place, and an empty field no name.
QString faultText(const Error& error)
{
    const bool isEmpty = error.kind == ErrorKind::Empty || error.kind == ErrorKind::MissingField;
    if (isEmpty && error.where.endsWith(QLatin1String(".attribute")))
        return ChannelForm::tr("Please choose a user attribute.");
    if (isEmpty)
        return ChannelForm::tr("Please fill this in.");
    if (error.where.startsWith(QLatin1String("limits.retries[")))
        return ChannelForm::tr("Please write each delay as a number with its unit: 5 s, 30 s, 5 min, 2 h.");
    Error here = error;
    here.where.clear();
    return errorText(here);
}

constexpr qsizetype idAttributes = 2; // login id and visitor id, which every workspace has

QStringList commonNames(Purpose purpose)
{
    if (purpose == Purpose::Sms)
        return {QStringLiteral("手机号"), QStringLiteral("手机号码"), QStringLiteral("手机"), QStringLiteral("mobile"),
            QStringLiteral("mobile phone"), QStringLiteral("mobile number"), QStringLiteral("phone number")};
    if (purpose == Purpose::Email)
        return {QStringLiteral("邮箱"), QStringLiteral("电子邮箱"), QStringLiteral("邮件地址"), QStringLiteral("mail"),
            QStringLiteral("e-mail"), QStringLiteral("email address")};
    return {};
}

bool sameRows(const ChannelSpec& a, const ChannelSpec& b)
{
    return a.recipientId == b.recipientId && a.userAttributes == b.userAttributes
        && a.templateParameters == b.templateParameters;
}

} // namespace

ChannelForm::ChannelForm(Workspace& workspace, QWidget* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_purpose(new PurposeTiles(parent))
    , m_basics(new BasicsSection(parent))
    , m_rows(new RowsSection(parent))
    , m_advanced(new AdvancedSection(workspace.contracts(), parent))
{
    connect(m_purpose, &PurposeTiles::chosen, this, &ChannelForm::choose);
    connect(m_basics, &BasicsSection::edited, this, &ChannelForm::noteEdit);
    connect(m_basics, &BasicsSection::left, this, &ChannelForm::showLeft);
    connect(m_rows, &RowsSection::edited, this, &ChannelForm::noteEdit);
    connect(m_rows, &RowsSection::left, this, [this] { showRows(false); });
    connect(m_advanced, &AdvancedSection::edited, this, &ChannelForm::noteEdit);
    connect(m_advanced, &AdvancedSection::left, this, [this] {
        for (Field* field : m_advanced->fields())
            showLeft(field);
    });
    readCatalogue();
}

void ChannelForm::readCatalogue()
{
    m_workspace.segments().catalogue(this, [this](const Result<Catalogue>& catalogue) {
        if (!catalogue) {
            emit failed(errorText(catalogue.error()));
            return;
        }
        m_catalogue = *catalogue;
        m_rows->setCatalogue(m_catalogue);
        if (m_preset)
            choosePreset(m_purpose->purpose());
    });
}

void ChannelForm::fill(const Channel& channel)
{
    m_channel = channel;
    m_purpose->setPurpose(channel.spec.purpose);
    m_basics->fill(channel.name, channel.spec);
    m_rows->fill(channel.spec);
    m_advanced->fill(channel.spec);
    m_edited = false;
    readSecret();
}

void ChannelForm::readSecret()
{
    if (m_channel.id == 0 || !needsSecrets(m_channel.spec))
        return void(QMetaObject::invokeMethod(this, &ChannelForm::secretRead, Qt::QueuedConnection));
    m_workspace.keychain().read(m_channel.uuid, this, [this](const Result<ChannelSecrets>& secrets) {
        m_stored = secrets ? *secrets : ChannelSecrets();
        if (secrets)
            m_basics->secret()->setStored(m_stored.secret);
        else
            emit failed(errorText(secrets.error()));
        emit edited();
        emit secretRead();
    });
}

Channel ChannelForm::channel() const
{
    Channel channel = m_channel;
    channel.name = m_basics->name();
    channel.spec.purpose = m_purpose->purpose();
    m_basics->writeTo(channel.spec);
    m_rows->writeTo(channel.spec);
    m_advanced->writeTo(channel.spec);
    return channel;
}

void ChannelForm::usePresets()
{
    m_preset = preset(m_purpose->purpose());
    ChannelSpec spec = *m_preset;
    m_basics->writeTo(spec);
    Channel channel = m_channel;
    channel.spec = spec;
    channel.name = m_basics->name();
    fill(channel);
}

// What a purpose knows people by has a common name, if not the one that the program would give it.
QString ChannelForm::attributeNamed(const QStringList& names) const
{
    for (const Attribute& attribute : m_catalogue.attributes())
        for (const QString& name : {attribute.key, attribute.labelZh, attribute.labelEn})
            if (attribute.userKind == UserKind::Login && names.contains(name, Qt::CaseInsensitive))
                return attribute.key;
    return {};
}

// Where users have attributes, and none of them is what a purpose supposes, the operator has to choose.
ChannelSpec ChannelForm::preset(Purpose purpose) const
{
    ChannelSpec spec = presetFor(purpose);
    const bool known = !spec.recipientId || m_catalogue.attributeByKey(spec.recipientId->attribute);
    if (!known && m_catalogue.attributes().size() > idAttributes)
        spec.recipientId->attribute = attributeNamed(commonNames(purpose));
    return spec;
}

void ChannelForm::choose(Purpose purpose)
{
    if (m_preset)
        choosePreset(purpose);
    noteEdit();
}

// Replaces what the last one brought, where it stands as it came.
void ChannelForm::choosePreset(Purpose purpose)
{
    const ChannelSpec now = channel().spec;
    const ChannelSpec next = preset(purpose);
    ChannelSpec merged = now;
    if (sameRows(now, *m_preset)) {
        merged.recipientId = next.recipientId;
        merged.userAttributes = next.userAttributes;
        merged.templateParameters = next.templateParameters;
        m_rows->fill(merged);
    }
    if (now.limits == m_preset->limits) {
        merged.limits = next.limits;
        m_advanced->fill(merged);
    }
    m_preset = next;
}

void ChannelForm::noteEdit()
{
    m_edited = true;
    emit edited();
}

// --- faults --------------------------------------------------------------------------------------------------------

Errors ChannelForm::faults() const
{
    const Channel made = channel();
    Errors faults = channelFaults(made.name, made.spec, m_workspace.contracts());
    if (made.spec.auth.type == AuthType::None || m_basics->secret()->hasStored())
        return faults;
    const Secret typed = m_basics->secret()->typed();
    if (typed.isEmpty()) {
        faults += Error{ErrorKind::Empty, {}, QStringLiteral("secret")};
    } else if (const auto contract = m_workspace.contracts().of(made.spec);
               contract && made.spec.auth.type == AuthType::SecretKey) {
        if (const Result<void> usable = (*contract)->checkSecret(typed); !usable)
            faults += Error{usable.error().kind, usable.error().arguments, QStringLiteral("secret")};
    }
    return faults;
}

QStringList ChannelForm::faulty() const
{
    QStringList labels;
    for (const Error& fault : faults())
        if (const QString label = labelOf(fault.where); !labels.contains(label))
            labels += label;
    return labels;
}

Field* ChannelForm::fieldOf(const QString& where) const
{
    Field* const basic = m_basics->fieldOf(where);
    return basic ? basic : m_advanced->fieldOf(where);
}

int ChannelForm::partOf(const QString& where) const
{
    return m_basics->fieldOf(where) ? Basics : m_advanced->fieldOf(where) ? Advanced : Rows;
}

QString ChannelForm::labelOf(const QString& where) const
{
    if (const Field* field = fieldOf(where))
        return field->label();
    if (where.startsWith(QLatin1String("recipientId")))
        return tr("Recipient id");
    if (where.startsWith(QLatin1String("userAttributes")))
        return tr("User attributes");
    if (where.startsWith(QLatin1String("templateParameters")))
        return tr("Template parameters");
    return where;
}

void ChannelForm::showLeft(Field* field)
{
    field->setError({});
    for (const Error& fault : faults())
        if (fieldOf(fault.where) == field)
            return field->setError(faultText(fault));
}

// A row that is being filled in is not called incomplete before Next or Save; what they said stands until it is mended.
void ChannelForm::showRows(bool alsoEmpty)
{
    Errors shown = faults();
    shown.removeIf([this, alsoEmpty](const Error& fault) {
        return !alsoEmpty && fault.kind == ErrorKind::Empty && !m_rows->showsFault(fault.where);
    });
    m_rows->clearFaults();
    for (const Error& fault : std::as_const(shown))
        m_rows->showFault(fault, faultText(fault));
}

bool ChannelForm::check(int parts)
{
    bool good = true;
    QStringList elsewhere;
    QList<Field*> shown;
    for (const Error& fault : faults()) {
        if ((partOf(fault.where) & parts) == 0)
            continue;
        good = false;
        Field* const field = fieldOf(fault.where);
        if (field && !shown.contains(field)) {
            shown += field;
            field->setError(faultText(fault));
        }
        if (partOf(fault.where) == Advanced)
            m_advanced->setOpen(true);
    }
    if (parts & Rows)
        showRows(true);
    if (good)
        return true;
    if (!Field::focusFirstError(m_basics->fields()) && !m_rows->focusFirstFault())
        Field::focusFirstError(m_advanced->fields());
    return false;
}

void ChannelForm::enterSecretAgain()
{
    m_basics->secret()->enterAgain();
}

void ChannelForm::offer(Receiver& receiver)
{
    m_basics->offerReceiver();
    connect(m_basics, &BasicsSection::receiverWanted, this, [this, &receiver] { takeReceiver(receiver); });
}

void ChannelForm::takeReceiver(Receiver& receiver)
{
    if (receiver.port() == 0)
        if (const Result<quint16> port = receiver.start(receiver.options()); !port) {
            emit failed(errorText(port.error()));
            return;
        }
    m_basics->takeReceiver(QStringLiteral("http://127.0.0.1:%1/").arg(receiver.port()), receiver.options().secret);
}

// --- testing and saving --------------------------------------------------------------------------------------------

std::optional<TestSubject> ChannelForm::subject(QString& why) const
{
    const QStringList missing = faulty();
    if (!missing.isEmpty()) {
        why = tr("Before a test please look at: %1.").arg(missing.join(tr(", ")));
        return std::nullopt;
    }
    const Channel made = channel();
    TestSubject subject;
    subject.channel = made.spec;
    subject.channelName = made.name;
    subject.secret = m_basics->secret()->typed();
    if (m_basics->secret()->hasStored())
        subject.storedSecret = made.uuid;
    subject.savedChannel = made.id;
    subject.channelUuid = made.uuid;
    subject.unsaved = m_edited;
    return subject;
}

void ChannelForm::offerTo(TestPanel* panel)
{
    panel->setSource(this, [this](QString& why) { return subject(why); });
    connect(panel, &TestPanel::tested, this, &ChannelForm::takeTest, Qt::UniqueConnection);
}

void ChannelForm::takeTest(const std::optional<PoorTest>& poor)
{
    m_poorTest = poor;
}

void ChannelForm::save(QObject* receiver, std::function<void(const std::optional<Channel>&, const QString&)> then)
{
    if (!check(Everything))
        return then(std::nullopt, {});
    m_workspace.channels().save(channel(), this, [this, receiver, then](const Result<Channel>& saved) {
        if (!saved) {
            showRefusal(saved.error());
            return then(std::nullopt, {});
        }
        // A second try after this one must change this channel, not make another.
        m_channel = *saved;
        m_edited = false;
        // What was tested before is not what is sent from now on.
        noteTest(m_workspace.settings(), saved->uuid, m_poorTest);
        keepSecret(*saved, receiver, then);
    });
}

void ChannelForm::keepSecret(const Channel& saved, QObject* receiver,
    const std::function<void(const std::optional<Channel>&, const QString&)>& then)
{
    const Secret typed = m_basics->secret()->typed();
    const bool unused = saved.spec.auth.type == AuthType::None;
    ChannelSecrets secrets = m_stored;
    if (unused || !typed.isEmpty())
        secrets = ChannelSecrets(unused ? Secret() : typed);
    secrets.clientKey = saved.spec.connection.certificate.isEmpty() ? Secret() : m_stored.clientKey;
    if (secrets == m_stored)
        return then(saved, {});
    m_workspace.keychain().write(saved.uuid, secrets, receiver, [saved, unused, then](const Result<void>& written) {
        // Whether an old one can be removed is nothing the operator has to act on.
        then(saved,
            written || unused ? QString()
                              : errorText(written.error()) + QLatin1Char(' ')
                    + tr("The secret is kept until the program ends; please enter it again after the next start."));
    });
}

void ChannelForm::showRefusal(const Error& error)
{
    const QString where
        = error.kind == ErrorKind::Duplicate && error.where.isEmpty() ? QStringLiteral("name") : error.where;
    if (Field* field = fieldOf(where))
        field->setError(
            error.kind == ErrorKind::Duplicate ? tr("There is a channel of this name already.") : faultText(error),
            Field::Focus::Take);
    else if (!m_rows->showFault(error, faultText(error)))
        emit failed(errorText(error));
}

} // namespace wd
