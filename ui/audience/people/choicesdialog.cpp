#include "ui/audience/people/choicesdialog.h"

#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/field.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace wd {

QStringList linesOf(const QPlainTextEdit& edit)
{
    QStringList values;
    for (const QString& line : edit.toPlainText().split(u'\n'))
        if (const QString value = line.trimmed(); !value.isEmpty() && !values.contains(value))
            values += value;
    return values;
}

ChoicesDialog::ChoicesDialog(const QString& property, const QStringList& choices, QWidget* parent)
    : QDialog(parent)
    , m_before(choices)
    , m_edit(new QPlainTextEdit(choices.join(u'\n'), this))
{
    setObjectName(QStringLiteral("propertyChoices"));
    setWindowTitle(tr("Values of “%1”").arg(property));
    setAccessibleName(windowTitle());
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(400);
    m_edit->setObjectName(QStringLiteral("propertyChoicesText"));
    m_edit->setTabChangesFocus(true);
    auto* field = new Field(tr("Values to offer"), m_edit, Field::Need::Optional, this);
    field->setHint(tr("One a line. They are offered where a condition is made; other values are taken, too."));
    field->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    QPushButton* const cancel = secondaryButton(tr("Cancel"), {}, QStringLiteral("propertyChoicesCancel"), this);
    QPushButton* const apply
        = primaryButton(tr("Apply"), QStringLiteral("check"), QStringLiteral("propertyChoicesApply"), this);
    apply->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &ChoicesDialog::reject);
    connect(apply, &QPushButton::clicked, this, [this] {
        emit chosen(linesOf(*m_edit));
        accept();
    });
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(apply);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(field, 1);
    layout->addLayout(buttons);
}

void ChoicesDialog::reject()
{
    if (linesOf(*m_edit) == m_before)
        return QDialog::reject();
    ask(
        this, tr("Close without applying?"), tr("What you typed is not applied yet."), tr("Close without applying"),
        [this] { QDialog::reject(); }, Weight::Destructive);
}

} // namespace wd
