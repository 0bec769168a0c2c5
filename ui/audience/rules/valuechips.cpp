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
        chip->setFocusPolicy(Qt::ClickFocus); // one Tab stop for all of them: the line
        chip->installEventFilter(this);
        m_chips += chip;
        m_flow->insertWidget(int(i), chip);
        chip->show();
    }
    updateGeometry();
}

bool ValueChips::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (watched == m_line ? takeLineKey(key) : takeChipKey(m_chips.indexOf(static_cast<QWidget*>(watched)), key))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool ValueChips::takeLineKey(int key)
{
    if (m_chips.isEmpty())
        return false;
    if (key == Qt::Key_Backspace && m_line->text().isEmpty()) {
        removeAt(m_values.size() - 1);
        return true;
    }
    if (key != Qt::Key_Left || m_line->cursorPosition() > 0 || m_line->hasSelectedText())
        return false;
    m_chips.last()->setFocus();
    return true;
}

bool ValueChips::takeChipKey(qsizetype index, int key)
{
    switch (key) {
    case Qt::Key_Left:
        m_chips[qMax<qsizetype>(0, index - 1)]->setFocus();
        return true;
    case Qt::Key_Right:
        (index + 1 < m_chips.size() ? m_chips[index + 1] : m_line)->setFocus();
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        removeAt(index);
        return true;
    default:
        return false;
    }
}

} // namespace wd
