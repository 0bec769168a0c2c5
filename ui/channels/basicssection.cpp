#include "ui/channels/basicssection.h"

#include "models/channels/channelrules.h"
#include "ui/channels/channeltexts.h"
#include "ui/channels/secretedit.h"
#include "ui/shared/buttons.h"
#include "ui/shared/field.h"
#include "ui/shared/icons.h"
#include "ui/shared/inlinemessage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QUrl>

namespace wd {

namespace {

constexpr int fieldWidth = 480;

QLineEdit* lineEdit(const QString& name, QWidget* parent)
{
    auto* edit = new QLineEdit(parent);
    edit->setObjectName(name);
    return edit;
}

// What an input method leaves behind where ASCII was meant.
QString withHalfWidth(QString url)
{
    for (QChar& c : url)
        if (c.unicode() >= 0xFF01 && c.unicode() <= 0xFF5E)
            c = QChar(ushort(c.unicode() - 0xFEE0));
        else if (c == QChar(0x3002))
            c = QLatin1Char('.');
    return url;
}

} // namespace

BasicsSection::BasicsSection(QWidget* parent)
    : QWidget(parent)
    , m_name(lineEdit(QStringLiteral("channelName"), this))
    , m_url(lineEdit(QStringLiteral("channelUrl"), this))
    , m_environment(new QComboBox(this))
    , m_type(new QComboBox(this))
    , m_user(lineEdit(QStringLiteral("channelUser"), this))
    , m_header(lineEdit(QStringLiteral("channelHeader"), this))
    , m_secret(new SecretEdit(this))
    , m_nameField(new Field(tr("Name"), m_name, Field::Need::Required, this))
    , m_urlField(new Field(tr("Request address"), m_url, Field::Need::Required, this))
    , m_environmentField(new Field(tr("Environment"), m_environment, Field::Need::Optional, this))
    , m_typeField(new Field(tr("Authentication"), m_type, Field::Need::Required, this))
    , m_userField(new Field(tr("User name"), m_user, Field::Need::Required, this))
    , m_headerField(new Field(tr("Name of the header"), m_header, Field::Need::Required, this))
    , m_secretField(nullptr)
    , m_advice(new InlineMessage(QStringLiteral("urlAdvice"), this))
{
    m_secret->setObjectName(QStringLiteral("channelSecretBox"));
    m_secretField = new Field(tr("Secret key"), m_secret, Field::Need::Required, this);
    m_type->setObjectName(QStringLiteral("channelAuth"));
    for (AuthType type : {AuthType::SecretKey, AuthType::Basic, AuthType::None, AuthType::Bearer, AuthType::Header})
        m_type->addItem(authTypeText(type), static_cast<int>(type));
    m_environment->setObjectName(QStringLiteral("channelEnvironment"));
    for (Environment environment : {Environment::Test, Environment::Production})
        m_environment->addItem(icon(environmentIcon(environment), foregroundOf(environmentRole(environment))),
            environmentText(environment), static_cast<int>(environment));
    m_environmentField->setHint(tr("In production, a test with a real person is asked about first."));
    m_environmentField->setMaximumWidth(fieldWidth);
    m_url->setPlaceholderText(QStringLiteral("https://"));
    m_nameField->setHint(tr("As your colleagues will look for it, such as “Coupon centre”."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(m_nameField);
    column->addWidget(m_urlField);
    column->addWidget(m_advice);
    column->addWidget(m_environmentField);
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_typeField, 1, Qt::AlignTop);
    row->addWidget(m_userField, 1, Qt::AlignTop);
    row->addWidget(m_headerField, 1, Qt::AlignTop);
    row->addWidget(m_secretField, 1, Qt::AlignTop);
    column->addLayout(row);
    wire();
    showAuth();
}

BasicsSection::~BasicsSection()
{
    // A child that still has the focus loses it while this goes, and would tell so.
    for (QWidget* child : findChildren<QWidget*>())
        child->disconnect(this);
}

void BasicsSection::wire()
{
    for (Field* field : {m_nameField, m_urlField, m_userField, m_headerField}) {
        auto* edit = static_cast<QLineEdit*>(field->editor());
        connect(edit, &QLineEdit::textEdited, this, [this, field, edit](const QString& text) {
            // A pasted line brings spaces and line ends with it.
            if (field != m_nameField && text != text.trimmed())
                edit->setText(text.trimmed());
            field->setError({});
            emit edited();
        });
        connect(edit, &QLineEdit::editingFinished, this, [this, field] { emit left(field); });
    }
    connect(m_url, &QLineEdit::textChanged, this, &BasicsSection::showUrlAdvice);
    connect(m_url, &QLineEdit::textEdited, this, &BasicsSection::followUrl);
    connect(m_environment, &QComboBox::activated, this, [this] {
        m_environmentChosen = true;
        emit edited();
    });
    connect(m_type, &QComboBox::activated, this, [this] {
        if (const auto type = static_cast<AuthType>(m_type->currentData().toInt()); type != m_shownType)
            changeType(type);
    });
    connect(m_secret, &SecretEdit::edited, this, [this] {
        m_secretField->setError({});
        emit edited();
    });
    connect(m_secret, &SecretEdit::left, this, [this] { emit left(m_secretField); });
}

void BasicsSection::fill(const QString& name, const ChannelSpec& spec)
{
    m_name->setText(name);
    m_url->setText(spec.url);
    setEnvironment(spec.environment);
    m_environmentChosen = m_environmentChosen || !spec.url.isEmpty();
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(spec.auth.type)));
    m_user->setText(spec.auth.user);
    m_header->setText(spec.auth.header);
    showAuth();
}

