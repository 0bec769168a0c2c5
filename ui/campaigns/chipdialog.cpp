#include "ui/campaigns/chipdialog.h"

#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/field.h"

#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

namespace wd {

ChipDialog::ChipDialog(const QString& attribute, const QString& defaultValue, QWidget* parent)
    : QDialog(parent)
    , m_value(new QLineEdit(defaultValue, this))
{
    setObjectName(QStringLiteral("chipDialog"));
    setWindowTitle(attribute);
    setAttribute(Qt::WA_DeleteOnClose);
    m_value->setObjectName(QStringLiteral("chipDefault"));
    // A template's text can't hold both kinds of quotes.
    static const QRegularExpression oneKindOfQuote(QStringLiteral("[^\"]*|[^']*"));
    m_value->setValidator(new QRegularExpressionValidator(oneKindOfQuote, m_value));
    auto* field = new Field(tr("When it is missing, write"), m_value);
    field->setHint(tr("Empty: the review counts whom it is missing for and asks what to do."));
    QPushButton* const cancel = secondaryButton(tr("Cancel"), QString(), QStringLiteral("chipCancel"), this);
    QPushButton* const apply = primaryButton(tr("Apply"), QStringLiteral("check"), QStringLiteral("chipApply"), this);
    apply->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, [this] { QDialog::reject(); });
    connect(apply, &QPushButton::clicked, this, [this] {
        emit chosen(m_value->text());
        accept();
    });
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(apply);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(field);
    layout->addLayout(buttons);
    setMinimumWidth(400);
}

void ChipDialog::reject()
{
    if (!m_value->isModified())
        return QDialog::reject();
    ask(
        this, tr("Close without applying?"), tr("What you typed is not applied yet."), tr("Close without applying"),
        [this] { QDialog::reject(); }, Weight::Destructive);
}

} // namespace wd
