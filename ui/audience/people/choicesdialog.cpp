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

namespace {

QStringList missingOf(QStringList values, const QStringList& there)
{
    values.removeIf([&there](const QString& value) { return there.contains(value); });
    return values;
}

} // namespace

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
    m_take = textButton(QString(), QStringLiteral("plus"), QStringLiteral("propertyChoicesTake"), this);
    m_take->hide();
    connect(m_take, &QPushButton::clicked, this, [this] {
        m_edit->setPlainText((linesOf(*m_edit) + missingOf(m_occurring, linesOf(*m_edit))).join(u'\n'));
        m_edit->setFocus();
    });
    connect(m_edit, &QPlainTextEdit::textChanged, this, &ChoicesDialog::showOffer);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(apply);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(field, 1);
    layout->addWidget(m_take, 0, Qt::AlignLeft);
    layout->addLayout(buttons);
}

void ChoicesDialog::offerValues(const QStringList& values)
{
    m_occurring = values;
    m_take->setToolTip(values.mid(0, 20).join(u'\n'));
    showOffer();
}

void ChoicesDialog::showOffer()
{
    const int missing = int(missingOf(m_occurring, linesOf(*m_edit)).size());
    m_take->setText(tr("Add the %n values that occur", nullptr, missing));
    m_take->setAccessibleName(m_take->text());
    m_take->setVisible(missing > 0);
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