void BasicsSection::offerReceiver()
{
    QPushButton* const fill = textButton(tr("Use the local test receiver"), {}, QStringLiteral("useReceiver"), this);
    fill->setToolTip(tr("A receiver inside this program: it starts, and its address is filled in."));
    connect(fill, &QPushButton::clicked, this, &BasicsSection::receiverWanted);
    m_urlField->addBeside(fill);
    setTabOrder(m_url, fill);
}

// Its secret as well, where nobody has entered another.
void BasicsSection::takeReceiver(const QString& url, const Secret& secret)
{
    m_url->setText(url);
    m_urlField->setError({});
    followUrl();
    const bool free = m_shownType == AuthType::SecretKey && !m_secret->hasStored() && m_secret->typed().isEmpty();
    if (free && !secret.isEmpty())
        m_secret->setTyped(QString::fromUtf8(secret.reveal()));
    emit edited();
}

QString BasicsSection::name() const
{
    return m_name->text().trimmed();
}

void BasicsSection::writeTo(ChannelSpec& spec) const
{
    spec.url = m_url->text().trimmed();
    spec.environment = static_cast<Environment>(m_environment->currentData().toInt());
    spec.auth = {};
    spec.auth.type = static_cast<AuthType>(m_type->currentData().toInt());
    if (spec.auth.type == AuthType::Basic)
        spec.auth.user = m_user->text().trimmed();
    if (spec.auth.type == AuthType::Header)
        spec.auth.header = m_header->text().trimmed();
}

QList<Field*> BasicsSection::fields() const
{
    return {m_nameField, m_urlField, m_typeField, m_userField, m_headerField, m_secretField};
}

Field* BasicsSection::fieldOf(const QString& where) const
{
    static const QStringList places{QStringLiteral("name"), QStringLiteral("url"), QStringLiteral("auth"),
        QStringLiteral("auth.user"), QStringLiteral("auth.header"), QStringLiteral("secret")};
    return fields().value(places.indexOf(where), nullptr);
}

void BasicsSection::setEnvironment(Environment environment)
{
    m_environment->setCurrentIndex(m_environment->findData(static_cast<int>(environment)));
}

// What goes to this computer alone reaches no customer.
void BasicsSection::followUrl()
{
    if (!m_environmentChosen)
        setEnvironment(isLoopback(QUrl(m_url->text().trimmed())) ? Environment::Test : Environment::Production);
}

// A signature's key is nobody's password: each way of signing in has a secret of its own, kept until the page goes.
void BasicsSection::changeType(AuthType type)
{
    m_secrets.insert(static_cast<int>(m_shownType), {m_secret->stored(), m_secret->typed()});
    const auto [stored, typed] = m_secrets.value(static_cast<int>(type));
    m_secret->setTyped({});
    m_secret->setStored(stored);
    if (!typed.isEmpty()) {
        m_secret->enterAgain();
        m_secret->setTyped(QString::fromUtf8(typed.reveal()));
        m_type->setFocus();
    }
    m_secretField->setError({});
    showAuth();
    emit edited();
}

void BasicsSection::showAuth()
{
    const auto type = static_cast<AuthType>(m_type->currentData().toInt());
    m_shownType = type;
    m_userField->setVisible(type == AuthType::Basic);
    m_headerField->setVisible(type == AuthType::Header);
    m_secretField->setVisible(type != AuthType::None);
    m_secretField->setLabel(secretText(type));
    m_typeField->setHint(authTypeHelp(type));
}

void BasicsSection::showUrlAdvice()
{
    const QString url = m_url->text().trimmed();
    m_advice->clear();
    m_urlField->setWarning({});
    if (withHalfWidth(url) != url) {
        m_advice->show(
            Role::Warning, tr("The address holds full-width characters. %1 is meant?").arg(withHalfWidth(url)));
        m_advice->addAction(tr("Correct it"), QStringLiteral("correctUrl"), [this] { repairUrl(); });
    } else if (!QUrl(url).userInfo().isEmpty()) {
        m_advice->show(
            Role::Warning, tr("The address holds a user name or password. They belong into Basic Authentication."));
        m_advice->addAction(tr("Move them there"), QStringLiteral("moveUserInfo"), [this] { moveUserInfo(); });
    }
    QStringList warnings;
    for (UrlWarning warning : urlWarnings(url))
        warnings += warning == UrlWarning::PlainHttp
            ? tr("Without https everybody on the way can read what is sent.")
            : tr("The host %1 may look like another one; please compare it.")
                  .arg(QString::fromLatin1(QUrl(url).host(QUrl::FullyEncoded).toLatin1()));
    if (!warnings.isEmpty())
        m_urlField->setWarning(warnings.join(QLatin1Char(' ')));
}

void BasicsSection::repairUrl()
{
    m_url->setText(withHalfWidth(m_url->text().trimmed()));
    m_url->setFocus();
    emit edited();
}

void BasicsSection::moveUserInfo()
{
    QUrl url(m_url->text().trimmed());
    m_type->setCurrentIndex(m_type->findData(static_cast<int>(AuthType::Basic)));
    showAuth();
    m_user->setText(url.userName(QUrl::FullyDecoded));
    m_secret->enterAgain();
    m_secret->setTyped(url.password(QUrl::FullyDecoded));
    url.setUserInfo({});
    m_url->setText(url.toString(QUrl::FullyEncoded));
    emit edited();
}

} // namespace wd
