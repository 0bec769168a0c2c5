#include "ui/audience/rules/valuechips.h"

#include "models/base/writtennumber.h"
#include "ui/audience/rules/afterclick.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/icons.h"

#include <QKeyEvent>
#include <QRegularExpression>

namespace wd {

ValueChips::ValueChips(const QString& name, bool numbers, QWidget* parent)
    : QWidget(parent)
    , m_flow(new FlowLayout(this, 4))
    , m_line(new QLineEdit(this))
    , m_numbers(numbers)
{
    m_line->setObjectName(name);
    m_line->setAccessibleName(tr("Add a value"));
    m_line->setPlaceholderText(tr("Add a value, then Enter"));
    m_line->setMinimumWidth(120);
    m_line->installEventFilter(this);
    m_flow->addWidget(m_line);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) {
        static const QRegularExpression end(QStringLiteral("[,，、;；\\n\\t]"));
        if (text.contains(end))
            take(text);
    });
    connect(m_line, &QLineEdit::editingFinished, this, [this] { take(m_line->text()); });
}

void ValueChips::setValues(const QVariantList& values)
{
    m_values = values;
    showChips();
}

void ValueChips::take(const QString& text)
{
    static const QRegularExpression separator(QStringLiteral("[,，、;；\\n\\t]"));
    bool any = false;
    for (const QString& part : text.split(separator, Qt::SkipEmptyParts)) {
        const std::optional<double> number = m_numbers ? parseNumber(part.trimmed().toUtf8()) : std::nullopt;
        const QVariant value = number ? QVariant(*number) : QVariant(part.trimmed());
        if (part.trimmed().isEmpty() || m_values.contains(value))
            continue;
        m_values += value;
        any = true;
    }
    m_line->clear();
    if (!any)
        return;
    afterClick(this, [this] { showChips(); }); // a click may be what ended the value
    emit edited();
}

void ValueChips::removeAt(qsizetype index)
{
    m_values.removeAt(index);
    m_line->setFocus();
    showChips();
    emit edited();
}

void ValueChips::showChips()
{
    for (QWidget* chip : std::as_const(m_chips)) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        const QString words = numberWords(m_values[i]);
        QPushButton* const chip = secondaryButton(words, QStringLiteral("close"), QStringLiteral("valueChip"), this);
        chip->setProperty("look", QStringLiteral("chip"));
        chip->setLayoutDirection(Qt::RightToLeft); // the cross behind the words
        chip->setIcon(icon(QStringLiteral("close"), Token::Accent));
        chip->setIconSize({12, 12});
        chip->setAccessibleName(tr("Take “%1” away").arg(words));
        chip->setToolTip(tr("Take “%1” away").arg(words));
        connect(chip, &QPushButton::clicked, this, [this, i] { removeAt(i); });
        m_chips += chip;
        m_flow->insertWidget(int(i), chip);
        chip->show();
    }
    updateGeometry();
}

bool ValueChips::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Backspace && m_line->text().isEmpty() && !m_values.isEmpty()) {
        removeAt(m_values.size() - 1);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace wd
