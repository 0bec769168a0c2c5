#include "ui/channels/secretedit.h"

#include "ui/shared/buttons.h"

#include <QEvent>
#include <QLineEdit>
#include <QStyle>

namespace wd {

SecretEdit::SecretEdit(QWidget* parent)
    : QWidget(parent)
    , m_entry(new QWidget(this))
    , m_edit(new QLineEdit(m_entry))
    , m_fingerprint(mutedLabel({}, m_entry))
    , m_show(iconButton(tr("Show"), QStringLiteral("eye"), QStringLiteral("showSecret"), m_entry))
    , m_kept(new QWidget(this))
    , m_mark(textLabel({}, m_kept))
{
    m_edit->setObjectName(QStringLiteral("channelSecret"));
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_show->setCheckable(true);
    m_mark->setObjectName(QStringLiteral("secretMark"));
    m_fingerprint->setObjectName(QStringLiteral("secretFingerprint"));
    m_fingerprint->setProperty("look", QStringLiteral("fieldLine"));
    m_fingerprint->setToolTip(
        tr("Four characters made from the secret. Whoever holds the same secret gets the same four."));
    m_fingerprint->hide();
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(m_edit, 1);
    line->addWidget(m_show);
    auto* entry = new QVBoxLayout(m_entry);
    entry->setContentsMargins(0, 0, 0, 0);
    entry->setSpacing(4);
    entry->addLayout(line);
    entry->addWidget(m_fingerprint);
    QPushButton* const again = secondaryButton(tr("Enter it again"), {}, QStringLiteral("enterSecretAgain"), m_kept);
    auto* kept = new QHBoxLayout(m_kept);
    kept->setContentsMargins(0, 0, 0, 0);
    kept->setSpacing(12);
    kept->addWidget(m_mark, 1);
    kept->addWidget(again);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_entry);
    column->addWidget(m_kept);
    connect(m_show, &QPushButton::toggled, this,
        [this](bool shown) { m_edit->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    // Spaces and line ends that came along with a pasted secret are never part of it.
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (text != text.trimmed())
            m_edit->setText(text.trimmed());
        emit edited();
    });
    connect(m_edit, &QLineEdit::textChanged, this, &SecretEdit::showFingerprint);
    connect(m_edit, &QLineEdit::editingFinished, this, &SecretEdit::left);
    connect(again, &QPushButton::clicked, this, [this] {
        enterAgain();
        emit edited();
    });
    showState();
}

SecretEdit::~SecretEdit()
{
    // A child that still has the focus loses it while this goes, and would tell so.
    for (QWidget* child : findChildren<QWidget*>())
        child->disconnect(this);
}

void SecretEdit::setStored(const Secret& secret)
{
    m_stored = secret;
    // The keychain may answer late: what was typed meanwhile stays.
    if (m_edit->text().isEmpty())
        m_typing = secret.isEmpty();
    showState();
}

Secret SecretEdit::typed() const
{
    return m_typing && !m_edit->text().isEmpty() ? Secret(m_edit->text().toUtf8()) : Secret();
}

void SecretEdit::setTyped(const QString& text)
{
    m_edit->setText(text);
}

void SecretEdit::enterAgain()
{
    m_typing = true;
    showState();
    m_edit->setFocus(Qt::OtherFocusReason);
}

bool SecretEdit::event(QEvent* event)
{
    if (event->type() == QEvent::DynamicPropertyChange
        && static_cast<QDynamicPropertyChangeEvent*>(event)->propertyName() == "role") {
        m_edit->setProperty("role", property("role"));
        m_edit->style()->unpolish(m_edit);
        m_edit->style()->polish(m_edit);
    }
    return QWidget::event(event);
}

void SecretEdit::showFingerprint()
{
    const QString text = m_edit->text();
    m_fingerprint->setVisible(!text.isEmpty());
    m_fingerprint->setText(tr("Fingerprint %1").arg(Secret(text.toUtf8()).fingerprint()));
}

void SecretEdit::showState()
{
    m_entry->setVisible(m_typing);
    m_kept->setVisible(!m_typing);
    setFocusProxy(
        m_typing ? static_cast<QWidget*>(m_edit) : m_kept->findChild<QPushButton*>(QStringLiteral("enterSecretAgain")));
    m_edit->setAccessibleName(accessibleName().isEmpty() ? tr("Secret") : accessibleName());
    if (m_stored.isEmpty())
        return;
    const QString last = m_stored.lastFour();
    m_mark->setText(last.isEmpty() ? tr("Kept · fingerprint %1").arg(m_stored.fingerprint())
                                   : tr("Ends in %1 · fingerprint %2").arg(last, m_stored.fingerprint()));
}

} // namespace wd
