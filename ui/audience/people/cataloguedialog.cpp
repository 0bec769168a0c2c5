#include "ui/audience/people/cataloguedialog.h"

#include "ui/audience/people/persontexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/inlinemessage.h"
#include "ui/texts/errortexts.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace wd {

CatalogueDialog::CatalogueDialog(
    const PageContext& context, const QString& name, const QString& title, Removal removal, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_form(new QVBoxLayout)
    , m_fields(new QGridLayout)
    , m_message(new InlineMessage(name + QStringLiteral("Message"), this))
    , m_save(primaryButton(tr("Save"), QStringLiteral("check"), name + QStringLiteral("Save"), this))
{
    setObjectName(name);
    setWindowTitle(title);
    setAccessibleName(title);
    setAttribute(Qt::WA_DeleteOnClose);
    QLabel* const heading = headingLabel(title, this);
    heading->setMinimumHeight(20);
    m_fields->setHorizontalSpacing(16);
    m_fields->setVerticalSpacing(16);
    m_fields->setColumnStretch(0, 1);
    m_fields->setColumnStretch(1, 1);
    m_form->setSpacing(16);
    m_form->addLayout(m_fields);
    QPushButton* const cancel = secondaryButton(tr("Cancel"), {}, name + QStringLiteral("Cancel"), this);
    m_save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    if (removal == Removal::Offered) {
        m_remove = dangerButton(tr("Delete…"), QStringLiteral("trash"), name + QStringLiteral("Remove"), this);
        connect(m_remove, &QPushButton::clicked, this, [this] { askToRemove(); });
        buttons->addWidget(m_remove);
    }
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    if (m_remove)
        setTabOrder(m_remove, cancel);
    setTabOrder(cancel, m_save);
    connect(cancel, &QPushButton::clicked, this, [this] { reject(); });
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // it counts wrapping texts as if they were narrow
    layout->addWidget(heading);
    layout->addWidget(m_message);
    layout->addLayout(m_form, 1);
    layout->addLayout(buttons);
}

void CatalogueDialog::reject()
{
    if (!isChanged())
        return QDialog::reject();
    ask(
        this, tr("Close without saving?"), tr("What you changed is not saved yet."), tr("Close without saving"),
        [this] { QDialog::reject(); }, Weight::Destructive);
}

void CatalogueDialog::finish(const QString& done, std::function<void()> undo)
{
    m_context.toast(done, undo ? tr("Undo") : QString(), undo);
    QDialog::accept();
}

void CatalogueDialog::setBusy(bool busy)
{
    m_save->setEnabled(!busy);
    m_save->setText(busy ? tr("Saving…") : tr("Save"));
    if (m_remove)
        m_remove->setEnabled(!busy);
}

void CatalogueDialog::fail(const Error& error)
{
    tell(Role::Error, errorText(error));
}

void CatalogueDialog::tell(Role role, const QString& text)
{
    m_message->show(role, text);
    fit();
}

void CatalogueDialog::hush()
{
    if (m_message->isHidden())
        return;
    m_message->clear();
    fit();
}

void CatalogueDialog::fit()
{
    const int wide = qMax(width(), minimumWidth());
    layout()->activate();
    const int high = layout()->totalHeightForWidth(wide);
    setMinimumHeight(high);
    resize(wide, high);
}

void CatalogueDialog::showEvent(QShowEvent* event)
{
    fit();
    QDialog::showEvent(event);
}

void CatalogueDialog::tellUses(const QString& heading, const QList<AudienceUse>& uses)
{
    tell(Role::Warning, heading + u'\n' + usesText(uses));
}

QLineEdit* CatalogueDialog::makeLine(const QString& text, const QString& name)
{
    auto* line = new QLineEdit(text, this);
    line->setObjectName(name);
    return line;
}

} // namespace wd
