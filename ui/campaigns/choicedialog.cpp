#include "ui/campaigns/choicedialog.h"

#include "ui/shared/buttons.h"
#include "ui/shared/field.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

namespace wd {

ChoiceDialog::ChoiceDialog(const QString& attribute, const TextChip& chip, const QStringList& values, QWidget* parent)
    : QDialog(parent)
    , m_key(chip.key)
    , m_fallback(makeLine(chip.defaultValue, QStringLiteral("choiceFallback")))
    , m_apply(primaryButton(tr("Apply"), QStringLiteral("check"), QStringLiteral("choiceApply"), this))
{
    setObjectName(QStringLiteral("choiceDialog"));
    setWindowTitle(tr("Words by “%1”").arg(attribute));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(420);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    QList<QPair<QString, QString>> rows = chip.choices;
    for (const QString& value : values) {
        const bool known = std::any_of(
            rows.cbegin(), rows.cend(), [&value](const QPair<QString, QString>& row) { return row.first == value; });
        // Template strings can't hold both kinds of quotes.
        if (!known && !(value.contains(u'"') && value.contains(u'\'')))
            rows.append({value, QString()});
    }
    for (const auto& [value, words] : std::as_const(rows)) {
        QLineEdit* const line = makeLine(words, QStringLiteral("choice_") + value);
        line->setAccessibleName(value);
        m_lines.append({value, line});
        form->addRow(textLabel(value, this), line);
    }
    auto* fallback = new Field(tr("For everybody else, also where it is missing"), m_fallback);
    fallback->setHint(tr("Empty: the review counts whom it is missing for and asks what to do."));
    QPushButton* const cancel = secondaryButton(tr("Cancel"), QString(), QStringLiteral("choiceCancel"), this);
    m_apply->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, [this] {
        emit chosen(this->chip());
        accept();
    });
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_apply);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(mutedLabel(tr("What the text says for each value that people have."), this));
    layout->addLayout(form);
    layout->addWidget(fallback);
    layout->addLayout(buttons);
    focusFirstEmpty();
    showState();
}

void ChoiceDialog::focusFirstEmpty()
{
    for (const auto& [value, line] : std::as_const(m_lines))
        if (line->text().isEmpty())
            return line->setFocus();
    m_fallback->setFocus();
}

QLineEdit* ChoiceDialog::makeLine(const QString& text, const QString& name)
{
    auto* line = new QLineEdit(text, this);
    line->setObjectName(name);
    // Braces would begin a template of their own.
    static const QRegularExpression plain(QStringLiteral("[^{}]*"));
    line->setValidator(new QRegularExpressionValidator(plain, line));
    connect(line, &QLineEdit::textChanged, this, &ChoiceDialog::showState);
    return line;
}

// Values without words get the fallback.
TextChip ChoiceDialog::chip() const
{
    TextChip chip{m_key, m_fallback->text()};
    for (const auto& [value, line] : m_lines)
        if (!line->text().isEmpty())
            chip.choices.append({value, line->text()});
    return chip;
}

void ChoiceDialog::showState()
{
    const bool empty = chip().choices.isEmpty();
    setBlocked(m_apply, empty ? tr("Please give at least one value its words.") : QString());
}

} // namespace wd
